// The panel beside a drawing: where a number comes from, down to the file.

function closePanel() {
  const aside = byId('aside');
  clear(aside);
  aside.hidden = true;
  byId('desk').classList.remove('split');
}

// openPanel shows the proof of the chosen cell and takes the focus there.
function openPanel(title, subtitle, content) {
  const aside = clear(byId('aside'));
  const close = el('a', { href: same({ cell: null, finding: null }), class: 'close', 'aria-label': t('close') }, '×');
  add(aside, [el('div', { class: 'panel-head' }, el('h2', { tabindex: '-1', id: 'panel-title' }, title), close), el('p', { class: 'faint' }, subtitle), content]);
  aside.hidden = false;
  aside.setAttribute('aria-labelledby', 'panel-title');
  byId('desk').classList.add('split');
  byId('panel-title').focus({ preventScroll: true });
  aside.scrollTop = 0;
}

function facts(pairs) {
  return el('dl', { class: 'facts' }, pairs.filter((p) => p).map((p) => [el('dt', null, p[0]), el('dd', null, p.slice(1))]));
}

// --- a total ----------------------------------------------------------------

function proofOfTotal(area, year, cell) {
  const of = total(area, year, cell);
  const children = areasIn(area);
  const content = [
    el('p', { class: 'big' }, totalNodes(of), ' ', el('small', null, measureOf(cell))),
    of && facts([
      [t('expected'), of.expected], [t('reported'), of.reported], [t('counted'), of.counted],
      of.last === null ? null : [t('lastYear'), of.before ? link(toTotal(area, year - 1, cell), lastNodes(of)) : lastNodes(of)],
      of.change === null ? null : [t('change'), changeNodes(of)],
      of.parts === null ? null : [t('parts'), digits(of.parts)],
    ]),
    of && of.parts !== null && of.parts !== of.sum ? el('p', { class: 'warn' }, t('partsDiffer', spaced(of.sum), spaced(of.parts))) : null,
    children.length ? areasAdded(children, year, cell) : unitsAdded(area, year, cell),
  ];
  openPanel(cellLabel(cell, true), areas[area].name + ' · ' + t('yearOf', year), content);
  announce(cellLabel(cell) + ' ' + totalText(of));
}

function areasAdded(children, year, cell) {
  const rows = children.map((a) => ({ a, of: total(a.i, year, cell) }));
  rows.sort((x, y) => compare(y.of && y.of.sum, x.of && x.of.sum));
  return bigList(t('madeOfAreas'), t('areasWord', rows.length), rows, ({ a, of }) => ({
    label: a.name, value: of ? of.sum : null, shown: totalNodes(of), href: toTotal(a.i, year, cell), least: of && !of.complete,
  }));
}

function unitsAdded(area, year, cell) {
  const all = unitsOf(area, year).map((u) => {
    const report = reportOf(u.i, year);
    return { u, report, of: report ? cellOf(report, cell) : null };
  });
  const added = all.filter((x) => x.of && x.of.value !== null).sort((x, y) => compare(y.of.value, x.of.value) || (x.u.code < y.u.code ? -1 : 1));
  const left = all.filter((x) => !x.of || x.of.value === null);
  return [
    left.length ? el('section', null, el('h3', null, t('notCounted') + ' ', el('small', null, t('unitsWord', left.length))), leftList(left, year, cell)) : null,
    bigList(t('madeOf'), t('unitsWord', added.length), added, ({ u, of }) => ({
      label: u.name, value: of.value, shown: [of.raw !== of.value ? el('small', { class: 'faint' }, rawText(of), ' ') : null, digits(of.value)], href: toUnit(u.i, year, cell),
    })),
  ];
}

function leftList(left, year, cell) {
  const list = el('ul', { class: 'plain' });
  const pages = paged(list, (rows, into) => add(into, rows.map(({ u, of }) =>
    el('li', null, link(toUnit(u.i, year, cell), u.name), ' ', el('span', { class: of ? 'faint' : 'badge missing' }, of ? t(of.state) + (of.raw ? ' ' + rawText(of) : '') : t('notFiled'))))), 30);
  pages.set(left);
  return [list, pages.node];
}

// bigList shows what a total adds up, largest first.
function bigList(title, count, rows, make) {
  if (!rows.length) return null;
  const box = el('div');
  const most = rows.map(make);
  const pages = paged(box, (part, into) => add(into, barTable(title, [t('oneUnit'), t('value'), ''], part)), 60);
  pages.set(most);
  return el('section', null, el('h3', null, title + ' ', el('small', null, count)), box, pages.node);
}

