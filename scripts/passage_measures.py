"""What scripts/passage_quality.py measures on collections of real text.

Each function runs `litany passages` through `run(docs, *options)`, which gives
back the run directory, and returns plain numbers.
"""

from __future__ import annotations

import collections
import dataclasses
import json
import pathlib
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'planted'))

import carriers  # noqa: E402
import plagdet  # noqa: E402
import score  # noqa: E402
import symbols  # noqa: E402
from gold import Match  # noqa: E402

# (inputs, options) -> the run directory, which lasts as long as the program.
Run = Callable[..., pathlib.Path]
Spans = list[tuple[int, int]]


# --- Broadcasts and the items they are made of --------------------------------

# A day file opens with a list of its headlines, which the gold does not
# label; what follows this heading counts.
_BODY = '## 详细新闻'


_HEADLINE = re.compile('^#.*$', re.MULTILINE)


def broadcast_gold(docs: Iterable[dict], headlines: bool
                   ) -> tuple[list[Match], plagdet.Weights]:
  """The items of each day file, and what counts: no white space (the crawls
  differ in it), no headline list; the headlines above the items if asked
  for."""
  cases = []
  weights = plagdet.Weights()
  for doc in docs:
    text = doc['text']
    begin = 0
    if doc['role'] == 'day':
      if not headlines:
        text = _HEADLINE.sub(lambda m: ' ' * len(m.group()), text)
      begin = doc['text'].find(_BODY)
      if begin < 0:
        raise ValueError(f'{doc["id"]} has no heading "{_BODY}"')
      cases += [
          Match(doc['id'], s['this_begin'], s['this_end'], s['source'],
                s['source_begin'], s['source_end'], 'item',
                s['this_end'] - s['this_begin']) for s in doc['spans']
      ]
    weights.add(doc['id'], (i >= begin and not char.isspace()
                            for i, char in enumerate(text)))
  return cases, weights


def best_places(found: list[Match], everything: list[Match]) -> list[Match]:
  """Without those that lie, in both texts, inside longer detections: there
  each stretch belongs to something longer, and only looks like the other."""
  suspicious, source = collections.defaultdict(set), collections.defaultdict(
      set)
  for match in everything:
    suspicious[match.suspicious].add((match.begin, match.end))
    source[match.source].add((match.source_begin, match.source_end))
  inside = lambda begin, end, spans: any(
      b <= begin and end <= e and e - b > end - begin for b, e in spans)
  return [
      m for m in found
      if not (inside(m.begin, m.end, suspicious[m.suspicious]) and
              inside(m.source_begin, m.source_end, source[m.source]))
  ]


def broadcasts(run: Run, docs: pathlib.Path, *options: str
               ) -> tuple[plagdet.Judgement, plagdet.Judgement]:
  """(every detection, best places only). Items that have no place in the gold
  are in none of its pairs, so they are left out of precision too."""
  records = list(carriers.records(docs))
  out = run(docs, *options)
  cases, weights = broadcast_gold(records, True)
  found = score.detections_of_run(out, score.partners_of_gold(cases))
  every = score.judge(cases, found, weights)
  items = {r['id'] for r in records if r['role'] == 'item'}
  everything = score.detections_of_run(
      out, {r['id']: items for r in records if r['role'] == 'day'})
  cases, weights = broadcast_gold(records, False)
  return every, score.judge(cases, best_places(found, everything), weights)


# --- Chapters under two commentaries ------------------------------------------


@dataclasses.dataclass
class Chapters:
  """How well pairs of documents are told by the text they share."""
  pairs: int
  average_precision: dict[str, float]  # by what the pairs are ranked
  # Of the base text of each chapter of each pair: the share found in the
  # other one. (share, id, id of the other), least first.
  base_text: list[tuple[float, str, str]]

  def quantiles(self) -> tuple[float, float, float]:
    """Least, median and mean share."""
    shares = [row[0] for row in self.base_text]
    return min(shares), statistics.median(shares), statistics.mean(shares)


def shared_spans(run: pathlib.Path, among: set[str]
                 ) -> dict[tuple[str, str], tuple[Spans, Spans]]:
  """(a, b), a < b -> the spans of each in passages that both have."""
  result: dict[tuple[str, str],
               tuple[Spans, Spans]] = collections.defaultdict(lambda: ([], []))
  for spans in score.passages(run).values():
    ids = sorted(spans.keys() & among)
    for i, a in enumerate(ids):
      for b in ids[i + 1:]:
        result[a, b][0].extend(spans[a])
        result[a, b][1].extend(spans[b])
  return result


