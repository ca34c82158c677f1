// Text of the collection, shown as text: what nobody sees but what changes what
// is seen is spelt out, and only http(s) addresses become links.

// The same list as IsHidden of report/escape.cc.
const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

const spell = (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** A string for attributes, options and file names. */
export function plain(text) {
  return String(text ?? '').replace(HIDDEN, spell);
}

/** Children for an element: strings, and marks for hidden characters. */
export function visible(text) {
  text = String(text ?? '');
  HIDDEN.lastIndex = 0;
  if (!HIDDEN.test(text)) return text;
  HIDDEN.lastIndex = 0; // matchAll begins there
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(<span class="ctl">{spell(match[0])}</span>);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Text in a box of its own, so that its direction does not spread. */
export function Text({ of, class: name = '' }) {
  return <bdi class={name}>{visible(of)}</bdi>;
}

/** The address if it is one that may be opened, else null. */
export function safeUrl(url) {
  try {
    const parsed = new URL(String(url));
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null;
  } catch {
    return null;
  }
}

export function OutLink({ url, children }) {
  const href = safeUrl(url);
  if (!href) return <Text of={url} />;
  return (
    <a href={href} rel="noopener noreferrer" target="_blank">
      {children ?? <Text of={url} />}
    </a>
  );
}

export const number = (n) => Number(n ?? 0).toLocaleString('en-US');

export function percent(part, whole) {
  if (!whole) return '0.0%';
  return `${((100 * part) / whole).toFixed(1)}%`;
}

export const decimal = (x) => (x === null || x === undefined ? '–' : Number(x).toFixed(3).replace(/0+$/, '').replace(/\.$/, '.0'));

/** A pattern as children, its gaps in boxes. */
export function Pattern({ of, label }) {
  return (
    <bdi class="pattern">
      {of.map((part) =>
        part.gap === undefined ? (
          visible(part.text)
        ) : (
          <span class="gap" title={plain((part.examples ?? []).join(' · '))}>
            {label ? label(part) : `${part.gap}`}
          </span>
        ),
      )}
    </bdi>
  );
}

/** A word of the tables in the reader's language, else as it is. */
export function word(t, value) {
  if (value === null || value === undefined) return null;
  const said = t(`w_${value}`);
  return said === `w_${value}` ? plain(value) : said;
}

/** What a repeat is called in lists. */
export function titleOf(repeat) {
  if (repeat.kind === 'copy') return repeat.representative ?? repeat.repeat;
  if (repeat.pattern) return repeat.pattern.map((p) => (p.gap === undefined ? p.text : '…')).join('');
  return repeat.text ?? `(${repeat.repeat})`;
}
