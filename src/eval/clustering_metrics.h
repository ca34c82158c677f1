// Scores of one partition of documents against another.
//
// All but exact match treat the two partitions alike up to swapping precision
// and recall.  Definitions: pair counting as in Hubert and Arabie, "Comparing
// partitions" (1985), which also has the adjusted Rand index; B-cubed as in
// Bagga and Baldwin (1998), averaged over documents.
//
// Cost: one sort of N labels; pairs are counted from the contingency table and
// never listed.
// Tested by tests/eval/clustering_metrics_test.cc and, against an all-pairs
// reference, clustering_metrics_prop_test.cc.
#ifndef LITANY_EVAL_CLUSTERING_METRICS_H_
#define LITANY_EVAL_CLUSTERING_METRICS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace litany::eval {

// Empty where the quotient is 0 / 0: a run that reports no pair has no
// precision, which is neither 0 nor 1.
using Score = std::optional<double>;

struct PrecisionRecall {
  Score precision;
  Score recall;
  Score f1;
};

struct ClusteringScores {
  uint64_t documents = 0;
  // Unordered pairs of judged documents that are together...
  uint64_t predicted_pairs = 0;  // ...in the prediction
  uint64_t gold_pairs = 0;       // ...in the gold
  uint64_t shared_pairs = 0;     // ...in both
  PrecisionRecall pairs;
  Score adjusted_rand;
  PrecisionRecall bcubed;
  // Documents whose predicted cluster holds the same documents as their gold
  // cluster; a lone document in both counts.
  uint64_t exact_documents = 0;
  Score exact_match;
};

// Two documents are together where their labels are equal; the values of the
// labels mean nothing else.  REQUIRES: predicted.size() == gold.size()
ClusteringScores ScoreClustering(std::span<const uint32_t> predicted,
                                 std::span<const uint32_t> gold);

// Replaces the pair scores by those against a list: the gold pairs are the
// listed ones and no others, whatever their transitive closure.
// REQUIRES: the pairs are distinct, unordered, and index `predicted`
void ScoreListedPairs(std::span<const uint32_t> predicted,
                      std::span<const std::pair<uint32_t, uint32_t>> listed,
                      ClusteringScores* scores);

}  // namespace litany::eval

#endif  // LITANY_EVAL_CLUSTERING_METRICS_H_
