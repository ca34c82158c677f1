"""PlagDet by its definition, with sets of characters.

Potthast, Stein, Barron-Cedeno and Rosso, "An evaluation framework for
plagiarism detection" (COLING 2010), section 2. Slow and plain: what a case or
a detection is, is the set of all its characters.
"""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple


class Passage(NamedTuple):
  """A stretch of one document and one of another, ends exclusive."""
  document: str
  begin: int
  end: int
  source: str
  source_begin: int
  source_end: int


def in_order(p: Passage) -> Passage:
  """A case says the same from either side."""
  if p.document < p.source:
    return p
  return Passage(p.source, p.source_begin, p.source_end, p.document, p.begin,
                 p.end)


def of_document(p: Passage) -> set[tuple[str, int]]:
  return {(p.document, i) for i in range(p.begin, p.end)}


def of_source(p: Passage) -> set[tuple[str, int]]:
  return {(p.source, i) for i in range(p.source_begin, p.source_end)}


def characters(p: Passage) -> set[tuple[str, int]]:
  return of_document(p) | of_source(p)


def detects(r: Passage, s: Passage) -> bool:
  return bool((r.document, r.source) == (s.document, s.source) and
              of_document(r) & of_document(s) and of_source(r) & of_source(s))


def common(s: Passage, r: Passage) -> set[tuple[str, int]]:
  """The operator that the paper writes as a square cap."""
  return characters(s) & characters(r) if detects(r, s) else set()


def union(sets) -> set:
  return set().union(*sets)


def merged(found: list[Passage]) -> list[Passage]:
  """Any two that overlap in both documents become one, until none do."""
  found = list(found)
  for i, j in itertools.combinations(range(len(found)), 2):
    x, y = found[i], found[j]
    if detects(x, y):
      both = Passage(x.document, min(x.begin, y.begin), max(x.end, y.end),
                     x.source, min(x.source_begin, y.source_begin),
                     max(x.source_end, y.source_end))
      rest = [f for k, f in enumerate(found) if k not in (i, j)]
      return merged(rest + [both])
  return found


def precision(cases, found, micro: bool) -> float:
  if micro:
    return len(union(common(s, r) for s in cases for r in found)) / len(
        union(map(characters, found)))
  return sum(
      len(union(common(s, r) for s in cases)) / len(characters(r))
      for r in found) / len(found)


def recall(cases, found, micro: bool) -> float:
  if micro:
    return len(union(common(s, r) for s in cases for r in found)) / len(
        union(map(characters, cases)))
  return sum(
      len(union(common(s, r) for r in found)) / len(characters(s))
      for s in cases) / len(cases)


def granularity(cases, found) -> float:
  detected = [s for s in cases if any(detects(r, s) for r in found)]
  return sum(sum(detects(r, s) for r in found)
             for s in detected) / len(detected)


def plagdet(cases, found) -> float:
  p, r = precision(cases, found, False), recall(cases, found, False)
  if p + r == 0:
    return 0.
  return 2 * p * r / (p + r) / math.log2(1 + granularity(cases, found))
