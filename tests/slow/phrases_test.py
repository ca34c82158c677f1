"""Phrases of the sample collection: its slogans, where its makers put them."""

from __future__ import annotations

import json
import pathlib
import random

import pytest

import harness

CORPUS = harness.ROOT / 'corpus'
TABLES = ('documents.jsonl', 'repeats.jsonl', 'occurrences.jsonl',
          'series.jsonl', 'variants.jsonl', 'summary.json')


def phrases(*arguments: object) -> None:
  outcome = harness.litany('phrases', *arguments, '--force')
  assert outcome.code == 0, outcome.stderr


def rows(folder: pathlib.Path, table: str) -> list[dict]:
  lines = (folder / f'{table}.jsonl').read_text('utf-8').split('\n')
  return [json.loads(line) for line in lines if line]


def table_bytes(folder: pathlib.Path) -> dict[str, bytes]:
  return {name: (folder / name).read_bytes() for name in TABLES}


@pytest.fixture(scope='module')
def run(tmp_path_factory) -> pathlib.Path:
  folder = tmp_path_factory.mktemp('phrases')
  phrases(CORPUS, '-o', folder, '--threads', 1)
  return folder


def gold() -> list[list[str]]:
  lines = (CORPUS / 'phrases.gold').read_text('utf-8').splitlines()
  return [line.split('\t') for line in lines[1:]]


def test_every_slogan_is_found_in_its_documents(run):
  repeats = {r['text']: r for r in rows(run, 'repeats') if r['text']}
  documents: dict[str, set[str]] = {}
  for row in rows(run, 'occurrences'):
    documents.setdefault(row['repeat'], set()).add(row['id'])
  for _, folded, count, _, _, ids in gold():
    assert folded in repeats
    repeat = repeats[folded]
    assert documents[repeat['repeat']] == set(ids.split(','))
    assert repeat['documents'] == int(count)


def test_spans_are_the_text_that_is_printed(run):
  texts = {}
  for file in CORPUS.glob('*.jsonl'):
    for line in file.read_text('utf-8').splitlines():
      record = json.loads(line)
      texts[record['id']] = record['text']
  for file in CORPUS.glob('letters/*.txt'):
    texts[f'letters/{file.name}'] = file.read_text('utf-8')
  seen = 0
  for row in rows(run, 'occurrences'):
    if row['id'] not in texts:
      continue
    text = texts[row['id']]
    assert text[row['char_begin']:row['char_end']] == row['text']
    assert text.encode()[row['begin']:row['end']].decode() == row['text']
    seen += 1
  assert seen > 1000


def test_series_and_documents_add_up(run):
  counts: dict[str, int] = {}
  for row in rows(run, 'series'):
    counts[row['repeat']] = counts.get(row['repeat'], 0) + row['count']
  dated: dict[str, int] = {}
  occurrences: dict[str, int] = {}
  for row in rows(run, 'occurrences'):
    occurrences[row['repeat']] = occurrences.get(row['repeat'], 0) + 1
    if row['date']:
      dated[row['repeat']] = dated.get(row['repeat'], 0) + 1
  assert counts == dated
  for repeat in rows(run, 'repeats'):
    assert repeat['count'] == occurrences[repeat['repeat']]
  for document in rows(run, 'documents'):
    assert document['chars']['own'] >= 0


@pytest.mark.parametrize('threads', [1, 2, 5])
def test_threads_order_and_split_change_no_byte(run, tmp_path, threads):
  lines = []
  for file in sorted(CORPUS.glob('*.jsonl')):
    lines += file.read_text('utf-8').splitlines()
  for file in sorted(CORPUS.glob('letters/*.txt')):
    lines.append(json.dumps({'id': f'letters/{file.name}',
                             'text': file.read_text('utf-8')}))
  random.Random(threads).shuffle(lines)
  parts = tmp_path / 'parts'
  parts.mkdir()
  for part in range(3):
    (parts / f'{part}.jsonl').write_text(
        '\n'.join(lines[part::3]) + '\n', 'utf-8')
  phrases(parts, '-o', tmp_path / 'out', '--threads', threads)
  shuffled = table_bytes(tmp_path / 'out')
  for name, content in table_bytes(run).items():
    assert shuffled[name] == content, name
