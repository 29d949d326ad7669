// Who has filed and what is open, unit by unit and area by area.

const unitStates = { all: () => true, filed: (s) => !s.missing, missing: (s) => s.missing, open: (s) => !s.missing && s.must + s.explain > 0, must: (s) => s.must > 0, clean: (s) => !s.missing && !s.open };

views.units = {
  key: (r) => ['units', r.area, r.year, r.given.status].join(),
  render(main, r) {
    const status = unitStates[r.given.status] ? r.given.status : 'all';
    const list = unitsOf(r.area, r.year).map((u) => ({ u, s: statusOf(u.i, r.year), report: reportOf(u.i, r.year) }));
    const n = (k) => ' ' + list.filter((x) => unitStates[k](x.s)).length;
    const table = unitTable(r);
    const chosen = list.filter((x) => unitStates[status](x.s));
    const draw = (text) => table.set(text ? chosen.filter((x) => (x.u.name + ' ' + x.u.code + ' ' + countyName(x.u)).toLowerCase().indexOf(text) >= 0) : chosen);
    add(main, [
      heading(t('units') + ' · ' + areas[r.area].name + ' ' + t('yearOf', r.year)),
      areaTable(r),
      el('div', { class: 'controls' }, choices(t('status'), [['all', t('all') + n('all')], ['missing', t('notFiled') + n('missing')], ['open', t('withOpen') + n('open')], ['clean', t('clean') + n('clean')]], status, (k) => same({ status: k === 'all' ? null : k })), searchBox(t('search'), t('searchUnits'), draw)),
      table.node,
    ]);
    draw('');
  },
};

function unitTable(r) {
  const many = areas[r.area].level !== 'county';
  const count = (k) => ({ label: t(k), class: 'number', down: true, by: (x) => x.s[k], cell: (x) => (x.s.missing ? '' : x.s[k] ? el('b', { class: 'ink ' + k }, x.s[k]) : el('span', { class: 'faint' }, '0')) });
  const columns = [
    { label: t('code'), by: (x) => x.u.code, cell: (x) => x.u.code, class: 'code' },
    { label: t('oneUnit'), head: true, by: (x) => x.u.name, cell: (x) => el('a', { href: toUnit(x.u.i, r.year), lang: 'zh-CN' }, x.u.name) },
    many ? { label: t('county'), by: (x) => x.u.county, cell: (x) => zh(countyName(x.u)) } : { label: t('kind'), by: (x) => x.u.kind, cell: (x) => t(x.u.kind === 'county' ? 'countyKind' : x.u.kind) },
    { label: t('status'), by: (x) => ['missing', 'must', 'explain', 'note', 'clean'].indexOf(x.s.worst), cell: (x) => (x.s.missing ? el('span', { class: 'badge missing' }, t('notFiled')) : x.s.open ? el('span', { class: 'badge ' + x.s.worst }, t('filed')) : el('span', { class: 'badge clean' }, t('filed') + ' ✓')) },
    count('must'), count('explain'), count('note'),
    { label: t('receivedShort'), class: 'number', down: true, by: (x) => (x.report ? Number(valueOf(x.report, cellId('t3.received.total')) || -1) : null), cell: (x) => (x.report ? receivedOf(x, r.year) : '') },
  ];
  years.filter((y) => y !== r.year).slice(-3).forEach((y) => columns.push({ label: String(y), by: (x) => (owes(x.u, y) ? Number(!reportOf(x.u.i, y)) : 2), cell: (x) => (owes(x.u, y) ? yearSign(x.u, y) : el('span', { class: 'faint' }, '–')) }));
  columns.push({ label: t('file'), cell: (x) => (x.report ? el('span', { class: 'file', lang: 'zh-CN', title: D.names[x.report.file] }, baseName(D.names[x.report.file])) : ''), class: 'wide-cell' });
  return listTable(t('filing') + ' ' + t('yearOf', r.year), columns);
}

function receivedOf(x, year) {
  const id = cellId('t3.received.total');
  const of = cellOf(x.report, id);
  return link(toUnit(x.u.i, year, id), of.value === null ? t(of.state) : digits(of.value));
}

function yearSign(u, year) {
  const s = statusOf(u.i, year);
  return el('a', { href: toUnit(u.i, year), class: 'sign ' + s.worst, 'aria-label': year + ' ' + statusText(s), title: statusText(s), 'data-sign': s.missing ? t('missing') : s.must ? t('mustMark') + s.must : s.explain ? t('explainMark') + s.explain : s.note ? t('noteMark') + s.note : '✓' });
}

// areaTable lists the areas inside a wider one.
function areaTable(r) {
  const inside = areasIn(r.area);
  if (!inside.length) return null;
  const number = (k, word) => ({ label: t(word || k), class: 'number', down: true, by: (x) => x.s[k], cell: (x) => (x.s[k] ? el(k === 'due' ? 'span' : 'b', { class: 'ink ' + k }, spaced(String(x.s[k]))) : el('span', { class: 'faint' }, '0')) });
  const table = listTable(t('subareas'), [
    { label: t('code'), by: (x) => x.a.code, cell: (x) => x.a.code, class: 'code' },
    { label: t('area'), head: true, by: (x) => x.a.name, cell: (x) => el('a', { href: to({ view: 'units', area: x.a.code }), lang: 'zh-CN' }, x.a.name) },
    number('due', 'owing'), number('missing'), number('must'), number('explain'), number('note'),
  ], 30);
  table.set(inside.map((a) => ({ a, s: areaStatus(a.i, r.year) })));
  return table.node;
}
