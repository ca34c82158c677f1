"""Litany beside its peers: the same files, tokens, slots and threshold, in one
run (scripts/bench-peers). Writes the table of docs/performance.md with --page.

Ratios are medians over rounds in which Litany runs before every peer; those of
sketches are of processor seconds, so that other work on the machine, and how
many cores a peer uses, do not matter.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.metadata
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
from fractions import Fraction

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'scripts'), str(ROOT / 'tests' / 'reference')]

import exact  # noqa: E402
import metrics  # noqa: E402
from measuring import measured, table, write_between  # noqa: E402

SLOTS = 128
BEGIN, END = '<!-- peers:begin -->', '<!-- peers:end -->'
# The name here and the package it comes from.
PEERS = {
    'datasketch': 'datasketch',
    'datasketch-update_batch': 'datasketch',
    'rensa': 'rensa',
    'rensa-rho': 'rensa',
    'FastSketchLSH': 'FastSketchLSH',
    'FastSketchLSH-csr': 'FastSketchLSH',
    'gaoya': 'gaoya',
    'dupekit': 'marin-dupekit',
    'datatrove': 'datatrove',
    'Spark MLlib': 'pyspark',
}
# They sketch and find no pairs.
SKETCH_ONLY = ('datasketch-update_batch', 'rensa-rho', 'FastSketchLSH-csr')
# Litany's rows: the shared threshold, and the rule of its own that it has for
# whoever sets nothing.
SHARED, DEFAULT = 'Litany', 'Litany, default rule'
# These take the square of what others take: they are measured on the first
# kilobytes of the file alone, in a table of their own, and on no labelled set.
SMALL = {'Spark MLlib': 500}
# Each is given this long; a peer that needs more has no row but a reason.
PATIENCE = 120
LABELLED = ('zh-xwlb-two-crawls', 'zh-poems-two-editions',
            'zh-derived-seedlike')
SINGLETONS = ('zh-poems-two-editions',)


@dataclasses.dataclass
class Usage:
  """What a process took."""
  wall: float
  cpu: float
  peak: int  # bytes


@dataclasses.dataclass
class Truth:
  """Every pair of distinct texts at or above the threshold."""
  vertex: list[int]  # of each document, or exact.NO_VERTEX
  ids: list[str]
  pairs: set[tuple[int, int]]

  def score(self, documents: np.ndarray) -> tuple[int, float, float]:
    """Pairs found between distinct texts, precision, recall."""
    found = set()
    for a, b in documents.tolist():
      a, b = sorted((self.vertex[a], self.vertex[b]))
      if a != b:
        found.add((a, b))
    right = len(found & self.pairs)
    ratio = lambda whole: right / whole if whole else 1.0
    return len(found), ratio(len(found)), ratio(len(self.pairs))


def run(command: list, patience: float | None = None) -> tuple[Usage, str]:
  """A command's usage and standard output; SystemExit says why it failed."""
  try:
    done = measured(command, patience)
  except subprocess.TimeoutExpired:
    raise SystemExit(f'stopped after {patience:.0f} s') from None
  if done.code:
    lines = done.stderr.strip().splitlines() or ['']
    raise SystemExit(f'ended with {done.code}: {lines[-1][:200]}')
  return (Usage(done.seconds, done.cpu_seconds, done.peak_bytes),
          done.stdout.decode())


