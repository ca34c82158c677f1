"""Counting symbols, and changing texts between the two Chinese scripts.

A symbol is a letter, mark or number: what a reader of the words would not
miss. Lengths of passages and rates of edits count symbols; the gold table
counts code points of the text as it stands.
"""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Sequence

_CORPUS = pathlib.Path(__file__).resolve().parents[2] / 'corpus'
_BETWEEN = '\n\x1e\n'  # between the texts of one call of opencc


class _Symbols(dict):
  """Character -> whether it is a symbol; asked once for each."""

  def __missing__(self, char: str) -> bool:
    value = self[char] = unicodedata.category(char)[0] in 'LMN'
    return value


_SYMBOLS = _Symbols()


def is_symbol(char: str) -> bool:
  return _SYMBOLS[char]


def is_dense(char: str) -> bool:
  """Han, kana and the like: written without spaces."""
  return '\u2e80' <= char < '\ua4d0' or '\uac00' <= char < '\ud7b0' or (
      '\uf900' <= char < '\ufb00' or '\U00020000' <= char < '\U00040000')


def positions(text: str) -> list[int]:
  """Where the symbols of a text are."""
  return [i for i, char in enumerate(text) if _SYMBOLS[char]]


class Converter:
  """Simplified and traditional Chinese through OpenCC's command line tool, or
  through the small tables of corpus/hanzi.py where it is not installed."""

  def __init__(self, tool: str = 'auto'):
    found = shutil.which('opencc')
    if tool == 'opencc' and not found:
      sys.exit('planted: no opencc on the path; install it, or take '
               '--converter tables')
    self.name = 'opencc' if found and tool != 'tables' else 'tables'

  def convert(self, texts: Sequence[str], config: str) -> list[str]:
    """All texts by one configuration of OpenCC: s2t, s2tw, s2hk or t2s. Each
    character stays one character."""
    if not texts:
      return []
    if self.name == 'opencc':
      done = subprocess.run(['opencc', '-c', config],
                            input=_BETWEEN.join(texts).encode(),
                            capture_output=True,
                            check=True)
      converted = done.stdout.decode().split(_BETWEEN)
    else:
      sys.path.insert(0, str(_CORPUS))
      import hanzi  # pylint: disable=g-import-not-at-top
      sys.path.pop(0)
      change = hanzi.to_simplified if config == 't2s' else hanzi.to_traditional
      converted = [change(text) for text in texts]
    if [len(t) for t in converted] != [len(t) for t in texts]:
      raise AssertionError(f'planted: {config} changed the length of a text')
    return converted
