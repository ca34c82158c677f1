// PlagDet against the definition with sets of characters, and merging against
// merging any two again and again.
#include <algorithm>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "eval/plagdet.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using Character = std::pair<uint32_t, uint64_t>;  // document, place
using Characters = std::set<Character>;

Characters Of(const SpanPair& pair) {
  Characters all;
  for (uint64_t i = pair.in_a.begin; i < pair.in_a.end; ++i) {
    all.emplace(pair.a, i);
  }
  for (uint64_t i = pair.in_b.begin; i < pair.in_b.end; ++i) {
    all.emplace(pair.b, i);
  }
  return all;
}

// The characters of both, if they have some in each document.
Characters Meeting(const SpanPair& s, const SpanPair& r) {
  if (s.a != r.a || s.b != r.b) return {};
  Characters common;
  bool in_a = false;
  bool in_b = false;
  const Characters of_r = Of(r);
  for (const Character& character : Of(s)) {
    if (!of_r.contains(character)) continue;
    common.insert(character);
    (character.first == s.a ? in_a : in_b) = true;
  }
  return in_a && in_b ? common : Characters();
}

double Share(const std::vector<SpanPair>& of, const std::vector<SpanPair>& in) {
  double sum = 0;
  for (const SpanPair& one : of) {
    Characters found;
    for (const SpanPair& other : in) found.merge(Meeting(one, other));
    sum +=
        static_cast<double>(found.size()) / static_cast<double>(Of(one).size());
  }
  return sum / static_cast<double>(of.size());
}

double MicroShare(const std::vector<SpanPair>& of,
                  const std::vector<SpanPair>& in) {
  Characters all;
  Characters found;
  for (const SpanPair& one : of) {
    all.merge(Of(one));
    for (const SpanPair& other : in) found.merge(Meeting(one, other));
  }
  return static_cast<double>(found.size()) / static_cast<double>(all.size());
}

std::vector<SpanPair> RandomPairs(std::mt19937* random, int count) {
  const auto below = [random](uint32_t n) {
    return static_cast<uint32_t>((*random)() % n);
  };
  std::vector<SpanPair> pairs;
  for (int i = 0; i < count; ++i) {
    const uint32_t a = below(3);
    const uint32_t b = a + 1 + below(2);
    const uint64_t x = below(40);
    const uint64_t y = below(40);
    pairs.push_back({a, b, {x, x + 1 + below(15)}, {y, y + 1 + below(15)}});
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

TEST(PlagDetProperty, EqualsTheDefinition) {
  for (uint32_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto cases = RandomPairs(&random, 1 + static_cast<int>(seed % 7));
    const auto found = RandomPairs(&random, 1 + static_cast<int>(seed % 11));
    const PlagDetScores scores = ScorePlagDet(cases, found).scores;
    EXPECT_NEAR(*scores.macro.recall, Share(cases, found), 1e-12);
    EXPECT_NEAR(*scores.macro.precision, Share(found, cases), 1e-12);
    EXPECT_NEAR(*scores.micro.recall, MicroShare(cases, found), 1e-12);
    EXPECT_NEAR(*scores.micro.precision, MicroShare(found, cases), 1e-12);
    uint64_t detected = 0;
    uint64_t meetings = 0;
    for (const SpanPair& one : cases) {
      const auto count = std::count_if(found.begin(), found.end(),
                                       [&one](const SpanPair& other) {
                                         return !Meeting(one, other).empty();
                                       });
      meetings += static_cast<uint64_t>(count);
      if (count > 0) ++detected;
    }
    EXPECT_EQ(scores.detected, detected);
    if (detected > 0) {
      EXPECT_NEAR(*scores.granularity,
                  static_cast<double>(meetings) / static_cast<double>(detected),
                  1e-12);
    }
  }
}

TEST(MergeOverlappingProperty, EqualsMergingAnyTwoUntilNoneOverlap) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto pairs = RandomPairs(&random, 2 + static_cast<int>(seed % 20));
    std::vector<SpanPair> naive = pairs;
    bool again = true;
    while (again) {
      again = false;
      for (size_t i = 0; i < naive.size() && !again; ++i) {
        for (size_t j = i + 1; j < naive.size() && !again; ++j) {
          SpanPair& x = naive[i];
          const SpanPair y = naive[j];
          if (!SameDocuments(x, y) || !Overlap(x.in_a, y.in_a) ||
              !Overlap(x.in_b, y.in_b)) {
            continue;
          }
          x.in_a = {std::min(x.in_a.begin, y.in_a.begin),
                    std::max(x.in_a.end, y.in_a.end)};
          x.in_b = {std::min(x.in_b.begin, y.in_b.begin),
                    std::max(x.in_b.end, y.in_b.end)};
          naive.erase(naive.begin() + static_cast<std::ptrdiff_t>(j));
          again = true;
        }
      }
    }
    std::sort(naive.begin(), naive.end());
    EXPECT_EQ(MergeOverlapping(pairs), naive);
  }
}

}  // namespace
}  // namespace litany::eval
