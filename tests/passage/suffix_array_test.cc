#include "passage/suffix_array.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/raw_vector.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using Ranks = base::RawVector<uint32_t>;

// What a suffix is sorted by.
Ranks HeadOf(const Ranks& ranks, uint32_t suffix, uint32_t depth) {
  Ranks head;
  for (size_t i = suffix; i < ranks.size() && ranks[i] != kSeparator; ++i) {
    if (head.size() == depth) break;
    head.push_back(ranks[i]);
  }
  return head;
}

// Suffixes in order, by comparing them.
Ranks ByComparison(const Ranks& ranks, uint32_t depth) {
  Ranks order;
  for (uint32_t i = 0; i < ranks.size(); ++i) {
    if (ranks[i] != kSeparator) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return HeadOf(ranks, a, depth) < HeadOf(ranks, b, depth);
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

// Alphabets of which many and few symbols fit into a key.
class SuffixArrayTest : public testing::TestWithParam<uint32_t> {};

TEST_P(SuffixArrayTest, IsTheOrderOfAllSuffixesAndWhatNeighboursShare) {
  const uint32_t alphabet = GetParam();
  std::mt19937 random(20260101 + alphabet);
  // A large alphabet has large tables.
  const uint32_t rounds = alphabet > 65537 ? 3 : 60;
  for (uint32_t round = 0; round < rounds; ++round) {
    Ranks ranks(random() % 300);
    // Few kinds of symbols, far apart, so that runs repeat.
    const uint32_t kinds = 1 + Below(&random, 4);
    for (uint32_t& rank : ranks) {
      rank = Below(&random, kinds + 1) * ((alphabet - 1) / kinds);
    }
    const uint32_t depth = 1 + Below(&random, 20);
    const Ranks order = SortSuffixes(ranks, alphabet, depth, 1 + round % 3);
    ASSERT_EQ(order, ByComparison(ranks, depth)) << "round " << round;
    const auto most = static_cast<uint16_t>(1 + Below(&random, 10));
    const auto shared = SharedLengths(ranks, order, most, 1 + round % 3);
    ASSERT_EQ(shared.size(), order.size());
    for (size_t i = 1; i < order.size(); ++i) {
      ASSERT_EQ(shared[i], SharedByHand(ranks, order[i - 1], order[i], most));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Alphabets, SuffixArrayTest,
                         testing::Values(5, 256, 257, 65536, 65537,
                                         uint32_t{1} << 24));

TEST(SuffixArray, OfNothingIsEmpty) {
  EXPECT_TRUE(SortSuffixes({}, 1, 5, 2).empty());
  EXPECT_TRUE(SortSuffixes(Ranks{kSeparator, kSeparator}, 1, 5, 2).empty());
  EXPECT_TRUE(SharedLengths({}, {}, 5, 2).empty());
}

TEST(SuffixArray, OfOneSuffixAndNoSeparator) {
  EXPECT_EQ(SortSuffixes(Ranks{1}, 2, 5, 1), Ranks{0});
}

TEST(SuffixArray, ManyThreadsShareOneResult) {
  std::mt19937 random(7);
  Ranks ranks(200000);
  for (uint32_t& rank : ranks) rank = Below(&random, 60);
  const Ranks order = SortSuffixes(ranks, 60, 40, 1);
  EXPECT_EQ(SortSuffixes(ranks, 60, 40, 4), order);
  EXPECT_EQ(SharedLengths(ranks, order, 40, 1),
            SharedLengths(ranks, order, 40, 4));
}

// Every key is shared by nearly all suffixes.
TEST(SuffixArray, OfOneSymbolAgainAndAgainIsByWhereItEnds) {
  const Ranks ranks(100000, 1);
  const Ranks order = SortSuffixes(ranks, 2, 1000, 1);
  ASSERT_EQ(order.size(), ranks.size());
  // The shorter ones first, then those that are longer than it looks.
  for (uint32_t i = 0; i + 1 < 1000; ++i) {
    ASSERT_EQ(order[i], ranks.size() - 1 - i);
  }
  for (uint32_t i = 999; i < order.size(); ++i) ASSERT_EQ(order[i], i - 999);
}

TEST(SuffixArray, OfManyCopiesOfOneText) {
  std::mt19937 random(11);
  Ranks text(100);
  for (uint32_t& rank : text) rank = 1 + Below(&random, 50);
  Ranks ranks;
  for (uint32_t copy = 0; copy < 60; ++copy) {
    ranks.insert(ranks.end(), text.begin(), text.end());
    // Some go on in their own ways.
    if (copy % 3 == 0) ranks.push_back(1 + copy % 2);
    ranks.push_back(kSeparator);
  }
  for (const uint32_t depth : {1u, 7u, 40u, 1000u}) {
    EXPECT_EQ(SortSuffixes(ranks, 51, depth, 2), ByComparison(ranks, depth));
  }
}

}  // namespace
}  // namespace litany::passage
