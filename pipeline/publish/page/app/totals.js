// The three official tables, filled with the totals of the area.

views.totals = {
  key: (r) => ['totals', r.area, r.year, r.given.show].join(),
  render(main, r) {
    const show = r.given.show || 'year';
    const edition = editionFor(r.year);
    add(main, [
      heading(t('totals') + ' · ' + areas[r.area].name + ' ' + t('yearOf', r.year)),
      el('div', { class: 'controls' }, choices(t('view'), [['year', t('onlyThisYear')], ['last', t('besideLastYear')], ['change', t('changeOnly')]], show, (k) => same({ show: k === 'year' ? null : k, cell: null })), show === 'last' ? el('span', { class: 'faint' }, t('lastBelow')) : null, el('span', { class: 'faint keys' }, t('arrows'))),
      tables.map((table) => drawForm(edition, table, tableCaption(table), (cell) => totalInForm(r, cell, show))),
      otherTotals(r, edition, show),
      el('p', { class: 'faint small' }, t('incompleteNote') + ' ' + t('changeCaution') + ' ' + t('scopeNote')),
    ]);
    this.update(r);
  },
  update(r) {
    const at = select(byId('main'), r.cell);
    if (r.cell < 0) closePanel();
    else {
      proofOfTotal(r.area, r.year, r.cell);
      if (at) at.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  },
};

function totalInForm(r, cell, show) {
  const of = total(r.area, r.year, cell);
  if (!of) return null;
  const differs = of.parts !== null && of.sum !== null && of.parts !== of.sum;
  const nodes = {
    year: () => totalNodes(of),
    last: () => [totalNodes(of), el('span', { class: 'under' }, lastNodes(of))],
    change: () => changeNodes(of),
  }[show];
  const label = totalText(of) + (show !== 'year' && of.change !== null ? '; ' + t('change') + ' ' + signedText(of.change) : '') + (differs ? '; ' + t('partsDiffer', spaced(of.sum), spaced(of.parts)) : '');
  return { nodes: nodes(), label, href: same({ cell: cells[cell].code, view: 'totals', area: areas[r.area].code, year: r.year }), class: (differs ? 'differs ' : '') + (of.sum === '0' ? 'zero' : of.sum !== null && of.sum.length > 6 ? 'long' : ''), title: differs ? t('partsDiffer', spaced(of.sum), spaced(of.parts)) : null };
}

// otherTotals lists totals of cells that the year's own edition does not print.
function otherTotals(r, edition, show) {
  const printedHere = new Set();
  tables.forEach((table) => inForm(edition, table).forEach((id) => printedHere.add(id)));
  const rows = cells.filter((c) => !printedHere.has(c.id)).map((c) => [c.id, totalInForm(r, c.id, show)]).filter((x) => x[1]);
  if (!rows.length) return null;
  return el('section', { class: 'together' }, el('h3', null, t('otherEdition')), el('table', { class: 'list' }, el('caption', { class: 'unseen' }, t('otherEdition')), el('tbody', null, rows.map(([id, of]) =>
    el('tr', null, el('th', { scope: 'row' }, cellLabel(id, true)), el('td', { class: 'number ' + of.class, 'data-cell': id }, link(of.href, of.nodes)))))));
}
