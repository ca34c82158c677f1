"""The tables do not depend on how a run was made or how its input lay."""

import json
import random

import pytest

import harness

OPTIONS = ('--threshold', '0.6', '--containment', '0.65', '--pairs')


@pytest.fixture(scope='module')
def records():
  return harness.mixed_records(3, 8000, 'a-')


@pytest.fixture(scope='module')
def baseline(records, tmp_path_factory):
  folder = tmp_path_factory.mktemp('baseline')
  docs = harness.write_lines(folder / 'docs.jsonl', records)
  run, _ = harness.dedup(docs, folder / 'out', '--threads', 1, *OPTIONS)
  # Without each of these the comparison would say less than it seems to.
  reasons = {d['reason'] for d in run.documents}
  assert {'unique', 'no-tokens', 'kept', 'identical', 'same', 'near',
          'contained'} <= reasons
  assert run.counts['duplicate_ids'] > 50 and run.counts['pairs'] > 1000
  return docs, run.table_bytes()


def assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
  assert found.keys() == expected.keys()
  for name, content in expected.items():
    if found[name] == content:
      continue
    pairs = zip(found[name].split(b'\n'), content.split(b'\n'))
    first = next(((a, b) for a, b in pairs if a != b), 'one is longer')
    raise AssertionError(f'{name} differs, first in {first}')


@pytest.mark.parametrize('threads', [1, 2, 7])
def test_threads_change_no_byte(baseline, tmp_path, threads):
  docs, expected = baseline
  run, _ = harness.dedup(docs, tmp_path / 'out', '--threads', threads,
                         *OPTIONS)
  assert_same(run.table_bytes(), expected)


def test_scalar_kernels_change_no_byte(baseline, tmp_path):
  docs, expected = baseline
  run, _ = harness.dedup(
      docs, tmp_path / 'out', *OPTIONS, env={'LITANY_SIMD': 'scalar'})
  assert_same(run.table_bytes(), expected)


@pytest.mark.parametrize('seed', [1, 2])
def test_order_of_the_lines_changes_no_byte(records, baseline, tmp_path, seed):
  shuffled = records[:]
  random.Random(seed).shuffle(shuffled)
  docs = harness.write_lines(tmp_path / 'docs.jsonl', shuffled)
  run, _ = harness.dedup(docs, tmp_path / 'out', *OPTIONS)
  assert_same(run.table_bytes(), baseline[1])


def test_a_split_into_nine_files_changes_no_byte(records, baseline, tmp_path):
  files = [
      harness.write_lines(tmp_path / f'part{i}.jsonl', records[i::9])
      for i in range(9)
  ]
  run, _ = harness.dedup(files, tmp_path / 'out', *OPTIONS)
  assert_same(run.table_bytes(), baseline[1])


def test_an_unrelated_collection_changes_no_old_row(records, baseline,
                                                    tmp_path):
  others = harness.mixed_records(4, 5000, 'z-')
  docs = harness.write_lines(tmp_path / 'docs.jsonl', records + others)
  run, _ = harness.dedup(docs, tmp_path / 'out', *OPTIONS)
  # A text of a few characters can be the same by chance in both; so can one
  # without tokens, but that is compared with nothing.
  old_ids = {r['id'] for r in records}
  is_old = lambda document: document.split('#')[0] in old_ids
  assert not any({is_old(p['a']), is_old(p['b'])} == {True, False}
                 for p in run.pairs), 'the collections are not unrelated'
  old_copies = {d['cluster'] for d in run.documents if is_old(d['id'])}
  belongs = {
      'documents.jsonl': lambda row: is_old(row['id']),
      'repeats.jsonl': lambda row: row['repeat'] in old_copies,
      'occurrences.jsonl': lambda row: is_old(row['id']),
      'pairs.jsonl': lambda row: is_old(row['a']),
  }
  tables = run.table_bytes()
  for name, of_old in belongs.items():
    lines = tables[name].splitlines(keepends=True)
    kept = b''.join(line for line in lines if of_old(json.loads(line)))
    assert kept == baseline[1][name], name
