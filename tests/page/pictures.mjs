// The pictures of docs/: the report of our own corpus, as it opens.
//
//   LITANY=program node pictures.mjs
//
// Not part of the tests.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, open } from './browser.mjs';
import { fresh, report, rowsOf, run } from './make.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const command = run('--help').includes('\n  find ') ? 'find' : 'passages';
const file = report(fresh(root, 'build/page-pictures'), command, join(root, 'corpus/'));
const repeats = rowsOf(join(dirname(file), 'repeats.jsonl'));
// The passage of most sources that was changed most.
const passage = repeats
  .filter((r) => r.kind === 'passage' && r.sources > 3 && r.length < 400)
  .sort((a, b) => b.sources - a.sources || a.scores.similarity_mean - b.scores.similarity_mean)[0];
// The document whose text has most causes, none of them by far the largest.
const mixed = (d) => {
  const all = Object.values(d.chars).reduce((a, b) => a + b, 0);
  return all < 300 || all > 900 ? 0 : Object.values(d.chars).reduce((sum, n) => sum + Math.min(n / all, 0.3), 0);
};
const document = rowsOf(join(dirname(file), 'documents.jsonl')).sort((a, b) => mixed(b) - mixed(a))[0];
const pictures = [
  ['report-overview', '', 'light', 'en-US', 1280, 1000],
  ['report-passage', `#/passages/${passage.repeat}`, 'light', 'zh-CN', 1280, 1100],
  ['report-document', `#/documents/${encodeURIComponent(document.id)}`, 'dark', 'en-US', 1280, 1000],
];
const browser = await launch();
for (const [name, hash, theme, lang, width, height] of pictures) {
  const { page, context } = await open(browser, file, { hash, theme, lang, width, height });
  if (name === 'report-document') await page.locator('.prose .seg.c-passage >> nth=0').hover();
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(root, `docs/images/${name}.png`) });
  await context.close();
}
await browser.close();
