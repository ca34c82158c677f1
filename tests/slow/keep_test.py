"""Which document of a copy stays, for every policy, from the tables alone."""

import functools
import json

import pytest
import xxhash

import harness


@pytest.fixture(scope='module')
def collection(tmp_path_factory):
  records = harness.mixed_records(31, 5000, 'k-')
  # One id, one record: this test looks records up by id.
  records = list({r['id']: r for r in records}.values())
  for i, record in enumerate(records):
    if i % 3:
      record['likes'] = i * 7919 % 100
  path = tmp_path_factory.mktemp('keep') / 'docs.jsonl'
  return harness.write_lines(path, records), {r['id']: r for r in records}


def host(record: dict) -> str:
  return record['url'].split('/')[2] if 'url' in record else '-'


def rank_of_source(wanted: list[str], record: dict) -> int:
  return wanted.index(host(record)) if host(record) in wanted else len(wanted)


# The smallest key of a copy is kept. `first` needs no tie to be broken.
POLICIES = {
    'longest': lambda r: -len(r['text']),
    'earliest': lambda r: r.get('date', '~'),
    'source:site3.example,site1.example': functools.partial(
        rank_of_source, ['site3.example', 'site1.example']),
    'likes:max': lambda r: -r.get('likes', -1),
}


def members_by_copy(run) -> dict[str, list[dict]]:
  copies: dict[str, list[dict]] = {}
  for row in run.documents:
    if row['cluster'] is not None:
      copies.setdefault(row['cluster'], []).append(row)
  return copies


def raw_hash(record: dict) -> int:
  return xxhash.xxh3_128_intdigest(record['text'].encode('utf-8'))


@pytest.mark.parametrize('policy', POLICIES)
def test_a_policy_keeps_the_best_of_each_copy(collection, tmp_path, policy):
  docs, records = collection
  run, _ = harness.dedup(docs, tmp_path / 'out', '--keep', policy)
  copies = members_by_copy(run)
  assert len(copies) > 300
  for members in copies.values():
    best = min((row['id'] for row in members),
               key=lambda i: (POLICIES[policy](records[i]),
                              raw_hash(records[i]), i))
    assert [row['id'] for row in members if row['keep']] == [best]


def test_first_keeps_the_first_of_the_input(collection, tmp_path):
  docs, records = collection
  order = {name: i for i, name in enumerate(records)}
  run, _ = harness.dedup(docs, tmp_path / 'out', '--keep', 'first')
  for members in members_by_copy(run).values():
    first = min((row['id'] for row in members), key=order.__getitem__)
    assert [row['id'] for row in members if row['keep']] == [first]


def test_none_drops_every_member(collection, tmp_path):
  docs, _ = collection
  run, _ = harness.dedup(docs, tmp_path / 'out', '--keep', 'none')
  for row in run.documents:
    assert row['keep'] == (row['cluster'] is None)
    assert row['cluster'] is None or row['kept_similarity'] is None


def test_a_policy_changes_no_copy(collection, tmp_path):
  docs, _ = collection
  tables = [
      harness.dedup(docs, tmp_path / 'out', '--keep', policy)[0].table_bytes()
      for policy in ('longest', 'first', 'none')
  ]
  for name in ('repeats.jsonl', 'occurrences.jsonl'):
    assert tables[0][name] == tables[1][name] == tables[2][name]


def test_a_vertex_is_named_by_its_smallest_hash_and_id(collection, tmp_path):
  docs, records = collection
  run, _ = harness.dedup(docs, tmp_path / 'out', '--pairs')
  named: dict[str, set[str]] = {}
  for pair in run.pairs:
    if pair['relation'] not in harness.run_directory.PAIR_RELATIONS:
      for a, b in ((pair['a'], pair['b']), (pair['b'], pair['a'])):
        named.setdefault(a, set()).add(b)
  centres = 0
  for name, others in named.items():
    # The name of a vertex has a row to each of the others, they one to it.
    if len(others) >= 2:
      centres += 1
      assert all(
          (raw_hash(records[name]), name) < (raw_hash(records[other]), other)
          for other in others)
  assert centres > 20


def test_against_drops_what_the_reference_holds(collection, tmp_path):
  docs, records = collection
  names = sorted(records)
  reference = harness.write_lines(
      tmp_path / 'reference.jsonl',
      ({'id': name, 'text': records[name]['text']} for name in names[::10]))
  written = tmp_path / 'kept.jsonl'
  run, _ = harness.dedup(docs, tmp_path / 'out', '--against', reference,
                         '--write', written)
  assert run.counts['documents'] == len(records)
  by_id = run.by_id()
  for name in names[::10]:
    if by_id[name]['reason'] != 'no-tokens':
      assert by_id[name]['reason'] == 'against', by_id[name]
      assert by_id[name]['similarity'] == '1.0'
  hits = [row for row in run.documents if row['reason'] == 'against']
  assert len(hits) == run.counts['against'] > len(names) / 10
  kept = [json.loads(line)['id']
          for line in written.read_bytes().split(b'\n')[:-1]]
  assert set(kept) == {row['id'] for row in run.documents if row['keep']}
  assert kept == [name for name in records if by_id[name]['keep']]
