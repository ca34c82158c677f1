#!/usr/bin/env python3
"""Scores detections of reused passages against a gold table, by PlagDet.

  score.py GOLD DETECTIONS [--pairs gold|roles] [--docs docs.jsonl] [--json]
           [--show N]

GOLD is the gold.jsonl of make.py. DETECTIONS is a run directory of `litany
passages`, or a JSONL file with the fields of the gold, or a folder of PAN XML
files. Detections of one pair of texts that overlap in both are merged first.

Of a run, any two occurrences of one passage in two documents are a detection
if the documents are a pair of the gold (--pairs gold) or if one is a source
and the other suspicious (--pairs roles, the default where --docs says so):
then what is found between unrelated documents counts against precision.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import pathlib
import sys
import xml.etree.ElementTree
from collections.abc import Callable, Iterable, Iterator

import plagdet
from gold import Match
import gold as gold_table

# Symbols of the source passage.
BANDS = ((0, 49), (50, 99), (100, 299), (300, 10**9))


def json_lines(path: pathlib.Path) -> Iterator[dict]:
  with path.open(encoding='utf-8', newline='\n') as file:
    for line in file:
      yield json.loads(line)


def passages(run: pathlib.Path) -> dict[str, dict[str, list[tuple[int, int]]]]:
  """repeat -> document -> code point spans of a run's passages; those inside
  of a longer one are told by that."""
  result: dict[str, dict[str, list[tuple[int, int]]]] = {}
  for row in json_lines(run / 'occurrences.jsonl'):
    if row['kind'] == 'passage' and row['inside'] is None:
      spans = result.setdefault(row['repeat'], {})
      spans.setdefault(row['id'], []).append(
          (row['char_begin'], row['char_end']))
  return result


def partners_of_gold(cases: Iterable[Match]) -> dict[str, set[str]]:
  """suspicious document -> the sources it has a case with."""
  partners: dict[str, set[str]] = collections.defaultdict(set)
  for case in cases:
    partners[case.suspicious].add(case.source)
  return partners


def partners_of_roles(docs: Iterable[dict]) -> dict[str, set[str]]:
  """suspicious document -> every source."""
  sources, suspicious = set(), []
  for doc in docs:
    if doc['role'] == 'source':
      sources.add(doc['id'])
    else:
      suspicious.append(doc['id'])
  return {document: sources for document in suspicious}


def detections_of_run(run: pathlib.Path,
                      partners: dict[str, set[str]]) -> list[Match]:
  """Any two occurrences of one passage in documents that are partners."""
  found = []
  for spans in passages(run).values():
    for suspicious in spans.keys() & partners.keys():
      for source in spans.keys() & partners[suspicious]:
        if source == suspicious:
          continue
        found += [
            Match(suspicious, *here, source, *there)
            for here in spans[suspicious] for there in spans[source]
        ]
  return found


def detections_of_xml(folder: pathlib.Path) -> list[Match]:
  found = []
  for path in sorted(folder.glob('*.xml')):
    root = xml.etree.ElementTree.parse(path).getroot()
    name = lambda text: text.removesuffix('.txt')
    for feature in root.iter('feature'):
      if feature.get('name') not in ('plagiarism', 'detected-plagiarism'):
        continue
      begin = int(feature.get('this_offset'))
      source_begin = int(feature.get('source_offset'))
      found.append(
          Match(name(root.get('reference')), begin,
                begin + int(feature.get('this_length')),
                name(feature.get('source_reference')), source_begin,
                source_begin + int(feature.get('source_length'))))
  return found


def groups(judgement: plagdet.Judgement
           ) -> list[tuple[str, Callable[[Match], bool]]]:
  """(name, which matches): all, each kind, each kind from 50 symbols up, each
  band of lengths."""
  kinds = sorted({j.match.kind for j in judgement.cases},
                 key=lambda k: (k.split('-')[0], len(k), k))
  result: list[tuple[str, Callable[[Match], bool]]] = [
      ('all', lambda m: True)
  ]
  result += [(kind, lambda m, k=kind: m.kind == k) for kind in kinds]
  result += [(f'{kind}, >= 50',
              lambda m, k=kind: m.kind == k and m.length >= 50)
             for kind in kinds]
  for low, high in BANDS:
    name = f'{low} to {high}' if high < 10**9 else f'{low} and more'
    result.append((f'length {name}',
                   lambda m, l=low, h=high: m.kind and l <= m.length <= h))
  return [(name, select) for name, select in result
          if any(select(j.match) for j in judgement.cases)]


def judge(cases: list[Match], detections: Iterable[Match],
          size: plagdet.Size = plagdet.all_characters) -> plagdet.Judgement:
  return plagdet.Judgement(cases, plagdet.merge(detections), size)


def as_dict(scores: plagdet.Scores) -> dict:
  return dataclasses.asdict(scores) | {
      'f1': scores.f1,
      'plagdet': scores.plagdet
  }


COLUMNS = ('cases', 'detected', 'detections', 'PlagDet', 'precision', 'recall',
           'granularity', 'micro P', 'micro R')


def cells(scores: plagdet.Scores) -> list[str]:
  return [
      str(scores.cases), str(scores.detected), str(scores.detections),
      f'{scores.plagdet:.4f}', f'{scores.precision:.4f}',
      f'{scores.recall:.4f}', f'{scores.granularity:.4f}',
      f'{scores.micro_precision:.4f}', f'{scores.micro_recall:.4f}'
  ]


def worst(judgement: plagdet.Judgement, count: int) -> Iterator[str]:
  """The cases found least, and the detections that are least of a case."""
  for what, side in (('case', judgement.cases),
                     ('detection', judgement.detections)):
    bad = sorted((j for j in side if j.found < j.size or len(j.by) > 1),
                 key=lambda j: (j.found / j.size, -j.size))
    for judged in bad[:count]:
      m = judged.match
      yield (f'{what} {m.kind or "(no case)"} of {m.length} symbols: '
             f'{m.suspicious}[{m.begin}:{m.end}] of '
             f'{m.source}[{m.source_begin}:{m.source_end}], '
             f'{judged.found} of {judged.size} characters, by ' +
             (', '.join(f'[{o.begin}:{o.end}] [{o.source_begin}:'
                        f'{o.source_end}]' for o in judged.by) or 'none'))


def main() -> None:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('gold', type=pathlib.Path)
  parser.add_argument('detections', type=pathlib.Path)
  parser.add_argument('--pairs', choices=('gold', 'roles'))
  parser.add_argument('--docs', type=pathlib.Path)
  parser.add_argument('--json', action='store_true')
  parser.add_argument('--show', type=int, default=0, metavar='N',
                      help='also print the N worst cases and detections')
  options = parser.parse_args()
  cases = gold_table.read(options.gold)
  if (options.pairs or 'gold') == 'roles' and not options.docs:
    parser.error('--pairs roles needs --docs')
  by_roles = options.docs and options.pairs != 'gold'

  found = options.detections
  if (found / 'occurrences.jsonl').exists():
    partners = (partners_of_roles(json_lines(options.docs))
                if by_roles else partners_of_gold(cases))
    detections = detections_of_run(found, partners)
  else:
    detections = (detections_of_xml(found)
                  if found.is_dir() else gold_table.read(found))
    if not by_roles:
      pairs = {case.pair for case in cases}
      detections = [d for d in detections if d.pair in pairs]
  judgement = judge(cases, detections)
  if options.json:
    scores = {name: as_dict(judgement.scores(select))
              for name, select in groups(judgement)}
    json.dump(scores, sys.stdout, indent=1)
    print()
  else:
    print('\t'.join(('group', *COLUMNS)))
    for name, select in groups(judgement):
      print('\t'.join((name, *cells(judgement.scores(select)))))
  for line in worst(judgement, options.show):
    print(line, file=sys.stderr)


if __name__ == '__main__':
  main()
