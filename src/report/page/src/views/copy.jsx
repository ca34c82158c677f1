// A copy: its members, and what each changed of the representative.
import { useMemo, useState } from 'preact/hooks';
import { documentOf, occurrencesOf, textOf } from '../data.js';
import { diff } from '../diff.js';
import { useWords } from '../i18n.js';
import { setQuery, useRoute } from '../route.js';
import { Text, decimal, number, plain, visible, word } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { DocumentLink, Facts, LeftOut, firstFact, occurrenceColumns } from './parts.jsx';

function Side({ parts, mine, title }) {
  return (
    <div class="side">
      <h3><Text of={title} /></h3>
      <div class="prose" lang="">
        {parts.map(([op, text], i) =>
          op === 'same' ? visible(text) : op === mine ? (mine === 'was' ? <del key={i}>{visible(text)}</del> : <ins key={i}>{visible(text)}</ins>) : null,
        )}
      </div>
    </div>
  );
}

export function Difference({ a, b }) {
  const { t } = useWords();
  const textA = textOf(a);
  const textB = textOf(b);
  const parts = useMemo(() => (textA === undefined || textB === undefined ? undefined : diff(textA, textB)), [textA, textB]);
  if (parts === undefined) return <p class="note">{t('noTexts')}</p>;
  if (textA === textB) return <><p class="note">{t('identicalText')}</p><div class="sides"><Side parts={[['same', textA]]} mine="was" title={a} /></div></>;
  const shown = parts ?? [['was', textA], ['now', textB]];
  return (
    <>
      {parts === null && <p class="note">{t('tooDifferent')}</p>}
      <p class="marks"><del>{t('onlyThere')}</del> <ins>{t('onlyHere')}</ins></p>
      <div class="sides">
        <Side parts={parts === null ? [['same', textA]] : shown} mine="was" title={a} />
        <Side parts={parts === null ? [['same', textB]] : shown} mine="now" title={b} />
      </div>
    </>
  );
}

export function Copy({ repeat }) {
  const { t } = useWords();
  const { query } = useRoute();
  const members = occurrencesOf(repeat.repeat);
  const others = members.filter((m) => m.id !== repeat.representative);
  const fallback = others.some((m) => m.id === repeat.weakest?.id) ? repeat.weakest.id : others[0]?.id;
  const chosen = query.get('with') ?? fallback;
  const columns = useMemo(
    () => [
      ...occurrenceColumns(t),
      { key: 'similarity', label: t('similarity'), num: true, get: (o) => o.similarity, cell: (o) => decimal(o.similarity) },
      { key: 'relation', label: t('relation'), p: 2, get: (o) => word(t, o.relation) },
      { key: 'keep', label: t('keep'), p: 3, get: (o) => { const d = documentOf(o.id); return d ? t(d.keep ? 'yes' : 'no') : null; } },
      { key: 'reason', label: t('reason'), p: 3, get: (o) => word(t, documentOf(o.id)?.reason) },
    ],
    [t],
  );
  return (
    <article>
      <p class="kicker">{t('copy')}</p>
      <h1 tabIndex={-1}>{t('copyTitle', { n: number(repeat.documents) })}</h1>
      <Facts
        of={[
          [t('representative'), <DocumentLink id={repeat.representative} />],
          firstFact(repeat, t),
          [t('length'), t('lengthIs', { n: number(repeat.length) })],
          [t('sourcesN'), number(repeat.sources)],
          [t('meanSimilarity'), decimal(repeat.scores?.similarity_mean)],
          repeat.weakest && [t('weakest'), <><DocumentLink id={repeat.weakest.id} /> {decimal(repeat.weakest.similarity)}</>],
        ]}
      />
      <section>
        <h2>{t('diffTitle')}</h2>
        {others.length > 0 ? (
          <>
            <label class="choose">
              <span>{t('diffWith')}</span>
              <select value={chosen} onChange={(e) => setQuery({ with: e.currentTarget.value })}>
                {others.map((m) => (
                  <option key={m.id} value={m.id}>{plain(m.id)} ({decimal(m.similarity)}{textOf(m.id) === undefined ? ' –' : ''})</option>
                ))}
              </select>
            </label>
            <Difference a={repeat.representative} b={chosen} />
          </>
        ) : (
          <p class="note">{t('noTexts')}</p>
        )}
      </section>
      <section>
        <h2>{t('members')}</h2>
        <LeftOut words="leftOutOccurrences" shown={members.length} all={repeat.count} />
        <DataTable name={`copy-${repeat.repeat}`} caption={t('members')} columns={columns} rows={members} keep sort="-similarity" />
      </section>
    </article>
  );
}