def base_text(text: str) -> list[bool]:
  """Which code points are symbols outside of (commentary)."""
  depth, chosen = 0, []
  for char in text:
    if char in '(（':
      depth += 1
    elif char in ')）':
      depth = max(0, depth - 1)
    chosen.append(depth == 0 and symbols.is_symbol(char))
  return chosen


def average_precision(scores: dict[tuple[str, str], float],
                      gold: set[tuple[str, str]]) -> float:
  """Of the pairs by falling score, those of one score with the false ones
  first; gold pairs without a score are never found."""
  ranked = sorted(scores, key=lambda p: (-scores[p], p in gold, p))
  hits, total = 0, 0.
  for rank, pair in enumerate(ranked, 1):
    if pair in gold:
      hits += 1
      total += hits / rank
  return total / len(gold)


def chapters(run: Run, folder: pathlib.Path) -> Chapters:
  docs = folder / 'docs.jsonl.zst'
  labelled = {
      r['id']: r['text'] for r in carriers.records(docs) if r.get('cluster')
  }
  lines = (folder / 'gold_pairs.tsv').read_text('utf-8').splitlines()[1:]
  gold = {tuple(sorted(line.split('\t')[:2])) for line in lines}
  counts, base = plagdet.Weights(), plagdet.Weights()
  for name, text in labelled.items():
    counts.add(name, map(symbols.is_symbol, text))
    base.add(name, base_text(text))
  merged_size = lambda weights, name, spans: sum(
      weights(name, *span) for span in plagdet.merged(spans))
  whole = lambda weights, name: weights(name, 0, len(labelled[name]))

  shared = shared_spans(run(docs), set(labelled))
  by_characters, by_share = {}, {}
  for (a, b), (in_a, in_b) in shared.items():
    sizes = merged_size(counts, a, in_a), merged_size(counts, b, in_b)
    by_characters[a, b] = min(sizes)
    shorter = min(((whole(counts, a), sizes[0]), (whole(counts, b), sizes[1])))
    by_share[a, b] = shorter[1] / shorter[0]
  rows = []
  for a, b in sorted(gold):
    in_a, in_b = shared.get((a, b), ([], []))
    rows.append((merged_size(base, a, in_a) / whole(base, a), a, b))
    rows.append((merged_size(base, b, in_b) / whole(base, b), b, a))
  return Chapters(
      len(gold), {
          'characters in common': average_precision(by_characters, gold),
          'share of the shorter text': average_precision(by_share, gold)
      }, sorted(rows))


# --- Substance against boilerplate in bills -----------------------------------


def matched_symbols(run: pathlib.Path, texts: dict[str, str]) -> int:
  """Symbols of two texts that a run matched. An occurrence other than the
  medoid of its passage says with its edits what did not match."""
  matched: dict[str, set[int]] = collections.defaultdict(set)
  rows = list(score.json_lines(run / 'occurrences.jsonl'))
  for row in rows:
    if row['kind'] != 'passage' or row['inside'] is not None:
      continue
    inside = set(range(row['char_begin'], row['char_end']))
    for edit in row['edits']:
      inside -= set(range(edit['begin'], edit['end']))
    matched[row['id']] |= {
        i for i in inside if symbols.is_symbol(texts[row['id']][i])
    }
  # What is dropped shows on one side alone, so the smaller one is nearer.
  return min((len(matched[name]) for name in texts), default=0)


def area_under_curve(positive: list[float], negative: list[float]) -> float:
  """The chance that a positive has the larger value; ties count half."""
  wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
  return wins / (len(positive) * len(negative))


def alignments(run: Run, path: pathlib.Path
               ) -> tuple[float, dict[str, list[tuple[int, str]]]]:
  """AUC of substantive against boilerplate alignments by matched symbols,
  and (symbols, id) by label. Each alignment is a collection of two texts."""
  values: dict[str, list[tuple[int, str]]] = collections.defaultdict(list)
  with tempfile.TemporaryDirectory() as scratch:
    docs = pathlib.Path(scratch, 'docs.jsonl')
    for row in carriers.records(path):
      if row['label'] not in ('substantive', 'boilerplate'):
        continue
      texts = {side: row[side] for side in ('left', 'right')}
      docs.write_text(
          ''.join(json.dumps({'id': name, 'text': text}) + '\n'
                  for name, text in texts.items()), 'utf-8')
      found = matched_symbols(run(docs, '--min-length', '12'), texts)
      values[row['label']].append((found, row['id']))
  numbers = lambda label: [v for v, _ in values[label]]
  return area_under_curve(numbers('substantive'),
                          numbers('boilerplate')), values
