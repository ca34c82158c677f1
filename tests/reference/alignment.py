"""What two texts share, the slow and certain way: full tables, no seeds.

The same as local_alignment.h in plain Python. Texts are strings or lists of
symbols. Scores count half symbols, as src/passage/align.h does: a match +2, a
replaced symbol -2, a symbol without a partner -3. All O(nm).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

MATCH, REPLACE, GAP = 2, -2, -3


@dataclasses.dataclass(frozen=True)
class Alignment:
  """a[begin_a:end_a] goes with b[begin_b:end_b]."""
  score: int
  begin_a: int
  end_a: int
  begin_b: int
  end_b: int
  matches: int


def _table(a: Sequence, b: Sequence, scores: tuple[int, int, int],
           is_local: bool):
  """Yields ((score, begin_a, begin_b, matches), i, j), row by row."""
  match, replace, gap = scores
  above: list[tuple[int, int, int, int]] = []
  for i in range(len(a) + 1):
    row: list[tuple[int, int, int, int]] = []
    for j in range(len(b) + 1):
      offers = []
      if i and j:
        same = a[i - 1] == b[j - 1]
        score, begin_a, begin_b, matches = above[j - 1]
        offers.append((score + (match if same else replace), begin_a, begin_b,
                       matches + same))
      if i:
        score, *rest = above[j]
        offers.append((score + gap, *rest))
      if j:
        score, *rest = row[j - 1]
        offers.append((score + gap, *rest))
      cell = max(offers, key=lambda c: c[0]) if offers else (0, 0, 0, 0)
      if is_local and cell[0] <= 0:
        cell = (0, i, j, 0)
      row.append(cell)
      yield cell, i, j
    above = row


def _best(cells) -> Alignment:
  best = Alignment(0, 0, 0, 0, 0, 0)
  for (score, begin_a, begin_b, matches), i, j in cells:
    if score > best.score:
      best = Alignment(score, begin_a, i, begin_b, j, matches)
  return best


def local(a: Sequence, b: Sequence,
          scores: tuple[int, int, int] = (MATCH, REPLACE, GAP)) -> Alignment:
  """The best local alignment (Smith and Waterman 1981, linear gap cost); of
  equal ones the one that ends first in a, then in b."""
  return _best(_table(a, b, scores, True))


def beginnings(a: Sequence, b: Sequence,
               scores: tuple[int, int, int] = (MATCH, REPLACE, GAP)
               ) -> Alignment:
  """The best alignment of a beginning of a with a beginning of b."""
  return _best(_table(a, b, scores, False))


def whole(a: Sequence, b: Sequence,
          scores: tuple[int, int, int] = (MATCH, REPLACE, GAP)) -> Alignment:
  """The best alignment of all of a with all of b."""
  for cell, i, j in _table(a, b, scores, False):
    if i == len(a) and j == len(b):
      return Alignment(cell[0], 0, i, 0, j, cell[3])
  raise AssertionError('the table has a last cell')


def common_subsequence(a: Sequence, b: Sequence) -> int:
  return whole(a, b, (1, 0, 0)).score


def shared_runs(a: Sequence, b: Sequence,
                least: int) -> list[tuple[int, int, int]]:
  """(begin_a, begin_b, size) of all maximal common runs of at least that many
  symbols."""
  runs = []
  for i in range(len(a)):
    for j in range(len(b)):
      if i and j and a[i - 1] == b[j - 1]:
        continue
      size = 0
      while (i + size < len(a) and j + size < len(b)
             and a[i + size] == b[j + size]):
        size += 1
      if size >= max(least, 1):
        runs.append((i, j, size))
  return runs
