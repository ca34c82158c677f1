#include "passage/suffix_array.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "base/raw_vector.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using Ranks = base::RawVector<uint32_t>;

// Suffixes in order, by comparing them.
Ranks ByComparison(const Ranks& ranks) {
  Ranks order(ranks.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::lexicographical_compare(ranks.begin() + a, ranks.end(),
                                        ranks.begin() + b, ranks.end());
  });
  return order;
}

uint16_t SharedByHand(const Ranks& ranks, uint32_t a, uint32_t b,
                      uint16_t most) {
  uint16_t length = 0;
  while (length < most && a + length < ranks.size() &&
         b + length < ranks.size() && ranks[a + length] == ranks[b + length] &&
         ranks[a + length] != kSeparator) {
    ++length;
  }
  return length;
}

// One alphabet for each spelling: in one byte, in two, in three.
class SuffixArrayTest : public testing::TestWithParam<uint32_t> {};

TEST_P(SuffixArrayTest, IsTheOrderOfAllSuffixesAndWhatNeighboursShare) {
  const uint32_t alphabet = GetParam();
  std::mt19937 random(20260101 + alphabet);
  for (uint32_t round = 0; round < 60; ++round) {
    Ranks ranks(random() % 300);
    // Few kinds of symbols, far apart, so that runs repeat.
    const uint32_t kinds = 1 + Below(&random, 4);
    for (uint32_t& rank : ranks) {
      rank = Below(&random, kinds + 1) * ((alphabet - 1) / kinds);
    }
    const auto order = BuildSuffixArray(ranks, alphabet);
    ASSERT_TRUE(order.ok());
    ASSERT_EQ(*order, ByComparison(ranks)) << "round " << round;
    const auto most = static_cast<uint16_t>(1 + Below(&random, 10));
    const auto shared = SharedLengths(ranks, *order, most, 1 + round % 3);
    ASSERT_EQ(shared.size(), ranks.size());
    for (size_t i = 1; i < ranks.size(); ++i) {
      ASSERT_EQ(shared[i],
                SharedByHand(ranks, (*order)[i - 1], (*order)[i], most));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Alphabets, SuffixArrayTest,
                         testing::Values(5, 256, 257, 65536, 65537,
                                         uint32_t{1} << 24));

TEST(SuffixArray, OfNothingIsEmpty) {
  const auto order = BuildSuffixArray({}, 1);
  ASSERT_TRUE(order.ok());
  EXPECT_TRUE(order->empty());
  EXPECT_TRUE(SharedLengths({}, *order, 5, 2).empty());
}

TEST(SuffixArray, ManyThreadsShareOneResult) {
  std::mt19937 random(7);
  Ranks ranks(200000);
  for (uint32_t& rank : ranks) rank = Below(&random, 3);
  const auto order = BuildSuffixArray(ranks, 3);
  ASSERT_TRUE(order.ok());
  EXPECT_EQ(SharedLengths(ranks, *order, 40, 1),
            SharedLengths(ranks, *order, 40, 4));
}

TEST(SuffixArray, OfOneSymbolAgainAndAgainIsBackwards) {
  const Ranks ranks(100000, 1);
  Ranks backwards(ranks.size());
  std::iota(backwards.rbegin(), backwards.rend(), 0u);
  const auto order = BuildSuffixArray(ranks, 2);
  ASSERT_TRUE(order.ok());
  EXPECT_EQ(*order, backwards);
}

}  // namespace
}  // namespace litany::passage
