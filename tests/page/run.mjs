// Opens reports in a browser and holds them to docs/report.md.
//
//   LITANY=program node run.mjs
//
// Last line: "N passed, N failed".
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { go, launch, open } from './browser.mjs';
import { PAYLOADS, allKinds, fresh, gardenDocuments, hostileDocuments, manyCopies, report, rowsOf, run } from './make.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const work = fresh(root, 'build/page-tests');
const shots = join(root, 'build/page-screenshots');
rmSync(shots, { recursive: true, force: true });
mkdirSync(shots, { recursive: true });

let passed = 0;
let failed = 0;
async function test(name, body) {
  const start = performance.now();
  try {
    const said = await body();
    passed += 1;
    console.log(`ok      ${name}${said ? `: ${said}` : ''} (${Math.round(performance.now() - start)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n        ${String(error.message ?? error).split('\n').slice(0, 12).join('\n        ')}`);
  }
}

const browser = await launch();
// Runs `body` with a page that must stay without fault.
async function on(file, options, body) {
  const opened = await open(browser, file, options);
  try {
    const said = await body(opened.page, opened.faults);
    assert.deepEqual(opened.faults, [], 'faults of the page');
    return said;
  } finally {
    await opened.context.close();
  }
}

const garden = allKinds(fresh(work, 'garden'), gardenDocuments().documents, gardenDocuments());
const hostile = allKinds(fresh(work, 'hostile'), hostileDocuments().documents, hostileDocuments());
const corpus = fresh(work, 'corpus');
const real = { dedup: report(corpus, 'dedup', join(root, 'corpus/')), passages: report(corpus, 'passages', join(root, 'corpus/')), phrases: report(corpus, 'phrases', join(root, 'corpus/')) };

const VIEWS = {
  overview: '', copies: '#/copies', copy: `#/copies/${garden.kinds.copy}`, passage: `#/passages/${garden.kinds.passage}`, phrase: `#/phrases/${garden.kinds.phrase}`,
  formula: `#/phrases/${garden.kinds.formula}`, template: `#/templates/${garden.kinds.template}`, documents: '#/documents', document: `#/documents/${garden.ids[0]}`, sources: '#/sources', missing: '#/copies/0000',
};
const THEMES = ['light', 'dark'];
const WIDTHS = { wide: 1280, narrow: 390 };

