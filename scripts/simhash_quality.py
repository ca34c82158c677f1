#!/usr/bin/env python3
"""Measures which pairs `--method simhash` finds, and writes docs/quality.md.

  scripts/simhash_quality.py [--litany BINARY]

`litany synth` plants pairs of a known similarity; `litany dedup` looks for
them by SimHash at several distances and by MinHash, both with the threshold
at the least similarity of the table, so that what is missing was never
nominated.

Exits with 1 if a share is further from what the angle of a pair predicts than
chance and the size of the texts explain.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import math
import os
import pathlib
import sys
import tempfile

from measuring import Tool, call, table, write_between

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'reference'))

import run_directory  # noqa: E402

SIMILARITIES = (.5, .6, .7, .8, .85, .9, .95, .97, .99)
# Of every planted pair; below the least similarity, as pairs are only nearly
# as similar as was asked for.
THRESHOLD = '0.45'
SHINGLES = (200, 2000)
PAIRS = 2000
# The share found minus what the angle predicts. The widest is .058, of 200
# shingles: the prediction takes the votes for normal, and four standard errors
# of a share of 2,000 are .045.
GATE = .06
BEGIN, END = '<!-- simhash:begin -->', '<!-- simhash:end -->'


@dataclasses.dataclass(frozen=True)
class Index:
  bits: int
  distance: int

  def options(self) -> list[str]:
    return ['--method', 'simhash', '--simhash-bits', str(self.bits),
            '--hamming', str(self.distance)]

  def __str__(self) -> str:
    return f'{self.distance} of {self.bits}'

  def expected(self, jaccard: float) -> float:
    """Chance that so few bits differ of two sets of one size: each does with
    probability angle / pi (Charikar 2002), and by itself."""
    differs = math.acos(2 * jaccard / (1 + jaccard)) / math.pi
    return sum(
        math.comb(self.bits, d) * differs**d * (1 - differs)**(self.bits - d)
        for d in range(self.distance + 1))


INDEXES = (Index(64, 3), Index(64, 6), Index(64, 8), Index(128, 6),
           Index(128, 16))


def plant(litany: pathlib.Path, folder: pathlib.Path, shingles: int,
          jaccard: float) -> tuple[pathlib.Path, list[dict]]:
  docs = folder / f'{shingles}-{jaccard}.jsonl'
  call(litany, 'synth', '--language', 'zh', '--pairs', PAIRS, '--shingles',
       shingles, '--jaccard', jaccard, '--seed', 11, '-o', docs)
  with docs.with_suffix('.gold.tsv').open(encoding='utf-8') as file:
    return docs, list(csv.DictReader(file, delimiter='\t'))


def share_found(tool: Tool, docs: pathlib.Path, gold: list[dict],
                options: list[str]) -> float:
  run = run_directory.load(
      tool.run('dedup', docs, '--pairs', '--threshold', THRESHOLD, *options))
  found = {frozenset((p['a'], p['b'])) for p in run.pairs}
  return sum(frozenset((g['id_a'], g['id_b'])) in found
             for g in gold) / len(gold)


def exact_similarity(gold: list[dict]) -> float:
  """Of the planted pairs, which are all alike."""
  shared, a, b = (int(gold[0][name]) for name in ('shared', 'size_a', 'size_b'))
  return shared / (a + b - shared)


def measure(litany: pathlib.Path, shingles: int,
            failures: list[str]) -> list[list[str]]:
  rows = []
  tool = Tool(litany)
  with tempfile.TemporaryDirectory() as folder:
    for jaccard in SIMILARITIES:
      docs, gold = plant(litany, pathlib.Path(folder), shingles, jaccard)
      exact = exact_similarity(gold)
      row = [f'{jaccard:.2f}']
      for index in INDEXES:
        share = share_found(tool, docs, gold, index.options())
        expected = index.expected(exact)
        row.append(f'{share:.3f} ({expected:.3f})')
        if abs(share - expected) > GATE:
          failures.append(f'{shingles} shingles, J = {exact:.3f}, {index}: '
                          f'{share:.3f} found, {expected:.3f} expected')
      row.append(f'{share_found(tool, docs, gold, []):.3f}')
      rows.append(row)
      docs.unlink()
  tool.close()
  return rows


def main() -> int:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument(
      '--litany',
      type=pathlib.Path,
      default=os.environ.get('LITANY_BINARY',
                             ROOT / 'build/dev/src/cli/litany'))
  parser.add_argument(
      '--page',
      type=pathlib.Path,
      default=ROOT / 'docs' / 'quality.md',
      help='page to write the tables into')
  arguments = parser.parse_args()
  litany = arguments.litany.resolve()

  failures: list[str] = []
  parts = []
  for shingles in SHINGLES:
    rows = measure(litany, shingles, failures)
    parts.append(
        f'### {PAIRS:,} planted Chinese pairs of {shingles:,} shingles each\n\n'
        + table(['J', *map(str, INDEXES), 'MinHash'], rows))
  content = '\n'.join(parts)
  print(content)
  write_between(arguments.page, BEGIN, END, content)
  for failure in failures:
    print(f'simhash_quality: FAILED: {failure}', file=sys.stderr)
  return 1 if failures else 0


if __name__ == '__main__':
  sys.exit(main())
