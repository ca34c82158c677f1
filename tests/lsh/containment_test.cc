// Candidates of contained pairs against the rule in words, and what of true
// pairs they find.
#include "lsh/containment.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <ostream>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sketch/shingle_sample.h"
#include "tests/lsh/print_candidate.h"

namespace litany::lsh {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Set = std::vector<uint32_t>;

// Samples of sets of hashes, and the table that borrows them.
class Samples {
 public:
  Samples(const std::vector<Set>& sets, uint32_t size) : size_(size) {
    const sketch::ShingleSampler sampler(size);
    for (const Set& set : sets) {
      sampler.Append(set, &values_);
      begins_.push_back(values_.size());
    }
  }
  SampleTable table() const { return {values_, begins_, size_}; }

 private:
  std::vector<uint32_t> values_;
  std::vector<uint64_t> begins_ = {0};
  uint32_t size_;
};

std::vector<Candidate> Find(const std::vector<Set>& sets, double containment,
                            double jaccard, uint32_t threads = 1) {
  const Samples samples(sets, SampleSize(jaccard));
  const auto found =
      FindContained(samples.table(), containment, jaccard, threads);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

std::vector<Candidate> FindAgainst(const std::vector<Set>& sets,
                                   const std::vector<Set>& reference,
                                   double containment, double jaccard,
                                   uint32_t threads = 1) {
  const Samples samples(sets, SampleSize(jaccard));
  const Samples other(reference, SampleSize(jaccard));
  const auto found = FindContainedAgainst(samples.table(), other.table(),
                                          containment, jaccard, threads);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

Set RandomSet(std::mt19937* random, size_t size) {
  Set set(size);
  for (uint32_t& hash : set) hash = static_cast<uint32_t>((*random)());
  return set;
}

// `common` values of `set`, and as many others as make `size`.
Set Taking(std::mt19937* random, const Set& set, size_t common, size_t size) {
  Set shuffled = set;
  std::shuffle(shuffled.begin(), shuffled.end(), *random);
  shuffled.resize(common);
  while (shuffled.size() < size) {
    shuffled.push_back(static_cast<uint32_t>((*random)()));
  }
  return shuffled;
}

// Planted pairs: the smaller in 2i, the larger in 2i + 1.  The larger has a
// share `containment` of the smaller, and is so large that their similarity is
// `jaccard` or a little more.
std::vector<Set> Planted(std::mt19937* random, size_t pairs, size_t size,
                         double containment, double jaccard) {
  std::vector<Set> sets;
  for (size_t i = 0; i < pairs; ++i) {
    sets.push_back(RandomSet(random, size));
    const auto common =
        static_cast<size_t>(std::ceil(containment * static_cast<double>(size)));
    const auto all = static_cast<size_t>(static_cast<double>(common) / jaccard);
    sets.push_back(Taking(random, sets.back(), common, all - size + common));
  }
  return sets;
}

bool Contains(const std::vector<Candidate>& found, const Candidate& pair) {
  return std::binary_search(found.begin(), found.end(), pair);
}

size_t FoundOf(const std::vector<Candidate>& found, size_t pairs) {
  size_t count = 0;
  for (uint32_t i = 0; i < pairs; ++i) {
    count += Contains(found, {2 * i, 2 * i + 1}) ? 1u : 0u;
  }
  return count;
}

struct ContainedShape {
  size_t size;  // of the smaller
  double containment;
  double jaccard;

  friend void PrintTo(const ContainedShape& shape, std::ostream* out) {
    *out << shape.size << " shingles, containment " << shape.containment
         << ", similarity " << shape.jaccard;
  }
};

class Recall : public ::testing::TestWithParam<ContainedShape> {};

// The worst that a pair can be: just at both bounds.
TEST_P(Recall, Of1000PairsAtTheBounds990AreFound) {
  const auto& [size, containment, jaccard] = GetParam();
  std::mt19937 random(5);
  const auto sets = Planted(&random, 1000, size, containment, jaccard);
  const auto found = Find(sets, containment, jaccard);
  EXPECT_GE(FoundOf(found, 1000), 990u);
  // Random sets share nothing but what was planted.
  EXPECT_LT(found.size(), 1010u);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Recall,
                         ::testing::Values(ContainedShape{5, 0.65, 0.3},
                                           ContainedShape{12, 0.65, 0.3},
                                           ContainedShape{40, 0.65, 0.3},
                                           ContainedShape{70, 0.65, 0.3},
                                           ContainedShape{300, 0.65, 0.3},
                                           ContainedShape{3000, 0.65, 0.3},
                                           ContainedShape{500, 0.9, 0.1},
                                           ContainedShape{500, 1, 0.02},
                                           ContainedShape{500, 0.5, 0.3},
                                           ContainedShape{20, 1, 0.3},
                                           ContainedShape{60, 0.95, 0.45}));

TEST(FindContainedAgainst, FindsTheSmallerOnEitherSide) {
  std::mt19937 random(6);
  const auto sets = Planted(&random, 500, 200, 0.65, 0.3);
  std::vector<Set> smaller;
  std::vector<Set> larger;
  for (size_t i = 0; i < sets.size(); i += 2) {
    smaller.push_back(sets[i]);
    larger.push_back(sets[i + 1]);
  }
  for (const auto& [own, reference] :
       {std::pair(smaller, larger), std::pair(larger, smaller)}) {
    const auto found = FindAgainst(own, reference, 0.65, 0.3);
    size_t count = 0;
    for (const Candidate& pair : found) count += pair.a == pair.b ? 1u : 0u;
    EXPECT_GE(count, 495u);
    EXPECT_LT(found.size(), 510u);
  }
}

TEST(FindContained, PairsFarBelowTheBoundsAreLeftOut) {
  std::mt19937 random(7);
  // A tenth of the smaller is common.
  const auto sets = Planted(&random, 300, 400, 0.1, 0.05);
  EXPECT_LT(FoundOf(Find(sets, 0.65, 0.3), 300), 3u);
}

// Families whose members take shares of a few large sets.
std::vector<Set> Families(std::mt19937* random, size_t count) {
  std::vector<Set> centres;
  for (int i = 0; i < 4; ++i) {
    centres.push_back(RandomSet(random, 50 + (*random)() % 600));
  }
  std::vector<Set> sets;
  for (size_t i = 0; i < count; ++i) {
    const Set& centre = centres[(*random)() % centres.size()];
    const size_t common = 1 + (*random)() % centre.size();
    sets.push_back(
        Taking(random, centre, common, common + (*random)() % common));
  }
  return sets;
}

double SizeOf(const Set& sample, uint32_t sample_size) {
  const auto size = static_cast<double>(sample.size());
  if (sample.size() < sample_size) return size;
  return size * (4294967295.0 / (static_cast<double>(sample.back()) + 1));
}

// The rule in words: for each of the 32 least values of a vertex's sample, it
// meets the first 32 of those before it by (size descending, vertex) that have
// the value in their samples and are at most 2 / j times as large.
std::vector<Candidate> BruteForce(const std::vector<Set>& sets,
                                  double containment, double jaccard) {
  const uint32_t sample_size = SampleSize(jaccard);
  std::vector<Set> samples(sets.size());
  std::vector<uint32_t> order(sets.size());
  std::vector<double> sizes;
  for (size_t v = 0; v < sets.size(); ++v) {
    sketch::ShingleSampler(sample_size).Append(sets[v], &samples[v]);
    sizes.push_back(SizeOf(samples[v], sample_size));
    order[v] = static_cast<uint32_t>(v);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return sizes[a] > sizes[b]; });
  std::set<Candidate> pairs;
  for (size_t i = 0; i < order.size(); ++i) {
    const uint32_t v = order[i];
    std::map<uint32_t, uint32_t> meetings;
    for (size_t rank = 0; rank < 32 && rank < samples[v].size(); ++rank) {
      uint32_t met = 0;
      for (size_t before = 0; before < i && met < 32; ++before) {
        const uint32_t other = order[before];
        if (sizes[other] > sizes[v] * (2 / jaccard)) continue;
        if (!std::binary_search(samples[other].begin(), samples[other].end(),
                                samples[v][rank])) {
          continue;
        }
        ++met;
        ++meetings[other];
      }
    }
    for (const auto& [other, count] : meetings) {
      if (count < (samples[v].size() < 32 ? 1u : 4u)) continue;
      if (MayBeContained(
              CompareSamples(samples[v], samples[other], sample_size),
              containment, jaccard)) {
        pairs.insert({std::min(v, other), std::max(v, other)});
      }
    }
  }
  return {pairs.begin(), pairs.end()};
}

TEST(FindContained, CandidatesAreThoseOfTheRule) {
  size_t pairs = 0;
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    const auto sets = Families(&random, 20 + random() % 250);
    const auto want = BruteForce(sets, 0.65, 0.3);
    pairs += want.size();
    ASSERT_EQ(Find(sets, 0.65, 0.3, 1 + seed % 3), want) << "seed " << seed;
  }
  EXPECT_GT(pairs, 5000u) << "the test tests nothing";
}

TEST(FindContained, ThreadsDoNotMatter) {
  std::mt19937 random(8);
  const auto sets = Families(&random, 400);
  const auto found = Find(sets, 0.65, 0.3, 1);
  EXPECT_GT(found.size(), 1000u) << "the test tests nothing";
  for (const uint32_t threads : {2u, 7u}) {
    EXPECT_EQ(Find(sets, 0.65, 0.3, threads), found) << threads;
  }
  const std::vector<Set> own(sets.begin(), sets.begin() + 150);
  const std::vector<Set> rest(sets.begin() + 150, sets.end());
  const auto against = FindAgainst(own, rest, 0.65, 0.3, 1);
  EXPECT_GT(against.size(), 300u) << "the test tests nothing";
  EXPECT_EQ(FindAgainst(own, rest, 0.65, 0.3, 5), against);
}

TEST(FindContained, CandidatesAreSortedAndComeOnce) {
  std::mt19937 random(9);
  const auto found = Find(Families(&random, 300), 0.5, 0.2);
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
  EXPECT_EQ(std::set<Candidate>(found.begin(), found.end()).size(),
            found.size());
  for (const Candidate& pair : found) EXPECT_LT(pair.a, pair.b);
}

TEST(FindContained, PopularValuesCost32PairsAMemberAndNoMore) {
  std::mt19937 random(10);
  const std::vector<Set> equal(3000, RandomSet(&random, 100));
  EXPECT_EQ(Find(equal, 0.65, 0.3).size(), 31u * 32u / 2 + (3000u - 32u) * 32u);
}

TEST(FindContained, SetsTooLargeForThePairDoNotStandInItsWay) {
  // Forty sets hold all of a small one, and all its values are in their
  // samples; but they are too large for a similarity of .3.
  std::mt19937 random(11);
  Set small(40);
  std::iota(small.begin(), small.end(), 1u);
  std::vector<Set> sets(40);
  for (Set& set : sets) set = Taking(&random, small, 40, 4000);
  sets.push_back(Taking(&random, small, 40, 80));
  sets.push_back(small);
  EXPECT_TRUE(Contains(Find(sets, 0.65, 0.3), {40, 41}));
}

TEST(FindContained, NoneOrOneHasNoPair) {
  EXPECT_THAT(Find({}, 0.65, 0.3), IsEmpty());
  EXPECT_THAT(Find({{1, 2, 3}}, 0.65, 0.3), IsEmpty());
  EXPECT_THAT(FindAgainst({}, {{1, 2, 3}}, 0.65, 0.3), IsEmpty());
  EXPECT_THAT(FindAgainst({{1, 2, 3}}, {}, 0.65, 0.3), IsEmpty());
}

TEST(FindContained, SetsOfOneShingleMeet) {
  EXPECT_THAT(Find({{1, 2}, {1}, {7}}, 0.65, 0.3),
              ElementsAre(Candidate{0, 1}));
}

TEST(CompareSamples, StopsWhereTheShorterViewEnds) {
  // The second sample is full, so of what is above 5 nothing is known.
  const auto overlap = CompareSamples(Set{1, 3, 9}, Set{1, 2, 3, 5}, 4);
  EXPECT_EQ(overlap.size_a, 2u);
  EXPECT_EQ(overlap.size_b, 4u);
  EXPECT_EQ(overlap.shared, 2u);
}

TEST(CompareSamples, SamplesThatAreWholeSetsAreComparedToTheEnd) {
  const auto overlap = CompareSamples(Set{1, 3, 9}, Set{1, 2, 9, 12}, 5);
  EXPECT_EQ(overlap.size_a, 3u);
  EXPECT_EQ(overlap.size_b, 4u);
  EXPECT_EQ(overlap.shared, 2u);
}

TEST(SampleSize, ExpectsSixteenCommonValuesAtTheBound) {
  EXPECT_EQ(SampleSize(0.3), 64u);
  EXPECT_EQ(SampleSize(0.25), 64u);
  EXPECT_EQ(SampleSize(0.1), 160u);
  EXPECT_EQ(SampleSize(1), 64u);
  EXPECT_EQ(SampleSize(kLeastContainedJaccard), 1600u);
}

}  // namespace
}  // namespace litany::lsh