// Every view in both themes and widths: no fault, a heading, nothing that
// hangs out at the side, no serious barrier.
for (const theme of THEMES) {
  for (const [size, width] of Object.entries(WIDTHS)) {
    for (const [view, hash] of Object.entries(VIEWS)) {
      await test(`${view}, ${theme}, ${size}`, () =>
        on(garden.file, { hash, theme, width }, async (page) => {
          assert.ok((await page.locator('main h1').innerText()).length > 0);
          assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(over <= 0, `${over} px wider than the window`);
          await page.screenshot({ path: join(shots, `${view}-${theme}-${size}.png`), fullPage: true });
          if (size !== 'wide') return;
          await page.evaluate(axeSource);
          const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
          const grave = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
          assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`), []);
        }));
    }
  }
}

for (const [command, file] of Object.entries(real)) {
  await test(`the corpus through ${command}: all views`, () =>
    on(file, {}, async (page) => {
      const dir = dirname(file);
      const repeats = rowsOf(join(dir, 'repeats.jsonl')).slice(0, 20);
      const views = { copy: 'copies', passage: 'passages', phrase: 'phrases', template: 'templates' };
      for (const repeat of repeats) {
        await go(page, `#/${views[repeat.kind]}/${repeat.repeat}`);
        assert.doesNotMatch(await page.locator('main h1').innerText(), /no such entry/);
      }
      for (const row of rowsOf(join(dir, 'documents.jsonl')).slice(0, 12)) {
        await go(page, `#/documents/${encodeURIComponent(row.id)}`);
        assert.equal(await page.locator('main h1').innerText(), row.id);
        assert.ok((await page.locator('.prose.doc').count()) === 1, `no text of ${row.id}`);
      }
    }));
}

await test('a document shows its text, whole, and each mark is where the table says', () =>
  on(real.passages, {}, async (page) => {
    const texts = new Map(rowsOf(join(root, 'corpus/news-zh.jsonl')).map((d) => [d.id, d.text]));
    const spans = rowsOf(join(dirname(real.passages), 'occurrences.jsonl'));
    for (const id of [...texts.keys()].slice(0, 6)) {
      await go(page, `#/documents/${id}`);
      assert.equal(await page.locator('.prose.doc').evaluate((e) => e.textContent), texts.get(id));
      const marked = await page.locator('.prose.doc .c-passage').evaluateAll((all) => all.map((e) => e.textContent).join(''));
      const points = Array.from(texts.get(id));
      const covered = new Set();
      for (const s of spans) if (s.id === id) for (let i = s.char_begin; i < s.char_end; i += 1) covered.add(i);
      assert.equal(marked, points.filter((_, i) => covered.has(i)).join(''));
    }
  }));

await test('pointing at a mark, or stepping to it, says why and where else', () =>
  on(real.passages, { hash: '#/documents/nz061' }, async (page) => {
    await page.locator('.prose .seg.c-passage >> nth=0').hover();
    assert.match(await page.locator('aside').innerText(), /Passage[\s\S]*WHERE ELSE/i);
    const before = await page.locator('aside').innerText();
    await page.locator('.prose .seg.c-passage >> nth=4').focus();
    assert.notEqual(await page.locator('aside').innerText(), before);
  }));

await test('hostile text stays text in every view', () =>
  on(hostile.file, {}, async (page) => {
    const hashes = ['', '#/copies', '#/passages', '#/phrases', '#/templates', '#/documents', '#/sources', ...PAYLOADS.map((p) => `#/${p}`), ...PAYLOADS.map((p) => `#/documents?q=${encodeURIComponent(p)}`),
      `#/copies/${hostile.kinds.copy}`, `#/passages/${hostile.kinds.passage}`, `#/phrases/${hostile.kinds.phrase}`, `#/phrases/${hostile.kinds.formula}`, `#/templates/${hostile.kinds.template}`,
      ...hostile.ids.map((id) => `#/documents/${encodeURIComponent(id)}`)];
    for (const lang of ['en', 'zh']) {
      // The views are the same in each language; one is enough for documents.
      for (const hash of hashes.filter((h) => lang === 'en' || !h.startsWith('#/documents'))) {
        await go(page, hash + (hash.includes('?') ? '&' : '?') + `lang=${lang}`);
        const found = await page.evaluate(() => ({
          pwned: window.pwned,
          alien: document.querySelectorAll('#app script, #app img, #app iframe, #app object, #app form, #app style, #app b, #app [onerror], #app [onload]').length,
          links: [...document.querySelectorAll('#app a')].map((a) => [a.getAttribute('href'), a.rel]).filter(([to, rel]) => !to.startsWith('#') && !(/^https?:/.test(to) && rel === 'noopener noreferrer')),
          hidden: /[\u200B\u202A-\u202E\u2066-\u2069\u2028\u2029\u0000-\u0008\u001b]/.test(document.getElementById('app').textContent),
          attributes: [...document.querySelectorAll('#app [title], #app [aria-label], #app option')].some((e) => /[\u202E\u2066]/.test(`${e.title}${e.getAttribute('aria-label')}${e.textContent}`)),
        }));
        assert.deepEqual(found, { pwned: undefined, alien: 0, links: [], hidden: false, attributes: false }, `at ${hash}`);
      }
    }
    return `${hashes.length} addresses`;
  }));

await test('hostile text is shown as it was written', () =>
  on(hostile.file, {}, async (page) => {
    const { documents } = hostileDocuments();
    let seen = 0;
    for (const id of hostile.ids) {
      const text = documents.find((d) => d.id === id).text;
      await go(page, `#/documents/${encodeURIComponent(id)}`);
      const shown = await page.locator('.prose.doc').evaluate((e) => e.textContent);
      const back = shown.replace(/⟨U\+([0-9A-F]+)⟩/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
      assert.equal(back, text);
      seen += 1;
    }
    return `${seen} documents`;
  }));

await test('hostile text through the program itself, without and with JavaScript', async () => {
  const folder = fresh(work, 'hostile-real');
  const input = join(folder, '<img src=x onerror=alert(1)>.jsonl');
  const { documents } = hostileDocuments();
  // Ids from the name of the file, too.
  writeFileSync(input, documents.map((d, i) => `${JSON.stringify(i % 2 ? { ...d, id: undefined } : d)}\n`).join(''));
  for (const command of ['dedup', 'passages', 'phrases']) {
    const file = report(folder, command, input);
    await on(file, { script: false }, async (page) => {
      assert.equal(await page.locator('main img, main iframe, main script, main b').count(), 0);
    });
    await on(file, {}, async (page) => {
      for (const hash of ['#/copies', '#/passages', '#/phrases', '#/documents', '#/sources']) await go(page, hash);
      for (const row of rowsOf(join(dirname(file), 'documents.jsonl'))) await go(page, `#/documents/${encodeURIComponent(row.id)}`);
      assert.equal(await page.evaluate(() => window.pwned), undefined);
    });
  }
});

await test('the policy forbids what the page does not need', () =>
  on(garden.file, {}, async (page, faults) => {
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+'; /);
    assert.doesNotMatch(policy, /unsafe|\*/);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = 1';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'http://127.0.0.1:9/x.png';
      document.body.append(image);
    });
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => window.injected), undefined);
    assert.ok(faults.length >= 2, 'both were refused aloud');
    assert.ok(faults.every((fault) => /Content Security Policy|^request: http:\/\/127\.0\.0\.1:9\/x\.png, refused: csp$/.test(fault)), faults.join('\n'));
    faults.length = 0;
  }));

