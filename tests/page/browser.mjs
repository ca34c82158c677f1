// Opens pages in Debian's Chromium, and notes all that a report must not do.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function launch() {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium; scripts/install-packages page');
  return chromium.launch({
    executablePath,
    // The tests run as root in CI, where Chromium has no sandbox.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}

/** A page in a context of its own, and the list of what went wrong in it. */
export async function open(browser, file, { hash = '', theme = 'light', width = 1280, height = 900, lang = 'en-US', script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: theme, locale: lang, javaScriptEnabled: script, acceptDownloads: true,
  });
  const page = await context.newPage();
  const faults = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('popup', () => faults.push('a window was opened'));
  const url = pathToFileURL(file).href;
  // The browser also reports what the policy refuses, and then that it did.
  const note = (request, refused) => {
    const at = request.url().split('#')[0];
    if (at !== url && !at.startsWith('blob:')) faults.push(`request: ${request.url()}${refused}`);
  };
  page.on('requestfinished', (request) => note(request, ''));
  page.on('requestfailed', (request) => note(request, `, refused: ${request.failure()?.errorText}`));
  await page.goto(url + hash);
  if (script) await page.waitForSelector('html[data-ready]', { timeout: 15000 });
  return { page, context, faults };
}

export async function go(page, hash) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  // Two frames: the view is drawn.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
}
