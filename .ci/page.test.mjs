// Opens the page in Chromium, from disk, and uses it as people do: clicks,
// keys, both languages, paper. Pages of made counties come from the package's
// own test; a published page is looked at, too, when its path is given.
//
//   node .ci/page.test.mjs [path/to/index.html]
//
// SHOTS=folder keeps pictures of what it saw.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const pages = mkdtempSync(path.join(tmpdir(), 'huizong-pages-'));
execFileSync('go', ['test', './pipeline/publish/page', '-count=1', '-run', '^TestPages$', '-args', '-pages', pages], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const views = ['overview', 'totals', 'charts', 'findings', 'findings&by=rule', 'findings&by=form', 'units', 'units&status=missing', 'files', 'about'];
const plain = (s) => s.replace(/[\s\u2009\u00a0]/g, '');
const trouble = [];

// open gives a fresh page whose errors and requests are watched.
async function open(file, hash = '', options = {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.on('console', (m) => trouble.push(`${file}${hash}: console ${m.type()}: ${m.text()}`));
  page.on('pageerror', (e) => trouble.push(`${file}${hash}: ${e.stack}`));
  page.on('dialog', (d) => { trouble.push(`${file}: dialog ${d.message()}`); d.dismiss(); });
  page.on('request', (r) => { if (!/^(file|data):/.test(r.url())) trouble.push(`${file}${hash}: asked for ${r.url()}`); });
  await page.goto(pathToFileURL(path.isAbsolute(file) ? file : path.join(pages, file + '.html')) + hash);
  return page;
}

async function to(page, hash) {
  await page.evaluate((h) => { location.hash = h; }, hash);
  await settle(page);
}

// settle waits until the page has drawn what the address says.
const settle = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); }));

async function click(page, what) {
  await (typeof what === 'string' ? page.locator(what) : what).click();
  await settle(page);
}

async function step(name, work) {
  const begin = Date.now();
  try {
    await work();
  } catch (e) {
    console.error(`page: ${name}: ${e.stack}`);
    process.exitCode = 1;
    return;
  }
  if (trouble.length) {
    console.error(`page: ${name}:\n  ${trouble.splice(0).join('\n  ')}`);
    process.exitCode = 1;
    return;
  }
  console.log(`page: ${name} (${Date.now() - begin} ms)`);
}

const shot = async (page, name) => shots && page.screenshot({ path: path.join(shots, name + '.png'), fullPage: true });
const expected = JSON.parse(readFileSync(path.join(pages, 'county.json')));

// cellsShown maps the code of each form cell on the page to its text, without the flags.
const cellsShown = (page) => page.evaluate(() => {
  const codes = JSON.parse(document.getElementById('data').textContent).cells.map((c) => c[0]);
  return Object.fromEntries(Array.from(document.querySelectorAll('main td[data-cell] a'), (a) => {
    const copy = a.cloneNode(true);
    copy.querySelectorAll('sup').forEach((s) => s.remove());
    return [codes[a.parentNode.dataset.cell], copy.textContent];
  }));
});

await step('the totals on the page are those of the facts', async () => {
  const page = await open('county', '#view=totals');
  const shown = await cellsShown(page);
  const want = expected.filter((e) => !e.Unit);
  assert.equal(Object.keys(shown).length, want.length);
  for (const e of want) assert.equal(plain(shown[e.Cell]), e.Shown, e.Cell);
  await shot(page, 'totals');
  await page.close();
});

await step('each cell of a unit shows its value, its text and its place', async () => {
  const page = await open('county');
  for (const unit of new Set(expected.map((e) => e.Unit).filter(Boolean))) {
    const want = expected.filter((e) => e.Unit === unit);
    await to(page, `#unit=${unit}&year=${want[0].Year}`);
    const shown = await cellsShown(page);
    for (const e of want.filter((w) => shown[w.Cell] !== undefined)) assert.equal(plain(shown[e.Cell]), e.Shown || '空白', `${unit} ${e.Cell}`);
    for (const e of want.filter((w, i) => w.Place && (i % 6 === 0 || w.Shown !== w.Raw))) {
      await to(page, `#unit=${unit}&year=${e.Year}&cell=${e.Cell}`);
      const said = await page.evaluate(() => Array.from(document.querySelectorAll('#aside .facts dd'), (d) => d.textContent));
      assert.equal(plain(said[1]), plain(e.Place), `${unit} ${e.Cell}`);
      if (e.Raw) assert.equal(said[0], e.Raw, `${unit} ${e.Cell}`);
    }
  }
  await page.close();
});

