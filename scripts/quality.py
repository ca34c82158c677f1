#!/usr/bin/env python3
"""Measures `litany dedup` on labelled collections and writes docs/quality.md.

  python3 -m venv .venv
  .venv/bin/pip install -r scripts/python-requirements.txt
  .venv/bin/python scripts/quality.py [--litany BINARY] [--data DIR]

Each collection is run end to end at several thresholds and scored by
`litany eval`; beside it stand two references on the same tokens: every pair
compared (no sketches) under the same clustering rule, and MinHash LSH without
verification (datasketch, its default weights, connected components).

Exits with 1 if Litany is further from the exact reference than the gates
below allow, or if `litany eval` and the reference measures disagree.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

import numpy as np
import zstandard

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'reference'))

import exact  # noqa: E402
import metrics  # noqa: E402
import run_directory  # noqa: E402
import unverified  # noqa: E402

THRESHOLDS = ('0.4', '0.5', '0.7', '0.8')
# Choices of --representative, the default first.
ORDERS = ('length', 'degree')
# Pair F1 of Litany minus that of the exact reference, at each threshold.
MEAN_GATE = 0.005
SET_GATE = 0.02
# `litany eval` against tests/reference/metrics.py.
EVAL_GATE = 1e-5
BEGIN, END = '<!-- quality:begin -->', '<!-- quality:end -->'
MEASURES = 'pair F1 / ARI / B-cubed / exact match'


@dataclasses.dataclass(frozen=True)
class Labelled:
  """A collection with gold labels in its field `cluster`."""
  name: str
  folder: str
  singletons: bool = False  # documents without a label count as singletons

  @property
  def chinese(self) -> bool:
    return self.folder.startswith('zh-')


SETS = (
    Labelled('two-crawls', 'zh-xwlb-two-crawls'),
    Labelled('third-source', 'zh-xwlb-third-source'),
    Labelled('poems-two-editions', 'zh-poems-two-editions', singletons=True),
    Labelled('classical-histories', 'zh-classical-histories'),
    Labelled('derived-seedlike', 'zh-derived-seedlike'),
    Labelled('laws-versions', 'zh-laws-versions'),
    Labelled('multi-installguide-arch', 'multi-installguide-arch'),
)
VARIANTS_OF = 'derived-seedlike'
VARIANTS = ('dots', 'trad', 'viewer', 'forum', 'portal', 'template')


@dataclasses.dataclass
class Result:
  """Scores of one collection, by threshold (and order, where it matters)."""
  litany: dict[tuple[str, str], metrics.Scores]
  exact: dict[tuple[str, str], metrics.Scores]
  lsh: dict[str, metrics.Scores]


class Tool:
  """The litany binary."""

  def __init__(self, path: pathlib.Path):
    self.path = path

  def run(self, *arguments: str) -> bytes:
    done = subprocess.run([self.path, *arguments],
                          capture_output=True,
                          check=False)
    if done.returncode != 0:
      sys.exit(f'quality: litany {" ".join(arguments)} ended with '
               f'{done.returncode}:\n{done.stderr.decode(errors="replace")}')
    return done.stdout

  def dedup(self, docs: pathlib.Path, *options: str) -> run_directory.Run:
    """Runs `litany dedup` in a directory of its own; the caller needs no
    file of it but through the result."""
    with tempfile.TemporaryDirectory() as out:
      self.run('dedup', str(docs), '-o', out, '--force', *options)
      return run_directory.load(out)

  def dedup_and_eval(self, labelled: Labelled, docs: pathlib.Path,
                     *options: str) -> tuple[run_directory.Run, dict]:
    with tempfile.TemporaryDirectory() as out:
      self.run('dedup', str(docs), '-o', out, '--force', *options)
      unlabelled = 'singleton' if labelled.singletons else 'leave-out'
      scores = self.run('eval', out, '--gold', str(docs), '--gold-field',
                        'cluster', '--unlabelled', unlabelled, '--show', '0',
                        '--json')
      return run_directory.load(out), json.loads(scores)


def read_gold(docs: pathlib.Path) -> list[dict]:
  """The records of `docs` without their texts."""
  records = []
  with docs.open('rb') as file:
    stream = zstandard.ZstdDecompressor().stream_reader(file)
    # Split at \n only: the texts hold other line breaks.
    for line in io.TextIOWrapper(stream, encoding='utf-8', newline='\n'):
      record = json.loads(line)
      record.pop('text')
      records.append(record)
  return records


def reference(tool: Tool, docs: pathlib.Path, cache: pathlib.Path
              ) -> tuple[exact.Vertices, exact.Pairs, np.ndarray]:
  """Vertices, every pair at the lowest threshold, and MinHash values.

  Cached under the hash of what `litany fold` prints, so that a change of the
  fold is seen and nothing else costs time.
  """
  folded = tool.run('fold', str(docs))
  floor = min(map(Fraction, THRESHOLDS))
  key = hashlib.sha256(folded + f'\n{floor} 5'.encode()).hexdigest()[:32]
  file = cache / f'{docs.parent.name}-{key}.npz'
  if file.exists():
    saved = np.load(file)
    vertices = exact.Vertices(saved['ids'].tolist(), saved['vertex_of'],
                              saved['lengths'],
                              [int(h, 16) for h in saved['hashes'].tolist()],
                              saved['sizes'])
    pairs = exact.Pairs(saved['a'], saved['b'], saved['shared'])
    return vertices, pairs, saved['values']
  lines = folded.split(b'\n')[:-1]
  del folded
  collection = exact.Collection(exact.read_folded(lines))
  del lines
  pairs = collection.pairs(floor)
  values = unverified.minhash_values(collection)
  cache.mkdir(parents=True, exist_ok=True)
  partial = file.with_suffix('.partial.npz')
  np.savez_compressed(
      partial,
      ids=np.array(collection.ids),
      vertex_of=collection.vertex_of,
      lengths=collection.lengths,
      hashes=np.array([f'{h:032x}' for h in collection.hashes]),
      sizes=collection.sizes,
      a=pairs.a,
      b=pairs.b,
      shared=pairs.shared,
      values=values)
  partial.rename(file)
  return collection, pairs, values


def eval_disagreement(printed: dict, scores: metrics.Scores) -> str | None:
  """What `litany eval --json` says differently from `scores`, if anything."""
  expected = {
      'pair precision': (printed['pairs']['precision'], scores.pair_precision),
      'pair recall': (printed['pairs']['recall'], scores.pair_recall),
      'pair F1': (printed['pairs']['f1'], scores.pair_f1),
      'ARI': (printed['adjusted_rand'], scores.ari),
      'B-cubed F1': (printed['bcubed']['f1'], scores.bcubed_f1),
      'exact match':
          (printed['exact_match']['accuracy'], scores.exact_match),
  }
  for name, (theirs, ours) in expected.items():
    # null is a quotient of 0 / 0, which the reference calls 1.
    if theirs is None:
      theirs = 1.0
    if abs(theirs - ours) > EVAL_GATE:
      return f'{name} is {theirs} in litany eval, {ours} in the reference'
  return None


def measure(tool: Tool, labelled: Labelled, docs: pathlib.Path,
            cache: pathlib.Path, failures: list[str]) -> Result:
  gold = {r['id']: r.get('cluster') for r in read_gold(docs)}
  vertices, pairs, values = reference(tool, docs, cache)
  score = lambda labels: metrics.score(gold, labels, labelled.singletons)
  result = Result({}, {}, {})
  for threshold in THRESHOLDS:
    selected = vertices.select(pairs, Fraction(threshold))
    for order in ORDERS:
      clusters = exact.cluster(vertices, selected, order=order)
      result.exact[threshold, order] = score(vertices.labels(clusters))
      run, printed = tool.dedup_and_eval(labelled, docs, '--threshold',
                                         threshold, '--representative', order)
      scores = score(run.labels())
      result.litany[threshold, order] = scores
      difference = eval_disagreement(printed, scores)
      if difference:
        failures.append(f'{labelled.name} at {threshold}: {difference}')
    components = unverified.lsh_components(values, float(threshold))
    result.lsh[threshold] = score(vertices.labels(components))
  return result


def variant_shares(tool: Tool, docs: pathlib.Path
                   ) -> tuple[dict, list[tuple[str, int, int]]]:
  """At the default options: per kind of change, the variants that share a
  cluster with their base, and how many there are."""
  run = tool.dedup(docs)
  labels = run.labels()
  records = read_gold(docs)
  base = {r['cluster']: r['id'] for r in records if r['label'] == 'base'}
  shares = []
  for variant in VARIANTS:
    ids = [(r['id'], base[r['cluster']]) for r in records
           if r['label'] == variant]
    joined = sum(labels[a] is not None and labels[a] == labels[b]
                 for a, b in ids)
    shares.append((variant, joined, len(ids)))
  return run.summary['parameters'], shares


def mean(values) -> float:
  values = list(values)
  return sum(values) / len(values) if values else float('nan')


def cell(scores: metrics.Scores) -> str:
  return ' / '.join(f'{value:.3f}' for value in scores.cell())


def table(header: list[str], rows: list[list[str]]) -> str:
  lines = ['| ' + ' | '.join(header) + ' |', '|' + '---|' * len(header)]
  lines += ['| ' + ' | '.join(row) + ' |' for row in rows]
  return '\n'.join(lines) + '\n'


def set_tables(results: dict[str, Result], skipped: dict[str, str]) -> str:
  parts = []
  for threshold in THRESHOLDS:
    rows = []
    for labelled in SETS:
      if labelled.name in skipped:
        rows.append([labelled.name, f'SKIP: {skipped[labelled.name]}'] +
                    [''] * 4)
        continue
      result = results[labelled.name]
      ours = result.litany[threshold, ORDERS[0]]
      theirs = result.exact[threshold, ORDERS[0]]
      rows.append([
          labelled.name,
          cell(ours),
          cell(result.litany[threshold, ORDERS[1]]),
          cell(theirs), f'{ours.pair_f1 - theirs.pair_f1:+.4f}',
          cell(result.lsh[threshold])
      ])
    parts.append(
        f'### Threshold {threshold}\n\nEach cell: {MEASURES}. '
        f'`{ORDERS[0]}` and `{ORDERS[1]}` are the choices of '
        '`--representative`.\n\n' + table([
            'collection', f'Litany, {ORDERS[0]}', f'Litany, {ORDERS[1]}',
            f'every pair, {ORDERS[0]}', 'Litany minus it, F1', 'unverified LSH'
        ], rows))
  return '\n'.join(parts)


def mean_tables(results: dict[str, Result]) -> str:
  """Means of pair F1 per threshold; says which options do best in Chinese."""
  chinese = [results[s.name] for s in SETS if s.chinese and s.name in results]
  rows, best = [], (0.0, '', '')
  for threshold in THRESHOLDS:
    row = [threshold]
    for order in ORDERS:
      value = mean(r.litany[threshold, order].pair_f1 for r in chinese)
      best = max(best, (value, threshold, order))
      row.append(f'{value:.4f}')
    for order in ORDERS:
      row.append('{:.4f}'.format(
          mean(r.exact[threshold, order].pair_f1 for r in chinese)))
    row.append(f'{mean(r.lsh[threshold].pair_f1 for r in chinese):.4f}')
    rows.append(row)
  differences = []
  for threshold in THRESHOLDS:
    for order in ORDERS:
      by_set = differences_at(results, threshold, order)
      widest = max(by_set, key=lambda name: abs(by_set[name]))
      differences.append([
          threshold, order, f'{mean(by_set.values()):+.4f}',
          f'{by_set[widest]:+.4f} ({widest})'
      ])
  return (f'### Mean pair F1 over the {len(chinese)} Chinese collections\n\n' +
          table([
              'threshold', *(f'Litany, {order}' for order in ORDERS),
              *(f'every pair, {order}' for order in ORDERS), 'unverified LSH'
          ], rows) +
          f'\nBest: `--threshold {best[1]} --representative {best[2]}`, '
          f'{best[0]:.4f}.\n\n'
          '### Litany minus every pair compared, in pair F1, all collections'
          f'\n\nGates: mean within {MEAN_GATE}, no collection further than '
          f'{SET_GATE}.\n\n' +
          table(['threshold', 'representative', 'mean', 'widest'], differences))


def differences_at(results: dict[str, Result], threshold: str,
                   order: str) -> dict[str, float]:
  return {
      name: r.litany[threshold, order].pair_f1 -
      r.exact[threshold, order].pair_f1 for name, r in results.items()
  }


def gate(results: dict[str, Result], failures: list[str]) -> None:
  for threshold in THRESHOLDS:
    for order in ORDERS:
      by_set = differences_at(results, threshold, order)
      average = mean(by_set.values())
      if abs(average) > MEAN_GATE:
        failures.append(f'at {threshold}, {order}: the mean pair F1 is '
                        f'{average:+.4f} from the exact reference, more than '
                        f'{MEAN_GATE}')
      for name, value in by_set.items():
        if abs(value) > SET_GATE:
          failures.append(f'{name} at {threshold}, {order}: pair F1 is '
                          f'{value:+.4f} from the exact reference, more than '
                          f'{SET_GATE}')


def variant_table(parameters: dict, shares: list[tuple[str, int, int]]) -> str:
  rows = [[variant, f'{joined} of {count}', f'{joined / count:.4f}']
          for variant, joined, count in shares]
  return (f'### Kinds of change in {VARIANTS_OF}, default options '
          f'(threshold {parameters["threshold"]}, '
          f'representative {parameters["representative"]})\n\n' +
          table(['variant', 'in one cluster with its base', 'share'], rows))


def write_between_markers(page: pathlib.Path, content: str) -> None:
  text = page.read_text('utf-8')
  head, rest = text.split(BEGIN)
  tail = rest.split(END)[1]
  page.write_text(f'{head}{BEGIN}\n{content}{END}{tail}', 'utf-8')


def main() -> int:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument(
      '--litany',
      type=pathlib.Path,
      default=os.environ.get('LITANY_BINARY',
                             ROOT / 'build/dev/src/cli/litany'))
  parser.add_argument(
      '--data',
      type=pathlib.Path,
      default=os.environ.get('LITANY_DATA', ROOT.parent / 'shared' / 'data'),
      help='folder of the labelled collections (default: $LITANY_DATA)')
  parser.add_argument('--only', nargs='*', help='names of collections')
  parser.add_argument(
      '--page',
      type=pathlib.Path,
      default=ROOT / 'docs' / 'quality.md',
      help='page to write the tables into')
  arguments = parser.parse_args()
  tool = Tool(pathlib.Path(arguments.litany).resolve())
  data = pathlib.Path(arguments.data)
  cache = ROOT / 'build' / 'quality-cache'

  results: dict[str, Result] = {}
  skipped: dict[str, str] = {}
  failures: list[str] = []
  variants = ''
  for labelled in SETS:
    docs = data / labelled.folder / 'docs.jsonl.zst'
    if arguments.only and labelled.name not in arguments.only:
      skipped[labelled.name] = 'not asked for'
    elif not docs.exists():
      skipped[labelled.name] = 'the collection is not here'
      print(f'quality: SKIP {labelled.name}: {docs} does not exist',
            file=sys.stderr)
    else:
      started = time.monotonic()
      results[labelled.name] = measure(tool, labelled, docs, cache, failures)
      if labelled.name == VARIANTS_OF:
        variants = variant_table(*variant_shares(tool, docs))
      print(f'quality: {labelled.name}: {time.monotonic() - started:.0f} s',
            file=sys.stderr)
  if not results:
    print('quality: no collection to measure; name their folder with --data',
          file=sys.stderr)
    return 2

  gate(results, failures)
  content = '\n'.join(
      [set_tables(results, skipped), mean_tables(results), variants])
  print(content)
  # A part of the collections makes no page.
  if not skipped:
    write_between_markers(arguments.page, content)
  for failure in failures:
    print(f'quality: FAILED: {failure}', file=sys.stderr)
  return 1 if failures else 0


if __name__ == '__main__':
  sys.exit(main())
