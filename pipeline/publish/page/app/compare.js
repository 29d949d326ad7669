// One figure over the units: who stands where, and how they spread.

function comparison(r) {
  const cell = r.cell >= 0 ? r.cell : cellId('t3.received.total');
  const all = unitsOf(r.area, r.year).map((u) => {
    const report = reportOf(u.i, r.year);
    const last = reportOf(u.i, r.year - 1);
    return { u, report, value: report ? valueOf(report, cell) : null, last: last ? valueOf(last, cell) : null };
  });
  const known = all.filter((x) => x.value !== null).sort((a, b) => compare(b.value, a.value) || (a.u.code < b.u.code ? -1 : 1));
  const left = all.filter((x) => x.value === null);
  return el('section', { class: 'compare' }, el('h3', null, t('unitsCompared')),
    el('div', { class: 'controls' }, figureChoices(editionFor(r.year), cell, (id) => go(same({ cell: cells[id].code })))),
    known.length ? el('div', { class: 'pair' }, ranking(r, cell, known, left), spread(r, cell, known)) : el('p', { class: 'faint' }, t('noNumbers')));
}

function ranking(r, cell, known, left) {
  const box = el('div');
  const lastKnown = known.some((x) => x.last !== null);
  const pages = paged(box, (part, into) => add(into, barTable(t('unitsCompared'), [t('oneUnit'), t('value'), ''], part)), 50);
  pages.set(known.map((x) => ({ label: unitName(x.u, r.area), value: x.value, shown: digits(x.value), href: toUnit(x.u.i, r.year, cell), class: 'one', before: lastKnown ? x.last || '0' : undefined })));
  return figure(cellLabel(cell), measureOf(cell), lastKnown ? legend([{ label: t('yearOf', r.year), class: 'one' }, { label: t('yearOf', r.year - 1), class: 'before' }]) : null, box, pages.node,
    left.length ? el('p', { class: 'small' }, el('b', null, t('notCounted') + colon()), few(left, (x) => [link(toUnit(x.u.i, r.year, cell), unitName(x.u, r.area)), x.report ? el('span', { class: 'faint' }, ' ' + t(cellOf(x.report, cell).state)) : ' ' + t('notFiled')])) : null);
}

// spread shows how many units lie in which range; a range opens its units.
function spread(r, cell, known) {
  const of = bins(known.map((x) => x.value));
  const median = known[Math.floor(known.length / 2)].value; // sorted; of an even number the smaller one
  const members = el('p', { class: 'small members', 'aria-live': 'polite' });
  const open = (b) => {
    add(clear(members), [el('b', null, t('unitsInBin', b.label, b.members.length) + colon()), few(b.members.map((i) => known[i]), (x) => link(toUnit(x.u.i, r.year, cell), unitName(x.u, r.area)))]);
  };
  const rows = of.map((b) => ({
    label: b.members.length ? el('button', { type: 'button', class: 'plain-button', onclick: () => open(b) }, b.label) : el('span', { class: 'faint' }, b.label), value: String(b.members.length), shown: String(b.members.length), class: 'two',
  }));
  return figure(t('distribution'), t('median', spaced(median)), barTable(t('distribution'), [t('bin'), t('unitCount'), ''], rows), members);
}
