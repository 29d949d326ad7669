// Findings by unit, by rule, and on a drawing of the form.

views.findings = {
  key: (r) => ['findings', r.area, r.year, r.given.by, r.given.severity, r.given.rule, r.given.all].join(),
  render(main, r) {
    const by = r.given.by || 'unit';
    const scope = inScope(r.area, r.year);
    const fits = (f) => (!r.given.severity || f.severity === Number(r.given.severity)) && (!r.given.rule || f.rule.id === r.given.rule) && (r.given.all || !f.explained);
    const chosen = scope.filter(fits);
    const box = el('div', { class: 'findings' });
    const draw = (text) => {
      const list = text ? chosen.filter((f) => searchable(f).indexOf(text) >= 0) : chosen;
      add(clear(box), list.length ? { unit: findingsByUnit, rule: findingsByRule, form: findingsOnForm }[by](list, r) : el('p', { class: 'good' }, t(scope.length ? 'noFindingsHere' : 'noFindings')));
    };
    const explained = scope.filter((f) => f.explained).length;
    add(main, [
      heading(t('findings') + ' · ' + areas[r.area].name + ' ' + t('yearOf', r.year)),
      el('div', { class: 'controls' },
        choices(t('grouping'), [['unit', t('byUnit')], ['rule', t('byRule')], ['form', t('byForm')]], by, (k) => same({ by: k === 'unit' ? null : k, cell: null })),
        choices(t('severity'), [['', t('all')], ['2', t('must')], ['1', t('explain')], ['0', t('note')]], r.given.severity || '', (k) => same({ severity: k, cell: null })),
        explained ? choices('', [['', t('openOnly')], ['1', t('withExplained') + ' ' + explained]], r.given.all || '', (k) => same({ all: k, cell: null })) : null,
        r.given.rule ? el('a', { class: 'chip', href: same({ rule: null }) }, ruleName(r.given.rule), ' ×') : null,
        searchBox(t('search'), t('searchFindings'), draw)),
    ]);
    add(main, box);
    draw('');
    this.update(r);
  },
  update(r) {
    select(byId('main'), r.cell);
    if (r.cell < 0) closePanel();
    else findingsAtCell(r);
  },
};

function ruleName(id) {
  const i = ruleById.get(id);
  return i === undefined ? id : say(rules[i].title, rules[i].titleEN);
}

function searchable(f) {
  const place = f.row[11];
  const file = place && place !== 1 ? D.names[place[0]] : f.unit >= 0 && reportOf(f.unit, f.year) ? D.names[reportOf(f.unit, f.year).file] : '';
  return [f.unit < 0 ? '' : units[f.unit].name + units[f.unit].code, messageOf(f), f.formula, f.rule.id, f.rule.title, file, f.id].join(' ').toLowerCase();
}

// --- cards ------------------------------------------------------------------

// findingCard shows one finding; options: unit, place and rule say whether to
// name them, chosen marks the card.
function findingCard(f, options) {
  const o = options || {};
  const children = causedBy(f);
  const place = foundAt(f);
  return el('article', { class: 'finding ' + severityNames[f.severity] + (f.explained ? ' explained' : '') + (o.chosen ? ' chosen' : ''), 'data-finding': f.id },
    el('p', { class: 'message' }, severityBadge(f.severity), f.explained ? el('span', { class: 'badge explained' }, t('explained')) : null, ' ',
      o.unit && f.unit >= 0 ? [el('a', { href: toUnit(f.unit, f.year), class: 'who', lang: 'zh-CN' }, units[f.unit].name), ' '] : null, messageOf(f)),
    f.formula && messageOf(f).indexOf(f.formula) < 0 ? el('p', { class: 'formula', lang: 'zh-CN' }, f.formula, f.left && f.right ? el('span', { class: 'faint' }, '　' + t('difference', signedText(minus(f.left, f.right)))) : null) : null,
    f.question ? el('p', { class: 'question' }, el('b', null, t('question') + colon()), zh(f.question)) : null,
    f.explained ? el('p', { class: 'explanation' }, el('b', null, t('explanation') + colon()), zh(f.explained)) : null,
    el('p', { class: 'place' }, o.rule === false ? null : el('span', null, t('mustHold', say(f.rule.title, f.rule.titleEN)), el('code', { title: f.id }, f.rule.id)),
      place && o.place !== false ? el('span', null, zh(placeText(place))) : null,
      f.cell >= 0 && reportOf(f.unit, f.year) && o.place !== false ? el('a', { class: 'show', href: to({ unit: units[f.unit].code, year: f.year, cell: cells[f.cell].code, finding: f.id }) }, t('showOnForm')) : null),
    children.length ? el('details', { class: 'caused', open: Boolean(o.open) }, el('summary', null, t('causes', children.length)), el('ul', null, children.map((c) =>
      el('li', null, severityBadge(c.severity), ' ', c.cell >= 0 && reportOf(c.unit, c.year) ? link(to({ unit: units[c.unit].code, year: c.year, cell: cells[c.cell].code, finding: c.id }), messageOf(c)) : messageOf(c), c.formula && messageOf(c).indexOf(c.formula) < 0 ? el('span', { class: 'formula', lang: 'zh-CN' }, ' ' + c.formula) : null)))) : null);
}

