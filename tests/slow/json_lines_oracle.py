"""What Python's own json makes of a JSON lines stream, however damaged.

The rules on top of JSON are those of the design: lines end at U+000A only, a
blank line is no record, a byte order mark at the start is skipped, ill-formed
UTF-8 and lone surrogates become U+FFFD and are counted. What Python's json
takes beyond the standard (NaN, Infinity) is taken.
"""

from __future__ import annotations

import dataclasses
import json
import re

BOM = b'\xef\xbb\xbf'
_SURROGATE = re.compile('[\ud800-\udfff]')


@dataclasses.dataclass(frozen=True)
class Document:
  id: str
  text: str
  repairs: int
  line: bytes


@dataclasses.dataclass
class Reading:
  documents: list[Document]
  rejects: list[tuple[int, int]]  # line number, byte


def _parse(line: bytes, fallback_id: str) -> Document:
  """Raises ValueError where the line is no document."""
  decoded = line.decode('utf-8', 'replace')
  repairs = decoded.count('\ufffd') - line.decode('utf-8',
                                                  'ignore').count('\ufffd')
  record = json.loads(decoded)
  if not isinstance(record, dict):
    raise ValueError('not an object')
  text = record.get('text')
  if not isinstance(text, str):
    raise ValueError('no text')
  text, surrogates = _SURROGATE.subn('\ufffd', text)
  name = record.get('id', fallback_id)
  if isinstance(name, int):
    name = str(name)
  return Document(name, text, repairs + surrogates, line)


def read(stream: bytes, file: str = '') -> Reading:
  """Reads the lines of `stream`, which stands in `file`."""
  reading = Reading([], [])
  begin = len(BOM) if stream.startswith(BOM) else 0
  number = 0
  while begin < len(stream):
    end = stream.find(b'\n', begin)
    end = len(stream) if end < 0 else end
    number += 1
    line = stream[begin:end]
    if line.strip(b' \t\r'):
      try:
        reading.documents.append(_parse(line, f'{file}:{number}'))
      except (ValueError, RecursionError):
        reading.rejects.append((number, begin))
    begin = end + 1
  return reading