await step('clicks lead from a county total to the cell of a file', async () => {
  const page = await open('county');
  await shot(page, 'overview');
  await click(page, 'table.key tbody tr:first-child a');
  assert.match(page.url(), /view=totals.*cell=t3\.received\.total/);
  assert.match(plain(await page.textContent('#aside .big')), /^≥\d+\(22\/23\)件$/);
  assert.match(await page.textContent('#aside'), /没有计入.*上官镇.*未报送/s);
  await shot(page, 'total-proof');
  const name = await page.textContent('#aside table.bars tbody tr:first-child th');
  const value = await page.textContent('#aside table.bars tbody tr:first-child td.number');
  await click(page, '#aside table.bars tbody tr:first-child a');
  assert.equal(await page.textContent('#view-title'), name);
  assert.equal(plain(await page.textContent('td.chosen a')), plain(value));
  assert.match(plain(await page.textContent('#aside .facts')), /在文件里\d+年\/.*\.docx›表2›第4行›第10列/);
  await shot(page, 'unit-proof');
  await click(page, '#aside .facts .line a'); // back to the total it is counted in
  assert.match(page.url(), /view=totals/);
  await page.goBack();
  await settle(page);
  assert.equal(await page.textContent('#view-title'), name);
  await page.close();
});

await step('last year says its coverage beside this year, too', async () => {
  for (const name of ['county', 'province']) {
    const page = await open(name, '#view=totals&year=2022');
    const before = (await cellsShown(page))['t3.received.total'];
    assert.match(plain(before), /^≥.*\(\d+\/\d+\)$/, `${name}: the year before is incomplete`);
    await to(page, '#view=overview&year=2023');
    assert.equal(plain(await page.textContent('table.key tbody tr:first-child td:nth-child(3)')), plain(before), name);
    assert.match(await page.textContent('table.key tbody tr:first-child td:nth-child(4)'), /※/, name);
    await to(page, '#view=totals&year=2023&show=last');
    assert.ok(plain((await cellsShown(page))['t3.received.total']).endsWith(plain(before)), name);
    await page.close();
  }
});

await step('findings by unit, by rule and on the form', async () => {
  const page = await open('county', '#view=findings');
  const slip = page.locator('article.finding', { hasText: '整行数字似乎向右错了一格' });
  assert.equal(await slip.count(), 1);
  assert.match(await slip.textContent(), /询问：是否应左移一格？/);
  await slip.locator('details.caused > summary').click();
  assert.ok(await slip.locator('details.caused li').count() > 3);
  assert.equal(await page.locator('article.finding', { hasText: '漏填' }).count(), 0, 'explained findings are not among the open ones');
  await click(page, 'text=含已说明的');
  assert.match(await page.locator('article.finding.explained').first().textContent(), /已说明.*审核说明：.*漏填/s);
  assert.doesNotMatch(await page.textContent('main'), /张大明/);
  await shot(page, 'findings');
  await page.fill('input[type=search]', '王庄镇');
  await page.waitForFunction(() => document.querySelectorAll('details.group').length === 1);
  await click(page, 'text=按规则');
  assert.ok(await page.locator('details.group').count() >= 3);
  await click(page, 'text=按表格位置');
  const hot = page.locator('td.marked a').first();
  await click(page, hot);
  assert.ok(await page.locator('#aside article.finding').count() >= 1);
  await shot(page, 'findings-form');
  await click(page, '#aside .close');
  await to(page, '#view=findings&severity=2');
  await click(page, page.locator('a.show').first());
  assert.match(page.url(), /unit=\d+.*finding=[0-9a-f]{16}/);
  await page.waitForSelector('td.marked.must');
  assert.ok(await page.locator('main article.finding.chosen').count() > 0);
  await page.close();
});

await step('the language changes and is kept in the address alone', async () => {
  const page = await open('county', '#view=units');
  await click(page, '#choose-language');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.match(page.url(), /lang=en/);
  assert.equal(await page.textContent('nav a[aria-current=page]'), 'Units');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'choose-language');
  for (const view of views) {
    await to(page, `#lang=en&view=${view}`);
    const left = await page.evaluate(() => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const out = [];
      for (let n = walk.nextNode(); n; n = walk.nextNode()) {
        if (/\p{Script=Han}/u.test(n.data.replace('“无”', '')) && !n.parentElement.closest('[lang^=zh], #live, script, noscript, h1, h2, article, code, title')) out.push(n.data);
      }
      return out;
    });
    assert.deepEqual(left, [], `Chinese left on the English ${view}`);
  }
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  await click(page, '#choose-language');
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  await page.close();
});

