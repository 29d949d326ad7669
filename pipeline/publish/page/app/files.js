// Every file gathered and what became of it.

const verdicts = ['accepted', 'superseded', 'duplicate', 'held', 'unreadable', 'not_a_report', 'bundle'];

views.files = {
  key: (r) => ['files', r.year, r.given.verdict].join(),
  render(main, r) {
    const verdict = r.given.verdict || '';
    const fits = verdict === 'odd' ? (f) => ['held', 'unreadable', 'not_a_report'].indexOf(f[3]) >= 0 : (f) => !verdict || f[3] === verdict;
    const chosen = D.files.filter(fits);
    const table = fileTable();
    const draw = (text) => table.set(text ? chosen.filter((f) => (D.names[f[0]] + ' ' + f[6]).toLowerCase().indexOf(text) >= 0) : chosen);
    const kinds = [['', t('all') + ' ' + D.files.length]].concat(verdicts.map((v) => [v, t(v) + ' ' + D.files.filter((f) => f[3] === v).length]).filter((k) => D.files.some((f) => f[3] === k[0])));
    add(main, [heading(t('files')), D.files.length ? [el('div', { class: 'controls' }, choices(t('verdict'), kinds, verdict, (k) => same({ verdict: k })), searchBox(t('search'), t('searchFiles'), draw)), table.node] : el('p', { class: 'warn' }, t('noFiles'))]);
    if (D.files.length) draw('');
  },
};

function fileTable() {
  return listTable(t('files'), [
    { label: t('file'), head: true, by: (f) => D.names[f[0]], cell: (f) => el('span', { class: 'file', lang: 'zh-CN' }, D.names[f[0]]) },
    { label: t('verdict'), by: (f) => verdicts.indexOf(f[3]), cell: (f) => el('span', { class: 'badge ' + (f[3] === 'accepted' ? 'clean' : f[3] === 'unreadable' ? 'must' : f[3] === 'held' ? 'explain' : 'plain') }, t(f[3])) },
    { label: t('oneUnit'), class: 'short', by: (f) => (f[4] < 0 ? null : units[f[4]].code), cell: (f) => (f[4] < 0 ? '' : el('a', { lang: 'zh-CN', href: f[5] && years.indexOf(f[5]) >= 0 ? toUnit(f[4], f[5]) : to({ unit: units[f[4]].code }) }, units[f[4]].name)) },
    { label: t('year'), by: (f) => f[5] || null, cell: (f) => f[5] || '', class: 'code' },
    { label: t('format'), by: (f) => f[2], cell: (f) => f[2], class: 'code' },
    { label: t('size'), class: 'number', down: true, by: (f) => f[1], cell: (f) => spaced(String(f[1])) },
    { label: t('reason'), cell: (f) => [say(f[6], f[7]), f[8] ? el('span', { class: 'faint' }, ' ' + t('received', f[8])) : null], class: 'wide-cell' },
  ]);
}