function cardList(list, options) {
  const box = el('div', { class: 'cards' });
  const pages = paged(box, (part, into) => add(into, part.map((f) => findingCard(f, options))), 50);
  pages.set(list);
  return [box, pages.node];
}

// grouped folds a list into groups; what is in a group is drawn when it opens.
function grouped(list, keyOf, head, options) {
  const by = new Map();
  list.forEach((f) => {
    const key = keyOf(f);
    if (!by.has(key)) by.set(key, []);
    by.get(key).push(f);
  });
  const open = list.length <= 60;
  const box = el('div');
  const pages = paged(box, (part, into) => add(into, part.map(([key, of]) => group(key, of, head, options, open))), 60);
  pages.set(Array.from(by).map(([key, of]) => [key, of.sort(gravest)]));
  return [box, pages.node];
}

function group(key, of, head, options, open) {
  const counts = { must: 0, explain: 0, note: 0 };
  of.forEach((f) => { counts[severityNames[f.severity]]++; });
  const inside = el('div');
  let drawn = false;
  const fillIn = () => { if (!drawn) { drawn = true; add(inside, cardList(of, options)); } };
  const node = el('details', { class: 'group', open, ontoggle: () => { if (node.open) fillIn(); } }, el('summary', null, head(key, of[0]), ' ', countBadges(counts)), inside);
  if (open) fillIn();
  onPaper.add({ node, draw: (paper) => { if (paper && of.length <= 200) { fillIn(); node.open = true; } } });
  return node;
}

function findingsByUnit(list, r) {
  const order = list.slice().sort((a, b) => order2(a.unit < 0 ? null : units[a.unit].code, b.unit < 0 ? null : units[b.unit].code, 1) || a.i - b.i);
  return grouped(order, (f) => f.unit, (unit) => (unit < 0 ? t('noUnitGroup') : [el('b', { lang: 'zh-CN' }, units[unit].name), ' ', el('span', { class: 'faint' }, units[unit].code + (areas[r.area].level === 'county' ? '' : ' ' + countyName(units[unit])))]), {});
}

function findingsByRule(list) {
  const order = list.slice().sort((a, b) => b.rule.severity - a.rule.severity || a.rule.i - b.rule.i || a.i - b.i);
  return grouped(order, (f) => f.rule.i, (i) => [el('b', null, t('mustHold', say(rules[i].title, rules[i].titleEN))), ' ', el('code', null, rules[i].id), rules[i].source ? el('span', { class: 'faint', lang: 'zh-CN' }, ' ' + rules[i].source) : null], { unit: true, rule: false });
}

// --- on the form ------------------------------------------------------------

// findingsOnForm draws the form with the number of findings at each cell;
// failures under a slip count at their own cells.
function findingsOnForm(list, r) {
  const counts = new Map();
  const see = (f) => {
    if (f.cell >= 0) {
      const n = counts.get(f.cell) || [0, 0, 0];
      n[f.severity]++;
      counts.set(f.cell, n);
    }
    causedBy(f).forEach(see);
  };
  list.forEach(see);
  const most = Math.max(1, ...Array.from(counts.values()).map((n) => n[0] + n[1] + n[2]));
  const show = (cell) => {
    const n = counts.get(cell);
    if (!n) return null;
    const all = n[0] + n[1] + n[2];
    const worst = severityNames[n[2] ? 2 : n[1] ? 1 : 0];
    return { nodes: [el('b', null, all)], label: t('times', all) + '; ' + t('countOpen', n[2], n[1], n[0]), href: same({ cell: cells[cell].code }), class: 'marked ' + worst + (all > most / 2 && all > 1 ? ' hot' : '') };
  };
  const drawn = tables.map((table) => drawForm(editionFor(r.year), table, tableCaption(table), show));
  const elsewhere = list.filter((f) => f.cell < 0).sort(gravest);
  return [el('p', { class: 'faint small' }, t('markedCells'), tileLegendOfSeverity()), drawn, elsewhere.length ? el('section', null, el('h3', null, t('offForm')), cardList(elsewhere, { unit: true })) : null];
}

function tileLegendOfSeverity() {
  return ['must', 'explain', 'note'].map((name) => el('span', { class: 'badge ' + name }, t(name)));
}

function findingsAtCell(r) {
  const all = inScope(r.area, r.year).filter((f) => r.given.all || !f.explained);
  const list = all.filter((f) => f.cell === r.cell || causedBy(f).some((c) => c.cell === r.cell));
  openPanel(cellLabel(r.cell, true), t('times', list.length), cardList(list, { unit: true }));
}
