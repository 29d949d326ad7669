// Drawings: bars in tables, columns over years. Values become binary numbers
// here and nowhere else; what is printed beside a bar is the exact text.

// barTable draws a table whose last column is a bar. A row is {label, value
// (decimal or null), shown (children), href, class, least}; before is last
// year's value, drawn as a thin line, and rest is drawn behind the bar.
function barTable(caption, head, rows) {
  const size = (v) => (v ? Math.abs(Number(v)) : 0);
  const most = Math.max(0, ...rows.map((r) => Math.max(size(r.value) + size(r.rest), size(r.before))));
  const part = (v) => (most > 0 && size(v) > 0 ? Math.max(0.4, 100 * size(v) / most) : 0).toFixed(2) + '%';
  const rect = (v, attributes) => svg('rect', Object.assign({ x: 0, y: 1, width: part(v), height: 12 }, attributes));
  const bar = (r) => svg('svg', { class: 'bar', width: '100%', height: r.before === undefined ? 14 : 18, 'aria-hidden': 'true', focusable: 'false' },
    rect(r.value, { class: 'fill ' + (r.class || 'one') }),
    r.least ? rect(r.value, { fill: 'url(#hatch)' }) : null,
    size(r.rest) ? rect(r.rest, { x: part(r.value), class: 'fill missing' }) : null,
    r.before ? rect(r.before, { y: 14, height: 4, class: 'fill before' }) : null);
  return el('table', { class: 'bars' }, el('caption', { class: 'unseen' }, caption),
    el('thead', { class: 'unseen' }, el('tr', null, head.map((h) => el('th', { scope: 'col' }, h)))),
    el('tbody', null, rows.map((r) => el('tr', null, el('th', { scope: 'row' }, r.href ? link(r.href, r.label) : r.label),
      el('td', { class: 'number' }, r.shown), el('td', { class: 'bar' }, bar(r))))));
}

// hatching is drawn once a page and used by every bar of an incomplete sum.
function hatching() {
  return svg('svg', { width: 0, height: 0, class: 'patterns', 'aria-hidden': 'true', focusable: 'false' }, svg('defs', null,
    svg('pattern', { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, svg('rect', { width: 2, height: 6, class: 'hatch' }))));
}

// niceTop is the end of an axis whose half is a whole number, too.
function niceTop(most) {
  if (most <= 1) return 1;
  const power = Math.pow(10, Math.floor(Math.log10(most)));
  return (power === 1 ? [2, 4, 6, 8, 10] : [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10]).map((n) => n * power).find((n) => n >= most);
}

// columnChart draws groups of columns: series are {label, class}, groups are
// {label, points: [{value, text, href, least}]}.
function columnChart(label, series, groupList, width) {
  const height = 240;
  const left = 52;
  const bottom = 28;
  const top = 20;
  const most = niceTop(Math.max(0, ...groupList.map((g) => Math.max(...g.points.map((p) => (p.value === null ? 0 : Number(p.value)))))));
  const y = (v) => top + (height - top - bottom) * (1 - v / most);
  const step = (width - left - 8) / groupList.length;
  const thick = Math.min(44, (step * 0.76) / series.length);
  const fits = groupList.every((g) => g.points.every((p) => p.value === null || (spaced(p.value).length + (p.least ? 2 : 0)) * 6.2 <= thick + 5));
  const axis = [0, 0.5, 1].filter((f) => most > 1 || f !== 0.5).map((f) => svg('g', { class: 'axis' }, svg('line', { x1: left, x2: width - 8, y1: y(f * most), y2: y(f * most) }),
    svg('text', { x: left - 8, y: y(f * most) + 4, 'text-anchor': 'end' }, spaced(String(Math.round(f * most * 1e6) / 1e6)))));
  const columns = groupList.map((g, i) => {
    const begin = left + step * i + (step - thick * series.length) / 2;
    return svg('g', null, svg('text', { x: left + step * (i + 0.5), y: height - 9, 'text-anchor': 'middle', class: 'tick' }, g.label),
      g.points.map((p, k) => column(p, series[k], begin + thick * k, thick, y, fits)));
  });
  return svg('svg', { viewBox: '0 0 ' + width + ' ' + height, width, height, role: 'group', 'aria-label': label, class: 'columns' }, axis, columns);
}

// column draws one column; its number stands above it where all numbers fit.
function column(p, series, x, thick, y, fits) {
  if (p.value === null) return null;
  const v = Number(p.value);
  const box = { x: x + 1, y: y(Math.max(v, 0)), width: thick - 2, height: Math.max(1, y(0) - y(Math.max(v, 0))) };
  const least = p.least ? '≥' : '';
  return svg('a', { href: p.href }, svg('title', null, p.text), svg('rect', Object.assign({ class: 'fill ' + series.class }, box)),
    p.least ? svg('rect', Object.assign({ fill: 'url(#hatch)' }, box)) : null,
    fits ? svg('text', { x: x + thick / 2, y: box.y - 5, 'text-anchor': 'middle', class: 'point', 'aria-hidden': 'true' }, least + spaced(p.value)) : null);
}

function legend(series) {
  return el('p', { class: 'legend' }, series.map((s) => el('span', null, svg('svg', { width: 12, height: 12, 'aria-hidden': 'true' }, svg('rect', { width: 12, height: 12, class: 'fill ' + s.class })), ' ', s.label)));
}

// figure is a chart with its title; figures that changed size are drawn anew.
function figure(title, note, ...content) {
  return el('figure', { class: 'chart' }, el('figcaption', null, el('h3', null, title), note ? el('span', { class: 'faint' }, note) : null), content);
}

// fitted draws into a box as wide as the page gives, again when that changes.
function fitted(draw) {
  const box = el('div', { class: 'fitted' });
  let drawn = 0;
  const fit = () => {
    const width = Math.max(300, Math.floor(box.clientWidth) || 640);
    if (width === drawn) return;
    drawn = width;
    add(clear(box), draw(width));
  };
  requestAnimationFrame(fit);
  window.addEventListener('resize', later(() => { if (box.isConnected) fit(); }, 150));
  return box;
}

// bins cuts whole numbers into ranges that fit counts: 0, 1–2, 3–5, 6–10 …
function bins(values) {
  const most = Math.max(...values.map(Number));
  const edges = [0];
  for (let power = 1; edges[edges.length - 1] < most; power *= 10) [1, 2, 5].forEach((n) => { if (edges[edges.length - 1] < most) edges.push(n * power); });
  const least = Math.min(...values.map(Number));
  const out = edges.map((to, i) => ({ from: i ? edges[i - 1] : -Infinity, to, members: [] }));
  values.forEach((v, i) => out[edges.findIndex((e) => Number(v) <= e)].members.push(i));
  out.forEach((b, i) => {
    const low = b.from + 1;
    b.label = i === 0 ? (least < 0 ? '≤ 0' : '0') : low >= b.to ? String(b.to) : spaced(String(low)) + '–' + spaced(String(b.to));
  });
  return out.slice(out.findIndex((b) => b.members.length));
}
