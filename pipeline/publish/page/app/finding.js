// Findings: what they say, and the lists of them.

const severityNames = ['note', 'explain', 'must'];

// finding decodes the i-th finding; see finding.go.
function finding(i) {
  const f = D.findings[i];
  return {
    i, id: f[0], rule: rules[f[1]], severity: f[2], unit: f[3], year: f[4], cell: f[5], formula: f[8], left: f[9], right: f[10],
    parent: f.length > 12 ? f[12] : -1, explained: f[13] || '', question: f[14] || '', row: f,
  };
}

function messageOf(f) {
  const zhOnly = language !== 'en' || !f.row[7];
  const text = zhOnly ? f.row[6] : f.row[7];
  const c = f.cell < 0 ? null : cells[f.cell];
  const label = !c ? '' : zhOnly ? (c.group ? c.group + ' › ' : '') + c.row + ' › ' + c.column : c.rowEN + ' › ' + c.columnEN;
  return text.split('\u0001').join(label).split('\u0002').join(f.formula);
}

function foundAt(f) {
  const place = f.row[11];
  if (place !== 1) return place ? place.concat([0, 0, 0, 0, 0, 0, 0]).slice(0, 7) : null;
  return placeOf(reportOf(f.unit, f.year), f.cell);
}

function isOpen(f) {
  return !f.explained && f.parent < 0;
}

const findingsByReport = new Map(); // unit and year → numbers of its findings
const failuresOf = new Map(); // number of a slip → numbers of what it explains
const statusByReport = new Map();

D.findings.forEach((f, i) => {
  const key = f[3] * 10000 + f[4];
  const child = f.length > 12 && f[12] >= 0;
  const into = child ? failuresOf : findingsByReport;
  const at = child ? f[12] : key;
  if (!into.has(at)) into.set(at, []);
  into.get(at).push(i);
  if (!statusByReport.has(key)) statusByReport.set(key, [0, 0, 0, 0]); // note, explain, must, explained
  if (!child) statusByReport.get(key)[f[13] ? 3 : f[2]]++;
});

// findingsOf lists a report's findings, the gravest first, without those that
// a slip explains.
function findingsOf(unit, year) {
  return (findingsByReport.get(unit * 10000 + year) || []).map(finding).sort(gravest);
}

function gravest(a, b) {
  return b.severity - a.severity || a.i - b.i;
}

function causedBy(f) {
  return (failuresOf.get(f.i) || []).map(finding);
}

// statusOf counts what is open for a unit and year.
function statusOf(unit, year) {
  const n = statusByReport.get(unit * 10000 + year) || [0, 0, 0, 0];
  const s = { note: n[0], explain: n[1], must: n[2], explained: n[3], missing: !reportOf(unit, year) };
  s.worst = s.missing ? 'missing' : s.must ? 'must' : s.explain ? 'explain' : s.note ? 'note' : 'clean';
  s.open = s.must + s.explain + s.note;
  return s;
}

// inScope lists the findings of an area and year that no slip explains. Those
// of no unit stand with the area of the whole snapshot, those of no year with
// every year.
function inScope(area, year) {
  const out = [];
  D.findings.forEach((row, i) => {
    if (row.length > 12 && row[12] >= 0) return;
    if (row[4] && row[4] !== year) return;
    if (row[3] < 0 ? area !== 0 : !covers(area, units[row[3]].county)) return;
    out.push(finding(i));
  });
  return out;
}

// marksOf gives for each cell of a report the gravest severity found there,
// and how many findings.
function marksOf(unit, year) {
  const marks = new Map();
  const see = (f) => {
    if (f.cell >= 0) {
      const m = marks.get(f.cell) || { severity: 0, count: 0, explained: true };
      m.severity = Math.max(m.severity, f.severity);
      m.count++;
      m.explained = m.explained && Boolean(f.explained);
      marks.set(f.cell, m);
    }
    causedBy(f).forEach(see);
  };
  findingsOf(unit, year).forEach(see);
  return marks;
}

// involvedIn lists the cells of the equation that a finding says fails.
function involvedIn(f) {
  const report = f.unit < 0 ? null : reportOf(f.unit, f.year);
  if (!report || f.cell < 0) return [];
  const of = D.identities[editionOf(report, cells[f.cell].table)] || [];
  const e = of.find((x) => x[0] === f.rule.id && x[1] === f.cell);
  return e ? e[2].concat(e[3]) : [];
}
