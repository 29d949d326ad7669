// Holds what a snapshot says of itself against what is in it: datapackage.json
// against the Frictionless validators and against the Parquet files as DuckDB
// sees them, views.sql view by view, the Arrow copies, and every DuckDB recipe
// of .github/BI.md. Whatever differs is named and fails.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import datapackage from 'datapackage';
import tableschema from 'tableschema';

const dir = process.argv[2];
const recipes = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../.github/BI.md'), 'utf8');
process.chdir(dir);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
let failures = 0;
const check = (what, ok, detail = '') => {
  if (!ok) failures++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}${ok ? '' : ' ' + detail}`);
};
const files = (d) => (existsSync(d) ? readdirSync(d).flatMap((n) => (statSync(join(d, n)).isDirectory() ? files(join(d, n)) : [join(d, n)])) : []);
const quote = (name) => `"${name.replaceAll('"', '""')}"`;
const literal = (s) => `'${s.replaceAll("'", "''")}'`;
const differ = (a, b) => JSON.stringify(a) !== JSON.stringify(b);

// The validators of the standard. They know version 1, in which a table that
// refers to itself says so with an empty name where version 2 says nothing.
const descriptor = JSON.parse(readFileSync('datapackage.json', 'utf8'));
const verdict = await datapackage.validate(descriptor, { basePath: dir });
check('datapackage accepts datapackage.json', verdict.valid, verdict.errors.map(String).join('\n'));
for (const r of descriptor.resources) {
  const first = structuredClone(r.schema);
  for (const k of first.foreignKeys ?? []) k.reference.resource ??= '';
  const { valid, errors } = await tableschema.validate(first);
  check(`tableschema accepts the schema of ${r.name}`, valid, errors.map(String).join('\n'));
}

// Every part is there as told, and none is left out.
const parts = descriptor.resources.flatMap((r) => r.parts);
for (const p of parts) {
  const bytes = readFileSync(p.path);
  const hash = 'sha256:' + createHash('sha256').update(bytes).digest('hex');
  if (bytes.length !== p.bytes || hash !== p.hash) check(p.path, false, `is not as datapackage.json tells: ${bytes.length} bytes, ${hash}`);
}
const told = parts.map((p) => p.path).sort();
const there = [...files('data'), ...files('arrow'), ...files('summary')].filter((f) => /\.(parquet|arrow|csv)$/.test(f)).sort();
check(`datapackage.json tells all ${there.length} files of tables, with sizes and hashes`, !differ(told, there), there.filter((f) => !told.includes(f)).join(' '));

// The Parquet files are what the descriptor says: columns, types, keys, codes.
const types = { string: 'VARCHAR', year: 'INTEGER', number: 'DECIMAL(18,6)', boolean: 'BOOLEAN' };
const duckType = (f) => types[f.type] ?? { int32: 'INTEGER', int64: 'BIGINT' }[f.physicalType];
const table = new Map(descriptor.resources.filter((r) => r.format === 'parquet').map((r) => [r.name, `read_parquet([${r.parts.map((p) => literal(p.path))}], hive_partitioning = false)`]));
for (const r of descriptor.resources.filter((r) => r.format === 'parquet')) {
  const from = table.get(r.name);
  const seen = (await rows(`describe select * from ${from}`)).map((c) => [c.column_name, c.column_type]);
  const said = r.schema.fields.map((f) => [f.name, duckType(f)]);
  const problems = differ(seen, said) ? [`columns are ${JSON.stringify(seen.filter((c, i) => differ(c, said[i])))}`] : [];
  for (const p of r.parts) {
    const [{ n }] = await rows(`select count(*)::int as n from read_parquet(${literal(p.path)})`);
    if (n !== p.rows) problems.push(`${p.path} has ${n} rows, told ${p.rows}`);
  }
  for (const f of r.schema.fields) {
    const limits = f.constraints ?? {};
    const bad = [limits.required && `${quote(f.name)} is null`, limits.enum && `${quote(f.name)} not in (${limits.enum.map(literal)})`].filter(Boolean);
    for (const b of bad) {
      const [{ n, example }] = await rows(`select count(*)::int as n, min(${quote(f.name)}::varchar) as example from ${from} where ${b}`);
      if (n > 0) problems.push(`${n} rows where ${b.slice(0, 60)}: ${example}`);
    }
  }
  for (const k of [r.schema.primaryKey, ...(r.schema.uniqueKeys ?? [])].filter(Boolean)) {
    const [{ n }] = await rows(`select count(*)::int as n from (select 1 from ${from} group by ${k.map(quote)} having count(*) > 1)`);
    if (n > 0) problems.push(`key ${k} stands twice in ${n} cases`);
  }
  for (const k of r.schema.foreignKeys ?? []) {
    const to = table.get(k.reference.resource ?? r.name);
    const [a, b] = [quote(k.fields[0]), quote(k.reference.fields[0])];
    const [{ n, example }] = await rows(`select count(*)::int as n, min(${a}) as example from ${from} where ${a} is not null and ${a} not in (select ${b} from ${to})`);
    if (n > 0) problems.push(`${n} rows whose ${k.fields} is not in ${k.reference.resource ?? r.name}: ${example}`);
  }
  check(`${r.name} is what datapackage.json says: ${r.schema.fields.length} columns, ${r.rows} rows`, problems.length === 0, problems.join('; '));
}

