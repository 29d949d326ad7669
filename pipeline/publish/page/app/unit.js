// One unit and year: its findings, and its three tables with the cells in
// question marked.

views.unit = {
  key: (r) => ['unit', r.given.unit, r.year].join(),
  render(main, r) {
    const i = unitByCode.get(r.given.unit);
    if (i === undefined) {
      add(main, [heading(t('units')), el('p', { class: 'warn' }, t('unknownUnit', r.given.unit))]);
      return;
    }
    const u = units[i];
    const report = reportOf(i, r.year);
    add(main, [heading(zh(u.name), el('span', { class: 'faint' }, u.code + ' · ' + t(u.kind === 'county' ? 'countyKind' : u.kind) + ' · ', zh(countyName(u)))), unitYears(u, r.year)]);
    if (report) reportSheet(main, r, u, report);
    else add(main, [el('p', { class: 'warn' }, owes(u, r.year) ? t('notFiled') + ' · ' + t('yearOf', r.year) : t('notOwing')), cardList(findingsOf(i, r.year), {})]);
    add(main, neighbours(u, r));
    this.update(r);
  },
  update(r) {
    const i = unitByCode.get(r.given.unit);
    const report = i === undefined ? null : reportOf(i, r.year);
    const main = byId('main');
    main.querySelectorAll('.involved').forEach((td) => { td.classList.remove('involved'); });
    main.querySelectorAll('.finding.chosen').forEach((card) => { card.classList.remove('chosen'); });
    const at = select(main, report ? r.cell : -1);
    if (r.cell < 0 || !report) {
      closePanel();
      return;
    }
    involve(main, i, r);
    proofOfCell(i, r.year, r.cell, r.given.finding);
    if (at) at.scrollIntoView({ block: 'center', inline: 'nearest' });
  },
};

// involve frames the cells of the chosen finding's formula.
function involve(main, unit, r) {
  const all = [];
  findingsOf(unit, r.year).forEach((f) => all.push(f, ...causedBy(f)));
  const f = all.find((x) => x.id === r.given.finding);
  if (!f) return;
  involvedIn(f).forEach((id) => { if (id !== r.cell) main.querySelectorAll('td[data-cell="' + id + '"]').forEach((td) => { td.classList.add('involved'); }); });
  const card = main.querySelector('article[data-finding="' + f.id + '"]');
  if (card) card.classList.add('chosen');
}

function unitYears(u, year) {
  return el('div', { class: 'controls' }, el('div', { class: 'choices', role: 'group', 'aria-label': t('years') }, years.map((y) =>
    el('a', { href: toUnit(u.i, y), 'aria-current': y === year ? 'true' : null }, y + ' ', owes(u, y) ? el('small', { class: 'ink ' + statusOf(u.i, y).worst }, shortStatus(u, y)) : t('notOwing')))));
}

function shortStatus(u, year) {
  const s = statusOf(u.i, year);
  return s.missing ? t('missing') : s.open ? ['must', 'explain', 'note'].filter((k) => s[k]).map((k) => t(k + 'Mark') + s[k]).join(' ') : '✓';
}

function reportSheet(main, r, u, report) {
  const of = findingsOf(u.i, r.year);
  const marks = marksOf(u.i, r.year);
  add(main, [
    el('p', { class: 'facts-line' }, statusBadges(u, r.year), el('span', { class: 'file', lang: 'zh-CN' }, D.names[report.file]), el('span', { class: 'faint' }, editionName(report.edition), ' · ', t('numbersRead') + ' ' + numbersIn(report))),
    checkLine(report),
    of.length ? el('section', { class: 'findings' }, el('h3', null, t('findings') + ' ', el('small', null, of.length)), cardList(of, {})) : el('p', { class: 'good' }, t('noFindings')),
    el('p', { class: 'faint small keys' }, t('markedCells'), tileLegendOfSeverity(), ' ', t('involved'), ' ', t('arrows')),
    tables.map((table) => unitTableDrawn(r, u, report, table, marks)),
    outside(r, u, report, marks),
  ]);
}

function numbersIn(report) {
  return unroll(report.values).filter((token) => numberOf(token) !== null).length;
}

function unitTableDrawn(r, u, report, table, marks) {
  const drawn = drawForm(editionOf(report, table), table, tableCaption(table), (cell) => cellInForm(r, u, report, cell, marks));
  return [report.editions[table] ? null : el('p', { class: 'warn' }, tableCaption(table) + colon() + t('noTable')), drawn];
}

function cellInForm(r, u, report, cell, marks) {
  const of = cellOf(report, cell);
  const m = marks.get(cell);
  const shown = of.raw !== '' ? of.raw : t(of.state);
  const nodes = of.value !== null ? digits(of.value) : el('i', null, shown);
  return {
    nodes, href: toUnit(u.i, r.year, cell), class: [m ? 'marked ' + severityNames[m.severity] + (m.explained ? ' explained' : '') : '', of.value === '0' && !m ? 'zero' : '', of.value === null ? 'empty' : ''].join(' ').trim(),
    flag: m ? t(severityNames[m.severity] + 'Mark') : null,
    label: (of.value === null ? shown + (of.raw ? ' ' + t(of.state) : '') : plain(of.value)) + (m ? '; ' + t(severityNames[m.severity]) + ' ' + t('times', m.count) : ''),
  };
}

// outside lists cells that the report prints though its form has no such place.
function outside(r, u, report, marks) {
  const drawn = new Set();
  tables.forEach((table) => inForm(editionOf(report, table), table).forEach((id) => drawn.add(id)));
  const rows = cells.filter((c) => !drawn.has(c.id) && pick(report.values, c.id) !== 'a').map((c) => [c.id, cellInForm(r, u, report, c.id, marks)]);
  if (!rows.length) return null;
  return el('section', null, el('h3', null, t('outsideForm')), el('table', { class: 'list' }, el('caption', { class: 'unseen' }, t('outsideForm')), el('tbody', null, rows.map(([id, of]) =>
    el('tr', null, el('th', { scope: 'row' }, cellLabel(id, true)), el('td', { class: 'number ' + of.class, 'data-cell': id }, el('a', { href: of.href, 'data-flag': of.flag }, of.nodes)))))));
}

// checkLine counts how the rules came out, and names the unclear ones.
function checkLine(report) {
  if (!report.checks) return null;
  const states = unroll(report.checks);
  const n = (letter) => states.filter((s) => s === letter).length;
  const unclear = rules.filter((rule) => states[rule.i] === 'u');
  return el('details', { class: 'checks' }, el('summary', null, t('checked', states.filter((s) => s !== 'a').length, n('h'), n('v'), n('u'), n('n'))),
    el('ul', { class: 'rule-states' }, rules.filter((rule) => states[rule.i] !== 'a').map((rule) => el('li', { class: 'state-' + states[rule.i] }, el('b', null, t({ h: 'holds', v: 'violated', u: 'unclear', n: 'notApplicable' }[states[rule.i]])), ' ', say(rule.title, rule.titleEN), ' ', el('code', null, rule.id)))),
    unclear.length ? el('p', { class: 'faint small' }, t('unclearRules')) : null);
}

function neighbours(u, r) {
  const list = unitsOf(r.area, r.year);
  const at = list.indexOf(u);
  const one = (x, word) => (x ? el('a', { href: toUnit(x.i, r.year) }, t(word) + colon(), zh(x.name)) : el('span'));
  return el('nav', { class: 'neighbours', 'aria-label': t('units') }, one(list[at - 1], 'previousUnit'), one(at < 0 ? null : list[at + 1], 'nextUnit'));
}
