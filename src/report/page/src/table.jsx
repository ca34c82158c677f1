// Tables: real ones, that sort by their heads, can be searched and taken away
// as CSV, and that draw only the rows in sight once there are many.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useWords } from './i18n.js';
import { plain } from './text.jsx';
import { setQuery, useRoute } from './route.js';

const MANY = 200;
const ROW = 45; // height of a row of a long table; style.css agrees

function compare(a, b) {
  const noA = a === null || a === undefined || a === '';
  const noB = b === null || b === undefined || b === '';
  if (noA || noB) return noA === noB ? 0 : noA ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  let text = plain(value);
  // A spreadsheet would compute these.
  if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function toCsv(columns, rows) {
  const lines = [columns.map((c) => csvCell(c.label))];
  for (const row of rows) lines.push(columns.map((c) => csvCell((c.csv ?? c.get)(row))));
  return `\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function saveCsv(name, columns, rows) {
  const url = URL.createObjectURL(new Blob([toCsv(columns, rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function useTableState(keep) {
  const route = useRoute();
  const [local, setLocal] = useState({});
  if (!keep) return [(key) => local[key] ?? '', (changes) => setLocal({ ...local, ...changes })];
  return [(key) => route.query.get(key) ?? '', setQuery];
}

/**
 * columns: [{key, label, get, cell, csv, num, wide, p}]; `get` gives what is
 * sorted, searched and saved, `cell` what is shown; an
 * `unseen` column is only saved.  `keep`: search and order
 * go into the address (one table a view).  filters: [{key, label, options, fit}].
 */
export function DataTable({ name, caption, columns, rows, keep = false, search = true, filters = [], sort: first = '', tools = true }) {
  const { t } = useWords();
  const [get, set] = useTableState(keep);
  const q = get('q');
  const sort = get('sort') || first;
  const filterKey = filters.map((f) => get(f.key)).join('\u0000');
  const shown = useMemo(() => {
    let out = rows;
    for (const filter of filters) {
      const value = get(filter.key);
      if (value !== '') out = out.filter((row) => filter.fit(row, value));
    }
    const needle = q.normalize('NFKC').toLowerCase().trim();
    if (needle) {
      out = out.filter((row) =>
        columns.some((c) => !c.num && String(c.get(row) ?? '').normalize('NFKC').toLowerCase().includes(needle)),
      );
    }
    const descending = sort.startsWith('-');
    const column = columns.find((c) => c.key === sort.replace(/^-/, ''));
    if (column) {
      const keyed = out.map((row, i) => [column.get(row), i, row]);
      keyed.sort((a, b) => {
        const order = compare(a[0], b[0]);
        const empty = a[0] === null || a[0] === undefined || a[0] === '' || b[0] === null || b[0] === undefined || b[0] === '';
        return order === 0 ? a[1] - b[1] : descending && !empty ? -order : order;
      });
      out = keyed.map((k) => k[2]);
    }
    return out;
  }, [rows, q, sort, filterKey, columns]);

  const sortBy = (column) => {
    const down = column.num ? `-${column.key}` : column.key;
    const up = column.num ? column.key : `-${column.key}`;
    set({ sort: sort === down ? up : down });
  };

  return (
    <div class="data">
      {tools && (
        <div class="tools">
          {search && (
            <label class="search">
              <span>{t('search')}</span>
              <input type="search" value={q} placeholder={t('searchHint')} onInput={(e) => set({ q: e.currentTarget.value })} />
            </label>
          )}
          {filters.map((filter) => (
            <label key={filter.key}>
              <span>{filter.label}</span>
              {filter.options ? (
                <select value={get(filter.key)} onChange={(e) => set({ [filter.key]: e.currentTarget.value })}>
                  {filter.options.map(([value, label]) => (
                    <option key={value} value={value}>
                      {plain(label)}
                    </option>
                  ))}
                </select>
              ) : (
                <input type="number" min="0" value={get(filter.key)} onInput={(e) => set({ [filter.key]: e.currentTarget.value })} />
              )}
            </label>
          ))}
          <span class="count" role="status">
            {t('shown', { n: shown.length.toLocaleString('en-US'), all: rows.length.toLocaleString('en-US') })}
          </span>
          <button type="button" class="quiet" onClick={() => saveCsv(name, columns, shown)}>
            {t('csv')}
          </button>
        </div>
      )}
      {shown.length === 0 ? (
        <p class="note">{t('nothing')}</p>
      ) : (
        <Grid caption={caption} columns={columns} rows={shown} sort={sort} sortBy={sortBy} t={t} />
      )}
    </div>
  );
}

function Grid({ caption, columns: all, rows, sort, sortBy, t }) {
  const columns = all.filter((c) => !c.unseen);
  const long = rows.length > MANY;
  const box = useRef(null);
  const [view, setView] = useState({ from: 0, to: 40 });
  const look = () => {
    const element = box.current;
    if (!element) return;
    const from = Math.max(0, Math.floor(element.scrollTop / ROW) - 8);
    const to = Math.ceil((element.scrollTop + element.clientHeight) / ROW) + 8;
    setView((v) => (v.from === from && v.to === to ? v : { from, to }));
  };
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
    look();
  }, [rows, long]);
  useEffect(() => {
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, []);
  const from = long ? Math.min(view.from, rows.length - 1) : 0;
  const to = long ? Math.min(view.to, rows.length) : rows.length;
  const part = rows.slice(from, to);
  const pad = (height) =>
    height > 0 && (
      <tr aria-hidden="true" class="pad">
        <td colSpan={columns.length} style={{ height: `${height}px` }} />
      </tr>
    );
  return (
    <div class={long ? 'grid long' : 'grid'} ref={box} onScroll={long ? look : undefined} tabIndex={0} role="region" aria-label={caption}>
      <table aria-rowcount={long ? rows.length + 1 : undefined}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => {
              const direction = sort === c.key ? 'ascending' : sort === `-${c.key}` ? 'descending' : undefined;
              return (
                <th key={c.key} scope="col" class={cellClass(c)} aria-sort={direction}>
                  <button type="button" onClick={() => sortBy(c)} title={t('sortBy', { column: c.label })}>
                    {c.label}
                    {direction && (
                      <span aria-hidden="true" class="arrow">
                        {direction === 'ascending' ? '▲' : '▼'}
                      </span>
                    )}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {pad(from * ROW)}
          {part.map((row, i) => (
            <tr key={from + i} aria-rowindex={long ? from + i + 2 : undefined}>
              {columns.map((c) => (
                <td key={c.key} class={cellClass(c)}>
                  {c.cell ? c.cell(row) : c.num ? format(c.get(row)) : plain(c.get(row) ?? '–')}
                </td>
              ))}
            </tr>
          ))}
          {pad((rows.length - to) * ROW)}
        </tbody>
      </table>
    </div>
  );
}

const cellClass = (c) => [c.num && 'num', c.wide && 'wide', c.class, c.p && `p${c.p}`].filter(Boolean).join(' ') || undefined;
const format = (value) => (value === null || value === undefined ? '–' : Number(value).toLocaleString('en-US', { maximumFractionDigits: 3 }));