// --- a cell of a report -----------------------------------------------------

function proofOfCell(unit, year, cell, chosen) {
  const u = units[unit];
  const report = reportOf(unit, year);
  const of = cellOf(report, cell);
  const before = reportOf(unit, year - 1);
  const last = before && valueOf(before, cell);
  const of2 = findingsOf(unit, year).filter((f) => f.cell === cell || causedBy(f).some((g) => g.cell === cell));
  const content = [
    el('p', { class: 'big' }, of.value === null ? el('span', { class: 'faint' }, t(of.state)) : digits(of.value), ' ', of.value === null ? null : el('small', null, measureOf(cell))),
    facts([
      [t('printedAs'), of.raw === '' && of.value === null ? el('span', { class: 'faint' }, t(of.state)) : el('q', { lang: 'zh-CN', class: 'raw' }, of.raw)],
      [t('where'), placeNodes(placeOf(report, cell), report)],
      of.note ? [t('remark'), zh(of.note)] : null,
      before ? [t('lastYear'), link(toUnit(unit, year - 1, cell), last === null ? t(cellOf(before, cell).state) : digits(last)), last !== null && of.value !== null ? ['　', t('change'), ' ', signed(minus(of.value, last))] : null] : null,
      [t('partOfTotal'), totalsWith(u, year, cell)],
    ]),
    equations(report, unit, year, cell),
    of2.length ? el('section', null, el('h3', null, t('findings')), of2.map((f) => findingCard(f, { place: false, chosen: chosen === f.id }))) : null,
  ];
  openPanel(cellLabel(cell, true), u.name + ' · ' + t('yearOf', year), content);
  announce(cellLabel(cell) + ' ' + (of.value === null ? t(of.state) : plain(of.value)));
}

// placeNodes shows a place with the file on a line of its own.
function placeNodes(place, report) {
  if (!place) return [el('span', { class: 'file', lang: 'zh-CN' }, D.names[report.file]), el('span', { class: 'faint' }, ' › ' + t('nowhere'))];
  const inside = placeText([place[0]].concat(place.slice(1))).slice(D.names[place[0]].length);
  return [el('span', { class: 'file', lang: 'zh-CN' }, D.names[place[0]]), inside];
}

function totalsWith(u, year, cell) {
  return areas.filter((a) => covers(a.i, u.county)).reverse().map((a) => {
    const of = total(a.i, year, cell);
    return of ? el('span', { class: 'line' }, link(toTotal(a.i, year, cell), a.name, ' ', totalNodes(of))) : null;
  });
}

// equations shows the sums of the form that the cell stands in, with the
// numbers of this report.
function equations(report, unit, year, cell) {
  const of = (D.identities[editionOf(report, cells[cell].table)] || []).filter((e) => e[2].indexOf(cell) >= 0 || e[3].indexOf(cell) >= 0);
  if (!of.length) return null;
  return el('section', null, el('h3', null, t('identitiesOf')), of.map((e) => {
    const all = e[2].concat(e[3]).map((id) => valueOf(report, id));
    const side = (ids) => sumOf(ids.map((id) => valueOf(report, id)));
    const state = all.indexOf(null) >= 0 ? 'unclear' : side(e[2]) === side(e[3]) ? 'holds' : 'violated';
    const rule = ruleById.get(e[0]);
    return el('div', { class: 'equation ' + state }, el('p', { class: 'faint' }, rule === undefined ? e[0] : say(rules[rule].title, rules[rule].titleEN), ' · ', cellLabel(e[1]), ' ', el('b', null, t(state))),
      el('p', null, terms(report, unit, year, e[2], cell), state === 'violated' ? ' ≠ ' : ' = ', terms(report, unit, year, e[3], cell), state === 'violated' && e[3].length > 1 ? ' = ' + spaced(side(e[3])) : null));
  }));
}

// terms writes one side; zeros of a long one are counted, not listed.
function terms(report, unit, year, ids, chosen) {
  const long = ids.length > 7;
  const shown = long ? ids.filter((id) => valueOf(report, id) !== '0' || id === chosen) : ids;
  const out = [];
  shown.forEach((id) => {
    const value = valueOf(report, id);
    if (out.length) out.push(' + ');
    out.push(el('a', { href: toUnit(unit, year, id), title: cellLabel(id), 'aria-current': id === chosen ? 'true' : null }, value === null ? '?' : digits(value)));
  });
  if (shown.length < ids.length) out.push((out.length ? ' + ' : '') + t('zerosMore', ids.length - shown.length));
  return out;
}
