// The page: a masthead, the views, and what the reader chose of language and
// appearance, all of which stand in the address.
import './style.css';
import { render } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { KINDS, meta, repeatOf } from './data.js';
import { Words, preferredLanguage, translator, useWords } from './i18n.js';
import { href, setQuery, useRoute } from './route.js';
import { number } from './text.jsx';
import { Overview } from './views/overview.jsx';
import { DocumentList, RepeatList } from './views/lists.jsx';
import { Copy } from './views/copy.jsx';
import { Passage } from './views/passage.jsx';
import { Phrase } from './views/phrase.jsx';
import { Template } from './views/template.jsx';
import { Document } from './views/document.jsx';
import { Network } from './views/network.jsx';
import { NotFound, VIEW_OF } from './views/parts.jsx';

const ONE = { copies: Copy, passages: Passage, phrases: Phrase, templates: Template };

function View({ route }) {
  const { view, id } = route;
  if (view === '') return <Overview />;
  if (view === 'documents') return id === undefined ? <DocumentList /> : <Document key={id} id={id} />;
  if (view === 'sources') return <Network />;
  if (Object.prototype.hasOwnProperty.call(ONE, view)) {
    if (id === undefined) return <RepeatList key={view} view={view} />;
    const repeat = repeatOf(id);
    if (!repeat || VIEW_OF[repeat.kind] !== view) return <NotFound />;
    const One = ONE[view];
    return <One key={id} repeat={repeat} />;
  }
  return <NotFound />;
}

function Masthead({ route, theme }) {
  const { t, lang } = useWords();
  const m = meta();
  const items = [
    ['', t('overview'), null],
    ...KINDS.map((kind, i) => [VIEW_OF[kind], t(VIEW_OF[kind]), m.repeats[i]]),
    ['documents', t('documents'), m.all.documents],
    ['sources', t('network'), m.sources],
  ];
  return (
    <header class="masthead">
      <div class="bar">
        <a class="brand" href={href('')}>Litany</a>
        <div class="switches">
          <div role="group" aria-label={t('language')}>
            <button type="button" lang="en" aria-pressed={lang === 'en'} onClick={() => setQuery({ lang: 'en' })}>English</button>
            <button type="button" lang="zh" aria-pressed={lang === 'zh'} onClick={() => setQuery({ lang: 'zh' })}>中文</button>
          </div>
          <label>
            <span class="unseen">{t('theme')}</span>
            <select value={theme} onChange={(e) => setQuery({ theme: e.currentTarget.value })}>
              <option value="">{t('auto')}</option>
              <option value="light">{t('light')}</option>
              <option value="dark">{t('dark')}</option>
            </select>
          </label>
        </div>
      </div>
      <nav aria-label={t('nav')}>
        <ul>
          {items.map(([view, name, n]) => (
            <li key={view}>
              <a href={href(view)} aria-current={route.view === view ? 'page' : undefined}>
                {name}
                {n !== null && <span class="n">{number(n)}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

const systemDark = matchMedia('(prefers-color-scheme: dark)');

function App() {
  const route = useRoute();
  const lang = ['en', 'zh'].includes(route.query.get('lang')) ? route.query.get('lang') : preferredLanguage();
  const theme = ['light', 'dark'].includes(route.query.get('theme')) ? route.query.get('theme') : '';
  const dark = theme ? theme === 'dark' : systemDark.matches;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  const words = useMemo(() => ({ t: translator(lang), lang, dark }), [lang, dark]);
  useEffect(() => {
    const heading = document.querySelector('main h1');
    const name = heading ? heading.textContent : '';
    document.title = `${name} – Litany`;
  }, [route.view, route.id, lang]);
  const place = `${route.view}/${route.id ?? ''}`;
  useEffect(() => {
    if (App.place !== undefined && App.place !== place) {
      scrollTo(0, 0);
      document.querySelector('main h1')?.focus({ preventScroll: true });
    }
    App.place = place;
  }, [place]);
  const skip = (e) => {
    e.preventDefault();
    document.getElementById('main').focus();
  };
  return (
    <Words.Provider value={words}>
      <a class="skip" href="#main" onClick={skip}>{words.t('skip')}</a>
      <Masthead route={route} theme={theme} />
      <main id="main" tabIndex={-1}>
        <View route={route} />
      </main>
    </Words.Provider>
  );
}

const root = document.getElementById('app');
root.textContent = '';
render(<App />, root);
systemDark.addEventListener('change', () => dispatchEvent(new HashChangeEvent('hashchange')));
document.documentElement.dataset.ready = 'true';
performance.mark('litany-ready');
