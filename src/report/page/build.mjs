// Builds src/ into one file, shell.html: program and style inline, allowed by
// their hashes and nothing else, and the marks that page_writer.cc fills.
// The same sources and lock file give the same bytes.
//
//   node build.mjs [OUTPUT]
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2] ?? join(here, 'shell.html');

const result = await build({
  root: here,
  configFile: false,
  envFile: false,
  logLevel: 'warn',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', charset: 'utf8', legalComments: 'none' },
  build: {
    write: false,
    target: 'es2021',
    minify: 'esbuild',
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: join(here, 'src/main.jsx'),
      output: { format: 'iife', inlineDynamicImports: true, entryFileNames: 'page.js' },
    },
  },
});
const files = (Array.isArray(result) ? result[0] : result).output;
const script = files.find((f) => f.type === 'chunk').code.trim();
const style = String(files.find((f) => f.fileName.endsWith('.css')).source).trim();
for (const [name, text, end] of [['script', script, /<\/script|<!--/i], ['style', style, /<\/style|<!--/i]]) {
  if (end.test(text)) throw new Error(`the ${name} would end early in HTML`);
}
const hash = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const licences = ['preact', 'uplot', 'd3-force', 'd3-dispatch', 'd3-quadtree', 'd3-timer']
  .map((name) => {
    const version = JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
    const text = readFileSync(join(here, 'node_modules', name, 'LICENSE'), 'utf8');
    return `${name} ${version}\n\n${text.trim()}`;
  })
  .join('\n\n\n')
  .replace(/\r\n/g, '\n')
  .replace(/-->|--/g, '==');

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title><!--litany:title--></title>
<style>${style}</style>
</head>
<body>
<div id="app"><main id="main" class="static">
<!--litany:tables--></main></div>
<!--litany:blocks--><script>${script}</script>
</body>
</html>
<!--
The program of this page holds the following packages.

${licences}
-->
`;
writeFileSync(output, html);
