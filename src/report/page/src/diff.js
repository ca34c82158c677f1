// The differences of two texts: tokens are single characters of scripts without
// spaces, words of the others, and what stands between.

const TOKEN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Hang}]|[\p{L}\p{M}\p{N}]+|\s+|./gsu;

export const tokens = (text) => text.match(TOKEN) ?? [];

// Myers' greedy algorithm; null where more than `most` tokens differ.
function shortestEdit(a, b, most) {
  const limit = Math.min(a.length + b.length, most);
  const trace = [];
  let reach = new Int32Array([0, 0, 0]);
  for (let d = 0; d <= limit; d += 1) {
    // reach[k + d + 1] is the furthest x on diagonal k.
    const next = new Int32Array(2 * d + 3);
    for (let k = -d; k <= d; k += 2) {
      const at = (diagonal) => reach[diagonal + d] ?? -1;
      let x;
      if (d === 0) x = 0;
      else if (k === -d || (k !== d && at(k - 1) < at(k + 1))) x = at(k + 1);
      else x = at(k - 1) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      next[k + d + 1] = x;
      if (x >= a.length && y >= b.length) {
        trace.push(next);
        return { d, trace };
      }
    }
    trace.push(next);
    reach = next;
  }
  return null;
}

function operations(a, b, { d: last, trace }) {
  const out = [];
  let x = a.length;
  let y = b.length;
  for (let d = last; d > 0; d -= 1) {
    const before = trace[d - 1];
    const at = (diagonal) => before[diagonal + d] ?? -1;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const from = down ? k + 1 : k - 1;
    const fromX = at(from);
    const fromY = fromX - from;
    while (x > fromX && y > fromY && x > 0 && y > 0 && a[x - 1] === b[y - 1]) {
      out.push(['same', a[x - 1]]);
      x -= 1;
      y -= 1;
    }
    if (down) {
      y -= 1;
      out.push(['now', b[y]]);
    } else {
      x -= 1;
      out.push(['was', a[x]]);
    }
  }
  while (x > 0) {
    x -= 1;
    out.push(['same', a[x]]);
  }
  return out.reverse();
}

/**
 * [[op, text]…] with op 'same', 'was' (only in a) or 'now' (only in b); null
 * where the two are too long and too unlike to say.
 */
export function diff(textA, textB, most = 2500) {
  const a = tokens(textA);
  const b = tokens(textB);
  let front = 0;
  while (front < a.length && front < b.length && a[front] === b[front]) front += 1;
  let back = 0;
  while (back < a.length - front && back < b.length - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  const middleA = a.slice(front, a.length - back);
  const middleB = b.slice(front, b.length - back);
  const found = shortestEdit(middleA, middleB, most);
  if (!found) return null;
  const all = [['same', a.slice(0, front).join('')], ...operations(middleA, middleB, found), ['same', a.slice(a.length - back).join('')]];
  const joined = [];
  for (const [op, text] of all) {
    if (!text) continue;
    const last = joined[joined.length - 1];
    if (last && last[0] === op) last[1] += text;
    else joined.push([op, text]);
  }
  return joined;
}
