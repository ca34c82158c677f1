// Where the reader is, all of it in the address: #/view/id?q=…&sort=…&lang=…
import { useEffect, useState } from 'preact/hooks';

function read() {
  const hash = location.hash.replace(/^#\/?/, '');
  const cut = hash.indexOf('?');
  const path = cut < 0 ? hash : hash.slice(0, cut);
  let parts = [];
  try {
    parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    parts = []; // an address somebody cut off
  }
  const query = new URLSearchParams(cut < 0 ? '' : hash.slice(cut + 1));
  return { view: parts[0] ?? '', id: parts[1], query };
}

// What stays when the view changes.
const STICKY = ['lang', 'theme'];

/** The address of a view. */
export function href(view, id, query = {}) {
  const params = new URLSearchParams();
  const now = read().query;
  for (const key of STICKY) if (now.has(key)) params.set(key, now.get(key));
  for (const [key, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined) params.set(key, value);
  }
  const tail = params.toString();
  const path = id === undefined ? view : `${view}/${encodeURIComponent(id)}`;
  return `#/${path}${tail ? `?${tail}` : ''}`;
}

/** Changes parts of the query in place, without a step in the history. */
export function setQuery(changes) {
  const { view, id, query } = read();
  for (const [key, value] of Object.entries(changes)) {
    if (value === '' || value === null || value === undefined) query.delete(key);
    else query.set(key, value);
  }
  const tail = query.toString();
  const path = id === undefined ? view : `${view}/${encodeURIComponent(id)}`;
  history.replaceState(null, '', `#/${path}${tail ? `?${tail}` : ''}`);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute() {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
