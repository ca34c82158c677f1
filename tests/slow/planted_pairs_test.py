"""Pairs of a known similarity: those above the threshold are found."""

import csv
import pathlib
from fractions import Fraction

import pytest

import harness

PAIRS = 2000
# A little above the threshold of .8, and a little below.
ABOVE, BELOW = Fraction(41, 51), Fraction(36, 46)


def synthesise(folder: pathlib.Path, language: str, shingles: int,
               jaccard: Fraction) -> tuple[pathlib.Path, list[dict]]:
  docs = folder / f'{language}-{shingles}-{jaccard.numerator}.jsonl'
  outcome = harness.litany('synth', '--kind', 'pairs', '--language', language,
                           '--pairs', PAIRS, '--shingles', shingles,
                           '--jaccard', f'{float(jaccard):.9f}', '--seed', 7,
                           '-o', docs)
  assert outcome.code == 0, outcome.stderr
  with docs.with_suffix('.gold.tsv').open(encoding='utf-8') as file:
    return docs, list(csv.DictReader(file, delimiter='\t'))


def pairs_in_e(run) -> set[tuple[str, str]]:
  return {(p['a'], p['b']) for p in run.pairs if p['relation'] == 'near'}


def ends(row: dict) -> tuple[str, str]:
  a, b = sorted((row['id_a'], row['id_b']), key=lambda i: i.encode())
  return a, b


@pytest.mark.parametrize('language', ['zh', 'en'])
@pytest.mark.parametrize('shingles', [46, 92, 460, 4600])
def test_of_pairs_just_above_the_threshold_985_in_1000_are_found(
    tmp_path, language, shingles):
  docs, gold = synthesise(tmp_path, language, shingles, ABOVE)
  assert len(gold) == PAIRS
  collection = harness.fold(docs)
  vertex = collection.vertex_by_id()
  for row in gold:
    a, b = vertex[row['id_a']], vertex[row['id_b']]
    assert collection.jaccard(a, b) == ABOVE, row
    assert int(row['shared']) == collection.shared(a, b), row
    assert int(row['size_a']) == collection.sizes[a] == shingles, row
    assert int(row['size_b']) == collection.sizes[b] == shingles, row

  run, _ = harness.dedup(docs, tmp_path / 'out', '--threshold', '0.8',
                         '--pairs')
  found = pairs_in_e(run)
  share = sum(ends(row) in found for row in gold) / PAIRS
  assert share >= .985
  # And nothing else: texts of different pairs have nothing in common.
  assert found <= {ends(row) for row in gold}


@pytest.mark.parametrize('language', ['zh', 'en'])
def test_pairs_just_below_the_threshold_are_never_reported(tmp_path, language):
  docs, gold = synthesise(tmp_path, language, 41, BELOW)
  collection = harness.fold(docs)
  vertex = collection.vertex_by_id()
  for row in gold:
    assert collection.jaccard(vertex[row['id_a']],
                              vertex[row['id_b']]) == BELOW
  run, _ = harness.dedup(docs, tmp_path / 'out', '--threshold', '0.8',
                         '--pairs')
  assert not pairs_in_e(run)
  assert run.counts['kept'] == 2 * PAIRS
  # They were looked at: it is the exact comparison that turned them down.
  lower, _ = harness.dedup(docs, tmp_path / 'lower', '--threshold', '0.78',
                           '--pairs')
  found = pairs_in_e(lower)
  assert sum(ends(row) in found for row in gold) / PAIRS >= .98
