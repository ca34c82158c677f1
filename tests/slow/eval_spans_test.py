"""`litany eval` on random detections against PlagDet by its definition."""

from __future__ import annotations

import json
import pathlib
import random

import harness
import pytest
import span_scores
from span_scores import Passage

LENGTH = 60


def random_passage(chance: random.Random, ids: list[str]) -> Passage:
  document, source = chance.sample(ids, 2)
  begin, source_begin = chance.randrange(LENGTH), chance.randrange(LENGTH)
  return Passage(document, begin, chance.randint(begin + 1, LENGTH), source,
                 source_begin, chance.randint(source_begin + 1, LENGTH))


def write_lines(path: pathlib.Path, rows: list[dict]) -> None:
  path.write_text(''.join(json.dumps(row) + '\n' for row in rows), 'utf-8')


def write_run(folder: pathlib.Path, ids: list[str],
              found: list[Passage]) -> None:
  """A run in which each detection is a passage of two places."""
  folder.mkdir()
  write_lines(folder / 'documents.jsonl', [{
      'id': name,
      'cluster': None,
      'chars': {'passage': 0, 'own': LENGTH}
  } for name in ids])
  rows = []
  for i, p in enumerate(found):
    for name, begin, end in ((p.document, p.begin, p.end),
                             (p.source, p.source_begin, p.source_end)):
      rows.append({
          'repeat': f'{i:016x}',
          'kind': 'passage',
          'id': name,
          'char_begin': begin,
          'char_end': end
      })
  write_lines(folder / 'occurrences.jsonl', rows)
  (folder / 'summary.json').write_text('{"command": "passages"}', 'utf-8')


def write_rows(path: pathlib.Path, cases: list[Passage]) -> None:
  write_lines(path, [{
      'suspicious': c.document,
      'suspicious_begin': c.begin,
      'suspicious_length': c.end - c.begin,
      'source': c.source,
      'source_begin': c.source_begin,
      'source_length': c.source_end - c.source_begin
  } for c in cases])


def write_xml(folder: pathlib.Path, cases: list[Passage]) -> None:
  folder.mkdir()
  for i, c in enumerate(cases):
    (folder / f'{i}.xml').write_text(
        f'<document reference="{c.document}.txt"><feature name="plagiarism" '
        f'this_offset="{c.begin}" this_length="{c.end - c.begin}" '
        f'source_reference="{c.source}.txt" source_offset="{c.source_begin}" '
        f'source_length="{c.source_end - c.source_begin}" /></document>',
        'utf-8')


@pytest.mark.parametrize('seed', range(25))
@pytest.mark.parametrize('pairs', ['gold', 'all'])
def test_scores_are_those_of_the_definition(tmp_path, seed, pairs):
  chance = random.Random(seed)
  ids = [f'd{i}' for i in range(chance.randint(2, 5))]
  cases = [random_passage(chance, ids) for _ in range(chance.randint(1, 8))]
  found = [random_passage(chance, ids) for _ in range(chance.randint(1, 15))]
  if seed % 5 == 0:
    found += cases
  write_run(tmp_path / 'run', ids, found)
  if seed % 2:
    gold = tmp_path / 'gold'
    write_xml(gold, cases)
  else:
    gold = tmp_path / 'gold.jsonl'
    write_rows(gold, cases)

  cases = list({span_scores.in_order(c) for c in cases})
  found = [span_scores.in_order(f) for f in found]
  ends = lambda p: (p.document, p.source)
  known = {ends(c) for c in cases}
  named = {name for pair in known for name in pair}
  judged = [
      f for f in found
      if (ends(f) in known if pairs == 'gold' else set(ends(f)) <= named)
  ]
  merged = span_scores.merged(judged)

  outcome = harness.litany('eval', tmp_path / 'run', '--gold', gold, '--pairs',
                           pairs, '--json')
  assert outcome.code == 0, outcome.stderr
  got = json.loads(outcome.stdout)
  assert got['cases'] == len(cases)
  assert got['detections'] == {
      'judged': len(merged),
      'before_merging': len(judged),
      'inside_others': 0,
      'left_out': len(found) - len(judged)
  }
  near = lambda value: pytest.approx(value, abs=6e-7)
  for name, micro in (('macro', False), ('micro', True)):
    assert got[name]['recall'] == near(
        span_scores.recall(cases, merged, micro))
    if merged:
      assert got[name]['precision'] == near(
          span_scores.precision(cases, merged, micro))
    else:
      assert got[name]['precision'] is None
  if got['detected']:
    assert got['granularity'] == near(span_scores.granularity(cases, merged))
    assert got['plagdet'] == near(span_scores.plagdet(cases, merged))
  else:
    assert got['granularity'] is None and got['plagdet'] == 0


def test_order_of_lines_does_not_matter(tmp_path):
  chance = random.Random(3)
  ids = [f'd{i}' for i in range(6)]
  cases = [random_passage(chance, ids) for _ in range(20)]
  found = [random_passage(chance, ids) for _ in range(40)]
  reports = set()
  for i in range(3):
    chance.shuffle(cases)
    write_run(tmp_path / f'run{i}', ids, found)
    write_rows(tmp_path / 'gold.jsonl', cases)
    table = tmp_path / f'run{i}' / 'occurrences.jsonl'
    lines = table.read_text('utf-8').splitlines(keepends=True)
    chance.shuffle(lines)
    table.write_text(''.join(lines), 'utf-8')
    for form in ([], ['--json']):
      reports.add(
          harness.litany('eval', tmp_path / f'run{i}', '--gold',
                         tmp_path / 'gold.jsonl', *form).stdout)
  assert len(reports) == 2
