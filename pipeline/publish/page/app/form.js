// The official form, drawn as it is printed: the tables of schema.Printed.

const tables = [2, 3, 4];

// Widths of the columns as on an official page, in parts of the whole.
function columnWidths(table, columns) {
  const same = (n, count) => new Array(count).fill(n);
  if (table === 2) return [50].concat(same(18, columns - 1));
  if (table === 3) return [10, 18, 40].concat(same(13, columns - 3));
  return same(1, columns);
}

function printed(edition, table) {
  const f = D.forms[edition][table - 2];
  return { rows: f[0], columns: f[1], cells: f[2] };
}

function labelOf(text) {
  return language === 'en' ? D.english[text] || text : text;
}

// drawForm draws one table. show(cell) gives {nodes, label, href, class} for a
// form cell, and a flag for its corner; or null for one with nothing to say.
function drawForm(edition, table, caption, show) {
  const form = printed(edition, table);
  const widths = columnWidths(table, form.columns);
  const whole = widths.reduce((a, b) => a + b, 0);
  const body = el('tbody');
  const rows = [];
  for (let i = 0; i < form.rows; i++) rows.push(body.appendChild(el('tr')));
  const grid = [];
  form.cells.forEach((c) => {
    const [row, column, rowSpan, columnSpan, what, head] = c;
    const spans = { rowspan: rowSpan > 1 ? rowSpan : null, colspan: columnSpan > 1 ? columnSpan : null };
    if (typeof what === 'string') {
      add(rows[row], labelCell(what, head, spans, columnSpan, rowSpan));
      return;
    }
    const of = show(what);
    const cell = el('td', Object.assign({ class: of && of.class, 'data-cell': what }, spans));
    if (of) {
      const a = el('a', { href: of.href, tabindex: grid.length ? '-1' : '0', 'aria-label': cellLabel(what) + colon() + of.label, title: of.title || null, 'data-flag': of.flag }, of.nodes);
      grid.push({ a, row, column, columnEnd: column + columnSpan });
      add(cell, a);
    }
    add(rows[row], cell);
  });
  const drawn = el('table', { class: 'form t' + table, onkeydown: (event) => moveInGrid(grid, event) },
    el('caption', null, caption), el('colgroup', null, widths.map((w) => el('col', { style: 'width:' + (100 * w / whole).toFixed(2) + '%' }))), body);
  return el('div', { class: 'scroll' }, drawn);
}

function labelCell(text, head, spans, columnSpan, rowSpan) {
  if (head) return el('th', Object.assign({ scope: columnSpan > 1 ? 'colgroup' : 'col', class: text.length > 20 ? 'corner' : 'head' }, spans), labelOf(text));
  const tall = rowSpan > 8;
  return el('th', Object.assign({ scope: rowSpan > 1 ? 'rowgroup' : 'row', class: tall ? 'tall' : rowSpan > 1 ? 'group' : 'label' }, spans), tall ? el('span', null, labelOf(text)) : labelOf(text));
}

// moveInGrid moves the focus by the arrow keys; a table is one stop of Tab.
function moveInGrid(grid, event) {
  const at = grid.find((g) => g.a === document.activeElement);
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const step = steps[event.key];
  if (!at || event.ctrlKey || event.altKey || event.metaKey) return;
  let next = null;
  if (event.key === 'Home' || event.key === 'End') {
    const row = grid.filter((g) => g.row === at.row);
    next = row[event.key === 'Home' ? 0 : row.length - 1];
  } else if (step) {
    const ahead = grid.filter((g) => (step[0] ? (g.row - at.row) * step[0] > 0 && g.column < at.columnEnd && g.columnEnd > at.column : g.row === at.row && (g.column - at.column) * step[1] > 0));
    ahead.sort((a, b) => Math.abs(a.row - at.row) - Math.abs(b.row - at.row) || Math.abs(a.column - at.column) - Math.abs(b.column - at.column));
    next = ahead[0];
  }
  if (!next && !step && event.key !== 'Home' && event.key !== 'End') return;
  event.preventDefault();
  if (next) focusIn(grid, next);
}

function focusIn(grid, next) {
  grid.forEach((g) => g.a.setAttribute('tabindex', g === next ? '0' : '-1'));
  next.a.focus();
}

// select marks one cell of every drawing inside a node.
function select(node, cell) {
  node.querySelectorAll('td.chosen').forEach((td) => { td.classList.remove('chosen'); });
  if (cell < 0) return null;
  const td = node.querySelector('td[data-cell="' + cell + '"]');
  if (td) td.classList.add('chosen');
  return td;
}

// inForm says which cells an edition prints.
function inForm(edition, table) {
  return new Set(printed(edition, table).cells.map((c) => c[4]).filter((w) => typeof w === 'number'));
}

function tableCaption(table) {
  return t('table' + table);
}

// editionName names an edition by its number: 1 is 2019, 2 is 2021, 3 mixes them.
function editionName(edition) {
  return edition === 3 ? t('hybrid') : edition ? t('editionOf', edition === 1 ? 2019 : 2021) : '–';
}

// figures lists form cells that a list can be about, by table.
function figureChoices(edition, chosen, change) {
  const select = el('select', { onchange: () => change(Number(select.value)) }, tables.map((table) => {
    const printedHere = inForm(edition, table);
    return el('optgroup', { label: tableCaption(table) }, cells.filter((c) => printedHere.has(c.id)).map((c) =>
      el('option', { value: c.id, selected: c.id === chosen }, cellLabel(c.id))));
  }));
  return field(t('chooseFigure'), select);
}
