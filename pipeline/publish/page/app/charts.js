// Charts of an area's totals: over the years, by result, by applicant.

const flows = [
  { code: 't3.received.total', word: 'receivedShort', class: 'one' },
  { code: 't3.answered.total', word: 'answeredShort', class: 'two' },
  { code: 't3.carried_out.total', word: 'carriedShort', class: 'three' },
];

// The kinds of results, by the beginning of the row code.
const resultKinds = [
  ['granted', /^granted$/], ['partlyGranted', /^partly_granted$/], ['denied', /^denied_/], ['unable', /^unable_/], ['rejected', /^rejected_/], ['otherHandling', /^other_/],
];

views.charts = {
  key: (r) => ['charts', r.area, r.year].join(),
  render(main, r) {
    add(main, [heading(t('charts') + ' · ' + areas[r.area].name + ' ' + t('yearOf', r.year)), hatching(),
      el('div', { class: 'figures' }, overYears(r), filingOverYears(r), byResult(r), byApplicant(r)), el('div', { id: 'comparison' })]);
    this.update(r);
  },
  update(r) {
    const box = byId('comparison');
    const focused = box.contains(document.activeElement);
    add(clear(box), comparison(r));
    if (focused) box.querySelector('select').focus();
  },
};

function overYears(r) {
  const series = flows.map((f) => ({ label: t(f.word), class: f.class }));
  const groupList = years.map((year) => ({
    label: String(year), points: flows.map((f) => {
      const of = total(r.area, year, cellId(f.code));
      return { value: of && of.sum, least: of && !of.complete, href: toTotal(r.area, year, cellId(f.code)), text: year + ' ' + t(f.word) + ' ' + totalText(of) };
    }),
  }));
  const drawn = groupList.some((g) => g.points.some((p) => p.value !== null));
  const least = groupList.some((g) => g.points.some((p) => p.least && p.value !== null));
  return figure(t('overYears'), years.length === 1 ? t('oneYearOnly') : null,
    drawn ? [legend(series), fitted((width) => columnChart(t('overYears'), series, groupList, width)), least ? el('p', { class: 'faint small' }, t('hatched')) : null,
      figures([t('year')].concat(series.map((s) => s.label)), groupList.map((g, i) => [g.label].concat(flows.map((f) => totalNodes(total(r.area, years[i], cellId(f.code)))))), areasIn(r.area).length > 0)] : el('p', { class: 'faint' }, t('noNumbers')));
}

// figures is the table of a drawing, folded away unless it must say what the
// drawing has no room for.
function figures(head, rows, open) {
  return el('details', { open: Boolean(open) }, el('summary', null, t('dataTable')), el('div', { class: 'scroll' }, el('table', { class: 'list' }, el('thead', null, el('tr', null, head.map((h, i) => el('th', { scope: 'col', class: i ? 'number' : null }, h)))),
    el('tbody', null, rows.map((row) => el('tr', null, row.map((v, i) => (i ? el('td', { class: 'number' }, v) : el('th', { scope: 'row' }, v)))))))));
}

function filingOverYears(r) {
  const series = [{ label: t('filed'), class: 'good' }, { label: t('missing'), class: 'missing' }];
  const groupList = years.map((year) => {
    const due = unitsOf(r.area, year);
    const filed = due.filter((u) => reportOf(u.i, year)).length;
    const point = (n, word, status) => ({ value: String(n), href: to({ view: 'units', year, status }), text: year + ' ' + t(word) + ' ' + n });
    return { label: String(year), points: [point(filed, 'filed', 'filed'), point(due.length - filed, 'missing', 'missing')] };
  });
  return figure(t('filingOverYears'), null, legend(series), fitted((width) => columnChart(t('filingOverYears'), series, groupList, width)),
    figures([t('year'), t('filed'), t('missing')], groupList.map((g) => [g.label, g.points[0].value, g.points[1].value])));
}

function byResult(r) {
  const kinds = resultTotals(r.area, r.year);
  const before = years.indexOf(r.year - 1) < 0 ? null : resultTotals(r.area, r.year - 1);
  const rows = kinds.map((k, i) => ({
    label: t(k.word), value: k.sum, least: !k.complete, class: 'one', before: before ? before[i].sum || '0' : undefined, href: toTotal(r.area, r.year, k.cells[0]),
    shown: k.sum === null ? t('noUnitShort') : [k.complete ? null : '≥\u00a0', digits(k.sum)],
  }));
  const note = before ? legend([{ label: t('yearOf', r.year), class: 'one' }, { label: t('yearOf', r.year - 1), class: 'before' }]) : null;
  return figure(t('byResult'), t('yearOf', r.year), rows.some((x) => x.value !== null) ? [note, barTable(t('byResult'), [t('byResult'), t('total'), ''], rows), resultDetails(r)] : el('p', { class: 'faint' }, t('noNumbers')));
}

// resultTotals adds up the rows of each kind. A （六） row that stands beside
// its three children is in them already.
function resultTotals(area, year) {
  const parent = cellId('t3.other_handling.total');
  return resultKinds.map(([word, pattern]) => {
    const of = cells.filter((c) => c.table === 3 && c.column === '总计' && pattern.test(c.code.split('.')[1]));
    const known = of.filter((c) => c.id !== parent).map((c) => total(area, year, c.id)).filter((x) => x);
    const sums = known.filter((x) => x.sum !== null).map((x) => x.sum);
    if (word === 'otherHandling') sums.push(...otherAlone(area, year, parent));
    return { word, cells: of.map((c) => c.id), sum: sums.length ? sumOf(sums) : null, complete: known.every((x) => x.complete) };
  });
}

function otherAlone(area, year, parent) {
  return unitsOf(area, year).map((u) => reportOf(u.i, year)).filter((report) => report && editionOf(report, 3) !== 2).map((report) => valueOf(report, parent)).filter((v) => v !== null);
}

function resultDetails(r) {
  const rows = cells.filter((c) => c.table === 3 && c.column === '总计' && resultKinds.some((k) => k[1].test(c.code.split('.')[1]))).map((c) => [c, total(r.area, r.year, c.id)]).filter((x) => x[1]);
  return figures([t('figure'), t('total'), t('lastYear')], rows.map(([c, of]) => [cellLabel(c.id), link(toTotal(r.area, r.year, c.id), totalNodes(of)), lastNodes(of)]));
}

function byApplicant(r) {
  const rows = cells.filter((c) => c.code.indexOf('t3.received.') === 0 && c.role !== 'total').map((c) => {
    const of = total(r.area, r.year, c.id);
    return { label: say(c.column, c.columnEN), value: of && of.sum, shown: totalNodes(of), least: of && !of.complete, class: 'one', before: years.indexOf(r.year - 1) < 0 ? undefined : of && of.last || '0', href: toTotal(r.area, r.year, c.id) };
  });
  return figure(t('byApplicant') + ' · ' + t('receivedShort'), t('yearOf', r.year), rows.some((x) => x.value !== null) ? barTable(t('byApplicant'), [t('byApplicant'), t('total'), ''], rows) : el('p', { class: 'faint' }, t('noNumbers')));
}
