"""Agreement of a clustering with gold labels: the measures of `litany eval`.

All are computed from integer counts. Only documents with a gold label are
judged; the others either take no part or, with `singletons`, each count as a
gold cluster of its own.
"""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class Scores:
  pair_precision: float
  pair_recall: float
  pair_f1: float
  ari: float
  bcubed_f1: float
  exact_match: float
  judged: int

  def cell(self) -> tuple[float, float, float, float]:
    return self.pair_f1, self.ari, self.bcubed_f1, self.exact_match


def _pairs(count: int) -> int:
  return count * (count - 1) // 2


def _ratio(part: float, whole: float) -> float:
  return part / whole if whole else 1.0


def _harmonic(a: float, b: float) -> float:
  return 2 * a * b / (a + b) if a + b else 0.0


def score(gold: Mapping[str, str | None],
          predicted: Mapping[str, str | None],
          singletons: bool = False) -> Scores:
  """Scores `predicted` against `gold`; both map a document id to a label.

  None in `predicted` is a document in no cluster; None in `gold` is one
  without a label.
  """
  cells: collections.Counter = collections.Counter()
  gold_sizes: collections.Counter = collections.Counter()
  predicted_sizes: collections.Counter = collections.Counter()
  keys = []
  for document, label in gold.items():
    if label is None:
      if not singletons:
        continue
      gold_key = ('alone', document)
    else:
      gold_key = ('label', label)
    guess = predicted[document]
    guess_key = ('alone', document) if guess is None else ('label', guess)
    keys.append((gold_key, guess_key))
    cells[gold_key, guess_key] += 1
    gold_sizes[gold_key] += 1
    predicted_sizes[guess_key] += 1

  judged = len(keys)
  true_pairs = sum(map(_pairs, cells.values()))
  gold_pairs = sum(map(_pairs, gold_sizes.values()))
  predicted_pairs = sum(map(_pairs, predicted_sizes.values()))
  precision = _ratio(true_pairs, predicted_pairs)
  recall = _ratio(true_pairs, gold_pairs)

  # Adjusted Rand index: agreement above what the cluster sizes give by chance.
  chance = _ratio(gold_pairs * predicted_pairs, _pairs(judged))
  ceiling = (gold_pairs + predicted_pairs) / 2
  ari = (true_pairs - chance) / (ceiling - chance) if ceiling != chance else 1.0

  bcubed_precision = _ratio(
      sum(n * n / predicted_sizes[p] for (_, p), n in cells.items()), judged)
  bcubed_recall = _ratio(
      sum(n * n / gold_sizes[g] for (g, _), n in cells.items()), judged)
  exact = sum(1 for g, p in keys
              if cells[g, p] == gold_sizes[g] == predicted_sizes[p])
  return Scores(precision, recall, _harmonic(precision, recall), ari,
                _harmonic(bcubed_precision, bcubed_recall),
                _ratio(exact, judged), judged)
