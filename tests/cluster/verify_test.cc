// Exact comparison against brute force with std::set.
#include "cluster/verify.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <ostream>
#include <random>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lsh/candidates.h"

namespace litany::cluster {

bool operator==(const VerifiedPair& a, const VerifiedPair& b) {
  const auto all = [](const VerifiedPair& pair) {
    return std::tuple(pair.a, pair.b, pair.overlap.shared, pair.overlap.size_a,
                      pair.overlap.size_b, pair.relation);
  };
  return all(a) == all(b);
}

void PrintTo(const VerifiedPair& pair, std::ostream* out) {
  *out << pair.a << "-" << pair.b << " shares " << pair.overlap.shared << " of "
       << pair.overlap.size_a << " and " << pair.overlap.size_b
       << (pair.relation == Relation::kContained ? ", contained" : "");
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Set = std::vector<uint64_t>;

// The integers of [begin, end).
Set Range(uint64_t begin, uint64_t end) {
  Set set;
  for (uint64_t i = begin; i < end; ++i) set.push_back(i);
  return set;
}

SetReader ReaderOf(const std::vector<Set>& sets) {
  return [&sets](uint32_t, uint32_t vertex, Set* set) { *set = sets[vertex]; };
}

std::vector<VerifiedPair> Verify(const std::vector<Set>& sets,
                                 const std::vector<lsh::Candidate>& candidates,
                                 double threshold) {
  const SetReader read = ReaderOf(sets);
  return VerifyPairs(candidates, {threshold, {}}, read, read, true, 1);
}

std::vector<lsh::Candidate> AllPairs(uint32_t vertices) {
  std::vector<lsh::Candidate> all;
  for (uint32_t a = 0; a < vertices; ++a) {
    for (uint32_t b = a + 1; b < vertices; ++b) all.push_back({a, b});
  }
  return all;
}

// What the definition says.
std::vector<VerifiedPair> BruteForce(
    const std::vector<Set>& left, const std::vector<Set>& right,
    const std::vector<lsh::Candidate>& candidates, const PairRule& rule) {
  std::vector<VerifiedPair> pairs;
  for (const lsh::Candidate& candidate : candidates) {
    const Set& a = left[candidate.a];
    const Set& b = right[candidate.b];
    Set both, either;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                          std::back_inserter(both));
    std::set_union(a.begin(), a.end(), b.begin(), b.end(),
                   std::back_inserter(either));
    const auto share = [&both](size_t of) {
      return static_cast<double>(both.size()) / static_cast<double>(of);
    };
    const double jaccard = share(either.size());
    const double containment = share(std::min(a.size(), b.size()));
    const bool near = jaccard >= rule.threshold;
    const bool contained = rule.contained &&
                           jaccard >= rule.contained->jaccard &&
                           containment >= rule.contained->containment;
    if (!near && !contained) continue;
    pairs.push_back(
        {candidate.a,
         candidate.b,
         {static_cast<uint32_t>(both.size()), static_cast<uint32_t>(a.size()),
          static_cast<uint32_t>(b.size())},
         near ? Relation::kNear : Relation::kContained});
  }
  return pairs;
}

// Sets of one to thirty of forty numbers: many near any threshold.
std::vector<Set> RandomSets(size_t count, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Set> sets(count);
  for (Set& set : sets) {
    const uint64_t keep_percent = 20 + random() % 75;
    for (uint64_t i = 0; i < 40; ++i) {
      if (random() % 100 < keep_percent) set.push_back(i * i * i);
    }
    if (set.empty()) set.push_back(0);
  }
  return sets;
}

TEST(Compare, CountsWhatIsSharedAndBothSizes) {
  const Overlap overlap = Compare(Range(0, 10), Range(7, 12));
  EXPECT_EQ(overlap.shared, 3u);
  EXPECT_EQ(overlap.size_a, 10u);
  EXPECT_EQ(overlap.size_b, 5u);
  EXPECT_EQ(overlap.union_size(), 12u);
  EXPECT_DOUBLE_EQ(overlap.jaccard(), 0.25);
}

TEST(MoreSimilar, ComparesFractionsThatDoublesCannotTellApart) {
  // (n - 1) / n and (n - 2) / (n - 1) near 2^32 differ by less than 2^-63.
  constexpr uint32_t kMany = ~uint32_t{0};
  const Overlap more = {kMany - 1, kMany, kMany - 1};
  const Overlap less = {kMany - 2, kMany - 1, kMany - 2};
  EXPECT_TRUE(MoreSimilar(more, less));
  EXPECT_FALSE(MoreSimilar(less, more));
  EXPECT_FALSE(MoreSimilar(more, more));
}

// A pair that shares so much of two sets of these sizes.
std::optional<Relation> RelationUnder(const PairRule& rule, uint32_t shared,
                                      uint32_t size_a, uint32_t size_b) {
  return rule.RelationOf({shared, size_a, size_b});
}

TEST(PairRule, NearGoesBeforeContained) {
  const PairRule rule = {0.5, ContainedRule{0.65, 0.3}};
  EXPECT_EQ(RelationUnder(rule, 10, 10, 20), Relation::kNear);
  EXPECT_EQ(RelationUnder(rule, 10, 10, 21), Relation::kContained);
  EXPECT_EQ(RelationUnder(rule, 10, 21, 10), Relation::kContained);
}

TEST(PairRule, ContainedNeedsBothBoundsAndMeetsThemExactly) {
  const PairRule rule = {0.5, ContainedRule{0.65, 0.3}};
  // 13 of the smaller 20; 13 of all 43 and 44.
  EXPECT_EQ(RelationUnder(rule, 13, 20, 36), Relation::kContained);
  EXPECT_EQ(RelationUnder(rule, 13, 20, 37), std::nullopt);
  EXPECT_EQ(RelationUnder(rule, 12, 20, 20), std::nullopt);
  EXPECT_EQ(RelationUnder(rule, 3, 3, 10), Relation::kContained);
  EXPECT_EQ(RelationUnder(rule, 3, 3, 11), std::nullopt);
}

TEST(PairRule, WithoutContainmentOnlyTheThresholdCounts) {
  const PairRule rule = {0.5, {}};
  EXPECT_EQ(RelationUnder(rule, 10, 10, 20), Relation::kNear);
  EXPECT_EQ(RelationUnder(rule, 10, 10, 21), std::nullopt);
}

TEST(PairRule, EmptySetsHaveNoRelation) {
  const PairRule rule = {0.5, ContainedRule{0.65, 0.3}};
  EXPECT_EQ(RelationUnder(rule, 0, 0, 0), std::nullopt);
  EXPECT_EQ(RelationUnder(rule, 0, 0, 5), std::nullopt);
}

TEST(VerifyPairs, NoCandidatesMakeNoPairs) {
  EXPECT_THAT(Verify({Range(0, 5)}, {}, 0.5), IsEmpty());
}

TEST(VerifyPairs, ThresholdThatIsHitExactlyCounts) {
  // 4 of 5, by a subset and by two sets that stick out on both sides.
  EXPECT_THAT(Verify({Range(0, 5), Range(0, 4)}, {{0, 1}}, 0.8), SizeIs(1));
  EXPECT_THAT(Verify({Range(0, 9), Range(1, 10)}, {{0, 1}}, 0.8), SizeIs(1));
  EXPECT_THAT(Verify({Range(0, 5), Range(0, 4)}, {{0, 1}}, 0.8000001),
              IsEmpty());
}

TEST(VerifyPairs, EveryDecimalThresholdIsHitExactlyByItsFraction) {
  for (uint64_t percent = 1; percent <= 100; ++percent) {
    const double threshold = static_cast<double>(percent) / 100;
    EXPECT_THAT(Verify({Range(0, 100), Range(0, percent)}, {{0, 1}}, threshold),
                SizeIs(1))
        << percent;
    EXPECT_THAT(Verify({Range(0, 101), Range(0, percent)}, {{0, 1}}, threshold),
                IsEmpty())
        << percent;
  }
}

TEST(VerifyPairs, ThresholdOfOneWantsEqualSets) {
  EXPECT_THAT(Verify({Range(0, 5), Range(0, 5)}, {{0, 1}}, 1), SizeIs(1));
  EXPECT_THAT(Verify({Range(0, 5), Range(0, 4)}, {{0, 1}}, 1), IsEmpty());
}

TEST(VerifyPairs, EmptySetIsSimilarToNothing) {
  EXPECT_THAT(Verify({{}, {}, Range(0, 3)}, {{0, 1}, {0, 2}}, 0.1), IsEmpty());
}

TEST(VerifyPairs, SizesStandOnTheSideOfTheirVertex) {
  EXPECT_THAT(Verify({Range(0, 4), Range(0, 5)}, {{0, 1}}, 0.5),
              ElementsAre(VerifiedPair{0, 1, {4, 4, 5}}));
}

TEST(VerifyPairs, EqualsBruteForceForAnyThreadsAndCache) {
  const std::vector<Set> sets = RandomSets(110, 7);
  const std::vector<lsh::Candidate> candidates = AllPairs(110);
  const SetReader read = ReaderOf(sets);
  std::vector<PairRule> rules = {{0.8, ContainedRule{0.7, 0.25}},
                                 {0.5, ContainedRule{0.65, 0.3}},
                                 {1.0, ContainedRule{0.9, 0.05}}};
  for (const double threshold : {0.05, 0.4, 0.5, 0.75, 0.8, 1.0}) {
    rules.push_back({threshold, {}});
  }
  size_t found = 0;
  for (const PairRule& rule : rules) {
    const auto expected = BruteForce(sets, sets, candidates, rule);
    found += expected.size();
    for (const uint32_t threads : {1u, 2u, 7u}) {
      for (const size_t cache : {size_t{0}, size_t{1}, size_t{500},
                                 size_t{3000}, size_t{64} << 20}) {
        EXPECT_EQ(
            VerifyPairs(candidates, rule, read, read, true, threads, cache),
            expected)
            << rule.threshold << " on " << threads << " threads, cache "
            << cache;
      }
    }
  }
  EXPECT_GT(found, 1000u) << "the test tests nothing";
}

TEST(VerifyPairs, TwoCollectionsAreNotTakenForOne) {
  // Vertex numbers mean other sets on the two sides.
  const std::vector<Set> left = RandomSets(60, 1);
  const std::vector<Set> right = RandomSets(80, 2);
  std::vector<lsh::Candidate> candidates;
  for (uint32_t a = 0; a < 60; ++a) {
    for (uint32_t b = 0; b < 80; ++b) candidates.push_back({a, b});
  }
  const auto expected = BruteForce(left, right, candidates, {0.5, {}});
  ASSERT_FALSE(expected.empty());
  for (const uint32_t threads : {1u, 2u, 7u}) {
    for (const size_t cache : {size_t{1}, size_t{64} << 20}) {
      EXPECT_EQ(VerifyPairs(candidates, {0.5, {}}, ReaderOf(left),
                            ReaderOf(right), false, threads, cache),
                expected);
    }
  }
}

TEST(VerifyPairs, ReadsEachSetOnceWhereTheCacheHoldsAll) {
  const std::vector<Set> sets = RandomSets(100, 3);
  std::atomic<size_t> reads = 0;
  const SetReader read = [&](uint32_t, uint32_t vertex, Set* set) {
    ++reads;
    *set = sets[vertex];
  };
  VerifyPairs(AllPairs(100), {0.5, {}}, read, read, true, 1);
  EXPECT_EQ(reads, 100u);
}

TEST(VerifyPairs, ThreadNumbersStayBelowTheirCount) {
  const std::vector<Set> sets = RandomSets(200, 4);
  std::atomic<uint32_t> most = 0;
  const SetReader read = [&](uint32_t thread, uint32_t vertex, Set* set) {
    uint32_t seen = most;
    while (thread > seen && !most.compare_exchange_weak(seen, thread)) {
    }
    *set = sets[vertex];
  };
  VerifyPairs(AllPairs(200), {0.5, {}}, read, read, true, 3);
  EXPECT_LT(most, 3u);
}

}  // namespace
}  // namespace litany::cluster