class Bench:

  def __init__(self, arguments: argparse.Namespace, scratch: pathlib.Path):
    self.arguments = arguments
    self.scratch = scratch

  def options(self) -> list:
    return [
        '--threshold', self.arguments.threshold, '--threads',
        self.arguments.threads
    ]

  def litany(self, docs: pathlib.Path,
             rule: str) -> tuple[Usage, pathlib.Path]:
    out = self.scratch / 'run'
    shutil.rmtree(out, ignore_errors=True)
    options = self.options() if rule == SHARED else [
        '--threads', self.arguments.threads
    ]
    usage, _ = run([
        self.arguments.litany, 'dedup', docs, '-o', out, '--pairs',
        '--progress', 'none', *options
    ])
    return usage, out

  def fold(self, docs: pathlib.Path) -> tuple[Usage, pathlib.Path]:
    usage, printed = run([self.arguments.litany, 'fold', docs])
    file = self.scratch / 'folded.jsonl'
    file.write_text(printed, 'utf-8')
    return usage, file

  def sketch(self, texts: pathlib.Path) -> dict:
    _, printed = run([self.arguments.sketch_file, texts, SLOTS, 5])
    return json.loads(printed)

  def peer(self, name: str,
           folded: pathlib.Path) -> tuple[dict, np.ndarray, np.ndarray]:
    pairs = self.scratch / 'pairs.npz'
    _, printed = run([
        sys.executable,
        pathlib.Path(__file__).with_name('peer.py'), name, folded, '--pairs',
        pairs, *self.options()
    ], PATIENCE)
    saved = np.load(pairs)
    return (json.loads(printed.strip().splitlines()[-1]), saved['pairs'],
            saved['labels'])


def records(path: pathlib.Path) -> list[dict]:
  # Split at \n only: the texts hold other line breaks.
  with path.open('rb') as file:
    return [json.loads(line) for line in file]


def write_texts(docs: pathlib.Path, path: pathlib.Path) -> None:
  with path.open('wb') as file:
    for record in records(docs):
      text = record['text'].encode()
      file.write(struct.pack('<Q', len(text)) + text)


def truth(folded: pathlib.Path, threshold: str) -> Truth:
  with folded.open('rb') as lines:
    collection = exact.Collection(exact.read_folded(lines))
  pairs = collection.pairs(Fraction(threshold))
  return Truth(collection.vertex_of.tolist(), collection.ids,
               set(zip(pairs.a.tolist(), pairs.b.tolist())))


def litany_pairs(out: pathlib.Path, ids: list[str]) -> np.ndarray:
  number = {name: i for i, name in enumerate(ids)}
  return np.array([(number[row['a']], number[row['b']])
                   for row in records(out / 'pairs.jsonl')]).reshape(-1, 2)


