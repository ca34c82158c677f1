// Scores from the contingency table against scores from looking at every pair
// of documents, on random partitions.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "eval/clustering_metrics.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using Labels = std::vector<uint32_t>;

uint32_t Below(uint32_t end, std::mt19937* random) {
  return static_cast<uint32_t>((*random)() % end);
}

// What the definitions say, in the plainest way.
struct Reference {
  uint64_t both = 0, only_predicted = 0, only_gold = 0, neither = 0;
  double bcubed_precision = 0, bcubed_recall = 0;
  uint64_t exact = 0;

  Reference(const Labels& predicted, const Labels& gold) {
    const size_t n = predicted.size();
    for (size_t i = 0; i < n; ++i) {
      uint64_t with_predicted = 0, with_gold = 0, with_both = 0;
      for (size_t j = 0; j < n; ++j) {
        const bool p = predicted[i] == predicted[j];
        const bool g = gold[i] == gold[j];
        with_predicted += p;
        with_gold += g;
        with_both += p && g;
        if (j <= i) continue;
        both += p && g;
        only_predicted += p && !g;
        only_gold += !p && g;
        neither += !p && !g;
      }
      bcubed_precision += static_cast<double>(with_both) /
                          static_cast<double>(with_predicted * n);
      bcubed_recall +=
          static_cast<double>(with_both) / static_cast<double>(with_gold * n);
      exact += with_both == with_predicted && with_both == with_gold;
    }
  }

  // The adjusted Rand index in terms of the four kinds of pairs.
  double AdjustedRand() const {
    const auto a = static_cast<double>(both);
    const auto b = static_cast<double>(only_predicted);
    const auto c = static_cast<double>(only_gold);
    const auto d = static_cast<double>(neither);
    return 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d));
  }
};

class RandomPartitions : public testing::TestWithParam<uint32_t> {};

TEST_P(RandomPartitions, EqualTheAllPairsReference) {
  std::mt19937 random(GetParam());
  for (int round = 0; round < 100; ++round) {
    const uint32_t n = 2 + Below(60, &random);
    const uint32_t predicted_labels = 1 + Below(n, &random);
    const uint32_t gold_labels = 1 + Below(n, &random);
    Labels predicted(n);
    Labels gold(n);
    for (uint32_t i = 0; i < n; ++i) {
      predicted[i] = Below(predicted_labels, &random);
      // Half of the time the two agree, so that cells are not all small.
      gold[i] =
          Below(2, &random) == 0 ? predicted[i] : Below(gold_labels, &random);
    }
    SCOPED_TRACE(testing::Message() << "round " << round << ", n " << n);
    const Reference want(predicted, gold);
    const ClusteringScores got = ScoreClustering(predicted, gold);
    EXPECT_EQ(got.shared_pairs, want.both);
    EXPECT_EQ(got.predicted_pairs, want.both + want.only_predicted);
    EXPECT_EQ(got.gold_pairs, want.both + want.only_gold);
    EXPECT_EQ(got.exact_documents, want.exact);
    EXPECT_NEAR(*got.bcubed.precision, want.bcubed_precision, 1e-12);
    EXPECT_NEAR(*got.bcubed.recall, want.bcubed_recall, 1e-12);
    const uint64_t pairs = want.both + want.only_predicted + want.only_gold;
    EXPECT_EQ(got.pairs.f1.has_value(), pairs > 0);
    if (pairs > 0) {
      EXPECT_NEAR(*got.pairs.f1,
                  2 * static_cast<double>(want.both) /
                      static_cast<double>(want.both + pairs),
                  1e-12);
    }
    // 0 / 0 where both are all alone or all together.
    const double adjusted = want.AdjustedRand();
    EXPECT_NEAR(*got.adjusted_rand, adjusted == adjusted ? adjusted : 1.0,
                1e-9);
  }
}

TEST_P(RandomPartitions, SwappingTheTwoSwapsPrecisionAndRecall) {
  std::mt19937 random(GetParam());
  Labels x(200);
  Labels y(200);
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = Below(40, &random);
    y[i] = Below(3, &random) == 0 ? Below(50, &random) : x[i];
  }
  const ClusteringScores forth = ScoreClustering(x, y);
  const ClusteringScores back = ScoreClustering(y, x);
  EXPECT_EQ(forth.pairs.precision, back.pairs.recall);
  EXPECT_EQ(forth.pairs.recall, back.pairs.precision);
  EXPECT_NEAR(*forth.bcubed.precision, *back.bcubed.recall, 1e-12);
  EXPECT_NEAR(*forth.adjusted_rand, *back.adjusted_rand, 1e-12);
  EXPECT_EQ(forth.exact_match, back.exact_match);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPartitions, testing::Range(1u, 6u));

}  // namespace
}  // namespace litany::eval
