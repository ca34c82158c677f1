// A document: its text, each stretch marked by its cause, and for the stretch
// that is pointed at why it is marked and where else it stands.
import { useMemo, useState } from 'preact/hooks';
import { CAUSES, KINDS, charsOf, documentOf, meta, occurrencesOf, repeatOf, spansOf, textOf, total, urlOf } from '../data.js';
import { ShareBar } from '../charts.jsx';
import { useWords } from '../i18n.js';
import { href } from '../route.js';
import { OutLink, Text, decimal, number, percent, plain, visible, word } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { DocumentLink, Facts, NotFound, RepeatName, TextsNote, VIEW_OF } from './parts.jsx';

// Of several causes the first counts.
const PRECEDENCE = ['template', 'copy', 'passage', 'phrase'];

// [{begin, end, cause, spans}]: what holds from where to where.
function segments(points, spans) {
  const cuts = new Set([0, points.length]);
  for (const span of spans) {
    cuts.add(Math.min(span.begin, points.length));
    cuts.add(Math.min(span.end, points.length));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const starts = [...spans].sort((a, b) => a.begin - b.begin);
  const out = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [begin, end] = [edges[i], edges[i + 1]];
    while (next < starts.length && starts[next].begin <= begin) {
      open.push(starts[next]);
      next += 1;
    }
    open = open.filter((span) => span.end > begin);
    const cause = PRECEDENCE.find((kind) => open.some((span) => span.kind === kind)) ?? 'own';
    const covering = [...open].sort((a, b) => PRECEDENCE.indexOf(a.kind) - PRECEDENCE.indexOf(b.kind) || a.end - a.begin - (b.end - b.begin));
    out.push({ begin, end, cause, spans: covering, text: points.slice(begin, end).join('') });
  }
  return out;
}

function Elsewhere({ repeat, id }) {
  const { t } = useWords();
  const others = [];
  const seen = new Set([id]);
  for (const row of occurrencesOf(repeat.repeat)) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    others.push(row);
  }
  if (others.length === 0) return null;
  const rest = repeat.documents - 1 - Math.min(others.length, 5);
  return (
    <>
      <h4>{t('whereElse')}</h4>
      <ul>
        {others.slice(0, 5).map((row) => (
          <li key={row.id}>
            <span class="date">{plain(row.date ?? '–')}</span> <Text of={row.source} /> · <DocumentLink id={row.id} />
          </li>
        ))}
        {rest > 0 && <li>+ {number(rest)}</li>}
      </ul>
    </>
  );
}

function Why({ segment, id }) {
  const { t } = useWords();
  if (!segment) return <p>{t('hoverHint')}</p>;
  if (segment.spans.length === 0) return <p>{t('ownText')}</p>;
  return (
    <>
      {segment.spans.slice(0, 4).map((span) => {
        const repeat = repeatOf(span.repeat);
        return (
          <div key={span.repeat} class="reason">
            <h3><i class={`swatch b-${span.kind}`} aria-hidden="true" /> {t(span.kind)}{span.first ? ` · ${t('firstWitness')}` : ''}</h3>
            {repeat ? (
              <>
                <p><a class="clamp" href={href(VIEW_OF[span.kind], repeat.repeat)}><RepeatName repeat={repeat} /></a></p>
                <p class="meta">{t('nDocuments', { n: number(repeat.documents) })}{repeat.sources > 0 && ` · ${t('nSources', { n: number(repeat.sources) })}`}{repeat.first && ` · ${t('first')} ${plain(repeat.first.date)}`}</p>
                <Elsewhere repeat={repeat} id={id} />
              </>
            ) : (
              <p class="meta">{t('repeatNotHere')} ({span.repeat})</p>
            )}
          </div>
        );
      })}
      {segment.spans.length > 4 && <p class="meta">+ {segment.spans.length - 4}</p>}
    </>
  );
}

