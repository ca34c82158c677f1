"""`litany find` end to end: the causes of every character, the identities of
a run, and labelled pages with the dirt of sites on them."""

from __future__ import annotations

import collections
import gzip
import json
import pathlib
import random

import pytest

import harness
import passage_runs

CORPUS = harness.ROOT / 'corpus'
DERIVED = (harness.ROOT.parent / 'shared' / 'data' / 'zh-derived-seedlike' /
           'docs.jsonl.zst')
# What may differ between two runs.
OTHER = {'run.json', 'report.html'}
CAUSES = ('template', 'copy', 'passage', 'phrase', 'own')


def read(path: pathlib.Path) -> list[dict]:
  return [json.loads(line) for line in path.read_bytes().split(b'\n') if line]


def find(inputs: object, out: pathlib.Path, *options: object, code: int = 0,
         **how) -> pathlib.Path:
  inputs = inputs if isinstance(inputs, list) else [inputs]
  outcome = harness.litany('find', *inputs, '-o', out, '--force', *options,
                           **how)
  assert outcome.code == code, outcome.stderr
  return out


def tables(run: pathlib.Path) -> dict[str, bytes]:
  return {path.name: path.read_bytes() for path in sorted(run.iterdir())
          if path.name not in OTHER}


@pytest.fixture(scope='module', name='lines')
def corpus_lines() -> list[bytes]:
  return [line for path in sorted(CORPUS.glob('*.jsonl'))
          for line in path.read_bytes().splitlines(keepends=True)]


def write(path: pathlib.Path, lines: list[bytes]) -> pathlib.Path:
  path.write_bytes(b''.join(lines))
  return path


@pytest.fixture(scope='module', name='baseline')
def baseline_run(lines, tmp_path_factory) -> pathlib.Path:
  folder = tmp_path_factory.mktemp('find')
  return find(write(folder / 'docs.jsonl', lines), folder / 'out', '--pairs',
              '--threads', 1)


def test_every_kind_is_there(baseline):
  kinds = collections.Counter(r['kind'] for r in read(baseline / 'repeats.jsonl'))
  assert set(kinds) == {'template', 'copy', 'passage', 'phrase'}
  assert (baseline / 'report.html').read_bytes().startswith(b'<!doctype html>')


def test_causes_are_what_the_occurrences_say(lines, baseline):
  """Each document's characters coloured one by one, by precedence."""
  texts = {r['id']: r['text'] for r in map(json.loads, lines)}
  spans = collections.defaultdict(lambda: collections.defaultdict(list))
  patterns = {r['repeat'] for r in read(baseline / 'repeats.jsonl')
              if r['kind'] == 'phrase' and r['pattern']}
  formulas = set()
  for row in read(baseline / 'occurrences.jsonl'):
    spans[row['id']][row['kind']].append((row['char_begin'], row['char_end']))
    if row['repeat'] in patterns:
      formulas.add(row['id'])
  heads = {r['repeat']: r['representative']
           for r in read(baseline / 'repeats.jsonl') if r['kind'] == 'copy'}
  checked = 0
  for document in read(baseline / 'documents.jsonl'):
    name, text = document['id'], texts[document['id']]
    cause = ['own'] * len(text)
    is_copy = (document['cluster'] is not None and
               heads[document['cluster']] != name)
    for kind in reversed(CAUSES[:-1]):
      places = ([(0, len(text))] if is_copy else []
                ) if kind == 'copy' else spans[name][kind]
      for begin, end in places:
        cause[begin:end] = [kind] * (end - begin)
    counted = collections.Counter(cause)
    assert sum(document['chars'].values()) == len(text)
    # A formula's row reaches over its gaps, which are not the phrase's.
    exact = CAUSES[:3] if name in formulas else CAUSES
    for kind in exact:
      assert document['chars'][kind] == counted[kind], (name, kind)
    checked += name not in formulas
  assert checked > 20


