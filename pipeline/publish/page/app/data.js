// The data, and what it answers. The columns of each list are said in the Go
// files that write them; see data.go, form.go, report.go and finding.go.

const D = JSON.parse(byId('data').textContent);

const cells = D.cells.map((c, id) => ({
  id, code: c[0], table: c[1], group: c[2], row: c[3], column: c[4], rowEN: c[5], columnEN: c[6], measure: c[7], role: c[8], editions: c[9], signed: c[10] === 1,
}));
const cellCount = cells.length;
const cellByCode = new Map(cells.map((c) => [c.code, c.id]));
const areas = D.areas.map((a, i) => ({ i, code: a[0], name: a[1], level: a[2] }));
const areaByCode = new Map(areas.map((a) => [a.code, a.i]));
const units = D.units.map((u, i) => ({ i, code: u[0], name: u[1], kind: u[2], county: u[3], from: u[4], to: u[5], successor: u[6] }));
const unitByCode = new Map(units.map((u) => [u.code, u.i]));
const rules = D.rules.map((r, i) => ({ i, id: r[0], severity: r[1], title: r[2], titleEN: r[3], source: r[4] }));
const ruleById = new Map(rules.map((r) => [r.id, r.i]));
const years = D.years;

function cellId(code) {
  const id = cellByCode.get(code);
  return id === undefined ? -1 : id;
}

// cellLabel names a form cell; withTable puts its table before it.
function cellLabel(id, withTable) {
  const c = cells[id];
  const label = language === 'en' ? c.rowEN + ' › ' + c.columnEN : (c.group ? c.group + ' › ' : '') + c.row + ' › ' + c.column;
  return withTable ? t('tableNo', language === 'en' ? c.table : '二三四'[c.table - 2]) + ' › ' + label : label;
}

// --- vectors: one token for each form cell, see vector.go -----------------

// unroll writes a vector out in full.
function unroll(text) {
  const out = [];
  text.split(',').forEach((token) => {
    const star = token.indexOf('*');
    if (star < 0) out.push(token);
    else for (let n = Number(token.slice(star + 1)); n > 0; n--) out.push(token.slice(0, star));
  });
  return out;
}

// pick finds one token without writing the vector out.
function pick(text, index) {
  let begin = 0;
  for (let left = index; begin <= text.length;) {
    let end = text.indexOf(',', begin);
    if (end < 0) end = text.length;
    const star = text.indexOf('*', begin);
    const runs = star >= 0 && star < end;
    const n = runs ? Number(text.slice(star + 1, end)) : 1;
    if (left < n) return text.slice(begin, runs ? star : end);
    left -= n;
    begin = end + 1;
  }
  return 'a';
}

const states = { a: 'absent', u: 'unread', b: 'blank', m: 'mark', t: 'text' };

// numberOf is the number of a token, null for a letter.
function numberOf(token) {
  return token in states || token === 'n' ? null : token;
}

// --- totals -----------------------------------------------------------------

const totalRows = new Map(D.totals.map((row) => [row[0] * years.length + row[1], row]));

// total is one form cell added up over an area and year; null where the data
// has none. Years may lie outside the snapshot.
function total(area, year, cell) {
  const row = totalRows.get(area * years.length + years.indexOf(year));
  if (!row || years.indexOf(year) < 0) return null;
  const sum = pick(row[2], cell);
  if (sum === 'a') return null;
  const of = {
    area, year, cell, sum: numberOf(sum), expected: Number(pick(row[3], cell)), reported: Number(pick(row[4], cell)), counted: Number(pick(row[5], cell)),
    parts: numberOf(pick(row[6], cell)), last: numberOf(pick(row[7], cell)),
  };
  of.complete = of.expected > 0 && of.counted === of.expected;
  of.least = of.sum !== null && !of.complete && !cells[cell].signed;
  of.change = of.sum === null || of.last === null ? null : minus(of.sum, of.last);
  of.before = years.indexOf(year - 1) < 0 ? null : total(area, year - 1, cell);
  of.comparable = of.complete && of.before !== null && of.before.complete;
  return of;
}

