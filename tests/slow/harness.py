"""Runs litany and gives back what it did: exit code, cost and tables.

Every run directory that passes through here is held against
docs/formats/run-directory.md, whatever the test is about.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
from collections.abc import Iterable

import exact
import numpy as np
import run_directory
from measuring import Outcome, measured

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

BINARY = pathlib.Path(
    os.environ.get('LITANY_BINARY', ROOT / 'build/dev/src/cli/litany'))
MIB = 1 << 20
# A run that takes longer hangs.
TIMEOUT_SECONDS = 900


def litany(*arguments: object,
           env: dict[str, str] | None = None,
           prefix: Iterable[str] = (),
           timeout: float = TIMEOUT_SECONDS) -> Outcome:
  """Runs litany; `prefix` is a command that starts it (setpriv, ...)."""
  return measured([*prefix, BINARY, *arguments], timeout,
                  os.environ | (env or {}))


def dedup(inputs: pathlib.Path | list[pathlib.Path],
          out: pathlib.Path,
          *options: object,
          code: int = 0,
          **how) -> tuple[run_directory.Run, Outcome]:
  """`litany dedup`, which has to end with `code`, and its checked tables."""
  inputs = inputs if isinstance(inputs, list) else [inputs]
  outcome = litany('dedup', *inputs, '-o', out, '--force', *options, **how)
  assert outcome.code == code, (
      f'litany ended with {outcome.code}, not {code}:\n{outcome.stderr}')
  run = run_directory.load(out)
  run_directory.check(run)
  return run, outcome


def fold(*arguments: object, shingle: int = 5) -> exact.Collection:
  """The documents as `litany fold` prints them."""
  outcome = litany('fold', *arguments)
  assert outcome.code in (0, 1), outcome.stderr
  return exact.Collection(
      exact.read_folded(outcome.stdout.split(b'\n')[:-1]), shingle)


def vertex_pairs(run: run_directory.Run,
               collection: exact.Collection) -> exact.Pairs:
  """E as pairs.jsonl has it, in the vertices of `collection`, sorted."""
  vertex = collection.vertex_by_id()
  rows = sorted((*sorted((vertex[p['a']], vertex[p['b']])), p['shared'])
                for p in run.pairs
                if p['relation'] in run_directory.PAIR_RELATIONS)
  columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
  return exact.Pairs(*columns)


def representatives(run: run_directory.Run,
                    collection: exact.Collection) -> np.ndarray:
  """Vertex -> the vertex of its representative; itself where it is alone."""
  result = np.arange(len(collection))
  vertex = collection.vertex_by_id()
  for row in run.documents:
    if row['representative'] is not None:
      result[vertex[row['id']]] = vertex[row['representative']]
  return result


def write_lines(path: pathlib.Path, records: Iterable[dict]) -> pathlib.Path:
  with path.open('w', encoding='utf-8', newline='\n') as file:
    for record in records:
      file.write(json.dumps(record, ensure_ascii=False) + '\n')
  return path


# --- Made texts ---------------------------------------------------------------

_HAN = [chr(c) for c in range(0x4e00, 0x9fa6)]


def han_text(chance: random.Random, length: int) -> str:
  """Random Han characters: two such texts share a shingle by no chance."""
  return ''.join(chance.choices(_HAN, k=length))


def english_text(chance: random.Random, words: int) -> str:
  letters = 'abcdefghijklmnopqrstuvwxyz'
  return ' '.join(''.join(chance.choices(letters, k=chance.randint(2, 9)))
                  for _ in range(words))


def edited(chance: random.Random, text: str, edits: int) -> str:
  """`text` with that many characters replaced, added or taken away."""
  characters = list(text)
  for _ in range(edits):
    at = chance.randrange(len(characters))
    kind = chance.randrange(3)
    if kind == 0:
      characters[at] = chance.choice(_HAN)
    elif kind == 1:
      characters.insert(at, chance.choice(_HAN))
    elif len(characters) > 1:
      del characters[at]
  return ''.join(characters)


def mixed_records(seed: int, count: int, prefix: str) -> list[dict]:
  """Documents of every kind that a table can tell apart: alone, identical,
  same but for punctuation, near (in families with a wide range of distances),
  without tokens, short, with repeated ids, dates and sources."""
  chance = random.Random(seed)
  records: list[dict] = []

  def add(text: str) -> None:
    record = {'id': f'{prefix}{len(records):06d}', 'text': text}
    if chance.random() < .5:
      record['date'] = f'2026-{chance.randint(1, 12):02d}-11'
    if chance.random() < .5:
      record['url'] = f'https://site{chance.randrange(5)}.example/a'
    if records and chance.random() < .02:
      record['id'] = chance.choice(records)['id']
    records.append(record)

  while len(records) < count:
    kind = chance.random()
    if kind < .02:
      add(chance.choice(['', '。。。', '…', ' \n']))
    elif kind < .06:
      add(han_text(chance, chance.randint(1, 6)))
    else:
      make = han_text if chance.random() < .7 else english_text
      base = make(chance, chance.randint(20, 400))
      add(base)
      for _ in range(int(chance.expovariate(.4))):
        style = chance.random()
        if style < .2:
          add(base)
        elif style < .4:
          add('《' + base + '》。')
        else:
          add(edited(chance, base, 1 + int(chance.expovariate(.15))))
  chance.shuffle(records)
  return records
