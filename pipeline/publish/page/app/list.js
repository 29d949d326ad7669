// Long lists: a page of rows at a time on the screen, all of them on paper.

const pageSize = 100;
const paperSize = 3000;
const onPaper = new Set(); // what to redraw before and after printing

function beforePrint(paper) {
  onPaper.forEach((p) => (p.node.isConnected ? p.draw(paper) : onPaper.delete(p)));
  if (paper) document.querySelectorAll('details.caused').forEach((d) => { d.open = true; });
}

// paged shows the rows of a list through draw(rows, into), with buttons to leaf.
function paged(into, draw, size) {
  const node = el('div', { class: 'paged' });
  const bar = el('div', { class: 'leaf' });
  const step = size || pageSize;
  let list = [];
  let from = 0;
  const leaf = (n, word) => el('button', { type: 'button', disabled: n < 0 || n >= list.length, onclick: () => { from = n; show(false); node.scrollIntoView({ block: 'nearest' }); } }, t(word));
  const show = (paper) => {
    const to = paper ? Math.min(list.length, paperSize) : Math.min(list.length, from + step);
    draw(list.slice(paper ? 0 : from, to), clear(into));
    clear(bar);
    if (list.length > step) add(bar, [leaf(from - step, 'previous'), el('span', null, t('shown', (paper ? 0 : from) + 1, to, list.length)), leaf(from + step, 'next')]);
  };
  add(node, [bar]);
  onPaper.add({ node, draw: show });
  return { node, set: (rows) => { list = rows; from = 0; show(false); } };
}

// listTable is a table that sorts by a click on a heading. A column is
// {label, cell(row) → children, by(row) → text or number to sort by, class,
// down: largest first, head: the row's own heading}.
function listTable(caption, columns, size) {
  const body = el('tbody');
  const head = el('tr');
  let list = [];
  let sorted = null;
  const draw = (rows, into) => add(into, rows.map((row) => el('tr', { class: row.rowClass || null }, columns.map((c) =>
    el(c.head ? 'th' : 'td', { class: c.class, scope: c.head ? 'row' : null }, c.cell(row))))));
  const pages = paged(body, draw, size);
  const order = () => {
    const rows = list.slice();
    if (sorted) {
      const sign = sorted.down ? -1 : 1;
      rows.sort((a, b) => order2(sorted.column.by(a), sorted.column.by(b), sign));
    }
    pages.set(rows);
  };
  const mark = () => {
    clear(head);
    columns.forEach((c) => {
      const on = sorted && sorted.column === c;
      const sort = () => {
        sorted = { column: c, down: on ? !sorted.down : Boolean(c.down) };
        mark();
        order();
        head.querySelectorAll('th')[columns.indexOf(c)].firstChild.focus();
      };
      const label = c.by ? el('button', { type: 'button', class: 'sort', title: t('sortBy', c.label), onclick: sort }, c.label, el('span', { 'aria-hidden': 'true' }, on ? (sorted.down ? ' ▾' : ' ▴') : '')) : c.label;
      add(head, el('th', { scope: 'col', class: c.class, 'aria-sort': on ? (sorted.down ? 'descending' : 'ascending') : null }, label));
    });
  };
  mark();
  const table = el('table', { class: 'list' }, el('caption', null, caption), el('thead', null, head), body);
  pages.node.insertBefore(el('div', { class: 'scroll' }, table), pages.node.firstChild);
  return { node: pages.node, set: (rows) => { list = rows; order(); } };
}

// order2 compares two sort keys; null always stands last.
function order2(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null);
  return (a < b ? -1 : a > b ? 1 : 0) * sign;
}
