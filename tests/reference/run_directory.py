"""Reads a run directory and checks all that docs/formats/run-directory.md says.

`load` gives the tables; `check` raises AssertionError, with the file and the
record, for the first statement of that page that does not hold.
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
from fractions import Fraction
from typing import Any

RUN_JSON = 'run.json'  # the one file that may differ between equal runs

FIELDS = {
    'documents.jsonl': [
        'id', 'source', 'date', 'cluster', 'keep', 'reason', 'representative',
        'similarity', 'kept_similarity', 'repairs', 'chars'
    ],
    'repeats.jsonl': [
        'repeat', 'kind', 'documents', 'sources', 'count', 'length', 'first',
        'representative', 'text', 'pattern', 'scores', 'weakest'
    ],
    'occurrences.jsonl': [
        'repeat', 'kind', 'id', 'begin', 'end', 'char_begin', 'char_end',
        'similarity', 'relation', 'edits', 'first', 'source', 'date', 'text',
        'inside'
    ],
    'pairs.jsonl': [
        'a', 'b', 'relation', 'shared', 'size_a', 'size_b', 'jaccard',
        'containment'
    ],
    'rejects.jsonl': ['file', 'record', 'byte', 'reason'],
}
CHARS = ['template', 'copy', 'passage', 'phrase', 'own']
KEPT_REASONS = {'unique', 'no-tokens', 'kept'}
DROPPED_REASONS = {
    'identical', 'same', 'near', 'contained', 'representative', 'against'
}
RELATIONS = ('identical', 'same', 'near', 'contained')
# Between vertices; the others are between documents of one vertex.
PAIR_RELATIONS = ('near', 'contained')
COUNTS = [
    'read', 'documents', 'rejects', 'kept', 'dropped', 'duplicate_ids',
    'repaired', 'no_tokens', 'vertices', 'candidates', 'pairs', 'contained',
    'copies', 'in_copies', 'against'
]


class Literal(str):
  """A JSON decimal as it was written."""

  def value(self) -> float:
    return float(self)


@dataclasses.dataclass
class Run:
  path: pathlib.Path
  summary: dict[str, Any]
  documents: list[dict]
  repeats: list[dict]
  occurrences: list[dict]
  pairs: list[dict] | None
  rejects: list[dict]

  @property
  def counts(self) -> dict[str, int]:
    return self.summary['counts']

  def by_id(self) -> dict[str, dict]:
    return {d['id']: d for d in self.documents}

  def labels(self) -> dict[str, str | None]:
    """Document id -> id of its copy, or None."""
    return {d['id']: d['cluster'] for d in self.documents}

  def table_bytes(self) -> dict[str, bytes]:
    """Name -> content of every file that equal runs share byte for byte."""
    return {
        file.name: file.read_bytes()
        for file in sorted(self.path.iterdir())
        if file.is_file() and file.name != RUN_JSON
    }


def decimal(numerator: int, denominator: int) -> str:
  """The fraction as the tables print it: six places, rounded half up."""
  millionths = (2 * numerator * 10**6 + denominator) // (2 * denominator)
  whole, part = divmod(millionths, 10**6)
  digits = f'{part:06d}'.rstrip('0') or '0'
  return f'{whole}.{digits}'


def _table(path: pathlib.Path) -> list[dict]:
  content = path.read_bytes()
  assert not content or content.endswith(b'\n'), f'{path}: no final newline'
  lines = content.decode('utf-8').split('\n')[:-1]
  return [json.loads(line, parse_float=Literal) for line in lines]


def load(path: pathlib.Path | str) -> Run:
  path = pathlib.Path(path)
  summary = json.loads((path / 'summary.json').read_text('utf-8'))
  pairs = path / 'pairs.jsonl'
  return Run(path, summary, _table(path / 'documents.jsonl'),
             _table(path / 'repeats.jsonl'), _table(path / 'occurrences.jsonl'),
             _table(pairs) if pairs.exists() else None,
             _table(path / 'rejects.jsonl'))


def check(run: Run) -> None:
  """All that can be said of a run directory without its input."""
  _check_shape(run)
  _check_counts(run)
  _check_documents(run)
  _check_repeats(run)
  if run.pairs is not None:
    _check_pairs(run)


def _utf8(text: str) -> bytes:
  return text.encode('utf-8')


def _require(condition: bool, run: Run, file: str, record: Any,
             claim: str) -> None:
  assert condition, f'{run.path / file}: not so: {claim}: {record}'


def _check_shape(run: Run) -> None:
  tables = {
      'documents.jsonl': run.documents,
      'repeats.jsonl': run.repeats,
      'occurrences.jsonl': run.occurrences,
      'rejects.jsonl': run.rejects,
  }
  if run.pairs is not None:
    tables['pairs.jsonl'] = run.pairs
  for file, rows in tables.items():
    for row in rows:
      _require(
          list(row) == FIELDS[file], run, file, row,
          f'the fields are {FIELDS[file]}')
  orders = {
      'documents.jsonl': [_utf8(d['id']) for d in run.documents],
      'repeats.jsonl': [(r['kind'], r['repeat']) for r in run.repeats],
      'occurrences.jsonl': [
          (o['repeat'], _utf8(o['id'])) for o in run.occurrences
      ],
      'pairs.jsonl': [(_utf8(p['a']), _utf8(p['b'])) for p in run.pairs or []],
  }
  for file, keys in orders.items():
    for before, after in zip(keys, keys[1:]):
      _require(before < after, run, file, (before, after),
               'rows are sorted and no key comes twice')


def _check_counts(run: Run) -> None:
  counts, file = run.counts, 'summary.json'
  for name in COUNTS:
    _require(isinstance(counts.get(name), int), run, file, counts,
             f'counts holds {name}')
  facts = {
      'documents': len(run.documents),
      'rejects': len(run.rejects),
      'read': counts['documents'] + counts['rejects'],
      'kept': sum(d['keep'] for d in run.documents),
      'dropped': sum(not d['keep'] for d in run.documents),
      'repaired': sum(d['repairs'] > 0 for d in run.documents),
      'no_tokens': sum(d['reason'] == 'no-tokens' for d in run.documents),
      'copies': len(run.repeats),
      'in_copies': sum(d['cluster'] is not None for d in run.documents),
  }
  for name, expected in facts.items():
    _require(counts[name] == expected, run, file, counts,
             f'{name} is {expected}')
  if run.pairs is not None:
    found = [p['relation'] for p in run.pairs]
    between = sum(relation in PAIR_RELATIONS for relation in found)
    _require(counts['pairs'] == between, run, file, counts,
             f'pairs is the {between} near and contained rows of pairs.jsonl')
    contained = found.count('contained')
    _require(counts['contained'] == contained, run, file, counts,
             f'contained is the {contained} contained rows of pairs.jsonl')


def _check_documents(run: Run) -> None:
  file = 'documents.jsonl'
  by_id = run.by_id()
  keepers: dict[str, int] = {}
  members: dict[str, int] = {}
  for row in run.documents:
    _require(list(row['chars']) == CHARS, run, file, row, f'chars is {CHARS}')
    _require(
        row['reason'] in (KEPT_REASONS if row['keep'] else DROPPED_REASONS),
        run, file, row, 'the reason fits keep')
    cluster, representative = row['cluster'], row['representative']
    if cluster is None:
      against = row['reason'] == 'against'
      _require(row['keep'] != against, run, file, row,
               'a document in no copy is kept unless it is against')
      _require(
          (representative or '').startswith('against:') == against, run, file,
          row, 'only a hit of --against has a representative but no cluster')
      _require(
          row['reason'] in ('unique', 'no-tokens', 'against'), run, file, row,
          'a document in no copy is unique, no-tokens or against')
      _require((row['similarity'] is not None) == against, run, file, row,
               'a document in no copy has no similarity')
      _require(not row['chars']['copy'] or against, run, file, row,
               'a document in no copy has no copied characters')
      continue
    members[cluster] = members.get(cluster, 0) + 1
    keepers[cluster] = keepers.get(cluster, 0) + row['keep']
    lead = by_id.get(representative)
    _require(lead is not None and lead['cluster'] == cluster, run, file, row,
             'the representative is a document of the same copy')
    _require(lead['representative'] == representative, run, file, row,
             'a representative represents itself')
    own = representative == row['id']
    length = sum(row['chars'].values())
    _require(row['chars']['copy'] == (0 if own else length), run, file, row,
             'all of a member but the representative is copy')
    _require(not own or row['similarity'] == '1.0', run, file, row,
             'the representative is 1.0 similar to itself')
    _require(
        row['reason'] != 'kept' or row['kept_similarity'] == '1.0', run, file,
        row, 'the kept document is 1.0 similar to itself')
    if row['reason'] in ('identical', 'same'):
      expected = (row['similarity'] if run.summary['parameters'].get('keep')
                  == 'none' else row['kept_similarity'])
      _require(expected == '1.0', run, file, row, 'equal texts are 1.0 similar')
  for cluster, count in members.items():
    _require(count >= 2, run, file, cluster, 'a copy has two documents or more')
    _require(keepers[cluster] <= 1, run, file, cluster,
             'a copy keeps one document at most')


def _check_repeats(run: Run) -> None:
  documents: dict[str, list[dict]] = {}
  for row in run.documents:
    if row['cluster'] is not None:
      documents.setdefault(row['cluster'], []).append(row)
  occurrences: dict[str, list[dict]] = {}
  for row in run.occurrences:
    occurrences.setdefault(row['repeat'], []).append(row)
  names = {r['repeat'] for r in run.repeats}
  for file, found in (('documents.jsonl', set(documents)),
                      ('occurrences.jsonl', set(occurrences))):
    _require(found == names, run, file, sorted(found ^ names)[:3],
             'it names the copies of repeats.jsonl')
  for repeat in run.repeats:
    _check_copy(run, repeat, documents[repeat['repeat']],
                occurrences[repeat['repeat']])


def _check_copy(run: Run, repeat: dict, members: list[dict],
                occurrences: list[dict]) -> None:
  file = 'repeats.jsonl'
  require = lambda condition, claim: _require(condition, run, file, repeat,
                                              claim)
  require(repeat['kind'] == 'copy', 'the kind is copy')
  require(repeat['documents'] == repeat['count'] == len(members),
          f'it has {len(members)} members')
  sources = {m['source'] for m in members} - {'-'}
  require(repeat['sources'] == len(sources), f'its sources are {sources}')
  leads = {m['representative'] for m in members}
  require(leads == {repeat['representative']}, f'it is led by {leads}')
  lead = next(m for m in members if m['id'] == repeat['representative'])
  require(repeat['length'] == sum(lead['chars'].values()),
          'its length is that of the representative')
  dated = [(m['date'], m['id']) for m in members if m['date'] is not None]
  require((repeat['first'] is not None) == bool(dated), 'first is a dated one')
  if repeat['first']:
    # Dates of one precision compare as text; mixed ones are left alone.
    if len({len(date) for date, _ in dated}) == 1:
      date, document = min(dated, key=lambda d: (d[0], _utf8(d[1])))
      require(repeat['first'] == {
          'id': document,
          'date': date,
          'ties': sum(d == date for d, _ in dated) - 1,
          'undated': len(members) - len(dated)
      }, f'first is {document} of {date}')
  others = [m for m in members if m is not lead]
  weakest = min(
      others, key=lambda m: (m['similarity'].value(), _utf8(m['id'])))
  require(
      repeat['weakest']['similarity'] == weakest['similarity'],
      f'the weakest is {weakest["id"]}')
  mean = sum(m['similarity'].value() for m in others) / len(others)
  require(abs(repeat['scores']['similarity_mean'].value() - mean) < 2e-6,
          f'the mean similarity is {mean}')

  require([o['id'] for o in occurrences] == [m['id'] for m in members],
          'its occurrences are its members')
  first = repeat['first'] and repeat['first']['id']
  for row, member in zip(occurrences, members):
    length = sum(member['chars'].values())
    fits = (
        row['begin'] == row['char_begin'] == 0 and row['char_end'] == length and
        row['inside'] is None and
        length <= row['end'] <= 4 * length and row['edits'] == [] and
        row['similarity'] == member['similarity'] and
        row['first'] == (row['id'] == first) and
        row['relation'] in RELATIONS and
        (row['relation'] in PAIR_RELATIONS or row['similarity'] == '1.0') and
        (member is not lead or row['relation'] == 'identical'))
    _require(fits, run, 'occurrences.jsonl', row,
             f'it covers and mirrors the document {member}')


def _relation(run: Run, shared: int, a: int, b: int) -> str | None:
  """The relation that the parameters of the run give a pair of vertices."""
  parameters = run.summary['parameters']
  jaccard = Fraction(shared, a + b - shared)
  if jaccard >= _fraction(parameters['threshold']):
    return 'near'
  if (parameters['containment'] is not None and
      jaccard >= _fraction(parameters['min_jaccard']) and
      Fraction(shared, min(a, b)) >= _fraction(parameters['containment'])):
    return 'contained'
  return None


def _fraction(value: float | str) -> Fraction:
  return Fraction(str(value))


def _check_pairs(run: Run) -> None:
  file = 'pairs.jsonl'
  known = run.by_id()
  for row in run.pairs or []:
    require = lambda condition, claim: _require(condition, run, file, row,
                                                claim)
    require(_utf8(row['a']) < _utf8(row['b']), 'a < b')
    require(row['a'] in known and row['b'] in known, 'both are documents')
    shared, a, b = row['shared'], row['size_a'], row['size_b']
    require(0 < shared <= min(a, b), 'shared is at most the smaller size')
    require(row['jaccard'] == decimal(shared, a + b - shared),
            f'jaccard is {decimal(shared, a + b - shared)}')
    require(row['containment'] == decimal(shared, min(a, b)),
            f'containment is {decimal(shared, min(a, b))}')
    require(row['relation'] in RELATIONS, f'the relation is of {RELATIONS}')
    if row['relation'] in PAIR_RELATIONS:
      require(row['relation'] == _relation(run, shared, a, b),
              f'the relation is {_relation(run, shared, a, b)}')
    else:
      require(shared == a == b, 'equal texts have equal shingles')
