// A phrase or formula: every place in its surroundings, by date, by source.
import { useMemo } from 'preact/hooks';
import { contextOf, occurrencesOf, repeatOf, seriesOf, variants } from '../data.js';
import { TimeBars, periods } from '../charts.jsx';
import { useWords } from '../i18n.js';
import { href } from '../route.js';
import { Pattern, Text, decimal, number, plain, visible } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { DocumentLink, Facts, LeftOut, RepeatName, TextsNote, firstFact } from './parts.jsx';

const flat = (text) => (text ?? '').replace(/\s+/g, ' ');

export function countBy(rows, key) {
  const counts = new Map();
  for (const row of rows) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

export function Phrase({ repeat }) {
  const { t } = useWords();
  const rows = occurrencesOf(repeat.repeat);
  const series = useMemo(() => periods(seriesOf(repeat.repeat), (row) => [row.documents]), [repeat]);
  const bySource = useMemo(() => countBy(rows, 'source'), [rows]);
  const related = variants().filter((v) => v.repeat === repeat.repeat || v.other === repeat.repeat);
  const columns = useMemo(
    () => [
      { key: 'before', class: 'kw', label: t('before'), get: (o) => flat(contextOf(o)?.before), cell: (o) => <span class="line kwic-before"><bdi>{visible(flat(contextOf(o)?.before))}</bdi></span> },
      { key: 'text', label: t('phrase'), get: (o) => flat(o.text), cell: (o) => <strong class="line kwic"><Text of={flat(o.text)} /></strong> },
      { key: 'after', class: 'kw', label: t('after'), get: (o) => flat(contextOf(o)?.after), cell: (o) => <span class="line kwic-after"><bdi>{visible(flat(contextOf(o)?.after))}</bdi></span> },
      { key: 'source', label: t('source'), p: 2, get: (o) => o.source, cell: (o) => <span class="line"><Text of={o.source} /></span> },
      { key: 'date', label: t('date'), p: 2, get: (o) => o.date, cell: (o) => <span class="date">{plain(o.date ?? '–')}</span> },
      { key: 'id', label: t('document'), p: 3, get: (o) => o.id, cell: (o) => <span class="line"><DocumentLink id={o.id} /></span> },
    ],
    [t],
  );
  const sourceColumns = useMemo(
    () => [
      { key: 'source', label: t('source'), wide: true, get: (r) => r.value, cell: (r) => <Text of={r.value} /> },
      { key: 'count', label: t('count'), num: true, get: (r) => r.count },
    ],
    [t],
  );
  return (
    <article>
      <p class="kicker">{t('phrase')}</p>
      <h1 tabIndex={-1}>{t(repeat.pattern ? 'formulaTitle' : 'phraseTitle', { n: number(repeat.documents) })}</h1>
      {repeat.pattern ? <p class="said"><Pattern of={repeat.pattern} label={(g) => `${t('gap')} ${g.gap}`} /></p> : repeat.text !== null ? <p class="said"><Text of={repeat.text} /></p> : <TextsNote />}
      <Facts
        of={[
          firstFact(repeat, t),
          [t('count'), number(repeat.count)],
          [t('sourcesN'), number(repeat.sources)],
          [t('length'), t('lengthIs', { n: number(repeat.length) })],
          repeat.scores && [t('scores'), <small>{['value', 'mutual_information', 'left_entropy', 'right_entropy', 'source_entropy'].filter((k) => repeat.scores[k] !== undefined).map((k) => `${k.replace(/_/g, ' ')} ${decimal(repeat.scores[k])}`).join(' · ')}</small>],
        ]}
      />
      {repeat.pattern && <GapTable repeat={repeat} />}
      {related.length > 0 && (
        <section>
          <h2>{t('related')}</h2>
          <ul>
            {related.map((v) => {
              const mine = v.repeat === repeat.repeat;
              const other = repeatOf(mine ? v.other : v.repeat);
              const words = v.relation === 'contains' ? t(mine ? 'contains' : 'containedIn') : t('edits', { n: v.distance });
              return (
                <li key={`${v.repeat}${v.other}`}>
                  {words}: {other ? <a href={href('phrases', other.repeat)}><RepeatName repeat={other} /></a> : <Text of={mine ? v.other : v.repeat} />}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('byDate')}</h2>
        {series.length > 0 ? (
          <TimeBars points={series} tableName={`by-date-${repeat.repeat}`} label={t('byDate')} series={[{ label: t('documentsN'), colour: '--c-phrase' }]} />
        ) : (
          <p class="note">{t('noDates')}</p>
        )}
      </section>
      <section>
        <h2>{t('concordance')}</h2>
        <LeftOut words="leftOutOccurrences" shown={rows.length} all={repeat.count} />
        {rows.length > 0 && !rows.some(contextOf) && <p class="note">{t('noContext')}</p>}
        <DataTable name={`phrase-${repeat.repeat}`} caption={t('concordance')} columns={columns} rows={rows} keep />
      </section>
      <section>
        <h2>{t('bySource')}</h2>
        <DataTable name={`sources-${repeat.repeat}`} caption={t('bySource')} columns={sourceColumns} rows={bySource} search={false} />
      </section>
    </article>
  );
}

/** The gaps of a formula or template, with the values that the run names. */
export function GapTable({ repeat }) {
  const { t } = useWords();
  const gaps = repeat.pattern.filter((p) => p.gap !== undefined);
  if (gaps.length === 0) return null;
  return (
    <section>
      <h2>{t('gaps')}</h2>
      <div class="grid" tabIndex={0} role="region" aria-label={t('gaps')}>
        <table>
          <thead><tr><th scope="col" class="num">{t('gap')}</th><th scope="col">{t('type')}</th><th scope="col">{t('examples')}</th></tr></thead>
          <tbody>
            {gaps.map((g) => (
              <tr key={g.gap}>
                <td class="num">{g.gap}</td>
                <td>{t(`type_${g.type}`).startsWith('type_') ? plain(g.type) : t(`type_${g.type}`)}</td>
                <td>{(g.examples ?? []).map((example, i) => <>{i > 0 && ' · '}<Text of={example} /></>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
