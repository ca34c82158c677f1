// A template: the furniture of a site, what stands in its gaps, its pages.
import { useMemo } from 'preact/hooks';
import { occurrencesOf } from '../data.js';
import { useWords } from '../i18n.js';
import { Pattern, Text, decimal, number, visible } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { Facts, LeftOut, TextsNote, firstFact, occurrenceColumns } from './parts.jsx';
import { GapTable } from './phrase.jsx';

export function Template({ repeat }) {
  const { t } = useWords();
  const rows = occurrencesOf(repeat.repeat);
  const values = useMemo(() => {
    const counts = new Map();
    for (const row of rows) {
      for (const gap of row.gaps ?? []) {
        const key = `${gap.gap}\u0000${gap.text ?? ''}`;
        const known = counts.get(key);
        if (known) known.count += 1;
        else counts.set(key, { gap: gap.gap, text: gap.text ?? '', count: 1 });
      }
    }
    return [...counts.values()].sort((a, b) => a.gap - b.gap || b.count - a.count || (a.text < b.text ? -1 : 1));
  }, [rows]);
  const valueColumns = useMemo(
    () => [
      { key: 'value', label: t('value'), wide: true, get: (v) => v.text, cell: (v) => <span class="line"><Text of={v.text} /></span> },
      { key: 'gap', label: t('gap'), num: true, get: (v) => v.gap },
      { key: 'count', label: t('count'), num: true, get: (v) => v.count },
    ],
    [t],
  );
  const columns = useMemo(
    () => [
      ...occurrenceColumns(t),
      { key: 'text', label: t('text'), wide: true, p: 2, get: (o) => o.text, cell: (o) => <span class="line"><Text of={o.text} /></span> },
    ],
    [t],
  );
  return (
    <article>
      <p class="kicker">{t('template')}</p>
      <h1 tabIndex={-1}>{t('templateTitle', { n: number(repeat.documents) })}</h1>
      {repeat.pattern ? (
        <div class="prose said-block"><Pattern of={repeat.pattern} label={(g) => `${g.gap} ${t(`type_${g.type}`).startsWith('type_') ? g.type : t(`type_${g.type}`)}`} /></div>
      ) : repeat.text ? <div class="prose">{visible(repeat.text)}</div> : <TextsNote />}
      <Facts
        of={[
          repeat.source && [t('source'), <Text of={repeat.source} />],
          firstFact(repeat, t),
          [t('count'), number(repeat.count)],
          repeat.scores?.share !== undefined && [t('share'), decimal(repeat.scores.share)],
          [t('length'), t('lengthIs', { n: number(repeat.length) })],
        ]}
      />
      {repeat.pattern && <GapTable repeat={repeat} />}
      {values.length > 0 && (
        <section>
          <h2>{t('values')}</h2>
          <p class="note">{t('valuesNote', { n: number(rows.length) })}</p>
          <DataTable name={`values-${repeat.repeat}`} caption={t('values')} columns={valueColumns} rows={values} />
        </section>
      )}
      <section>
        <h2>{t('samples')}</h2>
        <LeftOut words="leftOutOccurrences" shown={rows.length} all={repeat.count} />
        <DataTable name={`template-${repeat.repeat}`} caption={t('samples')} columns={columns} rows={rows} keep />
      </section>
    </article>
  );
}
