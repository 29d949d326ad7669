// The overview: who has filed, what to do, the figures that everyone asks for.

const views = {};

// The figures of the overview: code and the words for it. Those of an edition
// that the year does not use have no totals and are left out.
const keyFigures = [
  ['t3.received.total', 'keyReceived'], ['t3.carried_in.total', 'keyCarriedIn'], ['t3.answered.total', 'keyAnswered'], ['t3.granted.total', 'keyGranted'], ['t3.carried_out.total', 'keyCarriedOut'],
  ['t2.normative_documents.issued', 'keyNorms'], ['t2.normative_documents.in_force', 'keyNormsInForce'], ['t2.normative_documents.made', 'keyNormsMade'],
  ['t2.licensing.decisions', 'keyLicences'], ['t2.penalties.decisions', 'keyPenalties'], ['t2.compulsion.decisions', 'keyCompulsion'], ['t2.fees.amount', 'keyFees'],
  ['t4.review.total', 'keyReviews'], ['t4.suit_direct.total', 'keySuitsDirect'], ['t4.suit_after_review.total', 'keySuitsAfter'],
];

views.overview = {
  key: (r) => ['overview', r.area, r.year].join(),
  render(main, r) {
    add(main, [heading(t('overview') + ' · ' + t('yearOf', r.year)), filingGlance(r), hatching(),
      el('div', { class: 'pair' }, el('div', null, todo(r), overYears(r), byResult(r)), el('div', null, keyTable(r)))]);
  },
};

function filingGlance(r) {
  const due = unitsOf(r.area, r.year);
  const filed = due.filter((u) => reportOf(u.i, r.year)).length;
  const deadline = D.deadlines[years.indexOf(r.year)];
  const count = (n, word, status, kind) => el('a', { class: 'count ' + kind, href: to({ view: 'units', status }) }, el('b', null, spaced(String(n))), el('span', null, t(word)));
  const open = { must: 0, explain: 0, note: 0 };
  inScope(r.area, r.year).filter(isOpen).forEach((f) => { open[severityNames[f.severity]]++; });
  const severityCount = (name, i) => el('a', { class: 'count ' + name, href: to({ view: 'findings', severity: i }) }, el('b', null, spaced(String(open[name]))), el('span', null, t(name)));
  return el('section', { class: 'glance', 'aria-label': t('filing') },
    el('div', { class: 'counts' }, count(due.length, 'owing', null, ''), count(filed, 'filed', 'filed', 'clean'), count(due.length - filed, 'missing', 'missing', 'missing'),
      el('span', { class: 'gap' }), severityCount('must', 2), severityCount('explain', 1), severityCount('note', 0),
      deadline ? el('span', { class: 'faint deadline' }, t('deadline', deadline)) : null),
    due.length <= 150 ? tiles(due, r.year) : areaBars(r));
}

// tiles shows each unit as one small field.
function tiles(due, year) {
  if (!due.length) return null;
  return [el('ul', { class: 'tiles' }, due.map((u) => {
    const s = statusOf(u.i, year);
    const sign = s.missing ? t('missing') : s.must ? t('mustMark') + s.must : s.explain ? t('explainMark') + s.explain : s.note ? t('noteMark') + s.note : '✓';
    return el('li', null, el('a', { class: 'tile ' + s.worst, href: toUnit(u.i, year), 'aria-label': u.name + colon() + statusText(s), title: statusText(s), 'data-sign': sign }, el('span', { lang: 'zh-CN' }, u.name)));
  })), tileLegend()];
}

function tileLegend() {
  const one = (kind, sign, word) => el('span', null, el('i', { class: 'swatch ' + kind }, sign), word);
  return el('p', { class: 'legend' }, one('missing', '', t('notFiled')), one('must', t('mustMark'), t('must')), one('explain', t('explainMark'), t('explain')), one('note', t('noteMark'), t('note')), one('clean', '✓', t('clean')));
}

// areaBars shows the filing of the areas inside, one line each.
function areaBars(r) {
  const rows = areasIn(r.area).map((a) => {
    const s = areaStatus(a.i, r.year);
    return { label: a.name, value: String(s.due - s.missing), rest: String(s.missing), shown: s.missing ? t('missing') + ' ' + s.missing + ' / ' + s.due : t('allFiled') + ' ' + s.due, href: to({ view: 'overview', area: a.code }), class: 'two', s };
  });
  if (!rows.length) return null;
  rows.sort((a, b) => b.s.missing - a.s.missing);
  const box = el('div', { class: 'two-columns' });
  const pages = paged(box, (part, into) => add(into, barTable(t('filing'), [t('area'), t('missing'), ''], part)), 40);
  pages.set(rows);
  return el('div', null, el('h3', null, t('subareas')), box, pages.node);
}

