"""Ten thousand documents in families, against every pair compared."""

from fractions import Fraction

import numpy as np
import pytest

import exact
import harness

THRESHOLD = Fraction(4, 5)
DOCUMENTS = 10_000
# Of each: --language, --members, --jaccard-low (to the base of the family).
# The large families overfill their buckets, where a document meets only the
# first few of its kind.
KINDS = {
    'small families, zh': ('zh', 8, '0.6'),
    'small families, en': ('en', 8, '0.6'),
    'large families': ('mixed', 200, '0.75'),
}


@pytest.fixture(scope='module', params=KINDS.values(), ids=KINDS.keys())
def families(request, tmp_path_factory):
  """(run, collection of the fold, every pair at the threshold)."""
  language, members, low = request.param
  folder = tmp_path_factory.mktemp('families')
  docs = folder / 'docs.jsonl'
  outcome = harness.litany('synth', '--kind', 'families', '--language',
                           language, '--pairs', DOCUMENTS // members,
                           '--members', members, '--jaccard-low', low,
                           '--shingles', 120, '--seed', 11, '-o', docs)
  assert outcome.code == 0, outcome.stderr
  run, _ = harness.dedup(docs, folder / 'out', '--threshold', '0.8', '--pairs')
  collection = harness.fold(docs)
  assert len(collection.ids) == len(run.documents) == DOCUMENTS
  return run, collection, collection.pairs(THRESHOLD)


def test_the_collection_has_pairs_to_find(families):
  _, _, brute_force = families
  assert len(brute_force) > DOCUMENTS / 2


def test_few_representatives_have_another_within_reach(families):
  run, collection, brute_force = families
  representative = harness.representatives(run, collection)
  leads = representative == np.arange(len(collection))
  both = leads[brute_force.a] & leads[brute_force.b]
  surplus = set(brute_force.a[both]) | set(brute_force.b[both])
  assert len(surplus) <= .005 * len(run.documents)


def test_every_member_reaches_the_threshold_to_its_representative(families):
  run, collection, _ = families
  vertex = collection.vertex_by_id()
  for row in run.documents:
    if row['representative'] is None:
      continue
    jaccard = collection.jaccard(vertex[row['id']],
                                 vertex[row['representative']])
    assert jaccard >= THRESHOLD, row
    assert row['similarity'] == harness.run_directory.decimal(
        jaccard.numerator, jaccard.denominator), row


def test_every_row_of_pairs_has_the_integers_of_brute_force(families):
  run, collection, brute_force = families
  vertex = collection.vertex_by_id()
  counted = {(a, b): shared
             for a, b, shared in zip(brute_force.a.tolist(),
                                     brute_force.b.tolist(),
                                     brute_force.shared.tolist())}
  for row in run.pairs:
    a, b = vertex[row['a']], vertex[row['b']]
    assert row['size_a'] == collection.sizes[a], row
    assert row['size_b'] == collection.sizes[b], row
    if row['relation'] == 'near':
      assert row['shared'] == counted[min(a, b), max(a, b)], row
    else:
      assert a == b, row


def test_clusters_follow_the_rule_from_the_pairs(families):
  run, collection, _ = families
  order = run.summary['parameters']['representative']
  pairs = harness.vertex_pairs(run, collection)
  expected = exact.cluster(collection, pairs, order=order)
  assert np.array_equal(harness.representatives(run, collection), expected)


def test_a_copy_is_named_by_its_representative(families):
  run, collection, _ = families
  vertex = collection.vertex_by_id()
  for copy in run.repeats:
    content = collection.hashes[vertex[copy['representative']]]
    assert copy['repeat'] == f'{content:032x}'[:16], copy