await test('without JavaScript the tables are there', () =>
  on(garden.file, { script: false }, async (page) => {
    assert.ok((await page.locator('main table:visible').count()) >= 5);
    assert.match(await page.locator('main').innerText(), /把难事办在前头/);
    assert.match(await page.locator('main').innerText(), /JavaScript/);
    await page.screenshot({ path: join(shots, 'without-javascript.png'), fullPage: true });
  }));

await test('search, filter, order and language stand in the address', () =>
  on(real.phrases, { hash: '#/phrases' }, async (page) => {
    const rows = page.locator('main tbody tr');
    const all = await rows.count();
    await page.fill('input[type=search]', '难事');
    await page.waitForFunction((n) => document.querySelectorAll('main tbody tr').length < n, all);
    const some = await rows.count();
    assert.ok(some > 0 && some < all);
    await page.click('thead button >> nth=1');
    await page.click('text=中文');
    const address = page.url();
    assert.match(decodeURIComponent(address), /q=难事.*sort=-documents.*lang=zh/);
    await page.goto('about:blank');
    await page.goto(address);
    await page.waitForSelector('html[data-ready]');
    assert.equal(await rows.count(), some);
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.match(await page.locator('nav').innerText(), /套话/);
    await page.selectOption('.switches select', 'dark');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    await page.click('nav a >> nth=0');
    assert.match(page.url(), /lang=zh/);
    assert.match(page.url(), /theme=dark/);
    const numbers = async () => (await page.locator('main tbody td:nth-child(2)').allInnerTexts()).map((n) => Number(n.replace(/,/g, '')));
    await go(page, '#/phrases?sort=documents&documents=6');
    const up = await numbers();
    assert.ok(up.length > 1 && up.every((n) => n >= 6), up.join());
    assert.deepEqual(up, [...up].sort((x, y) => x - y));
  }));

await test('the language follows the browser', () =>
  on(garden.file, { lang: 'zh-CN' }, async (page) => {
    assert.match(await page.locator('nav').innerText(), /概览/);
  }));

