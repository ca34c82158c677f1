"""Text made from nothing: words that never were, drawn by Zipf's law.

Two such texts share a run of a dozen symbols by next to no chance, so what is
planted in them is all that they have in common.
"""

from __future__ import annotations

import bisect
import itertools
import random

# The 3,755 characters of the first level of GB 2312, the common ones.
COMMON = [
    bytes((row, cell)).decode('gb2312')
    for row in range(0xb0, 0xd8)
    for cell in range(0xa1, 0xff if row < 0xd7 else 0xfa)
]
_WORDS = 6000


class _Maker:
  """Sentences of a made lexicon; the same lexicon for each seed."""

  def __init__(self, seed: str):
    chance = random.Random(f'lexicon {seed}')
    words = dict.fromkeys(self._word(chance) for _ in range(2 * _WORDS))
    self._words = list(words)[:_WORDS]
    self._weights = list(
        itertools.accumulate(1 / (rank + 3) for rank in range(_WORDS)))

  def _word(self, chance: random.Random) -> str:
    raise NotImplementedError

  def _draw(self, chance: random.Random) -> str:
    at = chance.random() * self._weights[-1]
    return self._words[bisect.bisect(self._weights, at)]

  def sentence(self, chance: random.Random) -> str:
    raise NotImplementedError


class ChineseMaker(_Maker):

  def _word(self, chance: random.Random) -> str:
    size = chance.choices((1, 2, 3, 4), (15, 65, 12, 8))[0]
    # Some characters are commoner than others.
    return ''.join(COMMON[int(len(COMMON) * chance.random()**1.5)]
                   for _ in range(size))

  def sentence(self, chance: random.Random) -> str:
    parts = []
    for _ in range(chance.choice((1, 2, 2, 3, 3, 4))):
      part = ''.join(self._draw(chance) for _ in range(chance.randint(3, 8)))
      mark = chance.random()
      if mark < .06:
        part = f'《{part}》'
      elif mark < .1:
        part += f'{chance.randint(2, 2030)}年'
      elif mark < .14:
        part = f'“{part}”'
      parts.append(part)
    end = chance.choices(('。', '！', '？', '；', '。\n'), (14, 1, 1, 2, 3))[0]
    return '，'.join(parts) + end


class EnglishMaker(_Maker):

  def _word(self, chance: random.Random) -> str:
    syllables = chance.choices((1, 2, 3), (3, 5, 2))[0]
    return ''.join(
        chance.choice(('b', 'c', 'd', 'f', 'g', 'h', 'l', 'm', 'n', 'p', 'r',
                       's', 't', 'w', 'st', 'tr', 'ch', 'sh', '')) +
        chance.choice(('a', 'e', 'i', 'o', 'u', 'ea', 'ou')) +
        chance.choice(('', '', 'n', 'r', 's', 't', 'l', 'nd'))
        for _ in range(syllables))

  def sentence(self, chance: random.Random) -> str:
    words = [self._draw(chance) for _ in range(chance.randint(6, 24))]
    for i in range(3, len(words) - 2, 6):
      if chance.random() < .5:
        words[i] += ','
    text = ' '.join(words)
    end = chance.choices(('. ', '? ', '; ', '.\n'), (14, 1, 2, 3))[0]
    return text[0].upper() + text[1:] + end


def maker(language: str) -> _Maker:
  return {'zh': ChineseMaker, 'en': EnglishMaker}[language](language)


def line(maker: _Maker, chance: random.Random, length: int) -> str:
  """One line of prose of at least so many characters."""
  text = ''
  while len(text) < length:
    text += maker.sentence(chance)
  return text.replace('\n', ' ').strip()
