"""Runs `litany passages`, and holds its tables against the texts."""

from __future__ import annotations

import collections
import dataclasses
import json
import pathlib
import sys
from collections.abc import Iterable

import harness

sys.path.insert(0, str(harness.ROOT / 'scripts' / 'planted'))


@dataclasses.dataclass
class PassageRun:
  path: pathlib.Path
  summary: dict
  repeats: dict[str, dict]
  occurrences: list[dict]

  def spans(self) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """document -> repeat -> code point spans, without those inside of a
    longer repeat: what is left has to cover all."""
    result: dict = collections.defaultdict(
        lambda: collections.defaultdict(list))
    for row in self.occurrences:
      if row['inside'] is None:
        result[row['id']][row['repeat']].append(
            (row['char_begin'], row['char_end']))
    return result


def _table(path: pathlib.Path) -> list[dict]:
  return [json.loads(line) for line in path.read_bytes().split(b'\n') if line]


def load(path: pathlib.Path) -> PassageRun:
  repeats = _table(path / 'repeats.jsonl')
  of_passages = lambda rows: [r for r in rows if r['kind'] == 'passage']
  return PassageRun(path, json.loads((path / 'summary.json').read_text('utf-8')),
                    {r['repeat']: r for r in of_passages(repeats)},
                    of_passages(_table(path / 'occurrences.jsonl')))


def passages(docs: pathlib.Path, out: pathlib.Path, *options: object,
             **how) -> tuple[PassageRun, harness.Outcome]:
  """`litany passages`, which has to end well, and its tables, checked."""
  outcome = harness.litany('passages', docs, '-o', out, '--force', *options,
                           **how)
  assert outcome.code == 0, outcome.stderr
  run = load(out)
  texts = {r['id']: r['text'] for r in _table(docs)}
  check_spans(run, texts)
  check_repeats(run)
  check_inside(run)
  return run, outcome


def check_spans(run: PassageRun, texts: dict[str, str]) -> None:
  """What is printed is what is there, in bytes and in code points."""
  keys = [(o['repeat'], o['id'].encode(), o['begin']) for o in run.occurrences]
  assert keys == sorted(set(keys)), 'rows are sorted, no key comes twice'
  for row in run.occurrences:
    text = texts[row['id']]
    begin, end = row['char_begin'], row['char_end']
    assert 0 <= begin < end <= len(text), row
    assert row['text'] == text[begin:end], row
    assert row['begin'] == len(text[:begin].encode()), row
    assert row['end'] == len(text[:end].encode()), row
    at = begin
    for edit in row['edits']:
      assert at <= edit['begin'] <= edit['end'] <= end, (row, edit)
      assert edit['now'] == text[edit['begin']:edit['end']], (row, edit)
      assert edit['was'] or edit['now'], (row, edit)
      at = edit['end']


def undone(row: dict) -> str:
  """An occurrence's text with its edits undone: what the medoid says."""
  out, at = [], row['char_begin']
  for edit in row['edits']:
    out += [
        row['text'][at - row['char_begin']:edit['begin'] - row['char_begin']],
        edit['was']
    ]
    at = edit['end']
  return ''.join(out) + row['text'][at - row['char_begin']:]


def check_repeats(run: PassageRun) -> None:
  """Counts, sources and the first witness follow from the occurrences."""
  rows: dict[str, list[dict]] = collections.defaultdict(list)
  for row in run.occurrences:
    rows[row['repeat']].append(row)
  assert rows.keys() == run.repeats.keys()
  for name, repeat in run.repeats.items():
    mine = rows[name]
    documents = {row['id'] for row in mine}
    sources = {row['source'] for row in mine} - {'-'}
    assert repeat['count'] == len(mine) >= 2, repeat
    assert repeat['documents'] == len(documents) >= 2, repeat
    assert any(row['inside'] is None for row in mine), repeat
    assert repeat['sources'] == len(sources), repeat
    assert repeat['length'] == len(repeat['text']), repeat
    assert any(row['id'] == repeat['representative'] and
               row['text'] == repeat['text'] and not row['edits']
               for row in mine), repeat
    dates = {row['id']: row['date'] for row in mine}
    dated = sorted((date, document.encode())
                   for document, date in dates.items() if date)
    first = repeat['first']
    assert (first is None) == (not dated), repeat
    # Dates of one precision compare as text; mixed ones are left alone.
    if first and len({len(date) for date, _ in dated}) == 1:
      assert (first['date'], first['id'].encode()) == dated[0], repeat
      assert first['ties'] == sum(d == dated[0][0] for d, _ in dated) - 1
      assert first['undated'] == len(dates) - len(dated), repeat
    for row in mine:
      assert row['first'] == (bool(first) and row['id'] == first['id']), row
    weakest = min(row['similarity'] for row in mine)
    assert repeat['weakest']['similarity'] == weakest, repeat


def check_inside(run: PassageRun) -> None:
  """What is inside of a repeat lies in an occurrence of it that is longer and
  that is not inside of another."""
  spans = run.spans()
  for row in run.occurrences:
    if row['inside'] is None:
      continue
    begin, end = row['char_begin'], row['char_end']
    # Marks at the ends may belong to the inner one alone.
    while not row['text'][begin - row['char_begin']].isalnum():
      begin += 1
    while not row['text'][end - 1 - row['char_begin']].isalnum():
      end -= 1
    assert any(
        b <= begin and end <= e and e - b > end - begin
        for b, e in spans[row['id']][row['inside']]), row


def is_covered(positions: Iterable[int],
               spans: list[tuple[int, int]]) -> bool:
  return all(any(b <= p < e for b, e in spans) for p in positions)
