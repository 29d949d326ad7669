// Starts the page: draws the frame, and a view whenever the address changes.

const viewOrder = ['overview', 'totals', 'charts', 'findings', 'units', 'files', 'about'];
let shown = ''; // key of the view on the page

function show() {
  const before = here;
  here = parseRoute(location.hash);
  const view = views[here.view] ? here.view : 'overview';
  language = here.lang;
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  frame(view);
  const key = language + views[view].key(here);
  if (shown === key && views[view].update) {
    views[view].update(here);
    if (here.cell < 0 && before.cell >= 0) backTo(before.cell);
    return;
  }
  const first = !shown;
  shown = key;
  closePanel();
  const main = clear(byId('main'));
  views[view].render(main, here);
  const title = byId('view-title');
  document.title = title.textContent + ' · ' + areas[here.area].name;
  if (first || !byId('aside').hidden) return;
  window.scrollTo(0, 0);
  if (!byId('choose').contains(document.activeElement)) title.focus({ preventScroll: true });
  announce(title.textContent);
}

// backTo gives the focus back to the cell that a closed panel spoke of.
function backTo(cell) {
  const a = byId('main').querySelector('td[data-cell="' + cell + '"] a');
  if (a) a.focus({ preventScroll: true });
}

// frame draws what stands around every view.
function frame(view) {
  const unitsToo = view === 'unit' ? 'units' : view;
  byId('area-name').textContent = areas[here.area].name;
  byId('headline').textContent = t('headline');
  byId('skip').textContent = t('skip');
  const nav = clear(byId('nav'));
  nav.setAttribute('aria-label', t('navigation'));
  add(nav, el('ul', { class: 'wide' }, viewOrder.map((v) => el('li', null, el('a', { href: to({ view: v === 'overview' ? null : v }), 'aria-current': v === unitsToo ? 'page' : null }, t(v))))));
  choosers();
  add(clear(byId('footer')), el('p', null, t('made', D.version)));
}

// choosers are area, year, language and print; the one that has the focus
// keeps it while it is drawn anew.
function choosers() {
  const form = byId('choose');
  const focused = form.contains(document.activeElement) ? document.activeElement.id : '';
  clear(form);
  const keepView = (changes) => go(same(Object.assign({ cell: null, finding: null }, changes)));
  const area = el('select', { id: 'choose-area', onchange: () => keepView({ area: area.value, unit: null, view: here.given.unit ? 'units' : here.given.view }) }, areas.map((a) =>
    el('option', { value: a.code, selected: a.i === here.area, lang: 'zh-CN' }, '　'.repeat(Math.max(0, levels.indexOf(a.level) - levels.indexOf(areas[0].level))) + a.name)));
  const year = el('select', { id: 'choose-year', onchange: () => keepView({ year: year.value }) }, years.slice().reverse().map((y) => el('option', { value: y, selected: y === here.year }, y)));
  add(form, [
    areas.length > 1 ? field(t('area'), area) : null,
    field(t('year'), year),
    el('button', { type: 'button', id: 'choose-language', lang: language === 'en' ? 'zh-CN' : 'en', onclick: () => go(same({ lang: language === 'en' ? null : 'en' })) }, t('otherLanguage')),
    el('button', { type: 'button', id: 'choose-print', onclick: () => window.print() }, t('print')),
  ]);
  if (focused && byId(focused)) byId(focused).focus();
}

byId('choose').onsubmit = (event) => event.preventDefault();
byId('skip').onclick = (event) => {
  event.preventDefault();
  byId('main').focus();
};
window.addEventListener('hashchange', show);
window.addEventListener('beforeprint', () => beforePrint(true));
window.addEventListener('afterprint', () => beforePrint(false));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !byId('aside').hidden) go(same({ cell: null, finding: null }));
});
show();