def test_passages_are_what_they_say(lines, baseline):
  run = passage_runs.load(baseline)
  passage_runs.check_spans(run, {r['id']: r['text']
                                 for r in map(json.loads, lines)})
  passage_runs.check_repeats(run)


def test_sources_sum_their_documents(baseline):
  sums = collections.defaultdict(collections.Counter)
  for document in read(baseline / 'documents.jsonl'):
    sums[document['source']].update(document['chars'])
  rows = read(baseline / 'sources.jsonl')
  assert {r['source'] for r in rows} == set(sums)
  taken = given = 0
  for row in rows:
    assert row['chars'] == {kind: sums[row['source']][kind] for kind in CAUSES}
    assert row['source'] not in {s['source'] for s in row['copies_from']}
    taken += sum(s['chars'] for s in row['copies_from'])
    given += sum(s['chars'] for s in row['copied_by'])
  assert taken == given > 0


@pytest.mark.parametrize('threads', [2, 5])
def test_threads_change_no_byte(lines, baseline, tmp_path, threads):
  run = find(write(tmp_path / 'docs.jsonl', lines), tmp_path / 'out', '--pairs',
             '--threads', threads)
  assert tables(run) == tables(baseline)


def test_order_and_split_change_no_byte(lines, baseline, tmp_path):
  shuffled = lines[:]
  random.Random(1).shuffle(shuffled)
  one = write(tmp_path / 'one.jsonl', shuffled[:50])
  two = tmp_path / 'two.jsonl.gz'
  two.write_bytes(gzip.compress(b''.join(shuffled[50:])))
  run = find([two, one], tmp_path / 'out', '--pairs')
  assert tables(run) == tables(baseline)


def test_scalar_kernels_change_no_byte(lines, baseline, tmp_path):
  run = find(write(tmp_path / 'docs.jsonl', lines), tmp_path / 'out', '--pairs',
             env={'LITANY_SIMD': 'scalar'})
  assert tables(run) == tables(baseline)


def test_damaged_lines_are_rejects_and_change_nothing_else(
    lines, baseline, tmp_path):
  damaged = lines[:10] + [b'{"id": "cut", "text": "no end\n', b'\xff\xfe\n']
  damaged += lines[10:]
  run = find(write(tmp_path / 'docs.jsonl', damaged), tmp_path / 'out',
             '--pairs', code=1)
  assert len(read(run / 'rejects.jsonl')) == 2
  same = {'documents.jsonl', 'repeats.jsonl', 'occurrences.jsonl',
          'sources.jsonl', 'pairs.jsonl', 'reuse.jsonl'}
  ours, theirs = tables(run), tables(baseline)
  for name in same:
    assert ours[name] == theirs[name], name


def test_variants_end_in_the_cluster_of_their_base(tmp_path):
  """Punctuation turned to dots, the other script, a viewer's page numbers,
  heads and feet of a portal and a forum, changed numbers and names."""
  if not DERIVED.exists():
    pytest.skip(f'{DERIVED} does not exist')
  run = find(DERIVED, tmp_path / 'out', '--no-report', '--kinds',
             'template,copy')
  cluster = {r['id']: r['cluster'] for r in read(run / 'documents.jsonl')}
  zstandard = pytest.importorskip('zstandard')
  with zstandard.open(DERIVED, 'rt', encoding='utf-8') as file:
    pages = [json.loads(line) for line in file]
  base = {page['cluster']: page['id'] for page in pages
          if page['label'] == 'base'}
  found = collections.defaultdict(list)
  for page in pages:
    if page['label'] in ('base', 'unrelated', 'excerpt'):
      continue
    head = cluster[base[page['cluster']]]
    found[page['label']].append(head is not None and
                                cluster[page['id']] == head)
  least = {'dots': .99, 'trad': .99, 'viewer': .98, 'portal': .97,
           'forum': .96, 'template': .95}
  shares = {label: sum(all_) / len(all_) for label, all_ in found.items()}
  assert shares.keys() == least.keys()
  for label, share in shares.items():
    assert share >= least[label], shares
