// DuckDB as the usual alternative of the second half. It reads a Parquet file
// of cells into a table, then answers each line on stdin with the milliseconds
// that the same work took it, and those of processor time: "copy" or "group"; and "size" with the bytes of
// the file that copy wrote.
import { createInterface } from 'node:readline';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';

const [cells, out, modules] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`create table cells as from read_parquet('${cells}')`);
const work = {
  copy: `copy cells to '${out}' (format parquet, compression zstd)`,
  group: `create or replace temp table sums as select county_code, report_year, cell, sum(value) as total, count(value) as counted from cells group by all`,
};
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'size') {
    console.log(statSync(out).size);
    continue;
  }
  const began = performance.now();
  const before = process.cpuUsage();
  await connection.run(work[line]);
  const { user, system } = process.cpuUsage(before);
  console.log(performance.now() - began, (user + system) / 1000);
}
