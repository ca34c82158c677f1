"""PlagDet and its parts (Potthast, Stein, Barron-Cedeno, Rosso 2010).

A case s and a detection r are each a set of characters of two texts. r
detects s if they have characters in common in both texts; what is detected is
then their intersection. With S the cases and R the detections,

  recall       mean over s of: characters of s detected by any r, over all of s
  precision    mean over r of: characters of r in any s it detects, over all
  granularity  mean over the detected s of: how many r detect it
  plagdet      F1 of precision and recall / log2(1 + granularity)

These are the macro averages; micro precision and recall sum the characters
first, and divide then. `Weights` say which characters count.
"""

from __future__ import annotations

import collections
import dataclasses
import math
from collections.abc import Callable, Iterable

from gold import Match

# Counted characters of document, from begin to end.
Size = Callable[[str, int, int], int]


def all_characters(_document: str, begin: int, end: int) -> int:
  return max(0, end - begin)


class Weights:
  """Counts only the characters chosen by `counted(document)`, which yields
  whether each code point counts."""

  def __init__(self):
    self._before: dict[str, list[int]] = {}

  def add(self, document: str, counted: Iterable[bool]) -> None:
    before = [0]
    for value in counted:
      before.append(before[-1] + value)
    self._before[document] = before

  def __call__(self, document: str, begin: int, end: int) -> int:
    if begin >= end:
      return 0
    before = self._before[document]
    return before[end] - before[begin]


@dataclasses.dataclass
class Scores:
  cases: int
  detected: int
  detections: int
  precision: float
  recall: float
  granularity: float
  micro_precision: float
  micro_recall: float

  @property
  def f1(self) -> float:
    total = self.precision + self.recall
    return 2 * self.precision * self.recall / total if total else 0.

  @property
  def plagdet(self) -> float:
    return self.f1 / math.log2(1 + self.granularity)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
  result: list[tuple[int, int]] = []
  for begin, end in sorted(spans):
    if result and begin <= result[-1][1]:
      result[-1] = (result[-1][0], max(result[-1][1], end))
    else:
      result.append((begin, end))
  return result


def _size(size: Size, document: str, spans: Iterable[tuple[int, int]]) -> int:
  return sum(size(document, *span) for span in merged(spans))


def _both(size: Size, pair: tuple[str, str], matches: list[Match]) -> int:
  """Characters in any of the matches of one pair, in both texts."""
  return (_size(size, pair[0], [(m.begin, m.end) for m in matches]) +
          _size(size, pair[1], [(m.source_begin, m.source_end)
                                for m in matches]))


def _common(a: Match, b: Match) -> Match:
  return dataclasses.replace(
      a,
      begin=max(a.begin, b.begin),
      end=min(a.end, b.end),
      source_begin=max(a.source_begin, b.source_begin),
      source_end=min(a.source_end, b.source_end))


def _is_common(size: Size, m: Match) -> bool:
  return size(m.suspicious, m.begin, m.end) > 0 and size(
      m.source, m.source_begin, m.source_end) > 0


def merge(detections: Iterable[Match]) -> list[Match]:
  """Detections of one pair that overlap in both texts become one."""
  by_pair: dict[tuple[str, str], list[Match]] = collections.defaultdict(list)
  for match in detections:
    by_pair[match.pair].append(match)
  result = []
  for pair in sorted(by_pair):
    boxes: list[Match] = []
    for match in sorted(
        by_pair[pair],
        key=lambda m: (m.begin, m.end, m.source_begin, m.source_end)):
      # Take in what overlaps, which may make it overlap others.
      while True:
        hits = [b for b in boxes if _is_common(all_characters,
                                               _common(b, match))]
        if not hits:
          break
        boxes = [b for b in boxes if b not in hits]
        hits.append(match)
        match = dataclasses.replace(
            match,
            begin=min(m.begin for m in hits),
            end=max(m.end for m in hits),
            source_begin=min(m.source_begin for m in hits),
            source_end=max(m.source_end for m in hits))
      boxes.append(match)
    result += sorted(boxes, key=lambda m: (m.begin, m.source_begin))
  return result


@dataclasses.dataclass
class Judged:
  """A case or a detection, and what the other side has of it."""
  match: Match
  size: int
  found: int
  by: list[Match]


class Judgement:
  """Which detections detect which cases.

  Detections should be merged. One is counted under its kind: that of the case
  it has most in common with or, where it detects none, of the nearest case of
  its pair; '' where the pair has no case."""

  def __init__(self, cases: list[Match], detections: list[Match],
               size: Size = all_characters):
    self._size = size
    by_pair: dict[tuple[str, str], tuple[list[Match], list[Match]]] = (
        collections.defaultdict(lambda: ([], [])))
    for case in cases:
      by_pair[case.pair][0].append(case)
    for detection in detections:
      if _is_common(size, detection):
        by_pair[detection.pair][1].append(detection)
    self.cases: list[Judged] = []
    self.detections: list[Judged] = []
    for pair, (s, r) in sorted(by_pair.items()):
      self.cases += [self._judge(pair, case, r) for case in s]
      self.detections += [
          self._labelled(self._judge(pair, detection, s), s) for detection in r
      ]

  def _judge(self, pair, match: Match, others: list[Match]) -> Judged:
    by = [o for o in others if _is_common(self._size, _common(match, o))]
    found = _both(self._size, pair, [_common(match, o) for o in by])
    return Judged(match, _both(self._size, pair, [match]), found, by)

  def _labelled(self, judged: Judged, cases: list[Match]) -> Judged:
    r = judged.match
    if judged.by:
      nearest = max(judged.by,
                    key=lambda s: _both(self._size, r.pair, [_common(s, r)]))
    elif cases:
      nearest = min(cases,
                    key=lambda s: max(s.begin - r.end, r.begin - s.end))
    else:
      return judged
    judged.match = dataclasses.replace(r,
                                       kind=nearest.kind,
                                       length=nearest.length)
    return judged

  def scores(self,
             select: Callable[[Match], bool] = lambda _: True) -> Scores:
    """Of the cases and detections that `select` takes."""
    s = [j for j in self.cases if select(j.match)]
    r = [j for j in self.detections if select(j.match)]
    detected = [j for j in s if j.by]
    mean = lambda values, none: (sum(values) / len(values)
                                 if values else none)
    return Scores(
        cases=len(s),
        detected=len(detected),
        detections=len(r),
        precision=mean([j.found / j.size for j in r], 0. if s else 1.),
        recall=mean([j.found / j.size for j in s], 0. if r else 1.),
        granularity=mean([len(j.by) for j in detected], 1.),
        micro_precision=self._micro(r),
        micro_recall=self._micro(s))

  def _micro(self, side: list[Judged]) -> float:
    whole: dict[tuple[str, str], list[Match]] = collections.defaultdict(list)
    found: dict[tuple[str, str], list[Match]] = collections.defaultdict(list)
    for judged in side:
      match = judged.match
      whole[match.pair].append(match)
      found[match.pair] += [_common(match, other) for other in judged.by]
    total = sum(_both(self._size, pair, m) for pair, m in whole.items())
    part = sum(_both(self._size, pair, m) for pair, m in found.items())
    return part / total if total else 1.
