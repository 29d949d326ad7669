// Recomputes a published snapshot with DuckDB, and reads its Parquet with a
// JavaScript reader; whatever differs is named and fails.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects, parquetMetadataAsync } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const dir = process.argv[2];
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
let failures = 0;
const check = (what, ok, detail = '') => {
  if (!ok) failures++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}${ok ? '' : ' ' + detail}`);
};
const files = (d) => readdirSync(d).flatMap((n) => (statSync(join(d, n)).isDirectory() ? files(join(d, n)) : [join(d, n)]));
const parquet = files(join(dir, 'data')).filter((f) => f.endsWith('.parquet'));
const table = (name) => `read_parquet('${dir}/data/${name}/**/*.parquet', hive_partitioning=true)`;

// Every file opens in both readers, with the rows that _SUCCESS tells.
const sealed = new Map(readFileSync(join(dir, '_SUCCESS'), 'utf8').trim().split('\n').map((l) => l.split('\t')).map(([, n, p]) => [p, Number(n)]));
for (const f of parquet) {
  const name = relative(dir, f);
  const [{ n }] = await rows(`select count(*)::int as n from read_parquet('${f}')`);
  const meta = await parquetMetadataAsync(await asyncBufferFromFile(f));
  check(`${name}: ${n} rows`, n === sealed.get(name) && Number(meta.num_rows) === n, `DuckDB ${n}, JavaScript ${meta.num_rows}, _SUCCESS ${sealed.get(name)}`);
}

// Totals recomputed from cells, at every level.
const differing = await rows(`
  with cells as (select county_code, report_year, cell, value from ${table('cells')} c
      join (select unit_code, coalesce(valid_from, 0) f, coalesce(valid_to, 9999) t from ${table('units')}) u using (unit_code) where report_year between f and t),
  areas as (select distinct area_code, area_level, report_year from ${table('totals')}),
  sums as (select a.area_code, a.report_year, c.cell, sum(c.value) as total, count(c.value) as counted
      from areas a join cells c on c.report_year = a.report_year and (a.area_level = 'all' or starts_with(c.county_code, a.area_code)) group by all)
  select t.area_code, t.report_year, t.cell, t.total, s.total as recomputed from ${table('totals')} t left join sums s using (area_code, report_year, cell)
  where t.total is distinct from s.total or t.units_counted <> coalesce(s.counted, 0)`);
check('totals equal the sums of cells', differing.length === 0, JSON.stringify(differing.slice(0, 3)));

const wide = await rows(`select * from (unpivot (select columns('unit_code|report_year|^t[234]_') from ${table('reports')}) on columns('^t[234]_')) w
  full join (select unit_code, report_year, replace(cell, '.', '_') as name, value as cell_value from ${table('cells')} where value is not null) c using (unit_code, report_year, name)
  where w.value is distinct from c.cell_value`);
check('the wide table equals the cells', wide.length === 0, JSON.stringify(wide.slice(0, 3)));

const [changes] = await rows(`select count(*)::int as n from ${table('totals')} where change is distinct from total - last_year_total or complete <> (units_counted = units_expected)`);
check('changes and coverage follow from their columns', changes.n === 0);

const [keys] = await rows(`select (select count(*)::int from (select unit_code, report_year, cell from ${table('cells')} group by all having count(*) > 1)) as cells,
  (select count(*)::int from (select finding_id from ${table('findings')} group by all having count(*) > 1)) as findings`);
check('keys are unique', keys.cells === 0 && keys.findings === 0, JSON.stringify(keys));

const [orphans] = await rows(`select (select count(*)::int from ${table('cells')} c anti join ${table('form_cells')} f using (cell)) as cells,
  (select count(*)::int from ${table('cells')} c anti join ${table('submissions')} s using (submission_id)) as submissions`);
check('foreign keys resolve', orphans.cells === 0 && orphans.submissions === 0, JSON.stringify(orphans));

// The CSV says what the data say.
for (const csv of readdirSync(join(dir, 'summary')).filter((n) => /^合计_\d+\.csv$/.test(n))) {
  const differ = await rows(`select c."指标代码" from read_csv('${dir}/summary/${csv}', all_varchar=true) c
    full join (select * from ${table('totals')} where report_year = ${csv.match(/\d+/)[0]}) t on c."地区代码" = t.area_code and c."指标代码" = t.cell
    where try_cast(c."合计" as decimal(18,6)) is distinct from t.total`);
  check(`${csv} equals totals`, differ.length === 0, JSON.stringify(differ.slice(0, 3)));
}

// A third reader sees the same values.
for (const f of parquet.filter((p) => p.includes('/totals/'))) {
  const seen = await parquetReadObjects({ file: await asyncBufferFromFile(f), compressors });
  const told = await rows(`select area_code, cell, total::varchar as total from read_parquet('${f}')`);
  const bad = told.filter((t, i) => t.area_code !== seen[i].area_code || t.cell !== seen[i].cell || (t.total === null) !== (seen[i].total == null) || (t.total !== null && Number(t.total).toFixed(6) !== Number(seen[i].total).toFixed(6)));
  check(`${relative(dir, f)}: JavaScript reads what DuckDB reads`, bad.length === 0, JSON.stringify(bad.slice(0, 2)));
}

// The ready views run as they are.
try {
  const sql = readFileSync(join(dir, 'views.sql'), 'utf8');
  process.chdir(dir);
  await connection.run(sql);
  for (const { view_name } of await rows(`select view_name from duckdb_views() where not internal`)) {
    const [{ n }] = await rows(`select count(*)::int as n from "${view_name}"`);
    check(`view ${view_name}: ${n} rows`, n >= 0);
  }
} catch (e) {
  if (e.code !== 'ENOENT') check('views.sql runs', false, String(e));
}

process.exit(failures ? 1 : 0);
