// A passage: when and where it stood, and every version beside the one all
// others are compared with, in the script it was written in.
import { useMemo, useState } from 'preact/hooks';
import { occurrencesOf, seconds } from '../data.js';
import { DotPlot } from '../charts.jsx';
import { useWords } from '../i18n.js';
import { Text, decimal, number, plain, visible } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { DocumentLink, Facts, LeftOut, TextsNote, firstFact, occurrenceColumns } from './parts.jsx';

// The version's own text with its edits: [[op, text]…].
function marked(occurrence) {
  const points = Array.from(occurrence.text ?? '');
  const out = [];
  let at = 0;
  for (const edit of occurrence.edits ?? []) {
    const begin = Math.max(at, edit.begin - occurrence.char_begin);
    const end = Math.max(begin, edit.end - occurrence.char_begin);
    if (begin > at) out.push(['same', points.slice(at, begin).join('')]);
    if (edit.was) out.push(['was', edit.was]);
    if (end > begin) out.push(['now', points.slice(begin, end).join('')]);
    at = end;
  }
  if (at < points.length) out.push(['same', points.slice(at).join('')]);
  return out;
}

// The medoid's text with what this version has otherwise: each `was` is looked
// for after the one before, near where the version has it.
function medoidMarked(text, occurrence) {
  const out = [];
  let at = 0;
  for (const edit of occurrence.edits ?? []) {
    if (!edit.was) continue;
    const found = text.indexOf(edit.was, at);
    if (found < 0) continue;
    if (found > at) out.push(['same', text.slice(at, found)]);
    out.push(['was', edit.was]);
    at = found + edit.was.length;
  }
  if (at < text.length) out.push(['same', text.slice(at)]);
  return out;
}

function Marked({ parts }) {
  return parts.map(([op, text], i) =>
    op === 'same' ? visible(text) : op === 'was' ? <del key={i}>{visible(text)}</del> : <ins key={i}>{visible(text)}</ins>,
  );
}

function Variant({ repeat, occurrence }) {
  const { t } = useWords();
  const same = (occurrence.edits ?? []).length === 0;
  return (
    <li class="variant">
      <header>
        <strong><Text of={occurrence.source} /></strong> <span class="date">{plain(occurrence.date ?? t('undated'))}</span>{' '}
        <DocumentLink id={occurrence.id} />
        <span class="meta"> {t('similarity')} {decimal(occurrence.similarity)}{occurrence.first && ` · ${t('firstWitness')}`}</span>
      </header>
      {same ? (
        <>
          <p class="meta">{t('unchanged')}</p>
          {occurrence.text !== repeat.text && <div class="prose">{visible(occurrence.text)}</div>}
        </>
      ) : (
        <div class="sides">
          <div class="side"><h3>{t('medoid')}</h3><div class="prose"><Marked parts={medoidMarked(repeat.text ?? '', occurrence)} /></div></div>
          <div class="side"><h3>{t('variant')}</h3><div class="prose"><Marked parts={marked(occurrence)} /></div></div>
        </div>
      )}
    </li>
  );
}

export function Passage({ repeat }) {
  const { t } = useWords();
  const rows = occurrencesOf(repeat.repeat);
  const [most, setMost] = useState(8);
  const ordered = useMemo(
    () => [...rows].sort((a, b) => (seconds(a.date) ?? Infinity) - (seconds(b.date) ?? Infinity) || (a.id < b.id ? -1 : 1)),
    [rows],
  );
  const columns = useMemo(
    () => [
      ...occurrenceColumns(t),
      { key: 'similarity', label: t('similarity'), num: true, get: (o) => o.similarity, cell: (o) => decimal(o.similarity) },
      { key: 'text', label: t('text'), wide: true, p: 3, get: (o) => o.text, cell: (o) => <span class="line"><Text of={o.text} /></span> },
    ],
    [t],
  );
  return (
    <article>
      <p class="kicker">{t('passage')}</p>
      <h1 tabIndex={-1}>{t('passageTitle', { n: number(repeat.documents) })}</h1>
      {repeat.text !== null ? <blockquote class="prose">{visible(repeat.text)}</blockquote> : <TextsNote />}
      <Facts
        of={[
          firstFact(repeat, t),
          [t('sourcesN'), number(repeat.sources)],
          [t('length'), t('lengthIs', { n: number(repeat.length) })],
          [t('representative'), <DocumentLink id={repeat.representative} />],
          [t('meanSimilarity'), decimal(repeat.scores?.similarity_mean)],
          repeat.scores?.scripting !== undefined && [t('scripting'), <>{decimal(repeat.scores.scripting)} <small>{t('scriptingNote')}</small></>],
        ]}
      />
      <LeftOut words="leftOutOccurrences" shown={rows.length} all={repeat.count} />
      <section>
        <h2>{t('overTime')}</h2>
        <DotPlot label={t('overTime')} dots={rows.map((o) => ({ source: o.source, date: o.date, first: o.first, label: o.id }))} />
      </section>
      <section>
        <h2>{t('variantsTitle')}</h2>
        <p class="marks"><del>{t('medoid')}</del> <ins>{t('variant')}</ins></p>
        <ul class="variants">
          {ordered.slice(0, most).map((o) => <Variant key={`${o.id} ${o.begin}`} repeat={repeat} occurrence={o} />)}
        </ul>
        {ordered.length > most && (
          <button type="button" class="quiet" onClick={() => setMost(most + 20)}>{t('more', { n: Math.min(20, ordered.length - most) })}</button>
        )}
      </section>
      <section>
        <h2>{t('count')}</h2>
        <DataTable name={`passage-${repeat.repeat}`} caption={t('count')} columns={columns} rows={ordered} keep />
      </section>
    </article>
  );
}