await test('CSV holds what is shown, and computes nothing', () =>
  on(hostile.file, { hash: '#/documents?q=HYPERLINK' }, async (page) => {
    const wait = page.waitForEvent('download');
    await page.click('text=CSV of what is shown');
    const text = readFileSync(await (await wait).path(), 'utf8');
    const lines = text.trim().split('\r\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1], /^"'=HYPERLINK\(""http:/);
  }));

await test('the keyboard reaches everything, visibly', () =>
  on(garden.file, { hash: '#/copies' }, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    const stops = [];
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => {
        const e = document.activeElement;
        return `${e.tagName} ${getComputedStyle(e).outlineStyle}`;
      }));
    }
    for (const tag of ['INPUT', 'BUTTON', 'A']) assert.ok(stops.some((s) => s.startsWith(`${tag} `)), `${tag} in ${stops}`);
    assert.ok(stops.every((s) => s.startsWith('BODY') || !s.endsWith('none')), stops.join());
    await page.focus('main tbody a');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/copies/'));
    // Focus follows the address after the view is drawn.
    await page.waitForFunction(() => document.activeElement.tagName === 'H1', null, { timeout: 5000 });
  }));

await test('what is left out is said', async () => {
  const folder = dirname(real.passages);
  run('report', folder, '--top', '7', '-o', join(work, 'seven.html'));
  const passages = rowsOf(join(folder, 'repeats.jsonl')).length;
  assert.ok(passages > 7);
  await on(join(work, 'seven.html'), { hash: '#/passages' }, async (page) => {
    assert.match(await page.locator('main').innerText(), new RegExp(`top 7 of ${passages};`));
    assert.equal(await page.locator('main tbody tr').count(), 7);
  });
});

await test('tables and texts that are missing are said to be', async () => {
  const folder = fresh(work, 'moved');
  const input = join(folder, 'input.jsonl');
  writeFileSync(input, gardenDocuments().documents.map((d) => `${JSON.stringify(d)}\n`).join(''));
  run('dedup', input, '-o', join(folder, 'run'));
  renameSync(input, join(folder, 'elsewhere.jsonl'));
  run('report', join(folder, 'run'));
  await on(join(folder, 'run/report.html'), { hash: '#/documents/page-00' }, async (page) => {
    assert.match(await page.locator('main').innerText(), /could not be read again/);
    await go(page, '#/passages');
    assert.match(await page.locator('main').innerText(), /No passages/);
    await go(page, '#/sources');
    assert.match(await page.locator('main').innerText(), /did not look for passages/);
  });
  run('report', join(folder, 'run'), '--texts', join(folder, 'elsewhere.jsonl'));
  await on(join(folder, 'run/report.html'), { hash: '#/documents/page-00' }, async (page) => {
    assert.equal(await page.locator('.prose.doc').count(), 1);
  });
});

await test('10,000 copies open in less than 2 s, and only those in sight are drawn', async () => {
  const folder = fresh(work, 'many');
  const file = report(folder, 'dedup', manyCopies(folder, 10000));
  const copies = rowsOf(join(folder, 'dedup/repeats.jsonl')).length;
  assert.equal(copies, 10000);
  const times = [];
  for (let i = 0; i < 3; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(`file://${file}#/copies`);
    await page.waitForSelector('main tbody tr td a');
    times.push(Math.round(performance.now() - start));
    assert.equal(await page.locator('main table').getAttribute('aria-rowcount'), '10001');
    assert.ok((await page.locator('main tbody tr').count()) < 80);
    const last = await page.evaluate(async () => {
      const box = document.querySelector('.grid.long');
      box.scrollTop = box.scrollHeight;
      await new Promise((done) => { setTimeout(done, 200); });
      return Math.max(...[...document.querySelectorAll('main tbody tr[aria-rowindex]')].map((r) => Number(r.getAttribute('aria-rowindex'))));
    });
    assert.equal(last, 10001);
    await page.screenshot({ path: join(shots, 'copies-10000.png') });
    await context.close();
  }
  assert.ok(Math.min(...times) < 2000, `${times.join(', ')} ms`);
  return `${times.join(', ')} ms, ${(statSync(file).size / 1e6).toFixed(1)} MB`;
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
