"""A long chain: each text is like its neighbours, the ends share nothing."""

import random
from fractions import Fraction

import pytest

import harness

LINKS = 5000
SHINGLES, SHIFT = 37, 3
NEXT, NEXT_BUT_ONE = Fraction(34, 40), Fraction(31, 43)


@pytest.fixture(scope='module')
def chain(tmp_path_factory):
  """(path, collection): text i is a window, moved by SHIFT, of one line."""
  length = SHINGLES + 4
  line = harness.han_text(random.Random(9), length + SHIFT * LINKS)
  docs = harness.write_lines(
      tmp_path_factory.mktemp('chain') / 'docs.jsonl', ({
          'id': f'{i:05d}',
          'text': line[SHIFT * i:SHIFT * i + length]
      } for i in range(LINKS)))
  collection = harness.fold(docs)
  for i in range(LINKS - 2):
    assert collection.jaccard(i, i + 1) == NEXT
    assert collection.jaccard(i, i + 2) == NEXT_BUT_ONE
  return docs, collection


@pytest.mark.parametrize('order', ['degree', 'length'])
def test_no_member_is_far_from_its_representative(chain, tmp_path, order):
  docs, collection = chain
  run, _ = harness.dedup(docs, tmp_path / 'out', '--threshold', '0.8',
                         '--representative', order)
  vertex = collection.vertex_by_id()
  for row in run.documents:
    if row['representative'] is not None:
      jaccard = collection.jaccard(vertex[row['id']],
                                   vertex[row['representative']])
      assert jaccard >= Fraction(4, 5), row
  # A representative has two neighbours, so a copy has three links at most.
  assert max(copy['documents'] for copy in run.repeats) <= 3
  # Two links in three are in reach of a representative at best; half at worst.
  assert LINKS / 3 <= run.counts['kept'] <= .55 * LINKS


def test_components_at_full_recall_hold_the_whole_chain(chain, tmp_path):
  docs, _ = chain
  run, _ = harness.dedup(docs, tmp_path / 'out', '--threshold', '0.8',
                         '--recall', '0.99999', '--cluster', 'components')
  assert run.counts['copies'] == 1
  assert run.repeats[0]['documents'] == LINKS
  assert run.counts['kept'] == 1


def test_a_synthesised_chain_has_the_similarities_it_states(tmp_path):
  docs, chains = tmp_path / 'docs.jsonl', 100
  outcome = harness.litany('synth', '--kind', 'chain', '--language', 'zh',
                           '--pairs', chains, '--shingles', SHINGLES,
                           '--jaccard', '0.85', '--seed', 1, '-o', docs)
  assert outcome.code == 0, outcome.stderr
  collection = harness.fold(docs)
  vertex = collection.vertex_by_id()
  gold = docs.with_suffix('.gold.tsv').read_text('utf-8').splitlines()[1:]
  assert len(gold) == len(collection.ids) - chains
  for line in gold:
    a, b, shared = line.split('\t')[:3]
    assert collection.shared(vertex[a], vertex[b]) == int(shared)
    assert collection.jaccard(vertex[a], vertex[b]) == NEXT
