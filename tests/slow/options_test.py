"""Whatever the options: the pairs are exact and the clusters follow from them."""

from fractions import Fraction

import numpy as np
import pytest

import exact
import harness


@pytest.fixture(scope='module')
def docs(tmp_path_factory):
  path = tmp_path_factory.mktemp('options') / 'docs.jsonl'
  # `litany fold` prints ids as they stand, `litany dedup` renames repeated
  # ones: here none is.
  records = {r['id']: r for r in harness.mixed_records(37, 3000, 'o-')}
  return harness.write_lines(path, records.values())


def assert_exact_pairs(run, collection, rule: exact.Rule) -> exact.Pairs:
  """E is of brute force, integers and all, and holds nearly all of it."""
  brute_force, _ = collection.related(collection.pairs(rule.floor), rule)
  found = harness.vertex_pairs(run, collection)
  rows = lambda p: set(
      zip(p.a.tolist(), p.b.tolist(), p.shared.tolist()))
  assert rows(found) <= rows(brute_force)
  assert len(found) >= .985 * len(brute_force)
  assert len(brute_force) > 100
  return found


@pytest.mark.parametrize('order', ['degree', 'length'])
@pytest.mark.parametrize('threshold', ['0.2', '0.4', '0.5', '0.75', '0.9', '1'])
def test_clusters_follow_the_rule_at_any_threshold(docs, tmp_path, threshold,
                                                   order):
  run, _ = harness.dedup(docs, tmp_path / 'out', '--pairs', '--threshold',
                         threshold, '--representative', order)
  collection = harness.fold(docs)
  if threshold == '1':
    # Two texts with one shingle set are rare; the rest is the same text.
    pairs = harness.vertex_pairs(run, collection)
    assert len(pairs) == len(collection.pairs(Fraction(1)))
  else:
    pairs = assert_exact_pairs(run, collection,
                               exact.Rule(Fraction(threshold)))
  expected = exact.cluster(collection, pairs, order=order)
  assert np.array_equal(harness.representatives(run, collection), expected)


@pytest.mark.parametrize('threshold, containment, min_jaccard', [
    ('0.5', '0.65', '0.3'),
    ('0.9', '0.65', '0.2'),
    ('0.35', '0.4', '0.1'),
])
def test_contained_pairs_follow_the_rule(docs, tmp_path, threshold,
                                         containment, min_jaccard):
  run, _ = harness.dedup(docs, tmp_path / 'out', '--pairs', '--threshold',
                         threshold, '--containment', containment,
                         '--min-jaccard', min_jaccard)
  collection = harness.fold(docs)
  rule = exact.Rule(*map(Fraction, (threshold, containment, min_jaccard)))
  pairs = assert_exact_pairs(run, collection, rule)
  _, contained = collection.related(collection.pairs(rule.floor), rule)
  assert run.counts['contained'] >= .985 * contained.sum() > 20
  expected = exact.cluster(collection, pairs)
  assert np.array_equal(harness.representatives(run, collection), expected)


@pytest.mark.parametrize('threshold', ['0.3', '0.6'])
def test_components_are_those_of_the_pairs(docs, tmp_path, threshold):
  run, _ = harness.dedup(docs, tmp_path / 'out', '--pairs', '--threshold',
                         threshold, '--cluster', 'components')
  collection = harness.fold(docs)
  pairs = assert_exact_pairs(run, collection, exact.Rule(Fraction(threshold)))
  expected = exact.cluster(collection, pairs, rule='components')
  found = harness.representatives(run, collection)
  # The same partition, whatever the names of its parts.
  assert len(set(zip(expected.tolist(), found.tolist()))) == len(
      set(expected.tolist())) == len(set(found.tolist()))


@pytest.mark.parametrize('fold_options, shingle', [
    (('--shingle', '1'), 1),
    (('--shingle', '3'), 3),
    (('--shingle', '9'), 9),
    (('--unit', 'char'), 5),
    (('--unit', 'word'), 5),
    (('--markup', 'ignore'), 5),
    (('--distinguish', 'script,variant,width,case,digits'), 5),
    (('--distinguish', 'punct'), 5),
])
def test_units_and_shingles_are_those_of_the_fold(docs, tmp_path, fold_options,
                                                  shingle):
  run, _ = harness.dedup(docs, tmp_path / 'out', '--pairs', '--threshold',
                         '0.5', *fold_options)
  collection = harness.fold(docs, *fold_options, shingle=shingle)
  pairs = assert_exact_pairs(run, collection, exact.Rule(Fraction('0.5')))
  expected = exact.cluster(collection, pairs)
  assert np.array_equal(harness.representatives(run, collection), expected)


@pytest.mark.parametrize('options', [
    ('--threshold', '0'),
    ('--threshold', '1.01'),
    ('--threshold', 'nan'),
    ('--threshold', '-0.5'),
    ('--threshold', '0.5x'),
    ('--containment', '0'),
    ('--min-jaccard', '0.001'),
    ('--min-jaccard', '0.5'),
    ('--preset', 'lax'),
    ('--recall', '1'),
    ('--recall', '0'),
    ('--shingle', '0'),
    ('--shingle', '-1'),
    ('--threads', '-1'),
    ('--threads', '99999999999999999999'),
    ('--max-doc-bytes', '12QB'),
    ('--max-doc-bytes', '-1'),
    ('--keep', 'best'),
    ('--cluster', 'none'),
    ('--distinguish', 'colour'),
    ('--unit', ''),
    ('--no-such-option',),
])
def test_a_bad_value_is_a_usage_error_that_names_it(docs, tmp_path, options):
  outcome = harness.litany('dedup', docs, '-o', tmp_path / 'out', *options)
  assert outcome.code == 2
  assert options[0] in outcome.stderr
  assert not (tmp_path / 'out').exists()