// --- reports ----------------------------------------------------------------

const reports = new Map();
D.reports.forEach((r) => {
  reports.set(r[0] * years.length + r[1], {
    unit: r[0], year: years[r[1]], file: r[2], edition: r[3], editions: [0, 0].concat(r[4]), values: r[5], walks: r[6], exceptions: r[7], checks: r[8],
  });
});

function reportOf(unit, year) {
  const y = years.indexOf(year);
  return y < 0 ? null : reports.get(unit * years.length + y) || null;
}

// editionOf is the edition a table of a report is drawn in.
function editionOf(report, table) {
  return report.editions[table] || report.edition || editionFor(report.year);
}

function editionFor(year) {
  return year <= 2020 ? 1 : 2;
}

// valueOf is the number of a report's cell, null if it is none.
function valueOf(report, cell) {
  return numberOf(pick(report.values, cell));
}

// cellOf is all that is known of a report's cell.
function cellOf(report, cell) {
  const token = pick(report.values, cell);
  const value = numberOf(token);
  const e = report.exceptions.find((x) => x[0] === cell);
  return { value, state: value === null ? states[token] : 'number', raw: e ? e[1] : value === null ? '' : value, note: e && e[2] ? e[2] : '', file: e && e.length > 3 ? e[3] : report.file };
}

// placeOf is where a report's cell stands: [file, sheet, page, table, row,
// column, line], null for nowhere.
function placeOf(report, cell) {
  const table = cells[cell].table;
  const walk = report.walks[table - 2];
  if (!walk) return null;
  const at = walk.slice(1);
  let inTable = -1;
  let place = null;
  const steps = unroll(D.patterns[walk[0]]);
  for (let id = 0; id <= cell; id++) {
    if (cells[id].table !== table) continue;
    const step = steps[++inTable];
    place = null;
    if (step === '-') continue;
    (step.match(/[a-z]-?\d+/g) || []).forEach((s) => { at['sptrcl'.indexOf(s[0])] += Number(s.slice(1)); });
    place = at;
  }
  return place && [cellOf(report, cell).file].concat(place);
}

// placeText says a place: file › table › row › column.
function placeText(place) {
  if (!place) return '';
  const out = [D.names[place[0]]];
  if (place[1]) out.push(D.names[place[1] - 1]);
  ['page', 'tableNo', 'rowNo', 'columnNo', 'lineNo'].forEach((word, i) => { if (place[i + 2]) out.push(t(word, place[i + 2])); });
  return out.filter((s) => s).join(' › ');
}

// rawText says what is printed in a cell; nothing printed is said in words.
function rawText(cell) {
  return cell.raw === '' ? t(cell.state) : '“' + cell.raw + '”';
}

// --- areas and units --------------------------------------------------------

function covers(area, county) {
  const a = areas[area];
  return a.level === 'all' || county.indexOf(a.code) === 0;
}

function owes(unit, year) {
  return (!unit.from || year >= unit.from) && (!unit.to || year <= unit.to);
}

// unitsOf lists the units of an area that owe a report for the year.
function unitsOf(area, year) {
  return units.filter((u) => covers(area, u.county) && owes(u, year));
}

const levels = ['all', 'province', 'city', 'county'];

// areasIn lists the areas next below an area.
function areasIn(area) {
  const inside = areas.filter((a) => a.i !== area && levels.indexOf(a.level) > levels.indexOf(areas[area].level) && covers(area, a.code));
  const widest = Math.min(...inside.map((a) => levels.indexOf(a.level)));
  return inside.filter((a) => levels.indexOf(a.level) === widest);
}

// areaOf is the narrowest area a unit is added up in.
function areaOf(unit) {
  return areas.reduce((best, a) => (covers(a.i, unit.county) && levels.indexOf(a.level) >= levels.indexOf(areas[best].level) ? a.i : best), 0);
}

function countyName(unit) {
  const i = areaByCode.get(unit.county);
  return i === undefined ? unit.county : areas[i].name;
}
