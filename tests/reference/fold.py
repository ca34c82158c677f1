"""A small second opinion on `litany fold`, from Python's own Unicode tables.

Good for cross-checks, not a specification: it knows no Traditional and no
variant forms (compare with `--distinguish script,variant --markup keep`), and
takes a character's script from its name.
"""

from __future__ import annotations

import functools
import unicodedata

from exact import Folded

# Names of the characters that are a token each: the unspaced scripts, with
# what belongs to them by its script extensions.
_SINGLE_PREFIXES = ('CJK', 'IDEOGRAPHIC', 'HANGZHOU', 'COUNTING ROD',
                    'OLD CHINESE', 'VERTICAL KANA', 'VERTICAL IDEOGRAPHIC',
                    'MASU', 'HIRAGANA', 'KATAKANA', 'COMBINING KATAKANA',
                    'HENTAIGANA', 'BOPOMOFO', 'HANGUL', 'VIETNAMESE ALTERNATE',
                    'THAI', 'LAO', 'KHMER', 'MYANMAR', 'TIBETAN')
_NOT_SINGLE_PREFIXES = ('IDEOGRAPHIC TALLY',)
# Ignorable, and inside a word: apostrophes, and what has no width (Unicode's
# Default_Ignorable_Code_Point, which Python does not know).
_APOSTROPHES = "'\u2019"
_NO_WIDTH = ((0xad, 0xad), (0x34f, 0x34f), (0x61c, 0x61c), (0x115f, 0x1160),
             (0x17b4, 0x17b5), (0x180b, 0x180f), (0x200b, 0x200f),
             (0x202a, 0x202e), (0x2060, 0x206f), (0x3164, 0x3164),
             (0xfe00, 0xfe0f), (0xfeff, 0xfeff), (0xffa0, 0xffa0),
             (0xfff0, 0xfff8), (0x1bca0, 0x1bca3), (0x1d173, 0x1d17a),
             (0xe0000, 0xe0fff))


@functools.cache
def _inside_words(char: str) -> bool:
  return char in _APOSTROPHES or any(
      low <= ord(char) <= high for low, high in _NO_WIDTH)


@functools.cache
def _kept(char: str) -> bool:
  return unicodedata.category(char)[0] in 'LMN' and not _inside_words(char)


@functools.cache
def _single(char: str) -> bool:
  name = unicodedata.name(char, '')
  return (name.startswith(_SINGLE_PREFIXES) and
          not name.startswith(_NOT_SINGLE_PREFIXES))


def normalise(text: str) -> str:
  """Compatibility form and case, until a second pass changes nothing."""
  while True:
    folded = unicodedata.normalize(
        'NFKC',
        unicodedata.normalize('NFKC', text).casefold())
    if folded == text:
      return text
    text = folded


def tokens(text: str) -> list[str]:
  result: list[str] = []
  word = ''
  for char in normalise(text):
    if _kept(char) and not _single(char):
      word += char
      continue
    if _inside_words(char):
      continue
    if word:
      result.append(word)
      word = ''
    if _kept(char):
      result.append(char)
  if word:
    result.append(word)
  return result


def folded_text(token_list: list[str]) -> str:
  """The tokens in a row, one space between two words."""
  parts: list[str] = []
  after_word = False
  for token in token_list:
    is_word = not (len(token) == 1 and _single(token))
    if is_word and after_word:
      parts.append(' ')
    parts.append(token)
    after_word = is_word
  return ''.join(parts)


def fold(document_id: str, text: str) -> Folded:
  token_list = tokens(text)
  return Folded(document_id, folded_text(token_list), token_list)
