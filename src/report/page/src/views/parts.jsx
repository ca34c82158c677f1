// What several views share: columns, links to documents and repeats, notes.
import { CAUSES, charsOf, documentOf, meta, textOf, total } from '../data.js';
import { useWords } from '../i18n.js';
import { href } from '../route.js';
import { Pattern, Text, number, percent, plain, titleOf } from '../text.jsx';

export const VIEW_OF = { copy: 'copies', passage: 'passages', phrase: 'phrases', template: 'templates' };

export function DocumentLink({ id }) {
  if (!id) return <span>–</span>;
  if (!documentOf(id)) return <Text of={id} />;
  return (
    <a href={href('documents', id)}>
      <Text of={id} />
    </a>
  );
}

/** How a document begins, where this page has its text. */
export function beginning(id, most = 140) {
  const text = textOf(id);
  if (text === undefined) return '';
  const flat = text.slice(0, 4 * most).replace(/\s+/g, ' ').trim();
  const points = Array.from(flat);
  return points.length > most ? `${points.slice(0, most).join('')}…` : flat;
}

export function RepeatName({ repeat }) {
  if (repeat.kind === 'copy') {
    const words = beginning(repeat.representative);
    if (words) return <><Text of={words} /> <small><Text of={repeat.representative} /></small></>;
  }
  if (repeat.kind !== 'copy' && repeat.pattern) return <Pattern of={repeat.pattern} label={() => '…'} />;
  return <Text of={titleOf(repeat)} />;
}

export function repeatColumns(kind, t) {
  const columns = [
    {
      key: 'text', label: kind === 'copy' ? t('representative') : t('text'), wide: true,
      get: (r) => (kind === 'copy' ? `${r.representative} ${beginning(r.representative, 60)}` : titleOf(r)),
      cell: (r) => <a class="line" href={href(VIEW_OF[kind], r.repeat)}><RepeatName repeat={r} /></a>,
    },
    { key: 'documents', label: t('documentsN'), num: true, get: (r) => r.documents },
    { key: 'sources', label: t('sourcesN'), num: true, p: 2, get: (r) => r.sources },
    { key: 'count', label: t('count'), num: true, p: 3, get: (r) => r.count },
    { key: 'length', label: t('length'), num: true, p: 2, get: (r) => r.length },
    { key: 'first', label: t('firstDate'), p: 2, get: (r) => r.first?.date ?? null, cell: (r) => <span class="date">{plain(r.first?.date ?? '–')}</span> },
  ];
  if (kind === 'copy' || kind === 'passage') {
    columns.splice(5, 0, { key: 'mean', label: t('similarity'), num: true, p: 3, get: (r) => r.scores?.similarity_mean ?? null });
  }
  if (kind === 'template') {
    columns.splice(1, 0, { key: 'source', label: t('source'), p: 2, get: (r) => r.source ?? '–', cell: (r) => <Text of={r.source ?? '–'} /> });
  }
  return columns;
}

export function documentColumns(t) {
  return [
    { key: 'id', label: t('document'), wide: true, get: (d) => d.id, cell: (d) => <a class="line" href={href('documents', d.id)}><Text of={d.id} /></a> },
    { key: 'source', label: t('source'), p: 2, get: (d) => d.source, cell: (d) => <span class="line"><Text of={d.source} /></span> },
    { key: 'date', label: t('date'), get: (d) => d.date, cell: (d) => <span class="date">{plain(d.date ?? '–')}</span> },
    { key: 'length', label: t('length'), num: true, p: 2, get: (d) => total(d.chars) },
    ...CAUSES.filter((c) => c !== 'own').map((cause, i) => ({
      key: cause, label: t(cause), num: true, p: 3,
      get: (d) => share(charsOf(d)[i], total(d.chars)), cell: (d) => percent(charsOf(d)[i], total(d.chars)),
    })),
    { key: 'own', label: t('own'), num: true, get: (d) => share(d.chars?.own ?? 0, total(d.chars)), cell: (d) => percent(d.chars?.own ?? 0, total(d.chars)) },
  ];
}

const share = (part, whole) => (whole ? Math.round((part / whole) * 1e6) / 1e6 : 0);

export function LeftOut({ words, shown, all }) {
  const { t } = useWords();
  if (shown >= all) return null;
  return <p class="note">{t(words, { shown: number(shown), all: number(all) })}</p>;
}

export function TextsNote() {
  const { t } = useWords();
  const m = meta();
  const words = { hidden: 'textsHidden', stdin: 'textsStdin', gone: 'textsGone' }[m.texts];
  return (
    <>
      {words && <p class="note">{t(words)}</p>}
      {m.texts_changed > 0 && <p class="note">{t('textsChanged', { n: number(m.texts_changed) })}</p>}
    </>
  );
}

/** Name and value pairs under a heading. */
export function Facts({ of }) {
  return (
    <dl class="facts">
      {of.filter(Boolean).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function firstFact(repeat, t) {
  if (!repeat.first) return [t('first'), t('undated')];
  const extra = [
    repeat.first.ties > 0 && t('ties', { n: number(repeat.first.ties) }),
    repeat.first.undated > 0 && t('undatedN', { n: number(repeat.first.undated) }),
  ].filter(Boolean);
  return [
    t('first'),
    <>
      {plain(repeat.first.date)} <DocumentLink id={repeat.first.id} />
      {extra.length > 0 && <small> ({extra.join('; ')})</small>}
    </>,
  ];
}

export function NotFound() {
  const { t } = useWords();
  return (
    <article>
      <h1 tabIndex={-1}>{t('notFound')}</h1>
      <p>{t('notFoundText')}</p>
      <p><a href={href('')}>{t('back')}</a></p>
    </article>
  );
}

export const occurrenceColumns = (t) => [
  { key: 'id', label: t('document'), wide: true, get: (o) => o.id, cell: (o) => <span class="line"><DocumentLink id={o.id} /></span> },
  { key: 'source', label: t('source'), p: 2, get: (o) => o.source, cell: (o) => <span class="line"><Text of={o.source} /></span> },
  { key: 'date', label: t('date'), get: (o) => o.date, cell: (o) => <span class="date">{plain(o.date ?? '–')}{o.first ? ` · ${t('firstWitness')}` : ''}</span> },
];