await step('everything works by keyboard', async () => {
  const page = await open('county');
  const active = () => page.evaluate(() => ({ tag: document.activeElement.tagName, text: document.activeElement.textContent, cell: document.activeElement.parentNode.dataset && document.activeElement.parentNode.dataset.cell, id: document.activeElement.id }));
  await page.keyboard.press('Tab');
  assert.equal((await active()).id, 'skip');
  while ((await active()).text !== '汇总表') await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('table.form');
  assert.equal((await active()).id, 'view-title');
  while (!(await active()).cell) await page.keyboard.press('Tab');
  const first = await active();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const below = await active();
  assert.notEqual(below.cell, first.cell);
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(ring, 'solid', 'the focus can be seen');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#aside:not([hidden])');
  assert.equal((await active()).id, 'panel-title');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#aside', { state: 'hidden' });
  assert.equal((await active()).cell, below.cell, 'the focus returns to the cell');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.notEqual((await active()).cell, undefined, 'a table is one stop of Tab');
  await page.focus('#choose-year');
  await page.selectOption('#choose-year', '2022');
  await page.waitForFunction(() => document.getElementById('view-title').textContent.includes('2022'));
  assert.equal((await active()).id, 'choose-year');
  await page.close();
});

await step('landmarks, headings, captions and names are there', async () => {
  const page = await open('county');
  for (const hash of [...views.map((v) => `#view=${v}`), '#unit=410526107&cell=t3.received.total']) {
    await to(page, hash);
    const faults = await page.evaluate(() => {
      const out = [];
      const one = (sel) => { if (document.querySelectorAll(sel).length !== 1) out.push('not one ' + sel); };
      ['main', 'header', 'nav#nav', 'footer', 'h1', 'main h2'].forEach(one);
      document.querySelectorAll('table').forEach((t) => { if (!t.caption && !t.closest('figure')) out.push('a table without caption'); });
      document.querySelectorAll('main a, main button, aside a, aside button, select, input').forEach((e) => {
        const name = e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length && e.labels[0].textContent);
        if (!name) out.push('no name: ' + e.outerHTML.slice(0, 80));
      });
      document.querySelectorAll('[tabindex]').forEach((e) => { if (Number(e.getAttribute('tabindex')) > 0) out.push('tabindex above 0'); });
      document.querySelectorAll('[onclick]').forEach((e) => out.push('a handler in markup'));
      const ids = Array.from(document.querySelectorAll('[id]'), (e) => e.id);
      ids.forEach((id, i) => { if (ids.indexOf(id) !== i) out.push('id twice: ' + id); });
      return out;
    });
    assert.deepEqual(faults, [], hash);
  }
  await page.close();
});

await step('empty counties, single years and clean ones', async () => {
  const says = { empty: /还没有收到任何报告/, oneyear: /只有一个年度/, clean: /2023/ };
  for (const [name, text] of Object.entries(says)) {
    const page = await open(name);
    assert.match(await page.textContent('main'), text);
    await shot(page, name);
    for (const view of views) await to(page, `#view=${view}`);
    await to(page, '#unit=410526100');
    await to(page, '#unit=000000000');
    assert.match(await page.textContent('main'), /名单里没有单位/);
    await to(page, '#unit=%E0%A4%A&year=9999&cell=nothing&area=none');
    await page.close();
  }
  const page = await open('empty', '#view=files');
  assert.match(await page.textContent('main'), /收件夹里没有文件/);
  await to(page, '#view=totals&cell=t3.received.total');
  assert.match(await page.textContent('#aside'), /没有计入.*23 个单位/s);
  await page.close();
});

