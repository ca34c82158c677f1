#include "eval/clustering_metrics.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::DoubleNear;
using ::testing::Eq;
using ::testing::Optional;

constexpr double kTiny = 1e-12;

using Labels = std::vector<uint32_t>;

TEST(ClusteringMetrics, AHandComputedCase) {
  // Predicted {a b c} {d e} {f}; gold {a b} {c d e} {f}.
  const Labels predicted = {0, 0, 0, 1, 1, 2};
  const Labels gold = {7, 7, 8, 8, 8, 9};
  const ClusteringScores scores = ScoreClustering(predicted, gold);
  EXPECT_EQ(scores.documents, 6u);
  EXPECT_EQ(scores.predicted_pairs, 4u);
  EXPECT_EQ(scores.gold_pairs, 4u);
  EXPECT_EQ(scores.shared_pairs, 2u);  // ab, de
  EXPECT_THAT(scores.pairs.precision, Optional(DoubleNear(0.5, kTiny)));
  EXPECT_THAT(scores.pairs.recall, Optional(DoubleNear(0.5, kTiny)));
  EXPECT_THAT(scores.pairs.f1, Optional(DoubleNear(0.5, kTiny)));
  // Expected by chance 4 * 4 / 15; (2 - 16/15) / (4 - 16/15) = 14 / 44.
  EXPECT_THAT(scores.adjusted_rand, Optional(DoubleNear(14.0 / 44, kTiny)));
  // a, b: 2/3; c: 1/3; d, e: 1; f: 1.
  EXPECT_THAT(scores.bcubed.precision,
              Optional(DoubleNear((2.0 / 3 * 2 + 1.0 / 3 + 2 + 1) / 6, kTiny)));
  // a, b: 1; c: 1/3; d, e: 2/3; f: 1.
  EXPECT_THAT(scores.bcubed.recall,
              Optional(DoubleNear((2 + 1.0 / 3 + 2.0 / 3 * 2 + 1) / 6, kTiny)));
  EXPECT_EQ(scores.exact_documents, 1u);  // f
  EXPECT_THAT(scores.exact_match, Optional(DoubleNear(1.0 / 6, kTiny)));
}

TEST(ClusteringMetrics, PrecisionAndRecallAreNotSwapped) {
  // All together where two of the four belong together.
  const ClusteringScores scores =
      ScoreClustering(Labels{0, 0, 0, 0}, Labels{0, 0, 1, 2});
  EXPECT_THAT(scores.pairs.precision, Optional(DoubleNear(1.0 / 6, kTiny)));
  EXPECT_THAT(scores.pairs.recall, Optional(Eq(1.0)));
  EXPECT_THAT(scores.bcubed.precision,
              Optional(DoubleNear((0.5 + 0.5 + 0.25 + 0.25) / 4, kTiny)));
  EXPECT_THAT(scores.bcubed.recall, Optional(Eq(1.0)));
  EXPECT_THAT(scores.adjusted_rand, Optional(DoubleNear(0.0, kTiny)));
}

TEST(ClusteringMetrics, TheSamePartitionScoresOneWhateverItsLabels) {
  const ClusteringScores scores =
      ScoreClustering(Labels{3, 3, 1, 2, 2, 2}, Labels{0, 0, 9, 5, 5, 5});
  EXPECT_THAT(scores.pairs.f1, Optional(Eq(1.0)));
  EXPECT_THAT(scores.adjusted_rand, Optional(Eq(1.0)));
  EXPECT_THAT(scores.bcubed.f1, Optional(Eq(1.0)));
  EXPECT_EQ(scores.exact_documents, 6u);
}

TEST(ClusteringMetrics, NoReportedPairHasNoPrecision) {
  const ClusteringScores scores =
      ScoreClustering(Labels{0, 1, 2}, Labels{0, 0, 1});
  EXPECT_FALSE(scores.pairs.precision.has_value());
  EXPECT_THAT(scores.pairs.recall, Optional(Eq(0.0)));
  EXPECT_THAT(scores.pairs.f1, Optional(Eq(0.0)));
  EXPECT_THAT(scores.adjusted_rand, Optional(Eq(0.0)));
}

TEST(ClusteringMetrics, AllAloneInBothIsPerfectAgreementWithoutPairScores) {
  const ClusteringScores scores =
      ScoreClustering(Labels{0, 1, 2}, Labels{4, 5, 6});
  EXPECT_FALSE(scores.pairs.precision.has_value());
  EXPECT_FALSE(scores.pairs.recall.has_value());
  EXPECT_FALSE(scores.pairs.f1.has_value());
  EXPECT_THAT(scores.adjusted_rand, Optional(Eq(1.0)));
  EXPECT_THAT(scores.exact_match, Optional(Eq(1.0)));
}

TEST(ClusteringMetrics, AllTogetherInBothIsPerfectAgreement) {
  const ClusteringScores scores =
      ScoreClustering(Labels{0, 0, 0}, Labels{4, 4, 4});
  EXPECT_THAT(scores.adjusted_rand, Optional(Eq(1.0)));
  EXPECT_THAT(scores.pairs.f1, Optional(Eq(1.0)));
}

TEST(ClusteringMetrics, NoDocumentHasNoScores) {
  const ClusteringScores scores = ScoreClustering(Labels{}, Labels{});
  EXPECT_EQ(scores.documents, 0u);
  EXPECT_FALSE(scores.adjusted_rand.has_value());
  EXPECT_FALSE(scores.bcubed.f1.has_value());
  EXPECT_FALSE(scores.exact_match.has_value());
}

TEST(ClusteringMetrics, AHundredThousandDocumentsInOneClusterDoNotOverflow) {
  const Labels together(100000, 0);
  Labels alone(together.size());
  for (uint32_t i = 0; i < alone.size(); ++i) alone[i] = i;
  const ClusteringScores scores = ScoreClustering(together, alone);
  EXPECT_EQ(scores.predicted_pairs, 4999950000u);
  EXPECT_THAT(scores.bcubed.precision, Optional(DoubleNear(1e-5, kTiny)));
}

TEST(ListedPairs, OnlyTheListedPairsAreGold) {
  // A chain 0-1-2: its closure has 0-2 too, the list does not.
  const Labels predicted = {0, 0, 0, 1};
  ClusteringScores scores = ScoreClustering(predicted, Labels{0, 0, 0, 1});
  EXPECT_THAT(scores.pairs.precision, Optional(Eq(1.0)));
  const std::vector<std::pair<uint32_t, uint32_t>> listed = {{0, 1}, {1, 2}};
  ScoreListedPairs(predicted, listed, &scores);
  EXPECT_EQ(scores.gold_pairs, 2u);
  EXPECT_EQ(scores.shared_pairs, 2u);
  EXPECT_THAT(scores.pairs.precision, Optional(DoubleNear(2.0 / 3, kTiny)));
  EXPECT_THAT(scores.pairs.recall, Optional(Eq(1.0)));
  EXPECT_THAT(scores.adjusted_rand, Optional(Eq(1.0)));
}

}  // namespace
}  // namespace litany::eval
