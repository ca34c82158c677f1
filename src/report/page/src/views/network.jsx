// The sources: what each holds, and who has text from whom, drawn and listed.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { useMemo, useState } from 'preact/hooks';
import { CAUSES, edges, meta, sources, total } from '../data.js';
import { useWords } from '../i18n.js';
import { href } from '../route.js';
import { Text, number, percent, plain } from '../text.jsx';
import { DataTable } from '../table.jsx';
import { LeftOut } from './parts.jsx';

const MOST_LINKS = 120;

// The layout, computed at once: d3-force begins from fixed places and draws no
// random numbers of its own, so that it is the same each time.
function layout(all, width, height) {
  const names = new Map();
  const node = (name) => {
    if (!names.has(name)) names.set(name, { name, taken: 0, given: 0 });
    return names.get(name);
  };
  const links = [];
  for (const edge of all.slice(0, MOST_LINKS)) {
    const source = node(edge.from);
    const target = node(edge.to);
    source.given += edge.chars;
    target.taken += edge.chars;
    if (source !== target) links.push({ source, target, chars: edge.chars, edge });
  }
  const nodes = [...names.values()];
  const most = Math.max(1, ...nodes.map((n) => n.given + n.taken));
  for (const n of nodes) n.r = 5 + 17 * Math.sqrt((n.given + n.taken) / most);
  const simulation = forceSimulation(nodes)
    .force('link', forceLink(links).distance(110).strength(0.25))
    .force('charge', forceManyBody().strength(-420))
    .force('x', forceX(width / 2).strength(0.09))
    .force('y', forceY(height / 2).strength(0.09))
    .force('center', forceCenter(width / 2, height / 2))
    .force('collide', forceCollide((n) => n.r + 16))
    .stop();
  for (let i = 0; i < 300; i += 1) simulation.tick();
  const pad = 46;
  const xs = nodes.map((n) => n.x);
  const ys = nodes.map((n) => n.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(1.6, (width - 3 * pad) / Math.max(1, x1 - x0), (height - 2 * pad) / Math.max(1, y1 - y0));
  for (const n of nodes) {
    n.px = width / 2 + (n.x - (x0 + x1) / 2) * scale;
    n.py = height / 2 + (n.y - (y0 + y1) / 2) * scale;
  }
  return { nodes, links };
}

function Graph({ all }) {
  const { t } = useWords();
  const [width, height] = [680, 560];
  const { nodes, links } = useMemo(() => layout(all, width, height), [all]);
  const [chosen, setChosen] = useState(null);
  const most = Math.max(1, ...links.map((l) => l.chars));
  const touches = (link) => !chosen || link.source.name === chosen || link.target.name === chosen;
  const near = new Set(chosen ? links.filter(touches).flatMap((l) => [l.source.name, l.target.name]) : nodes.map((n) => n.name));
  const clip = (name) => {
    const points = Array.from(plain(name));
    return points.length > 26 ? `${points.slice(0, 25).join('')}…` : points.join('');
  };
  const label = t('graphLabel', { n: nodes.length, m: links.length });
  return (
    <svg class="net" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
          <path d="M0 0 L8 4 L0 8 z" class="arrowhead" />
        </marker>
      </defs>
      {links.map((link, i) => {
        const dx = link.target.px - link.source.px;
        const dy = link.target.py - link.source.py;
        const length = Math.hypot(dx, dy) || 1;
        const [ux, uy] = [dx / length, dy / length];
        const x1 = link.source.px + ux * link.source.r;
        const y1 = link.source.py + uy * link.source.r;
        const x2 = link.target.px - ux * (link.target.r + 3);
        const y2 = link.target.py - uy * (link.target.r + 3);
        const bend = 0.12 * length;
        return (
          <path key={i} class={touches(link) ? 'link' : 'link dim'} marker-end="url(#arrow)" stroke-width={1 + 5 * Math.sqrt(link.chars / most)}
            d={`M${x1.toFixed(1)} ${y1.toFixed(1)} Q${((x1 + x2) / 2 - uy * bend).toFixed(1)} ${((y1 + y2) / 2 + ux * bend).toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`}>
            <title>{plain(`${link.source.name} → ${link.target.name}: ${number(link.chars)}`)}</title>
          </path>
        );
      })}
      {nodes.map((n) => (
        <g key={n.name} class={near.has(n.name) ? 'node' : 'node dim'} onMouseEnter={() => setChosen(n.name)} onMouseLeave={() => setChosen(null)}>
          <circle cx={n.px} cy={n.py} r={n.r}>
            <title>{plain(`${n.name} · ${t('given')} ${number(n.given)} · ${t('taken')} ${number(n.taken)}`)}</title>
          </circle>
          <text x={n.px} y={n.py + n.r + 14} text-anchor="middle">{clip(n.name)}</text>
        </g>
      ))}
    </svg>
  );
}

export function Network() {
  const { t } = useWords();
  const all = edges();
  const rows = sources();
  const edgeColumns = useMemo(
    () => [
      { key: 'from', label: t('from'), get: (e) => e.from, wide: true, cell: (e) => <span class="line"><Text of={e.from} /></span> },
      { key: 'to', label: t('to'), get: (e) => e.to, wide: true, cell: (e) => <span class="line"><Text of={e.to} /></span> },
      { key: 'chars', label: t('characters'), num: true, get: (e) => e.chars },
      { key: 'documents', label: t('documentsN'), num: true, unseen: true, get: (e) => e.documents },
    ],
    [t],
  );
  const sourceColumns = useMemo(
    () => [
      { key: 'source', label: t('source'), wide: true, get: (s) => s.source, cell: (s) => <a class="line" href={href('documents', undefined, { source: s.source })}><Text of={s.source} /></a> },
      { key: 'documents', label: t('documentsN'), num: true, get: (s) => s.documents },
      ...CAUSES.map((cause, i) => ({
        key: cause, label: t(cause), num: true, p: cause === 'own' ? undefined : 2,
        get: (s) => (total(s.chars) ? s.chars[i] / total(s.chars) : 0), cell: (s) => percent(s.chars[i], total(s.chars)),
      })),
    ],
    [t],
  );
  const shownLinks = Math.min(all.length, MOST_LINKS);
  return (
    <article>
      <h1 tabIndex={-1}>{t('network')} <small>{number(meta().sources)}</small></h1>
      <section>
        <h2>{t('networkTitle')}</h2>
        {all.length === 0 ? (
          <p class="note">{t('noEdges')}</p>
        ) : (
          <>
            <p class="deck">{t('networkNote')}</p>
            <LeftOut words="leftOutEdges" shown={shownLinks} all={Math.max(all.length, meta().edges)} />
            <div class="beside">
              <div class="scroll" tabIndex={0} role="region" aria-label={t('networkTitle')}><Graph all={all} /></div>
              <DataTable name="links" caption={t('links')} columns={edgeColumns} rows={all} sort="-chars" />
            </div>
          </>
        )}
      </section>
      <section>
        <h2>{t('network')}</h2>
        <LeftOut words="leftOutSources" shown={rows.length} all={meta().sources} />
        <DataTable name="sources" caption={t('network')} columns={sourceColumns} rows={rows} keep sort="-documents" />
      </section>
    </article>
  );
}
