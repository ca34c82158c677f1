// Charts: bars over time (uPlot), dots over time by source (SVG), shares.  Each
// has its numbers beside it as a table or in a label; none says anything by
// colour alone.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'preact/hooks';
import { CAUSES, seconds, total } from './data.js';
import { useWords } from './i18n.js';
import { percent, plain } from './text.jsx';
import { DataTable } from './table.jsx';

export function ShareBar({ chars, label }) {
  const { t } = useWords();
  const sum = total(chars);
  return (
    <div class="sharebar" role="img" aria-label={label ?? CAUSES.map((c, i) => `${t(c)} ${percent(chars[i], sum)}`).join(', ')}>
      {CAUSES.map((cause, i) => chars[i] > 0 && <i key={cause} class={`b-${cause}`} style={{ flexGrow: chars[i] }} title={`${t(cause)} ${percent(chars[i], sum)}`} />)}
    </div>
  );
}

export function Key({ causes = CAUSES }) {
  const { t } = useWords();
  return (
    <ul class="key" aria-label={t('legend')}>
      {causes.map((cause) => (
        <li key={cause}>
          <i class={`b-${cause}`} aria-hidden="true" /> {t(cause)}
        </li>
      ))}
    </ul>
  );
}

// Days, months or years: the finest in which all of it is at most 100 long.
export function periods(rows, valuesOf) {
  const times = rows.map((row) => seconds(row.date)).filter((time) => time !== null);
  let span = 0;
  if (times.length > 0) span = times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b));
  const DAY = 86400;
  const length = span <= 100 * DAY ? 10 : span <= 100 * 30.5 * DAY ? 7 : 4;
  const sums = new Map();
  for (const row of rows) {
    if (!row.date) continue;
    const period = row.date.slice(0, length);
    const values = valuesOf(row);
    const sum = sums.get(period);
    if (sum) values.forEach((v, i) => { sum[i] += v; });
    else sums.set(period, [...values]);
  }
  return [...sums].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([period, values]) => ({ period, values }));
}

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** series: [{label, colour (a CSS variable)}], stacked from the bottom up. */
export function TimeBars({ points, series, label, tableName }) {
  const { t, dark } = useWords();
  const box = useRef(null);
  useEffect(() => {
    const element = box.current;
    if (!element || points.length === 0) return undefined;
    const times = points.map((p) => seconds(p.period));
    // Drawn one over the other, the tallest first.
    const stacked = series.map((_, i) => points.map((p) => p.values.slice(0, i + 1).reduce((a, b) => a + b, 0)));
    const order = series.map((_, i) => series.length - 1 - i);
    let gap = 86400 * 30;
    for (let i = 1; i < times.length; i += 1) gap = Math.min(gap, times[i] - times[i - 1]);
    const ink = css('--muted');
    const rule = css('--rule');
    const axis = { stroke: ink, font: '12px system-ui, sans-serif', grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, width: 1 } };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: 220,
        tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), 'Etc/UTC'),
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true, range: () => [times[0] - gap, times[times.length - 1] + gap] }, y: { range: (u, lo, hi) => [0, (hi || 1) * 1.05] } },
        axes: [
          { ...axis, grid: { show: false }, values: points[0].period.length === 4 ? (u, ticks) => ticks.map((x) => new Date(x * 1000).getUTCFullYear()) : (u, ticks) => ticks.map((x) => new Date(x * 1000).toISOString().slice(0, points.length > 1 && times[times.length - 1] - times[0] > 86400 * 120 ? 7 : 10)), space: 90 },
          { ...axis, size: 64, incrs: [1, 2, 5].flatMap((n) => Array.from({ length: 12 }, (_, i) => n * 10 ** i)).sort((a, b) => a - b), values: (u, ticks) => ticks.map((v) => v.toLocaleString('en-US')) },
        ],
        series: [
          {},
          ...order.map((i) => ({
            label: series[i].label,
            fill: css(series[i].colour),
            stroke: css(series[i].colour),
            width: 0,
            paths: uPlot.paths.bars({ size: [0.8, 28, 2] }),
            points: { show: false },
          })),
        ],
      },
      [times, ...order.map((i) => stacked[i])],
      element,
    );
    const fit = () => chart.setSize({ width: element.clientWidth, height: 220 });
    addEventListener('resize', fit);
    return () => {
      removeEventListener('resize', fit);
      chart.destroy();
    };
  }, [points, dark]);
  if (points.length === 0) return null;
  const columns = [
    { key: 'period', label: t('period'), get: (p) => p.period },
    ...series.map((s, i) => ({ key: `s${i}`, label: s.label, num: true, get: (p) => p.values[i] })),
  ];
  return (
    <figure class="chart">
      <div ref={box} role="img" aria-label={label} />
      <details>
        <summary>{t('asTable')}</summary>
        <DataTable name={tableName} caption={label} columns={columns} rows={points} search={false} />
      </details>
    </figure>
  );
}

/** One row a source, one dot an occurrence: [{source, date, first, label, href}]. */
export function DotPlot({ dots, label }) {
  const { t } = useWords();
  const dated = dots.filter((d) => seconds(d.date) !== null);
  if (dated.length === 0) return <p class="note">{t('noDates')}</p>;
  const times = dated.map((d) => seconds(d.date));
  let low = Math.min(...times);
  let high = Math.max(...times);
  if (high - low < 86400) {
    low -= 43200;
    high += 43200;
  }
  const first = new Map();
  for (const dot of dated) {
    const at = seconds(dot.date);
    if (!first.has(dot.source) || at < first.get(dot.source)) first.set(dot.source, at);
  }
  const names = [...first].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const MOST = 18;
  const rows = names.slice(0, MOST);
  const rest = names.length - rows.length;
  const rowOf = new Map(rows.map((name, i) => [name, i]));
  const left = 190;
  const width = 860;
  const step = 26;
  const height = (rows.length + (rest > 0 ? 1 : 0)) * step + 34;
  const x = (time) => left + 14 + ((time - low) / (high - low)) * (width - left - 34);
  const y = (source) => 14 + (rowOf.get(source) ?? rows.length) * step;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => low + share * (high - low));
  const day = high - low > 86400 * 400 ? 7 : 10;
  const clip = (name) => {
    const points = Array.from(plain(name));
    return points.length > 24 ? `${points.slice(0, 23).join('')}…` : points.join('');
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <svg class="dots" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {ticks.map((tick, i) => (
          <g key={i}>
            <line x1={x(tick)} x2={x(tick)} y1="4" y2={height - 24} class="grid-line" />
            <text x={x(tick)} y={height - 6} text-anchor={i === 0 ? 'start' : i === 4 ? 'end' : 'middle'}>
              {new Date(tick * 1000).toISOString().slice(0, day)}
            </text>
          </g>
        ))}
        {rows.map((name) => (
          <g key={name}>
            <line x1={left} x2={width - 12} y1={y(name)} y2={y(name)} class="row-line" />
            <text x={left - 8} y={y(name) + 4} text-anchor="end">
              {clip(name)}
            </text>
          </g>
        ))}
        {rest > 0 && (
          <text x={left - 8} y={14 + rows.length * step + 4} text-anchor="end">
            {t('otherSources', { n: rest })}
          </text>
        )}
        {dated.map((dot, i) => (
          <circle key={i} cx={x(seconds(dot.date))} cy={y(dot.source)} r={dot.first ? 7 : 5} class={dot.first ? 'dot first' : 'dot'}>
            <title>{plain(`${dot.date} · ${dot.source} · ${dot.label}`)}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