await step('texts of files stay texts', async () => {
  const page = await open('hostile');
  for (const hash of [...views.map((v) => `#view=${v}&all=1`), ...views.map((v) => `#lang=en&view=${v}&all=1`), '#unit=410526107', '#unit=410526100&cell=t2.regulations.issued', '#view=totals&cell=t3.received.total']) {
    await to(page, hash);
    assert.deepEqual(await page.evaluate(() => [document.querySelectorAll('script').length, document.querySelectorAll('img, iframe').length]), [2, 0], hash);
    assert.match(await page.title(), /<script>document\.title='owned'/, hash); // as a text
  }
  await to(page, '#unit=410526100&cell=t2.regulations.issued');
  assert.match(await page.textContent('#aside q'), /^<\/script><script>.*<!--<img/s);
  await page.close();
});

await step('2 000 units over five years are quick', async () => {
  const page = await open('province');
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  const ready = await page.evaluate(() => performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart);
  assert.ok(paint < 1500, `first paint after ${paint} ms`);
  const times = [];
  for (const view of views) {
    const begin = Date.now();
    await to(page, `#view=${view}`);
    times.push(`${view} ${Date.now() - begin}`);
    assert.ok(Date.now() - begin < 1500, `${view} took ${Date.now() - begin} ms`);
    assert.ok(await page.evaluate(() => document.querySelectorAll('*').length) < 12000, `${view} draws everything at once`);
  }
  await shot(page, 'province');
  await to(page, '#view=totals&cell=t3.received.total');
  for (const level of ['第2市', '第11县']) {
    await click(page, `#aside table.bars a:text-is("${level}")`);
    await page.waitForFunction((name) => document.getElementById('area-name').textContent === name, level);
  }
  await click(page, page.locator('#aside table.bars a').first());
  await page.waitForSelector('td.chosen');
  assert.match(plain(await page.textContent('#aside .facts')), /›第4行›第10列/);
  await to(page, '#view=units');
  await page.fill('input[type=search]', '410207');
  await page.waitForFunction(() => Array.from(document.querySelectorAll('main table.list')).pop().tBodies[0].rows.length === 20);
  await page.selectOption('#choose-area', { label: await page.evaluate(() => Array.from(document.querySelectorAll('#choose-area option')).find((o) => o.textContent.trim() === '第37县').textContent) });
  await page.waitForFunction(() => document.getElementById('view-title').textContent.includes('第37县'));
  assert.equal(await page.locator('main table.list tbody tr').count(), 20);
  console.log(`page:   first paint ${Math.round(paint)} ms, ready ${ready} ms; views in ms: ${times.join(', ')}`);
  await page.close();
});

await step('narrow screens, dark screens, paper', async () => {
  for (const hash of [...views.map((v) => `#view=${v}`), '#unit=410526107&cell=t3.received.total']) {
    const page = await open('county', hash, { viewport: { width: 390, height: 844 }, colorScheme: 'dark', reducedMotion: 'reduce' });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${hash}: ${wide} wide`);
    await shot(page, 'narrow-' + hash.replace(/\W+/g, '-'));
    await page.close();
  }
  for (const view of ['overview', 'charts']) { // the longest numbers
    const page = await open('province', `#view=${view}`, { viewport: { width: 390, height: 844 } });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `province ${view}: ${wide} wide`);
    await page.setViewportSize({ width: 1280, height: 850 });
    const cut = await page.evaluate(() => Array.from(document.querySelectorAll('main .scroll')).filter((s) => s.clientWidth && s.scrollWidth > s.clientWidth).length);
    assert.equal(cut, 0, `province ${view}: tables cut off on a desktop screen`);
    await page.close();
  }
  const page = await open('county');
  for (const [hash, most] of [['#view=overview', 2], ['#view=totals', 3], ['#view=findings', 9], ['#unit=410526107', 4]]) {
    await to(page, hash);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b[^s]/g).length;
    assert.match(pdf.toString('latin1'), /\/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.\d+\]/, 'A4');
    assert.ok(sheets >= 1 && sheets <= most, `${hash}: ${sheets} sheets`);
  }
  await page.close();
});

if (process.argv[2]) {
  await step('the published page', async () => {
    const page = await open(path.resolve(process.argv[2]));
    for (const view of views) {
      await to(page, `#view=${view}`);
      assert.ok((await page.textContent('main')).length > 20, view);
    }
    await to(page, '#view=overview');
    await click(page, 'table.key tbody tr:first-child a');
    await click(page, page.locator('#aside table.bars a').first());
    await page.waitForSelector('td.chosen');
    assert.match(await page.textContent('#aside .facts'), /在文件里/);
    await page.close();
  });
}

await browser.close();
rmSync(pages, { recursive: true, force: true });