// The CSV files cast to what the descriptor says, cell by cell.
for (const r of descriptor.resources.filter((r) => r.format === 'csv')) {
  for (const { path } of r.parts) {
    const read = await connection.runAndReadAll(`select * from read_csv(${literal(path)}, all_varchar = true, header = true)`);
    const text = read.getRowsJson().map((x) => x.map((v) => v ?? ''));
    try {
      const cast = await (await tableschema.Table.load([read.columnNames(), ...text], { schema: r.schema })).read();
      check(`${path}: ${cast.length} rows cast`, cast.length === text.length);
    } catch (e) {
      check(`${path} casts`, false, [e, ...(e.errors ?? [])].slice(0, 3).map(String).join('; '));
    }
  }
}

// The Arrow copies hold the same rows.
for (const r of descriptor.resources.filter((r) => r.format === 'arrow')) {
  let bad = 0, n = 0;
  for (const p of r.parts) {
    const arrow = tableFromIPC(readFileSync(p.path));
    const parquet = p.path.replace(/^arrow/, 'data').replace(/arrow$/, 'parquet');
    const want = await rows(`select columns(*)::varchar from read_parquet(${literal(parquet)}, hive_partitioning = false)`);
    n += want.length;
    if (arrow.numRows !== want.length) bad++;
    for (const f of r.schema.fields) {
      const column = arrow.getChild(f.name);
      for (let i = 0; i < want.length; i++) {
        const v = column.get(i);
        const seen = v === null ? null : f.type === 'number' ? decimal(v) : String(v);
        if (seen !== want[i][f.name]) bad++;
      }
    }
  }
  check(`${r.name}: ${n} rows as in Parquet`, bad === 0, `${bad} values differ`);
}
// decimal prints the 128 bits that Arrow gives, little end first, with six places.
function decimal(words) {
  let n = 0n;
  for (let i = 3; i >= 0; i--) n = (n << 32n) | BigInt(words[i]);
  n = BigInt.asIntN(128, n);
  const [sign, digits] = n < 0n ? ['-', String(-n)] : ['', String(n)];
  const padded = digits.padStart(7, '0');
  return `${sign}${padded.slice(0, -6)}.${padded.slice(-6)}`;
}

// Every view runs and has rows; a first snapshot has no changes, one year alone
// none before it, and where nothing is filed or found there is nothing to show.
await connection.run(readFileSync('views.sql', 'utf8'));
const [{ first, alone, unfiled, clean }] = await rows(`select (select count(*) from changes) = 0 as first, (select count(distinct report_year) from reports) = 1 as alone,
  (select count(*) from submissions) = 0 as unfiled, (select count(*) from findings) = 0 as clean`);
const empty = (view) => (first && /^changes/.test(view)) || ((alone || unfiled) && /year_over_year$/.test(view)) || (clean && /findings/.test(view))
  || (unfiled && /^(cells|fact_cells|trace|t[234]_zh|narrative|claims|fact_claims|submissions|dim_submission)(_zh)?$/.test(view));
const views = await rows('select view_name, comment from duckdb_views() where not internal');
for (const { view_name, comment } of views) {
  const [{ n }] = await rows(`select count(*)::int as n from ${quote(view_name)}`);
  check(`view ${view_name}: ${n} rows`, comment && (n > 0 || empty(view_name)));
}
const silent = await rows("select table_name || '.' || column_name as name from duckdb_columns() where not internal and comment is null and not regexp_matches(table_name, '_zh$')");
check('every column says what it is, by its comment or its Chinese name', silent.length === 0, silent.map((c) => c.name).join(' '));
const short = (x) => x.replace(/\.?0+$/, '');
const said = await rows(`select cell, total::varchar as total, units_counted as counted, units_expected as expected, said from totals join totals_said using (area_code, report_year, cell, total)`);
const wrong = said.filter((t) => {
  const coverage = `(${t.counted}/${t.expected})`;
  if (t.total === null) return t.said !== `— ${coverage}`;
  if (t.counted === t.expected) return t.said !== short(t.total);
  return t.said !== (t.cell.endsWith('.items_change') ? `${short(t.total)} ${coverage}` : `≥ ${short(t.total)} ${coverage}`);
});
check(`totals_said says ${said.length} totals right`, wrong.length === 0, JSON.stringify(wrong.slice(0, 3)));
for (const t of ['t2', 't3', 't4']) {
  const keys = ['县级代码', '单位代码', '单位名称', '报告年度', '表样版本', '序号', '组', '行', '类别', '非数字格数'];
  const columns = (await rows(`describe ${t}_zh`)).map((c) => c.column_name).filter((c) => !keys.includes(c));
  const [sums] = await rows(`select (select sum(${columns.map((c) => `coalesce(${quote(c)}, 0)`).join('+')})::varchar from ${t}_zh) as wide, (select sum(value)::varchar from cells where "table" = '${t}') as long,
    (select count(*) from (select ${columns.map((c) => `count(${quote(c)})`).join('+')} as n from ${t}_zh) where n = (select count(value) from cells where "table" = '${t}'))::int as filled`);
  check(`${t}_zh holds every number of ${t}`, Number(sums.wide) === Number(sums.long) && (sums.filled === 1 || unfiled), JSON.stringify(sums));
}

// The DuckDB recipes run as they are printed.
let n = 0;
for (const [, sql] of recipes.matchAll(/```sql\n([\s\S]*?)```/g)) {
  n++;
  for (const statement of sql.split(/;\s*\n/).filter((s) => s.replace(/^\s*--.*$/gm, '').trim())) {
    if (/^\s*\.read/m.test(statement)) continue; // a command of the DuckDB shell, done above
    try {
      await rows(statement);
    } catch (e) {
      check(`recipe ${n} of BI.md`, false, `${statement}\n${e}`);
    }
  }
}
check(`${n} SQL recipes of BI.md ran`, n > 0);

process.exit(failures ? 1 : 0);
