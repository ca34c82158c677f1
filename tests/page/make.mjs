// Makes the run directories that the tests look at: by the program where it can
// make them, by hand where a table must say what no run would.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const litany = process.env.LITANY;

export function run(...args) {
  return execFileSync(litany, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function fresh(...parts) {
  const folder = join(...parts);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

const jsonl = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
export const rowsOf = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** A finished run of `command` over `input`, with its report; its path. */
export function report(folder, command, input, ...reportArgs) {
  const out = join(folder, command);
  run(command, input, '-o', out, '--force');
  run('report', out, ...reportArgs);
  return join(out, 'report.html');
}

const chars = (text) => Array.from(text).length;
const bytes = (text) => Buffer.byteLength(text);

/**
 * A run directory with all four kinds and every optional table, written by
 * hand over real documents: [{id, url, date, source, text}].  The first two
 * documents are a copy, and each holds `passage`, `phrase` and `footer`.
 */
export function allKinds(folder, documents, { passage, phrase, footer, number }) {
  const input = join(folder, 'input.jsonl');
  writeFileSync(input, jsonl(documents));
  const dir = fresh(folder, 'all');
  // What the run says of inputs and parameters is what a real one says.
  run('phrases', input, '-o', join(folder, 'real'), '--force');
  writeFileSync(join(dir, 'run.json'), readFileSync(join(folder, 'real', 'run.json')));
  writeFileSync(join(dir, 'summary.json'), readFileSync(join(folder, 'real', 'summary.json')));
  const real = new Map(rowsOf(join(folder, 'real', 'documents.jsonl')).map((row) => [row.id, row]));
  const ids = [...real.keys()];
  const texts = new Map(documents.map((d) => [d.id, d.text]));
  const sorted = ids.filter((id) => texts.has(id));
  const [a, b] = documents.map((d) => d.id);
  const first = sorted[0];
  const witness = { id: first, date: real.get(first).date, ties: 1, undated: 2 };
  const occurrences = [];
  const place = (repeat, kind, id, piece, more = {}) => {
    const text = texts.get(id);
    const at = text.indexOf(piece);
    if (at < 0) return;
    const before = text.slice(0, at);
    occurrences.push({
      repeat, kind, id, begin: bytes(before), end: bytes(before + piece), char_begin: chars(before), char_end: chars(before + piece),
      similarity: 1.0, relation: 'identical', edits: [], first: id === first, source: real.get(id).source, date: real.get(id).date,
      text: kind === 'copy' ? null : piece, ...more,
    });
  };
  const kinds = { copy: 'c'.repeat(16), passage: 'a'.repeat(16), phrase: 'b'.repeat(16), formula: 'd'.repeat(16), template: 'e'.repeat(16) };
  for (const id of [a, b]) place(kinds.copy, 'copy', id, texts.get(id), { similarity: id === a ? 1.0 : 0.75, relation: id === a ? 'identical' : 'near' });
  for (const id of sorted) {
    const text = texts.get(id);
    const at = chars(text.slice(0, Math.max(0, text.indexOf(passage))));
    place(kinds.passage, 'passage', id, passage, id === first ? {} : { similarity: 0.9, relation: 'near', edits: [{ begin: at + 1, end: at + 3, was: passage.slice(0, 9), now: Array.from(passage).slice(1, 3).join('') }] });
    place(kinds.phrase, 'phrase', id, phrase);
    place(kinds.formula, 'phrase', id, phrase);
    const value = number(texts.get(id));
    const whole = footer.replace('{}', value);
    const start = chars(text.slice(0, Math.max(0, text.indexOf(whole)))) + chars(footer.split('{}')[0]);
    place(kinds.template, 'template', id, whole, { gaps: [{ gap: 1, begin: start, end: start + chars(value), text: value }] });
  }
  const repeat = (id, kind, more) => ({
    repeat: id, kind, documents: sorted.length, sources: 2, count: sorted.length, length: 20, first: witness,
    representative: null, text: null, pattern: null, scores: {}, weakest: null, ...more,
  });
  const values = documents.slice(0, 5).map((d) => number(d.text));
  const repeats = [
    repeat(kinds.copy, 'copy', { documents: 2, count: 2, representative: a, scores: { similarity_mean: 0.75 }, weakest: { id: b, similarity: 0.75 } }),
    repeat(kinds.passage, 'passage', { representative: first, text: passage, scores: { similarity_mean: 0.9, scripting: 0.5 }, weakest: { id: b, similarity: 0.9 } }),
    repeat(kinds.phrase, 'phrase', { text: phrase, scores: { rank: 1, value: 12.5, mutual_information: 3 } }),
    repeat(kinds.formula, 'phrase', { pattern: [{ text: phrase }, { gap: 1, type: 'words', examples: values }, { text: phrase }], scores: { rank: 1, fillers: 3 } }),
    repeat(kinds.template, 'template', {
      source: real.get(a).source, pattern: [{ text: footer.split('{}')[0] }, { gap: 1, type: 'number', examples: values }, { text: footer.split('{}')[1] }],
      scores: { pages: sorted.length, share: 1.0 },
    }),
  ];
  const order = (x, y) => (x.repeat < y.repeat ? -1 : x.repeat > y.repeat ? 1 : x.id < y.id ? -1 : 1);
  writeFileSync(join(dir, 'repeats.jsonl'), jsonl(repeats));
  writeFileSync(join(dir, 'occurrences.jsonl'), jsonl(occurrences.sort(order)));
  writeFileSync(
    join(dir, 'documents.jsonl'),
    jsonl([...real.values()].map((row) => {
      const all = Object.values(row.chars).reduce((x, y) => x + y, 0);
      const part = Math.floor(all / 5);
      const inCopy = row.id === a || row.id === b;
      return {
        ...row, cluster: inCopy ? kinds.copy : null, representative: inCopy ? a : null, similarity: inCopy ? 0.75 : null, reason: inCopy ? 'near' : 'unique',
        chars: { template: part, copy: part, passage: part, phrase: part, own: all - 4 * part },
      };
    })),
  );
  writeFileSync(join(dir, 'reuse.jsonl'), jsonl(sorted.slice(1).map((id) => ({
    id, source: real.get(id).source, date: real.get(id).date, from: first, from_source: real.get(first).source, from_date: real.get(first).date, passages: 1, chars: 40, share: 0.5,
  }))));
  writeFileSync(join(dir, 'series.jsonl'), jsonl(sorted.filter((id) => real.get(id).date).map((id) => ({ repeat: kinds.phrase, date: real.get(id).date.slice(0, 10), documents: 1, count: 1 }))));
  writeFileSync(join(dir, 'variants.jsonl'), jsonl([{ repeat: kinds.phrase, other: kinds.formula, relation: 'edits', distance: 1 }]));
  writeFileSync(join(dir, 'sources.jsonl'), jsonl([...new Set(sorted.map((id) => real.get(id).source))].map((source, i, all) => ({
    source, pages: 3, chars: { template: 1, copy: 1, passage: 1, phrase: 1, own: 1 }, copies_from: [{ source: all[(i + 1) % all.length], chars: 30 + i }], copied_by: [],
  }))));
  run('report', dir);
  return { file: join(dir, 'report.html'), ids: sorted, kinds, dir };
}

/** Documents of a small site with an article in each, all of our own making. */
export function gardenDocuments() {
  const passage = '城南的老槐树下，人们又把去年说过的话说了一遍，听的人点头，说的人也点头，谁都没有记下来。';
  const documents = [];
  for (let i = 0; i < 12; i += 1) {
    const site = ['www.huaishu.example', 'news.south-gate.example', 'bbs.laojie.example'][i % 3];
    documents.push({
      id: `page-${String(i).padStart(2, '0')}`, url: `https://${site}/2024/${i}.html`, date: i === 7 ? null : `2024-0${1 + (i % 6)}-1${i % 9}`,
      text: `第 ${i} 页的话题\n今天有第 ${i} 个人来问路。${passage}把难事办在前头，是大家常说的。\nThe clerk counted ${i * 37} chairs and wrote the number down twice.\n页面生成于 0.${100 + i * 17} 秒，共 ${i + 3} 次查询`,
    });
  }
  return { documents, passage, phrase: '把难事办在前头', footer: '页面生成于 {} 秒', number: (text) => /页面生成于 ([\d.]+) 秒/.exec(text)?.[1] ?? '' };
}

// What text does that wants to be more than text.
export const PAYLOADS = [
  '<script>window.pwned=1;alert(1)</script>', '</script><script>window.pwned=1;alert(2)</script>', '<img src=x onerror="window.pwned=1;alert(3)">',
  '<svg onload=alert(4)>', 'javascript:alert(5)', '--><script>alert(6)</script><!--', ']]><script>alert(7)</script>', '"\'><b onmouseover=alert(8)>x</b>',
  '\u2028\u2029alert(9)', 'abc\u202Edcba\u2066x\u2069\u200B', '{{constructor.constructor("alert(10)")()}}', '<!--', '</title><h1>x</h1>', '</main></style>', '&lt;script&gt;', '`${alert(11)}`', '=HYPERLINK("http://evil.example","x")',
  '<iframe src="//evil.example">', '<a href="data:text/html,<script>alert(12)</script>">x</a>', '\u0000\u0007\u001b[31m', '__proto__', 'constructor', '#/documents/x?lang=zh', '%E0%A4%A', '../../etc/passwd', '</textarea></noscript><script>alert(13)</script>',
];

/** Documents that hold every payload in every field. */
export function hostileDocuments() {
  const passage = `${PAYLOADS[0]}${PAYLOADS[1]} the passage that goes around with ${PAYLOADS[2]} and ${PAYLOADS[9]} in it and everywhere the same ${PAYLOADS[5]}`;
  const phrase = 'a formula <b>that</b> comes back';
  const documents = PAYLOADS.map((payload, i) => ({
    id: `${payload}${i < 3 ? '' : ` ${i}`}`, url: i % 3 === 0 ? payload : i % 3 === 1 ? `http://host-${i}.example/?q=${payload}` : `javascript:alert(${i})//${payload}`,
    date: i % 5 === 0 ? payload : `2024-01-${String(1 + i).padStart(2, '0')}`, source: payload,
    text: `${payload}\nHere stands text ${i} of its own that says little. ${passage} ${phrase} again.\nServed <i>in</i> ${i}${payload} seconds&`,
  }));
  return { documents, passage, phrase, footer: 'Served <i>in</i> {} seconds&', number: (text) => /Served <i>in<\/i> ([^]*) seconds&/.exec(text)?.[1] ?? '' };
}

/** 20,000 documents that are 10,000 copies of two. */
export function manyCopies(folder, copies) {
  let seed = 12345;
  const next = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >>> 8) % n;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const word = () => Array.from({ length: 3 + next(6) }, () => letters[next(26)]).join('');
  const lines = [];
  for (let i = 0; i < copies; i += 1) {
    const text = Array.from({ length: 40 }, word).join(' ');
    for (const half of ['a', 'b']) {
      lines.push(JSON.stringify({ id: `doc-${i}-${half}`, url: `https://site-${i % 211}.example/${i}`, date: `2023-${String(1 + (i % 12)).padStart(2, '0')}-01`, text: half === 'a' ? text : `${text} ${word()}` }));
    }
  }
  const input = join(folder, 'many.jsonl');
  writeFileSync(input, `${lines.join('\n')}\n`);
  return input;
}