export function Document({ id }) {
  const { t } = useWords();
  const document = documentOf(id);
  const [at, setAt] = useState(-1);
  const text = textOf(id);
  const spans = useMemo(
    () => spansOf(id).map(([repeat, kind, begin, end, first]) => ({ repeat, kind: KINDS[kind], begin, end, first: first === 1 })),
    [id],
  );
  // The text of what represents a copy is not a copy.
  const represents = document?.representative === id;
  const parts = useMemo(
    () => (text === undefined ? [] : segments(Array.from(text), represents ? spans.filter((s) => s.kind !== 'copy') : spans)),
    [text, spans, represents],
  );
  const listed = useMemo(() => [...spans].sort((a, b) => a.begin - b.begin || b.end - a.end), [spans]);
  if (!document) return <NotFound />;
  const url = urlOf(id);
  const sum = total(document.chars);
  const chars = charsOf(document);
  const columns = [
    { key: 'kind', label: t('cause'), get: (s) => t(s.kind), cell: (s) => <span class="nowrap"><i class={`swatch b-${s.kind}`} aria-hidden="true" /> {t(s.kind)}</span> },
    {
      key: 'text', label: t('text'), wide: true,
      get: (s) => Array.from(text ?? '').slice(s.begin, Math.min(s.end, s.begin + 200)).join('') || s.repeat,
      cell: (s) => {
        const words = s.kind === 'copy' ? t('coversAll') : Array.from(text ?? '').slice(s.begin, Math.min(s.end, s.begin + 120)).join('') || s.repeat;
        return repeatOf(s.repeat) ? <a class="line" href={href(VIEW_OF[s.kind], s.repeat)}><Text of={words} /></a> : <span class="line"><Text of={words} /></span>;
      },
    },
    { key: 'begin', label: t('place'), num: true, p: 2, get: (s) => s.begin, cell: (s) => `${number(s.begin)}–${number(s.end)}` },
    { key: 'documents', label: t('documentsN'), num: true, get: (s) => repeatOf(s.repeat)?.documents ?? null },
  ];
  return (
    <article>
      <p class="kicker">{t('document')}</p>
      <h1 tabIndex={-1} class="idname"><Text of={id} /></h1>
      <Facts
        of={[
          [t('source'), <Text of={document.source} />],
          [t('date'), plain(document.date ?? t('undated'))],
          [t('length'), t('lengthIs', { n: number(sum) })],
          document.cluster && [t('copyOf'), document.representative === id ? t('representsCopy') : <><DocumentLink id={document.representative} /> {document.similarity !== null && decimal(document.similarity)}</>],
          [t('reason'), word(t, document.reason)],
          url && ['URL', <OutLink url={url} />],
        ]}
      />
      <ShareBar chars={chars} />
      <p class="meta shares-line">{CAUSES.map((c, i) => chars[i] > 0 && <span key={c}><i class={`swatch b-${c}`} aria-hidden="true" /> {t(c)} {percent(chars[i], sum)} </span>)}</p>
      {text === undefined ? (
        <>
          <TextsNote />
          {meta().texts === 'shown' && <p class="note">{t('textNotHere', { shown: number(meta().texts_shown) })}</p>}
        </>
      ) : (
        <div class="reading">
          <div>
            <div class="legend"><strong>{t('legend')}</strong> {CAUSES.map((c) => <span key={c}><span class={`seg c-${c}`}>{t(c)}</span></span>)}</div>
            <div class="prose doc" lang="">
              {parts.map((part, i) =>
                part.cause === 'own' ? (
                  <span key={i}>{visible(part.text)}</span>
                ) : (
                  <span
                    key={i} tabIndex={0} class={`seg c-${part.cause}${i === at ? ' on' : ''}`}
                    onMouseEnter={() => setAt(i)} onFocus={() => setAt(i)}
                    role="group" aria-label={`${t(part.cause)}: ${plain(part.text)}`}
                  >
                    {visible(part.text)}
                  </span>
                ),
              )}
            </div>
          </div>
          <aside aria-live="polite" aria-label={t('why')}>
            <h2>{t('why')}</h2>
            <Why segment={parts[at]} id={id} />
          </aside>
        </div>
      )}
      {spans.length > 0 && (
        <section>
          <h2>{t('inDocument')}</h2>
          {spans.length >= meta().limits.spans && <p class="note">{t('cutSpans', { n: number(meta().limits.spans) })}</p>}
          <DataTable name={`repeats-${id}`} caption={t('inDocument')} columns={columns} rows={listed} keep />
        </section>
      )}
    </article>
  );
}
