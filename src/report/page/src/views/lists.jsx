// The lists: repeats of one kind, and documents.
import { useMemo } from 'preact/hooks';
import { CAUSES, KINDS, charsOf, documents, meta, repeatsOf, sources, total } from '../data.js';
import { useWords } from '../i18n.js';
import { number } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { LeftOut, TextsNote, VIEW_OF, documentColumns, repeatColumns } from './parts.jsx';

const KIND_OF = Object.fromEntries(KINDS.map((kind) => [VIEW_OF[kind], kind]));

export function RepeatList({ view }) {
  const { t } = useWords();
  const kind = KIND_OF[view];
  const rows = repeatsOf(kind);
  const columns = useMemo(() => repeatColumns(kind, t), [kind, t]);
  const all = meta().repeats[KINDS.indexOf(kind)];
  const filters = [
    { key: 'documents', label: t('minDocuments'), fit: (r, value) => r.documents >= Number(value) },
    { key: 'sources', label: t('minSources'), fit: (r, value) => r.sources >= Number(value) },
  ];
  return (
    <article>
      <h1 tabIndex={-1}>{t(view)} <small>{number(all)}</small></h1>
      <LeftOut words="leftOutRepeats" shown={rows.length} all={all} />
      {rows.length === 0 ? (
        <p class="note">{t(`none_${kind}`)}</p>
      ) : (
        <DataTable key={view} name={view} caption={t(view)} columns={columns} rows={rows} keep filters={filters} />
      )}
    </article>
  );
}

export function DocumentList() {
  const { t } = useWords();
  const rows = documents();
  const columns = useMemo(() => documentColumns(t), [t]);
  const names = useMemo(() => [['', t('anySource')], ...sources().map((s) => [s.source, s.source])], [t]);
  const filters = [
    { key: 'source', label: t('source'), options: names, fit: (d, value) => d.source === value },
    {
      key: 'holds', label: t('holds'), options: [['', t('anyCause')], ...CAUSES.map((c) => [c, t(c)])],
      fit: (d, value) => charsOf(d)[CAUSES.indexOf(value)] > 0 && total(d.chars) > 0,
    },
  ];
  return (
    <article>
      <h1 tabIndex={-1}>{t('documents')} <small>{number(meta().all.documents)}</small></h1>
      <LeftOut words="leftOutDocuments" shown={rows.length} all={meta().all.documents} />
      <TextsNote />
      <DataTable name="documents" caption={t('documents')} columns={columns} rows={rows} keep filters={filters} />
    </article>
  );
}
