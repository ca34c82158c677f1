"""What happens to a passage on its way from one text to another.

Each change takes the passage and a `Pool` of real text, and returns what is
planted. Script conversion is not here: make.py does it for all at once.
"""

from __future__ import annotations

import random
import re

import symbols

_CLAUSE_ENDS = re.compile(r'[。！？；，、\n]|[.?!;,](?=\s)')
SLOGANS = 60


class Pool:
  """Text that is in no carrier: what edits insert comes from here, so that
  characters have their natural frequencies."""

  def __init__(self, sentences: list[str], language: str,
               chance: random.Random):
    self.language = language
    self.text = ' '.join(sentences)
    self._at = [
        i for i in symbols.positions(self.text)
        if language == 'en' or symbols.is_dense(self.text[i])
    ]
    self.slogans = [self.stretch(chance, 6, 20) for _ in range(SLOGANS)]

  def symbol(self, chance: random.Random, other_than: str = '') -> str:
    while True:
      char = self.text[chance.choice(self._at)]
      if char != other_than:
        return char.lower() if self.language == 'en' else char

  def stretch(self, chance: random.Random, least: int, most: int) -> str:
    """Running text of so many symbols, from symbol to symbol."""
    size = chance.randint(least, most)
    begin = chance.randrange(len(self._at) - size)
    return self.text[self._at[begin]:self._at[begin + size - 1] + 1]


def edited(text: str, rate: float, pool: Pool, chance: random.Random) -> str:
  """That share of the symbols substituted, inserted or deleted, each as
  often. Positions are drawn without replacement."""
  at = symbols.positions(text)
  edits = max(1, round(rate * len(at)))
  chosen = chance.sample(at, min(edits, len(at)))
  out = list(text)
  # From any of the three, so that a single edit may be each.
  for kind, position in enumerate(chosen, chance.randrange(3)):
    kind %= 3
    if kind == 0:
      out[position] = pool.symbol(chance, text[position])
    elif kind == 1:
      out[position] += pool.symbol(chance)
    else:
      out[position] = ''
  return ''.join(out)


def swapped(text: str, pool: Pool, chance: random.Random) -> str:
  """One or more stretches of 6 to 20 symbols replaced by a slogan."""
  at = symbols.positions(text)
  count = 1 + min(4, len(at) // 150)
  room = len(at) // count
  out, end = [], 0
  for i in range(count):
    size = chance.randint(6, min(20, room // 3))
    begin = i * room + chance.randint(room // 4, room - room // 4 - size)
    out += [text[end:at[begin]], chance.choice(pool.slogans)]
    end = at[begin + size - 1] + 1
  return ''.join(out) + text[end:]


def reordered(text: str, _pool: Pool, chance: random.Random) -> str:
  """Two to four pieces, cut at ends of clauses, in another order."""
  at = symbols.positions(text)
  count = min(chance.randint(2, 4), max(2, len(at) // 30))
  cuts = [m.end() for m in _CLAUSE_ENDS.finditer(text)] + [
      m.end() for m in re.finditer(r'\s', text)]
  pieces, begin = [], 0
  for i in range(1, count):
    ideal = at[len(at) * i // count]
    near = [c for c in cuts if abs(c - ideal) < len(text) // (3 * count)]
    # Where no clause ends near by (a text without marks): at any symbol.
    cut = min(near, key=lambda c: abs(c - ideal), default=ideal)
    pieces.append(text[begin:cut])
    begin = cut
  pieces.append(text[begin:])
  order = list(range(count))
  while order == sorted(order):
    chance.shuffle(order)
  joined = ' ' if ' ' in text else ''
  return joined.join(pieces[i].strip() for i in order)


def numbered(text: str, pool: Pool, chance: random.Random) -> str:
  """Page and chunk numbers and stray line breaks, inside sentences too."""
  chinese = pool.language == 'zh'
  page = chance.randint(1, 40)
  out: list[str] = []
  left = chance.randint(8, 16)  # even the shortest passage is broken once
  for i, char in enumerate(text):
    out.append(char)
    if symbols.is_symbol(char):
      left -= 1
    if left > 0 or i + 2 >= len(text) or not symbols.is_symbol(text[i + 1]):
      continue
    left = chance.randint(20, 110) if chinese else chance.randint(60, 300)
    page += 1
    out.append(
        chance.choice((f'\n第 {page} 页\n', f'\n- {page} -\n', f'\n{page}、',
                       str(page), '\n', '\n\n', '\n') if chinese else
                      (f'\nPage {page} of 60\n', f'\n- {page} -\n',
                       f'\n{page}\n', '\n', '\n\n', '-\n')))
  return ''.join(out)


def unpunctuated(text: str, pool: Pool, _chance: random.Random) -> str:
  """Letters, marks and numbers alone; spaced scripts keep a space where any
  was, and apostrophes."""
  if pool.language == 'zh':
    return ''.join(filter(symbols.is_symbol, text))
  kept = ''.join(
      c if symbols.is_symbol(c) or c in "'’" or c.isspace() else ''
      for c in text)
  return re.sub(r'\s+', ' ', kept)


def verbatim(text: str, _pool: Pool, _chance: random.Random) -> str:
  return text


# kind -> (change, least symbols of a passage). `converted` is made by make.py
# and only then goes through here.
KINDS = {
    'verbatim': (verbatim, 25),
    'converted': (verbatim, 25),
    'edited-5': (lambda t, p, c: edited(t, .05, p, c), 25),
    'edited-10': (lambda t, p, c: edited(t, .10, p, c), 25),
    'edited-20': (lambda t, p, c: edited(t, .20, p, c), 25),
    'swapped': (swapped, 60),
    'reordered': (reordered, 60),
    'numbered': (numbered, 25),
    'unpunctuated': (unpunctuated, 25),
}
