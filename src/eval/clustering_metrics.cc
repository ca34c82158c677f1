#include "eval/clustering_metrics.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/check.h"

namespace litany::eval {
namespace {

// Neither overflows below 2^32 documents.
uint64_t PairsOf(uint64_t documents) {
  return documents < 2 ? 0 : documents * (documents - 1) / 2;
}

Score Quotient(double numerator, double denominator) {
  if (denominator == 0) return std::nullopt;
  return numerator / denominator;
}

PrecisionRecall FromCounts(uint64_t shared, uint64_t predicted, uint64_t gold) {
  const auto common = static_cast<double>(shared);
  PrecisionRecall scores;
  scores.precision = Quotient(common, static_cast<double>(predicted));
  scores.recall = Quotient(common, static_cast<double>(gold));
  scores.f1 = Quotient(
      2 * common, static_cast<double>(predicted) + static_cast<double>(gold));
  return scores;
}

Score AdjustedRand(uint64_t documents, uint64_t shared, uint64_t predicted,
                   uint64_t gold) {
  if (documents == 0) return std::nullopt;
  const uint64_t all = PairsOf(documents);
  // All alone or all together, in both: the same partition, and the only two
  // cases in which chance alone explains everything.
  if (predicted == gold && (gold == 0 || gold == all)) return 1.0;
  const double expected = static_cast<double>(predicted) /
                          static_cast<double>(all) * static_cast<double>(gold);
  const double mean =
      (static_cast<double>(predicted) + static_cast<double>(gold)) / 2;
  return (static_cast<double>(shared) - expected) / (mean - expected);
}

// Label -> how many documents carry it, as a sorted array.
class LabelSizes {
 public:
  explicit LabelSizes(std::span<const uint32_t> labels)
      : sorted_(labels.begin(), labels.end()) {
    std::sort(sorted_.begin(), sorted_.end());
  }

  uint64_t SizeOf(uint32_t label) const {
    const auto range = std::equal_range(sorted_.begin(), sorted_.end(), label);
    return static_cast<uint64_t>(range.second - range.first);
  }

  uint64_t Pairs() const {
    uint64_t pairs = 0;
    for (size_t i = 0; i < sorted_.size();) {
      size_t end = i;
      while (end < sorted_.size() && sorted_[end] == sorted_[i]) ++end;
      pairs += PairsOf(end - i);
      i = end;
    }
    return pairs;
  }

 private:
  std::vector<uint32_t> sorted_;
};

}  // namespace

ClusteringScores ScoreClustering(std::span<const uint32_t> predicted,
                                 std::span<const uint32_t> gold) {
  LITANY_CHECK(predicted.size() == gold.size());
  const LabelSizes predicted_sizes(predicted);
  const LabelSizes gold_sizes(gold);
  // The contingency table: one run of equal keys is one cell.
  std::vector<uint64_t> cells(predicted.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    cells[i] = uint64_t{predicted[i]} << 32 | gold[i];
  }
  std::sort(cells.begin(), cells.end());

  ClusteringScores scores;
  scores.documents = cells.size();
  double precision_sum = 0;
  double recall_sum = 0;
  for (size_t i = 0; i < cells.size();) {
    size_t end = i;
    while (end < cells.size() && cells[end] == cells[i]) ++end;
    const uint64_t common = end - i;
    const uint64_t in_predicted =
        predicted_sizes.SizeOf(static_cast<uint32_t>(cells[i] >> 32));
    const uint64_t in_gold = gold_sizes.SizeOf(static_cast<uint32_t>(cells[i]));
    scores.shared_pairs += PairsOf(common);
    const auto square = static_cast<double>(common * common);
    precision_sum += square / static_cast<double>(in_predicted);
    recall_sum += square / static_cast<double>(in_gold);
    if (common == in_predicted && common == in_gold) {
      scores.exact_documents += common;
    }
    i = end;
  }
  scores.predicted_pairs = predicted_sizes.Pairs();
  scores.gold_pairs = gold_sizes.Pairs();
  scores.pairs = FromCounts(scores.shared_pairs, scores.predicted_pairs,
                            scores.gold_pairs);
  scores.adjusted_rand =
      AdjustedRand(scores.documents, scores.shared_pairs,
                   scores.predicted_pairs, scores.gold_pairs);
  const auto count = static_cast<double>(scores.documents);
  scores.bcubed.precision = Quotient(precision_sum, count);
  scores.bcubed.recall = Quotient(recall_sum, count);
  if (scores.documents > 0) {
    // Both are above 0: every document shares a cell with itself.
    const double p = *scores.bcubed.precision;
    const double r = *scores.bcubed.recall;
    scores.bcubed.f1 = 2 * p * r / (p + r);
  }
  scores.exact_match =
      Quotient(static_cast<double>(scores.exact_documents), count);
  return scores;
}

void ScoreListedPairs(std::span<const uint32_t> predicted,
                      std::span<const std::pair<uint32_t, uint32_t>> listed,
                      ClusteringScores* scores) {
  scores->gold_pairs = listed.size();
  scores->shared_pairs = 0;
  for (const auto& [a, b] : listed) {
    if (predicted[a] == predicted[b]) ++scores->shared_pairs;
  }
  scores->pairs = FromCounts(scores->shared_pairs, scores->predicted_pairs,
                             scores->gold_pairs);
}

}  // namespace litany::eval
