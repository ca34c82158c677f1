// The front page: how much is repeated, by which cause, when, and the most
// repeated of each kind.
import { CAUSES, KINDS, meta, repeatsOf, summary, timeline, total } from '../data.js';
import { Key, ShareBar, TimeBars, periods } from '../charts.jsx';
import { useWords } from '../i18n.js';
import { href } from '../route.js';
import { number, percent, plain } from '../text.jsx';
import { RepeatName, TextsNote, VIEW_OF } from './parts.jsx';

function Top({ kind, n }) {
  const { t } = useWords();
  const rows = repeatsOf(kind);
  return (
    <section class="top">
      <h2>{t(VIEW_OF[kind])}</h2>
      <ol>
            {rows.slice(0, 6).map((repeat) => (
              <li key={repeat.repeat}>
                <a class="clamp" href={href(VIEW_OF[kind], repeat.repeat)}>
                  <RepeatName repeat={repeat} />
                </a>
                <span class="meta">
                  {t('nDocuments', { n: number(repeat.documents) })}
                  {repeat.sources > 0 && ` · ${t('nSources', { n: number(repeat.sources) })}`}
                  {repeat.first && ` · ${plain(repeat.first.date)}`}
                </span>
              </li>
            ))}
      </ol>
      <p class="more">
        <a href={href(VIEW_OF[kind])}>{t('all', { n: number(n) })} →</a>
      </p>
    </section>
  );
}

export function Overview() {
  const { t } = useWords();
  const m = meta();
  const sum = total(m.all.chars);
  const repeated = sum - m.all.chars[CAUSES.indexOf('own')];
  const points = periods(timeline(), (row) => row.chars);
  const s = summary();
  const known = m.sources > 1;
  const found = KINDS.filter((kind) => repeatsOf(kind).length > 0);
  return (
    <article>
      <h1 tabIndex={-1} class="headline">
        {repeated > 0 ? t('headline', { share: percent(repeated, sum) }) : t('headlineNone')}
      </h1>
      <p class="deck">
        {t(known ? 'deck' : 'deckOne', { documents: number(m.all.documents), sources: number(m.sources), chars: number(sum) })}
      </p>
      <TextsNote />
      <section>
        <h2>{t('sharesTitle')}</h2>
        <ShareBar chars={m.all.chars} />
        <table class="shares">
          <caption class="unseen">{t('sharesTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cause')}</th>
              <th scope="col" class="num">{t('share')}</th>
              <th scope="col" class="num">{t('characters')}</th>
            </tr>
          </thead>
          <tbody>
            {CAUSES.map((cause, i) => (
              <tr key={cause}>
                <th scope="row"><i class={`swatch b-${cause}`} aria-hidden="true" /> {t(cause)}</th>
                <td class="num">{percent(m.all.chars[i], sum)}</td>
                <td class="num">{number(m.all.chars[i])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div class={found.length === 1 ? 'tops one' : 'tops'}>{found.map((kind) => <Top key={kind} kind={kind} n={m.repeats[KINDS.indexOf(kind)]} />)}</div>
      {KINDS.filter((kind) => !found.includes(kind)).map((kind) => <p key={kind} class="note">{t(`none_${kind}`)}</p>)}
      <section>
        <h2>{t('timelineTitle')}</h2>
        {points.length === 0 ? (
          <p class="note">{t('noDates')}</p>
        ) : (
          <>
            <Key />
            <TimeBars points={points} tableName="timeline" label={t('timelineTitle')} series={CAUSES.map((c) => ({ label: t(c), colour: `--c-${c}` }))} />
            <p class="note">{t('timelineNote')}{m.undated > 0 && ` (${t('undatedN', { n: number(m.undated) })})`}</p>
          </>
        )}
      </section>
      <section class="method">
        <h2>{t('method')}</h2>
        <p>{t('methodText', { version: s.version ?? '', command: s.command ?? '' })} {t('generated')}</p>
        {s.counts?.rejects > 0 && <p>{t('rejects', { n: number(s.counts.rejects) })}</p>}
        {!m.has_repeats && <p>{t('noRepeatsTable')}</p>}
        <details>
          <summary>{t('parameters')}</summary>
          <pre tabIndex={0}>{plain(JSON.stringify({ parameters: s.parameters, bands: s.bands, counts: s.counts, caps: s.caps }, null, 2))}</pre>
        </details>
      </section>
    </article>
  );
}
