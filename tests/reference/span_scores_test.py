"""The reference of PlagDet on the cases of tests/eval/plagdet_test.cc."""

import math
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from span_scores import Passage  # noqa: E402
import span_scores  # noqa: E402

CASES = [Passage('a', 0, 10, 'b', 0, 10), Passage('a', 0, 30, 'c', 0, 30)]
FOUND = [
    Passage('a', 0, 4, 'b', 0, 4),
    Passage('a', 5, 15, 'b', 7, 17),
    Passage('b', 50, 60, 'c', 50, 60)
]


def test_parts_of_a_case_done_by_hand():
  assert span_scores.recall(CASES, FOUND, False) == pytest.approx(.4)
  assert span_scores.precision(CASES, FOUND, False) == pytest.approx(1.4 / 3)
  assert span_scores.recall(CASES, FOUND, True) == pytest.approx(16 / 70)
  assert span_scores.precision(CASES, FOUND, True) == pytest.approx(16 / 48)
  assert span_scores.granularity(CASES, FOUND) == 2
  p, r = 1.4 / 3, .4
  assert span_scores.plagdet(CASES, FOUND) == pytest.approx(
      2 * p * r / (p + r) / math.log2(3))


def test_merging_goes_on_while_any_overlap():
  found = [
      Passage('a', 0, 12, 'b', 18, 30),
      Passage('a', 10, 30, 'b', 0, 20),
      Passage('a', 1, 3, 'b', 2, 5),
      Passage('a', 1, 3, 'b', 30, 35)
  ]
  assert sorted(span_scores.merged(found)) == [
      Passage('a', 0, 30, 'b', 0, 30),
      Passage('a', 1, 3, 'b', 30, 35)
  ]


def test_what_lies_beside_is_not_detected():
  case = Passage('a', 0, 10, 'b', 0, 10)
  assert not span_scores.detects(Passage('a', 0, 10, 'b', 10, 20), case)
  assert span_scores.plagdet([case], [Passage('a', 0, 10, 'b', 10, 20)]) == 0.
