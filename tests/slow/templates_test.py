"""Templates end to end: a footer of twenty pages, planted sites, and sites
derived from the seed pages, which are read where they are and not kept here."""

from __future__ import annotations

import json
import os
import pathlib
import random
import subprocess
import sys

import pytest

import harness

sys.path.insert(0, str(harness.ROOT / 'scripts'))
sys.path.insert(0, str(harness.ROOT / 'scripts' / 'planted'))
import made_text  # noqa: E402
import template_measures as measures  # noqa: E402

SEEDS = pathlib.Path(os.environ.get(
    'LITANY_SEEDS', harness.ROOT.parent / 'shared' / 'seeds'))
TABLES = ('documents.jsonl', 'repeats.jsonl', 'occurrences.jsonl',
          'summary.json')
FOOTER = 'Contact the desk | Printed 12:30 | All rights reserved'


def templates(docs: object, out: pathlib.Path, *options: object,
              command: str = 'templates') -> pathlib.Path:
  outcome = harness.litany(command, docs, '-o', out, '--force', *options)
  assert outcome.code == 0, outcome.stderr
  return out


def write(path: pathlib.Path, rows: list[dict]) -> pathlib.Path:
  path.write_text(
      ''.join(json.dumps(row, ensure_ascii=False) + '\n' for row in rows),
      'utf-8')
  return path


def read(path: pathlib.Path) -> list[dict]:
  return list(measures.json_lines(path))


def written(maker, chance: random.Random) -> str:
  """One line of prose of at least 300 characters."""
  text = ''
  while len(text) < 300:
    text += maker.sentence(chance)
  return text.replace('\n', ' ').strip()


def make_sites(docs: pathlib.Path, *options: object) -> pathlib.Path:
  outcome = harness.litany('synth', '--kind', 'sites', '-o', docs, *options)
  assert outcome.code == 0, outcome.stderr
  return docs


def pages(count: int) -> list[dict]:
  """Each with the footer; page 7 quotes it in its article, too."""
  chance, maker = random.Random(3), made_text.maker('en')
  rows = []
  for number in range(count):
    lines = [written(maker, chance) for _ in range(3)]
    if number == 7:
      lines[1] = f'{lines[1][:150]} “{FOOTER}” {lines[1][150:]}'
    rows.append({'id': f'p{number:02}', 'url': f'http://desk.test/{number}',
                 'text': '\n'.join([*lines, FOOTER])})
  return rows


def test_footers_go_and_a_quoted_one_stays(tmp_path):
  rows = pages(20)
  run = templates(write(tmp_path / 'docs.jsonl', rows), tmp_path / 'run')
  spans = measures.template_spans(run)
  for row in rows:
    size = len(row['text'])
    assert spans[row['id']] == [(size - len(FOOTER), size)], row['id']


def test_one_page_alone_keeps_all_and_is_told_why(tmp_path):
  docs = write(tmp_path / 'docs.jsonl', pages(1))
  run = templates(docs, tmp_path / 'run')
  assert not measures.template_spans(run)
  told = (run / 'summary.json').read_text('utf-8') + (
      run / 'documents.jsonl').read_text('utf-8')
  assert 'pages' in told or 'small' in told


@pytest.fixture(scope='module', name='planted')
def make_planted(tmp_path_factory) -> pathlib.Path:
  return make_sites(tmp_path_factory.mktemp('planted') / 'docs.jsonl')


def test_planted_sites_are_found(planted, tmp_path):
  run = templates(planted, tmp_path / 'run')
  texts = {row['id']: row['text'] for row in read(planted)}
  scores = measures.score_planted(
      run, read(planted.with_suffix('.gold.jsonl')), texts)
  print('\n'.join(scores.notes[:20]))
  assert scores.groups >= .98
  assert scores.patterns >= .95
  assert scores.types >= .95
  assert scores.prose_lines == 0


def table_bytes(run: pathlib.Path) -> dict[str, bytes]:
  return {name: (run / name).read_bytes() for name in TABLES}


def test_threads_order_and_split_change_no_byte(tmp_path):
  docs = make_sites(tmp_path / 'docs.jsonl', '--sites', 6, '--pages', 40,
                    '--seed', 2)
  rows = read(docs)
  want = table_bytes(templates(docs, tmp_path / 'one', '--threads', 1))
  for threads in (2, 7):
    run = templates(docs, tmp_path / 'threads', '--threads', threads)
    assert table_bytes(run) == want
  random.Random(4).shuffle(rows)
  shuffled = write(tmp_path / 'shuffled.jsonl', rows)
  assert table_bytes(templates(shuffled, tmp_path / 'order')) == want
  folder = tmp_path / 'split'
  folder.mkdir()
  for part in range(5):
    write(folder / f'{part}.jsonl', rows[part::5])
  assert table_bytes(templates(folder, tmp_path / 'parts')) == want


def test_lines_of_a_log_each_have_one_template(tmp_path):
  log = tmp_path / 'a.log'
  log.write_text(''.join(f'job {n} done in {n * 7 % 50} ms\r\n'
                         for n in range(200)) + '\nodd one out\n')
  run = templates(log, tmp_path / 'run', '--records', 'line')
  predicted = measures.predicted_templates(run)
  assert len(predicted) == 201
  assert predicted['a.log:202'] == 'odd one out'
  assert {predicted[f'a.log:{n}'] for n in range(1, 201)
         } == {'job <*> done in <*> ms'}


@pytest.fixture(scope='module', name='derived')
def derive(tmp_path_factory) -> pathlib.Path:
  if not SEEDS.exists():
    pytest.skip(f'{SEEDS} does not exist')
  folder = tmp_path_factory.mktemp('derived')
  subprocess.run(
      [sys.executable, harness.ROOT / 'scripts/derive-seed-sites', SEEDS,
       folder],
      check=True)
  return folder


@pytest.mark.parametrize('command', ['templates', 'find'])
def test_furniture_of_seed_sites_is_template_and_articles_stay(
    derived, tmp_path, command):
  docs = derived / 'docs.jsonl'
  run = templates(docs, tmp_path / 'run', command=command)
  texts = {row['id']: row['text'] for row in read(docs)}
  gold = read(derived / 'gold.jsonl')
  spans = measures.template_spans(run)
  for page in gold:
    for line in page['prose']:
      taken = [(b, e) for b, e in spans[page['id']]
               if b < line['end'] and line['begin'] < e]
      # Chunk numbers may go from the front of a line, never from inside.
      assert not taken, (page['id'], texts[page['id']][slice(*taken[0])])
  missed = [(page['id'], texts[page['id']][s['begin']:s['end']])
            for page in gold for s in page['spans'] if s['cause'] == 'template'
            and not any(b <= s['begin'] and s['end'] <= e
                        for b, e in spans[page['id']])]
  assert not missed, missed[:10]


def test_patterns_of_seed_sites(derived, tmp_path):
  run = templates(derived / 'docs.jsonl', tmp_path / 'run')
  rows = [row for row in read(run / 'repeats.jsonl')
          if row['kind'] == 'template']
  lines = {measures.normal(line) for row in rows
           for line in measures.pattern_text(row['pattern']).split('\n')}
  wanted = {measures.normal(block['pattern'])
            for page in read(derived / 'gold.jsonl')
            for block in page['blocks']}
  assert any('Processed in <*> second(s), <*> queries' in w for w in wanted)
  assert '404 Not Found' in wanted
  assert not wanted - lines
  types = {piece['type'] for row in rows for piece in row['pattern']
           if 'gap' in piece and
           'Processed in' in measures.pattern_text(row['pattern'])}
  assert {'date', 'time', 'number'} <= types
