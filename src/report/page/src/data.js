// The blocks of data in the page, parsed when first asked for, and the look-ups
// that views need.

const cache = new Map();

function block(name, otherwise) {
  if (!cache.has(name)) {
    const element = document.getElementById(`litany-${name}`);
    cache.set(name, element ? JSON.parse(element.textContent) : otherwise);
  }
  return cache.get(name);
}

function once(make) {
  let value;
  let made = false;
  return () => {
    if (!made) {
      value = make();
      made = true;
    }
    return value;
  };
}

export const KINDS = ['copy', 'passage', 'phrase', 'template'];
export const CAUSES = ['template', 'copy', 'passage', 'phrase', 'own'];

export const meta = () => block('meta', {});
export const summary = () => block('summary', {});
export const repeats = () => block('repeats', []);
export const occurrences = () => block('occurrences', []);
export const documents = () => block('documents', []);
export const sources = () => block('sources', []);
export const timeline = () => block('timeline', []);
export const variants = () => block('variants', []);

const own = (object, key) => (Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined);

export const textOf = (id) => own(block('texts', {}), id);
export const urlOf = (id) => own(block('urls', {}), id);
export const spansOf = (id) => own(block('spans', {}), id) ?? [];

function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group) group.push(row);
    else groups.set(row[key], [row]);
  }
  return groups;
}

const repeatsByKind = once(() => groupBy(repeats(), 'kind'));
export const repeatsOf = (kind) => repeatsByKind().get(kind) ?? [];

const repeatsById = once(() => new Map(repeats().map((r) => [r.repeat, r])));
export const repeatOf = (id) => repeatsById().get(id);

const occurrencesByRepeat = once(() => groupBy(occurrences(), 'repeat'));
export const occurrencesOf = (repeat) => occurrencesByRepeat().get(repeat) ?? [];

const documentsById = once(() => new Map(documents().map((d) => [d.id, d])));
export const documentOf = (id) => documentsById().get(id);

const contexts = once(() => {
  const rows = occurrences();
  return new Map(block('contexts', []).map(([at, before, after]) => [rows[at], { before, after }]));
});
export const contextOf = (occurrence) => contexts().get(occurrence);

const seriesByRepeat = once(() => groupBy(block('series', []), 'repeat'));
export const seriesOf = (repeat) => seriesByRepeat().get(repeat) ?? [];

/** Who has text from whom: [{from, to, chars, documents, passages}]. */
export const edges = once(() => {
  const rows = block('sourcerows', []);
  const all = [];
  for (const row of rows) {
    for (const from of row.copies_from ?? []) {
      if (row.source === '-' || from.source === '-') continue;
      all.push({ from: from.source, to: row.source, chars: from.chars, documents: null, passages: null });
    }
  }
  if (all.length > 0) return all.sort((a, b) => b.chars - a.chars);
  return block('edges', []);
});

export const total = (chars) => {
  if (Array.isArray(chars)) return chars.reduce((a, b) => a + b, 0);
  return CAUSES.reduce((sum, cause) => sum + (chars?.[cause] ?? 0), 0);
};

export const charsOf = (document) => CAUSES.map((cause) => document.chars?.[cause] ?? 0);

/** Of dates of several lengths, the day at which they begin, in UTC seconds. */
export function seconds(date) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::(\d\d))?)?/.exec(date ?? '');
  if (!match) return null;
  const [, y, m = '01', d = '01', h = '00', min = '00', s = '00'] = match;
  const time = Date.UTC(0, +m - 1, +d, +h, +min, +s);
  const withYear = new Date(time);
  withYear.setUTCFullYear(+y, +m - 1, +d);
  return withYear.getTime() / 1000;
}