def made_file(arguments: argparse.Namespace,
              scratch: pathlib.Path) -> tuple[pathlib.Path, str]:
  """The first megabytes of a file of planted copies, and what it is."""
  docs = scratch / 'docs.jsonl'
  size = arguments.megabytes * 10**6
  maker = arguments.data.parent / 'tools' / 'volume.sh'
  whole, what = arguments.file, '`--file`, its beginning'
  if whole is None and maker.exists():
    whole, what = scratch / 'whole.jsonl', '`volume.sh` of the labelled collections, seed 1'
    run([maker, whole, arguments.megabytes, 1])
  if whole is None:
    what = '`litany synth --language mixed --shingles 460`'
    whole = scratch / 'whole.jsonl'
    # A pair is two documents of 460 shingles, 5 kB together.
    run([
        arguments.litany, 'synth', '--language', 'mixed', '--shingles', 460,
        '--jaccard', '0.85', '--pairs', max(1, size // 5000), '-o', whole
    ])
  first_lines(whole, size, docs)
  return docs, what


def first_lines(source: pathlib.Path, size: int, target: pathlib.Path) -> None:
  """The first lines of a file, as many as go into so many bytes."""
  with source.open('rb') as lines, target.open('wb') as out:
    for line in lines:
      if out.tell() + len(line) > size:
        break
      out.write(line)


def rounds(bench: Bench, docs: pathlib.Path, names: list[str],
           failures: dict[str, str]) -> tuple[list[dict], dict]:
  """One row a tool, Litany's first, and facts of the collection."""
  arguments = bench.arguments
  _, folded = bench.fold(docs)
  known = truth(folded, arguments.threshold)
  texts = bench.scratch / 'texts'
  write_texts(docs, texts)
  shingles = bench.sketch(texts)['shingles']
  samples: dict[str, list[dict]] = {
      name: [] for name in (SHARED, DEFAULT, *names)
  }
  for number in range(arguments.rounds):
    for name in names:
      if name in failures:
        continue
      sketch = bench.sketch(texts)
      fold, _ = bench.fold(docs)
      for rule in (SHARED, DEFAULT):
        usage, out = bench.litany(docs, rule)
        samples[rule].append({
            'sketch': sketch['hash'] + sketch['sign'],
            'sign': sketch['sign'],
            'all': sketch['fold'] + sketch['hash'] + sketch['sign'],
            'wall': usage.wall, 'cpu': usage.cpu, 'peak': usage.peak,
            'score': known.score(litany_pairs(out, known.ids)),
        })
      mine = samples[SHARED][-1]
      try:
        peer, pairs, _ = bench.peer(name, folded)
      except SystemExit as error:
        failures[name] = str(error)
        continue
      print(f'round {number + 1}: {name}', file=sys.stderr)
      theirs = {
          'sketch': peer['sketch_cpu'],
          'all': peer['tokenise_cpu'] + peer['sketch_cpu'],
          'wall': fold.wall + peer['wall'],
          'cpu': fold.cpu + peer['cpu'],
          'peak': peer['peak'],
          'score': known.score(pairs),
      }
      base = 'sign' if name == 'FastSketchLSH-csr' else 'sketch'
      for key, other in (('sketch', base), ('all', 'all'), ('wall', 'wall'),
                         ('cpu', 'cpu')):
        theirs['x_' + key] = theirs[key] / max(mine[other], 1e-9)
      theirs['x_default'] = theirs['wall'] / samples[DEFAULT][-1]['wall']
      samples[name].append(theirs)
  facts = {
      'documents': len(known.ids),
      'bytes': docs.stat().st_size,
      'shingles': shingles,
      'pairs': len(known.pairs),
  }
  return [{
      'name': name, **{
          key: middle([s[key] for s in some]) for key in some[0]
      }
  } for name, some in samples.items() if some], facts


def middle(values: list):
  if isinstance(values[0], tuple):
    return values[0]
  return statistics.median(values)


def labelled(bench: Bench, names: list[str]) -> tuple[dict, list[str]]:
  """Pair F1 of clusters by tool and set, and why sets were left out."""
  import zstandard
  scores: dict[str, dict[str, float]] = {}
  skipped = []
  for label in LABELLED:
    packed = bench.arguments.data / label / 'docs.jsonl.zst'
    if not packed.exists():
      skipped.append(f'{label}: no such set under --data')
      continue
    docs = bench.scratch / 'labelled.jsonl'
    with packed.open('rb') as source, docs.open('wb') as target:
      zstandard.ZstdDecompressor().copy_stream(source, target)
    rows = records(docs)
    gold = {row['id']: row.get('cluster') for row in rows}
    score = lambda found: metrics.score(gold, found, label in SINGLETONS
                                       ).pair_f1
    for rule in (SHARED, DEFAULT):
      _, out = bench.litany(docs, rule)
      scores.setdefault(rule, {})[label] = score({
          row['id']: row['cluster'] for row in records(out / 'documents.jsonl')
      })
    _, folded = bench.fold(docs)
    ids = [row['id'] for row in rows]
    for name in names:
      if name in SKETCH_ONLY:
        continue
      try:
        _, _, labels = bench.peer(name, folded)
      except SystemExit as error:
        skipped.append(f'{name} on {label}: {error}')
        continue
      print(f'{label}: {name}', file=sys.stderr)
      sizes = np.bincount(labels[labels >= 0])
      scores.setdefault(name, {})[label] = score({
          i: None if l < 0 or sizes[l] < 2 else str(l)
          for i, l in zip(ids, labels.tolist())
      })
  return scores, skipped


def times(value: float) -> str:
  return f'{value:.0f}x' if value >= 10 else f'{value:.1f}x'


def described(facts: dict) -> str:
  return (f'{facts["documents"]:,} documents, {facts["bytes"] / 1e6:.1f} MB, '
          f'{facts["shingles"]:,} shingles, {facts["pairs"]:,} pairs of '
          'distinct texts')


def of_tools(rows: list[dict], facts: dict, scores: dict,
             labels: tuple[str, ...]) -> str:
  """A table of rows of `rounds`, and cluster quality on the sets `labels`."""
  heads = [
      'tool', 'sketch, CPU s', 'tokenise + sketch, CPU s', 'end to end, s',
      'CPU s', 'documents/s', 'peak MB', 'pairs', 'precision / recall'
  ]
  if labels:
    heads.append('pair F1: ' +
                 ' / '.join(n.removeprefix('zh-') for n in labels))
  return table(heads, [
      row_of(row, facts['documents'], scores.get(row['name'], {}))[:len(heads)]
      for row in rows
  ])


def row_of(row: dict, documents: int, scores: dict[str, float]) -> list[str]:
  name = row['name']
  ratio = lambda key: f' ({times(row["x_" + key])})' if 'x_' + key in row else ''
  version = '' if name in (SHARED, DEFAULT) else ' ' + importlib.metadata.version(
      PEERS[name])
  cells = [
      name + version, f'{row["sketch"]:.4f}' + ratio('sketch'),
      f'{row["all"]:.4f}' + ratio('all')
  ]
  if name in SKETCH_ONLY:
    return cells + ['-'] * 7
  count, precision, recall = row['score']
  return cells + [
      f'{row["wall"]:.2f}' + ratio('wall'), f'{row["cpu"]:.2f}' + ratio('cpu'),
      f'{documents / row["wall"]:,.0f}', f'{row["peak"] / 1e6:.0f}',
      f'{count:,}', f'{precision:.3f} / {recall:.3f}',
      ' / '.join(f'{scores[label]:.3f}' if label in scores else '-'
                 for label in LABELLED)
  ]


def gates(rows: list[dict], scores: dict) -> list[list[str]]:
  """What was aimed at, what was measured, and whether it holds."""
  by_name = {row['name']: row for row in rows}
  found = []

  def gate(what: str, aim: float, value: float | None):
    found.append([
        what, times(aim), '-' if value is None else times(value),
        'not measured' if value is None else
        'holds' if value >= aim else 'does not hold'
    ])

  value = lambda name, key: by_name.get(name, {}).get(key)
  gate('datasketch `update_batch`, ready shingles', 300,
       value('datasketch-update_batch', 'x_sketch'))
  gate('rensa, all tokens, with its tokenising', 25, value('rensa', 'x_all'))
  gate('FastSketchLSH, the same tokens', 2, value('FastSketchLSH', 'x_sketch'))
  peers = [
      row for row in rows
      if row['name'] not in (SHARED, DEFAULT, *SKETCH_ONLY)
  ]
  if not peers:
    return found
  fastest = min(peers, key=lambda row: row['wall'])
  theirs = scores.get(fastest['name'], {})
  for rule, key in ((SHARED, 'x_wall'), (DEFAULT, 'x_default')):
    gate(f'end to end, {rule}, the fastest peer ({fastest["name"]})', 10,
         fastest[key])
    if theirs:
      # Over the sets that both have a score of.
      mean = lambda name: statistics.mean(scores[name][label]
                                          for label in theirs)
      ours, other = mean(rule), mean(fastest['name'])
      if ours < other:
        found[-1][3] = 'does not hold'
      found[-1][3] += f'; mean pair F1 {ours:.3f} against {other:.3f}'
  return found


def naive(program: pathlib.Path) -> list[list[str]]:
  """The plain C++ program's time over that of the library's road."""
  _, printed = run([
      program, '--benchmark_format=json', '--benchmark_repetitions=5',
      '--benchmark_min_time=0.1', '--benchmark_enable_random_interleaving=true',
      '--benchmark_report_aggregates_only=true',
      '--benchmark_filter=BM_NaivePermutations|BM_Signature/.*:2200/.*:128'
  ])
  seconds = {
      b['run_name']: b['cpu_time']
      for b in json.loads(printed)['benchmarks']
      if b['aggregate_name'] == 'median'
  }
  pick = lambda *parts: next(
      v for k, v in seconds.items() if all(p in k for p in parts))
  return [
      ['naive C++, 128 permutations, Chinese',
       times(pick('Naive', 'language:0') /
             pick('Signature', 'language:0', 'unit:0'))],
      ['naive C++, 128 permutations, English characters',
       times(pick('Naive', 'language:1') /
             pick('Signature', 'language:1', 'unit:1'))],
  ]


def processor() -> str:
  for line in pathlib.Path('/proc/cpuinfo').read_text().splitlines():
    if line.startswith('model name'):
      return line.split(':')[1].strip()
  return platform.processor()


def main() -> int:
  parser = argparse.ArgumentParser(
      prog='scripts/bench-peers', description=__doc__.split('\n\n')[0])
  add = parser.add_argument
  built = ROOT / 'build' / 'bench'
  add('--litany', type=pathlib.Path, default=built / 'src/cli/litany-bench')
  add('--sketch-file', type=pathlib.Path, default=built / 'bench/sketch_file')
  add('--signature-bench', type=pathlib.Path,
      default=built / 'bench/signature_bench')
  add('--data', type=pathlib.Path,
      default=os.environ.get('LITANY_DATA', ROOT.parent / 'shared' / 'data'),
      help='folder of the labelled collections (default: $LITANY_DATA)')
  add('--file', type=pathlib.Path,
      help='JSONL to measure on (default: made by volume.sh, or litany synth)')
  add('--megabytes', type=int, default=10, help='of it (default 10)')
  add('--rounds', type=int, default=3)
  add('--threshold', default='0.8')
  add('--threads', type=int, default=len(os.sched_getaffinity(0)))
  add('--only', nargs='*', choices=PEERS, help='peers (default: all)')
  add('--no-labelled', action='store_true')
  add('--page', type=pathlib.Path, help='write the tables between its marks')
  arguments = parser.parse_args()
  names = [n for n in arguments.only or PEERS if n not in SMALL]
  small = [n for n in arguments.only or PEERS if n in SMALL]
  failures: dict[str, str] = {}
  with tempfile.TemporaryDirectory() as folder:
    scratch = pathlib.Path(folder)
    bench = Bench(arguments, scratch)
    docs, what = made_file(arguments, scratch)
    rows, facts = rounds(bench, docs, names, failures)
    small_rows = []
    for name in small:
      beginning = scratch / 'beginning.jsonl'
      first_lines(docs, SMALL[name] * 1000, beginning)
      some, of = rounds(bench, beginning, [name], failures)
      small_rows.append((name, some, of))
    scores, skipped = {}, ['labelled sets: --no-labelled']
    if not arguments.no_labelled:
      scores, skipped = labelled(bench, [n for n in names if n not in failures])
  simd = re.sub(r'^$', 'best', os.environ.get('LITANY_SIMD', ''))
  text = (
      f'{what}: {described(facts)} at J ≥ {arguments.threshold}. '
      f'{arguments.threads} threads of an {processor()}, SIMD target {simd}, '
      f'medians of {arguments.rounds} rounds, load {os.getloadavg()[0]:.1f}.'
      '\n\n')
  text += of_tools(rows, facts, scores, LABELLED)
  for name, some, of in small_rows:
    if len(some) > 2:
      text += f'\nThe beginning of that, {described(of)}, for {name}:\n\n'
      text += of_tools(some, of, {}, ())
  text += '\n' + table(['gate', 'aim', 'measured', ''], gates(rows, scores))
  text += '\n' + table(['baseline', 'ratio'], naive(arguments.signature_bench))
  notes = [f'{name}: {why}' for name, why in failures.items()] + skipped
  if notes:
    text += '\nNot measured:\n\n' + ''.join(f'- {note}\n' for note in notes)
  print(text)
  if arguments.page:
    write_between(arguments.page, BEGIN, END, text)
  return 0


if __name__ == '__main__':
  sys.exit(main())
