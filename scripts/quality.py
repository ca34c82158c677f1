#!/usr/bin/env python3
"""Measures `litany dedup` on labelled collections and writes docs/quality.md.

  python3 -m venv .venv
  .venv/bin/pip install -r scripts/python-requirements.txt
  .venv/bin/python scripts/quality.py [--litany BINARY] [--data DIR]

Each collection is run end to end under several rules and scored by
`litany eval`; beside it stand two references on the same tokens: every pair
compared (no sketches) under the same rules, and MinHash LSH without
verification (datasketch, its default weights, connected components). Then the
search for the default rule, on every pair compared.

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
from measuring import call, table, write_between  # noqa: E402


@dataclasses.dataclass(frozen=True)
class Rule:
  """--threshold, and --containment and --min-jaccard if there are any."""
  threshold: str
  containment: str | None = None
  min_jaccard: str | None = None

  def exact(self) -> exact.Rule:
    fraction = lambda value: None if value is None else Fraction(value)
    return exact.Rule(
        Fraction(self.threshold), fraction(self.containment),
        fraction(self.min_jaccard))

  def options(self) -> list[str]:
    given = ['--threshold', self.threshold]
    if self.containment is not None:
      given += ['--containment', self.containment]
      given += ['--min-jaccard', self.min_jaccard]
    return given

  def __str__(self) -> str:
    text = f'J ≥ {self.threshold}'
    if self.containment is not None:
      text += f' or (C ≥ {self.containment} and J ≥ {self.min_jaccard})'
    return text


# Run end to end, the default first.
RULES = (Rule('0.5', '0.65', '0.3'), Rule('0.4'), Rule('0.5'), Rule('0.7'),
         Rule('0.8'))
# Searched on every pair compared.
SHINGLES = (5, 3)
CONTAINMENTS = ('0.6', '0.65', '0.7', '0.75', '0.8')
MIN_JACCARDS = ('0.2', '0.25', '0.3', '0.35')
GRID_THRESHOLD = '0.6'
SEARCH_THRESHOLDS = ('0.4', '0.45', '0.5', '0.6', '0.8')
# Of the pairs that are kept for it.
FLOOR = min(map(Fraction, MIN_JACCARDS))
# Choices of --representative, the default first.
ORDERS = ('length', 'degree')
# Pair F1 of Litany minus that of the exact reference, under each rule.
MEAN_GATE = 0.005
SET_GATE = 0.02
# Pair F1 of the default rule: the mean over the Chinese collections, others.
DEFAULT_GATE = 0.935
OTHER_GATES = {'multi-installguide-arch': 0.89}
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
  """Scores of one collection, by rule (and order, where it matters)."""
  litany: dict[tuple[Rule, str], metrics.Scores]
  exact: dict[tuple[Rule, str], metrics.Scores]
  lsh: dict[str, metrics.Scores]  # by threshold
  # Pair F1 of every pair compared, by (shingle, rule, order, one way).
  search: dict[tuple[int, Rule, str, bool], float]


class Tool:
  """The litany binary."""

  def __init__(self, path: pathlib.Path):
    self.path = path

  def run(self, *arguments: str) -> bytes:
    return call(self.path, *arguments)

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


def reference(tool: Tool, docs: pathlib.Path, cache: pathlib.Path,
              shingle: int) -> tuple[exact.Vertices, exact.Pairs, np.ndarray]:
  """Vertices, every pair from FLOOR on, and MinHash values.

  Cached under the hash of what `litany fold` prints, so that a change of the
  fold is seen and nothing else costs time.
  """
  folded = tool.run('fold', str(docs))
  key = hashlib.sha256(folded +
                       f'\n{FLOOR} {shingle}'.encode()).hexdigest()[:32]
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
  collection = exact.Collection(exact.read_folded(lines), shingle)
  del lines
  pairs = collection.pairs(FLOOR)
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
  vertices, pairs, values = reference(tool, docs, cache, SHINGLES[0])
  score = lambda labels: metrics.score(gold, labels, labelled.singletons)
  result = Result({}, {}, {}, {})
  for rule in RULES:
    selected, _ = vertices.related(pairs, rule.exact())
    for order in ORDERS:
      clusters = exact.cluster(vertices, selected, order=order)
      result.exact[rule, order] = score(vertices.labels(clusters))
      run, printed = tool.dedup_and_eval(labelled, docs, *rule.options(),
                                         '--representative', order)
      scores = score(run.labels())
      result.litany[rule, order] = scores
      difference = eval_disagreement(printed, scores)
      if difference:
        failures.append(f'{labelled.name}, {rule}: {difference}')
    if rule.threshold not in result.lsh:
      components = unverified.lsh_components(values, float(rule.threshold))
      result.lsh[rule.threshold] = score(vertices.labels(components))
  search(labelled, tool, docs, cache, gold, result)
  return result


def search(labelled: Labelled, tool: Tool, docs: pathlib.Path,
           cache: pathlib.Path, gold: dict, result: Result) -> None:
  """Fills result.search."""
  for shingle in SHINGLES:
    vertices, pairs, _ = reference(tool, docs, cache, shingle)

    def measure_rule(rule: Rule, order: str, one_way: bool = False):
      selected, contained = vertices.related(pairs, rule.exact())
      clusters = exact.cluster(
          vertices,
          selected,
          rule='components' if order == 'components' else 'representative',
          order=order,
          one_way=contained if one_way else None)
      result.search[shingle, rule, order, one_way] = metrics.score(
          gold, vertices.labels(clusters), labelled.singletons).pair_f1

    for rule in searched_rules():
      for order in ORDERS:
        measure_rule(rule, order)
    for order in ORDERS:
      measure_rule(RULES[0], order, one_way=True)
    measure_rule(RULES[0], 'components')


def grid() -> list[Rule]:
  return [
      Rule(GRID_THRESHOLD, containment, min_jaccard)
      for containment in CONTAINMENTS
      for min_jaccard in MIN_JACCARDS
  ]


def thresholds() -> list[Rule]:
  default = RULES[0]
  return [
      rule for threshold in SEARCH_THRESHOLDS
      for rule in (Rule(threshold),
                   Rule(threshold, default.containment, default.min_jaccard))
  ]


def searched_rules() -> list[Rule]:
  return list(dict.fromkeys(grid() + thresholds() + [RULES[0]]))


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


def set_tables(results: dict[str, Result], skipped: dict[str, str]) -> str:
  parts = []
  for rule in RULES:
    rows = []
    for labelled in SETS:
      if labelled.name in skipped:
        rows.append([labelled.name, f'SKIP: {skipped[labelled.name]}'] +
                    [''] * 4)
        continue
      result = results[labelled.name]
      ours = result.litany[rule, ORDERS[0]]
      theirs = result.exact[rule, ORDERS[0]]
      rows.append([
          labelled.name,
          cell(ours),
          cell(result.litany[rule, ORDERS[1]]),
          cell(theirs), f'{ours.pair_f1 - theirs.pair_f1:+.4f}',
          cell(result.lsh[rule.threshold])
      ])
    parts.append(
        f'### {rule}{" (default)" if rule == RULES[0] else ""}\n\n'
        f'Each cell: {MEASURES}. '
        f'`{ORDERS[0]}` and `{ORDERS[1]}` are the choices of '
        '`--representative`.\n\n' + table([
            'collection', f'Litany, {ORDERS[0]}', f'Litany, {ORDERS[1]}',
            f'every pair, {ORDERS[0]}', 'Litany minus it, F1', 'unverified LSH'
        ], rows))
  return '\n'.join(parts)


def chinese(results: dict[str, Result]) -> list[Result]:
  return [results[s.name] for s in SETS if s.chinese and s.name in results]


def mean_tables(results: dict[str, Result]) -> str:
  """Means of pair F1 per rule."""
  judged = chinese(results)
  rows = []
  for rule in RULES:
    row = [str(rule)]
    for scores in ('litany', 'exact'):
      for order in ORDERS:
        row.append('{:.4f}'.format(
            mean(getattr(r, scores)[rule, order].pair_f1 for r in judged)))
    row.append(f'{mean(r.lsh[rule.threshold].pair_f1 for r in judged):.4f}')
    rows.append(row)
  differences = []
  for rule in RULES:
    for order in ORDERS:
      by_set = differences_at(results, rule, order)
      widest = max(by_set, key=lambda name: abs(by_set[name]))
      differences.append([
          str(rule), order, f'{mean(by_set.values()):+.4f}',
          f'{by_set[widest]:+.4f} ({widest})'
      ])
  return (f'### Mean pair F1 over the {len(judged)} Chinese collections\n\n' +
          table([
              'rule', *(f'Litany, {order}' for order in ORDERS),
              *(f'every pair, {order}' for order in ORDERS), 'unverified LSH'
          ], rows) +
          '\n### Litany minus every pair compared, in pair F1, all collections'
          f'\n\nGates: mean within {MEAN_GATE}, no collection further than '
          f'{SET_GATE}.\n\n' +
          table(['rule', 'representative', 'mean', 'widest'], differences))


def search_tables(results: dict[str, Result]) -> str:
  """Every pair compared: what the default rule was chosen from."""
  judged = chinese(results)
  other = [s.name for s in SETS if not s.chinese and s.name in results]

  def cells(rule: Rule, order: str, shingle: int, one_way: bool) -> list[str]:
    key = shingle, rule, order, one_way
    return [f'{mean(r.search[key] for r in judged):.4f}'] + [
        f'{results[name].search[key]:.3f}' for name in other
    ]

  def titles(order: str, shingle: int) -> list[str]:
    end = f'{order}, shingles of {shingle}'
    return [f'mean, {end}'] + [f'{name}, {end}' for name in other]

  columns = [(order, shingle) for shingle in SHINGLES for order in ORDERS]
  header = [title for column in columns for title in titles(*column)]
  in_rows = lambda rules: [[
      str(rule),
      *(c for order, shingle in columns
        for c in cells(rule, order, shingle, False))
  ] for rule in rules]
  joining = []
  for name, order, one_way in (
      ('either joins the other, length', 'length', False),
      ('either joins the other, degree', 'degree', False),
      ('the smaller joins the larger, length', 'length', True),
      ('the smaller joins the larger, degree', 'degree', True),
      ('connected components', 'components', False),
  ):
    joining.append([name, *cells(RULES[0], order, SHINGLES[0], one_way)])
  joining.append([
      'reported only, length',
      *cells(Rule(RULES[0].threshold), 'length', SHINGLES[0], False)
  ])
  return (
      '### The search for the rule: containment and similarity\n\n'
      f'Every pair compared; mean pair F1 over the {len(judged)} Chinese '
      'collections.\n\n' + table(['rule', *header], in_rows(grid())) +
      '\n### The threshold of near pairs, with and without contained ones\n\n' +
      table(['rule', *header], in_rows(thresholds())) +
      f'\n### How contained pairs join, {RULES[0]}\n\n' +
      table(['joining', *('mean', *other)], joining))


def differences_at(results: dict[str, Result], rule: Rule,
                   order: str) -> dict[str, float]:
  return {
      name: r.litany[rule, order].pair_f1 - r.exact[rule, order].pair_f1
      for name, r in results.items()
  }


def gate(results: dict[str, Result], failures: list[str]) -> None:
  for rule in RULES:
    for order in ORDERS:
      by_set = differences_at(results, rule, order)
      average = mean(by_set.values())
      if abs(average) > MEAN_GATE:
        failures.append(f'{rule}, {order}: the mean pair F1 is '
                        f'{average:+.4f} from the exact reference, more than '
                        f'{MEAN_GATE}')
      for name, value in by_set.items():
        if abs(value) > SET_GATE:
          failures.append(f'{name}, {rule}, {order}: pair F1 is '
                          f'{value:+.4f} from the exact reference, more than '
                          f'{SET_GATE}')
  if len(results) == len(SETS):
    value = mean(
        r.litany[RULES[0], ORDERS[0]].pair_f1 for r in chinese(results))
    if value < DEFAULT_GATE:
      failures.append(f'the mean pair F1 of the default is {value:.4f}, less '
                      f'than {DEFAULT_GATE}')
    for name, least in OTHER_GATES.items():
      value = results[name].litany[RULES[0], ORDERS[0]].pair_f1
      if value < least:
        failures.append(f'{name}: pair F1 of the default is {value:.4f}, less '
                        f'than {least}')


def check_default(parameters: dict, failures: list[str]) -> None:
  """That the first of RULES and of ORDERS are what litany does by itself."""
  found = Rule(*(parameters[name] if parameters[name] is None else str(
      parameters[name]) for name in ('threshold', 'containment',
                                     'min_jaccard')))
  if (found, parameters['representative']) != (RULES[0], ORDERS[0]):
    failures.append(f'the default is {found}, {parameters["representative"]}; '
                    f'this script takes it for {RULES[0]}, {ORDERS[0]}')


def variant_table(parameters: dict, shares: list[tuple[str, int, int]]) -> str:
  rows = [[variant, f'{joined} of {count}', f'{joined / count:.4f}']
          for variant, joined, count in shares]
  return (f'### Kinds of change in {VARIANTS_OF}, default options '
          f'({RULES[0]}, representative {parameters["representative"]})'
          '\n\n' +
          table(['variant', 'in one cluster with its base', 'share'], rows))


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
        parameters, shares = variant_shares(tool, docs)
        check_default(parameters, failures)
        variants = variant_table(parameters, shares)
      print(f'quality: {labelled.name}: {time.monotonic() - started:.0f} s',
            file=sys.stderr)
  if not results:
    print('quality: no collection to measure; name their folder with --data',
          file=sys.stderr)
    return 2

  gate(results, failures)
  content = '\n'.join(
      [set_tables(results, skipped), mean_tables(results),
       search_tables(results), variants])
  print(content)
  # A part of the collections makes no page.
  if not skipped:
    write_between(arguments.page, BEGIN, END, content)
  for failure in failures:
    print(f'quality: FAILED: {failure}', file=sys.stderr)
  return 1 if failures else 0


if __name__ == '__main__':
  sys.exit(main())
