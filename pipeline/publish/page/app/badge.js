// Small signs that return everywhere: severities, states, totals. Each says in
// words or a letter what its colour says.

function severityBadge(severity) {
  const name = severityNames[severity];
  return el('span', { class: 'badge ' + name }, t(name));
}

// countBadges shows what is open of a unit and year, the gravest first.
function countBadges(s) {
  return ['must', 'explain', 'note'].filter((name) => s[name] > 0).map((name) =>
    el('span', { class: 'badge ' + name, title: t(name) }, t(name), ' ', el('b', null, s[name])));
}

function statusBadges(unit, year) {
  if (!owes(unit, year)) return el('span', { class: 'faint' }, t('notOwing'));
  const s = statusOf(unit.i, year);
  if (s.missing) return el('span', { class: 'badge missing' }, t('notFiled'));
  const of = countBadges(s);
  if (!of.length) of.push(el('span', { class: 'badge clean' }, t('clean')));
  if (s.explained) of.push(el('span', { class: 'faint' }, t('explained') + ' ' + s.explained));
  return of;
}

// statusText is the same for readers that listen.
function statusText(s) {
  if (s.missing) return t('notFiled');
  return s.open ? t('countOpen', s.must, s.explain, s.note) : t('clean');
}

// totalNodes shows a total: "≥ 1 234 (22/23)" while units are missing.
function totalNodes(of) {
  if (!of || of.sum === null) return el('span', { class: 'faint' }, t('noUnitShort'));
  if (of.complete) return digits(of.sum);
  return [of.least ? el('span', { class: 'least' }, '≥\u00a0', digits(of.sum)) : digits(of.sum), ' ', el('small', null, '(' + of.counted + '/' + of.expected + ')')];
}

function totalText(of) {
  if (!of || of.sum === null) return t('noUnit');
  return of.complete ? plain(of.sum) : (of.least ? '≥\u00a0' : '') + plain(of.sum) + ' (' + of.counted + '/' + of.expected + ')';
}

// lastNodes shows last year's total beside this year's, with its own coverage
// where the page holds that year.
function lastNodes(of) {
  if (of.last === null) return el('span', { class: 'faint' }, '–');
  return of.before ? totalNodes(of.before) : digits(of.last);
}

// changeNodes shows a change, with a sign where two years do not compare.
function changeNodes(of) {
  if (!of || of.change === null) return el('span', { class: 'faint' }, '–');
  return [signed(of.change), of.comparable ? null : el('sup', { title: t('changeCaution') }, '※')];
}

function measureOf(cell) {
  return t(cells[cell].measure);
}

function link(href, ...children) {
  return el('a', { href }, children);
}

// heading is the title of a view; it takes the focus when the view opens.
function heading(text, ...more) {
  return el('div', { class: 'heading' }, el('h2', { tabindex: '-1', id: 'view-title' }, text), more);
}

// choices is a row of links of which one is on.
function choices(label, list, on, href) {
  return el('div', { class: 'choices', role: 'group', 'aria-label': label }, el('span', { class: 'faint' }, label),
    list.map(([key, text]) => el('a', { href: href(key), 'aria-current': key === on ? 'true' : null }, text)));
}

// field is a labelled control.
function field(label, control) {
  return el('label', { class: 'field' }, el('span', null, label), control);
}

function searchBox(label, hint, search) {
  const input = el('input', { type: 'search', placeholder: hint, autocomplete: 'off', spellcheck: 'false' });
  input.oninput = later(() => search(input.value.trim().toLowerCase()), 120);
  return field(label, input);
}

// unitName names a unit, with its county where the area holds several.
function unitName(u, area) {
  return [areas[area].level === 'county' ? null : el('small', { lang: 'zh-CN' }, countyName(u) + ' '), zh(u.name)];
}
