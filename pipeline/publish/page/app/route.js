// Where the reader is, kept in the address alone: #unit=410526209&year=2023.

const routeKeys = ['view', 'area', 'year', 'unit', 'cell', 'finding', 'by', 'severity', 'rule', 'all', 'status', 'show', 'verdict', 'lang'];
let here = {};

function parseRoute(hash) {
  const r = {};
  hash.replace(/^#/, '').split('&').forEach((pair) => {
    const at = pair.indexOf('=');
    const key = at < 0 ? '' : pair.slice(0, at);
    if (routeKeys.indexOf(key) < 0) return;
    try {
      r[key] = decodeURIComponent(pair.slice(at + 1));
    } catch (_) { /* an address cut short: as if it said nothing */ }
  });
  const area = areaByCode.get(r.area);
  const year = Number(r.year);
  return {
    given: r, view: r.unit ? 'unit' : r.view || 'overview', area: area === undefined ? 0 : area, year: years.indexOf(year) >= 0 ? year : years[years.length - 1],
    cell: r.cell ? cellId(r.cell) : -1, lang: r.lang === 'en' ? 'en' : 'zh',
  };
}

// to makes an address from here: area, year and language stay, all else is
// what changes says; null takes a key away.
function to(changes) {
  const g = { area: here.given.area, year: here.given.year, lang: here.given.lang };
  Object.keys(changes).forEach((k) => { g[k] = changes[k]; });
  const said = routeKeys.filter((k) => g[k] !== undefined && g[k] !== null && g[k] !== '');
  return '#' + said.map((k) => k + '=' + encodeURIComponent(g[k])).join('&');
}

// same is to with everything of here kept.
function same(changes) {
  return to(Object.assign({}, here.given, changes));
}

function toUnit(unit, year, cell) {
  return to({ unit: units[unit].code, year, cell: cell >= 0 ? cells[cell].code : null });
}

function toTotal(area, year, cell) {
  return to({ view: 'totals', area: areas[area].code, year, cell: cells[cell].code });
}

function go(address) {
  location.hash = address;
}
