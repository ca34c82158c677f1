"""The gold table: which stretch of one text was made of which of another.

One JSON object a line, in the terms of the PAN text alignment task; offsets
and lengths are code points:
  suspicious, suspicious_begin, suspicious_length   the text that holds a copy
  source, source_begin, source_length               the text it was taken from
  kind, length                  what was done to it; symbols of the source's
  case                          one number for all copies of one passage
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
from collections.abc import Iterable
from xml.sax import saxutils


@dataclasses.dataclass(frozen=True)
class Match:
  """Two stretches that go together: a case of the gold, or a detection."""
  suspicious: str
  begin: int
  end: int
  source: str
  source_begin: int
  source_end: int
  kind: str = ''
  length: int = 0
  case: int = -1

  @property
  def pair(self) -> tuple[str, str]:
    return self.suspicious, self.source


def to_row(match: Match) -> dict:
  return {
      'suspicious': match.suspicious,
      'suspicious_begin': match.begin,
      'suspicious_length': match.end - match.begin,
      'source': match.source,
      'source_begin': match.source_begin,
      'source_length': match.source_end - match.source_begin,
      'kind': match.kind,
      'length': match.length,
      'case': match.case,
  }


def from_row(row: dict) -> Match:
  begin, source_begin = row['suspicious_begin'], row['source_begin']
  return Match(row['suspicious'], begin, begin + row['suspicious_length'],
               row['source'], source_begin,
               source_begin + row['source_length'], row.get('kind', ''),
               row.get('length', 0), row.get('case', -1))


def write_lines(path: pathlib.Path, rows: Iterable[dict]) -> None:
  with path.open('w', encoding='utf-8', newline='\n') as file:
    for row in rows:
      file.write(json.dumps(row, ensure_ascii=False) + '\n')


def read(path: pathlib.Path) -> list[Match]:
  with path.open(encoding='utf-8', newline='\n') as file:
    return [from_row(json.loads(line)) for line in file]


def write_pan(folder: pathlib.Path, docs: Iterable[dict],
              matches: Iterable[Match]) -> None:
  """The layout of PAN: susp/ and src/ with the texts, `pairs`, and an XML
  file for each pair, which is what detections look like too."""
  for name in ('susp', 'src', 'gold'):
    (folder / name).mkdir(parents=True, exist_ok=True)
  for doc in docs:
    place = 'src' if doc['role'] == 'source' else 'susp'
    path = folder / place / f'{doc["id"]}.txt'
    path.write_text(doc['text'], encoding='utf-8', newline='')
  by_pair: dict[tuple[str, str], list[Match]] = {}
  for match in matches:
    by_pair.setdefault(match.pair, []).append(match)
  (folder / 'pairs').write_text(
      ''.join(f'{a}.txt {b}.txt\n' for a, b in sorted(by_pair)), 'utf-8')
  for (suspicious, source), cases in by_pair.items():
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<document reference={saxutils.quoteattr(suspicious + ".txt")}>'
    ]
    for case in cases:
      values = {
          'name': 'plagiarism',
          'type': case.kind,
          'this_offset': case.begin,
          'this_length': case.end - case.begin,
          'source_reference': f'{source}.txt',
          'source_offset': case.source_begin,
          'source_length': case.source_end - case.source_begin,
      }
      attributes = ' '.join(
          f'{k}={saxutils.quoteattr(str(v))}' for k, v in values.items())
      lines.append(f'  <feature {attributes}/>')
    lines.append('</document>')
    path = folder / 'gold' / f'{suspicious}-{source}.xml'
    path.write_text('\n'.join(lines) + '\n', 'utf-8')