function areaStatus(area, year) {
  const s = { due: 0, missing: 0, must: 0, explain: 0, note: 0 };
  unitsOf(area, year).forEach((u) => {
    const of = statusOf(u.i, year);
    s.due++;
    if (of.missing) s.missing++;
    ['must', 'explain', 'note'].forEach((k) => { s[k] += of[k]; });
  });
  return s;
}

// --- to do ------------------------------------------------------------------

function todo(r) {
  const due = unitsOf(r.area, r.year).map((u) => ({ u, s: statusOf(u.i, r.year) }));
  const missing = due.filter((x) => x.s.missing);
  const asked = due.filter((x) => !x.s.missing && (x.s.must || x.s.explain)).sort((a, b) => b.s.must - a.s.must || b.s.explain - a.s.explain);
  const odd = r.area ? [] : filesToLookAt(r.year);
  const item = (title, href, list, each) => (list.length ? el('li', null, el('h4', null, link(href, title)), el('p', null, few(list, each))) : null);
  const inside = areasIn(r.area);
  const units = (status, list, each) => item(t(status === 'missing' ? 'chase' : 'sendBack', list.length), to({ view: 'units', status }), inside.length ? byArea(inside, list) : list,
    inside.length ? (x) => [link(to({ view: 'units', area: x.a.code, status }), zh(x.a.name)), ' ' + x.n] : each);
  const items = [
    units('missing', missing, (x) => link(toUnit(x.u.i, r.year), zh(x.u.name))),
    units('open', asked, (x) => [link(toUnit(x.u.i, r.year), zh(x.u.name)), ' ', countBadges({ must: x.s.must, explain: x.s.explain, note: 0 })]),
    item(t('lookAtFiles', odd.length), to({ view: 'files', verdict: 'odd' }), odd, (f) => [zh(baseName(D.names[f[0]])), el('span', { class: 'faint' }, ' ' + t(f[3]))]),
  ].filter((i) => i);
  return el('section', null, el('h3', null, t('todo')), due.length && missing.length === due.length ? el('p', { class: 'warn' }, t('noReports')) : null,
    items.length ? el('ol', { class: 'todo' }, items) : el('p', { class: 'good' }, t('nothingTodo')));
}

// byArea counts units by the areas inside, most first.
function byArea(inside, list) {
  return inside.map((a) => ({ a, n: list.filter((x) => covers(a.i, x.u.county)).length })).filter((x) => x.n).sort((x, y) => y.n - x.n);
}

// few lists the first of many.
function few(list, each) {
  const first = list.slice(0, 24);
  const out = [];
  first.forEach((x) => out.push(el('span', { class: 'one' }, each(x)), ' '));
  if (list.length > first.length) out.push(el('span', { class: 'faint' }, t('andMore', list.length)));
  return out;
}

// filesToLookAt lists files that nobody used and that are no office litter.
function filesToLookAt(year) {
  return D.files.filter((f) => (f[3] === 'held' || f[3] === 'unreadable' || (f[3] === 'not_a_report' && !/^(~\$|\.|Thumbs\.db$|desktop\.ini$)/i.test(baseName(D.names[f[0]])))) && (!f[5] || f[5] === year));
}

function baseName(path) {
  return path.split(/ › |\//).pop();
}

// --- key figures ------------------------------------------------------------

function keyTable(r) {
  const rows = keyFigures.map(([code, word]) => ({ id: cellId(code), word, of: total(r.area, r.year, cellId(code)) })).filter((x) => x.of);
  const caution = rows.some((x) => x.of.change !== null && !x.of.comparable);
  const incomplete = rows.some((x) => x.of.sum !== null && !x.of.complete);
  return el('section', null, el('h3', null, t('keyFigures')),
    el('div', { class: 'scroll' }, el('table', { class: 'list key' }, el('caption', { class: 'unseen' }, t('keyFigures')),
      el('thead', null, el('tr', null, [t('figure'), t('thisYear'), t('lastYear'), t('change')].map((h, i) => el('th', { scope: 'col', class: i ? 'number' : null }, h)))),
      el('tbody', null, rows.map(({ id, word, of }) => el('tr', null, el('th', { scope: 'row' }, t(word), el('small', null, ' ' + measureOf(id))),
        el('td', { class: 'number' }, link(toTotal(r.area, r.year, id), totalNodes(of))),
        el('td', { class: 'number' }, lastNodes(of)),
        el('td', { class: 'number' }, changeNodes(of))))))),
    el('p', { class: 'faint small' }, [incomplete ? t('incompleteNote') + ' ' : null, caution ? t('changeCaution') + ' ' : null, t('scopeNote')]));
}
