#include "reference/local_alignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

namespace litany::reference {
namespace {

using Text = std::vector<uint32_t>;
using Part = std::span<const uint32_t>;

Text Of(std::string_view text) { return {text.begin(), text.end()}; }

// The best score of all of a with all of b: every alignment is tried.
int64_t ScoreByTrying(Part a, Part b, const AlignmentScores& scores) {
  if (a.empty() || b.empty()) {
    return scores.gap * static_cast<int64_t>(a.size() + b.size());
  }
  const Part rest_a = a.subspan(1);
  const Part rest_b = b.subspan(1);
  return std::max({(a[0] == b[0] ? scores.match : scores.replace) +
                       ScoreByTrying(rest_a, rest_b, scores),
                   scores.gap + ScoreByTrying(rest_a, b, scores),
                   scores.gap + ScoreByTrying(a, rest_b, scores)});
}

TEST(LocalAlignment, CrossesAnEditWhereMoreIsGained) {
  EXPECT_EQ(AlignLocally(Of("xxABCDEyy"), Of("zABCDEz")),
            (LocalAlignment{10, 2, 7, 1, 6, 5}));
  EXPECT_EQ(AlignLocally(Of("ABCxDEF"), Of("ABCyDEF")).score, 10);
  EXPECT_EQ(AlignLocally(Of("ABCxD"), Of("ABCyD")).score, 6);
  EXPECT_EQ(AlignLocally(Of("ABCxDEF"), Of("ABCDEF")),
            (LocalAlignment{9, 0, 7, 0, 6, 6}));
  EXPECT_EQ(AlignLocally(Of("abc"), Of("xyz")), LocalAlignment{});
}

TEST(LocalAlignment, IsTheBestOfAllSpansTriedOneByOne) {
  std::mt19937 random(1);
  const AlignmentScores scores;
  for (int round = 0; round < 60; ++round) {
    Text a(random() % 6);
    Text b(random() % 6);
    for (uint32_t& symbol : a) symbol = static_cast<uint32_t>(random() % 2);
    for (uint32_t& symbol : b) symbol = static_cast<uint32_t>(random() % 2);
    int64_t local = 0;
    int64_t beginnings = 0;
    for (size_t i = 0; i <= a.size(); ++i) {
      for (size_t j = 0; j <= b.size(); ++j) {
        for (size_t k = i; k <= a.size(); ++k) {
          for (size_t l = j; l <= b.size(); ++l) {
            const int64_t score = ScoreByTrying(
                Part(a).subspan(i, k - i), Part(b).subspan(j, l - j), scores);
            local = std::max(local, score);
            if (i == 0 && j == 0) beginnings = std::max(beginnings, score);
          }
        }
      }
    }
    EXPECT_EQ(AlignLocally(a, b).score, local);
    EXPECT_EQ(AlignBeginnings(a, b).score, beginnings);
    EXPECT_EQ(AlignWhole(a, b).score, ScoreByTrying(a, b, scores));
  }
}

TEST(LocalAlignment, CountsALongestCommonSubsequence) {
  EXPECT_EQ(CommonSubsequence(Of("ABCBDAB"), Of("BDCABA")), 4u);
  EXPECT_EQ(CommonSubsequence(Of(""), Of("A")), 0u);
}

TEST(SharedRuns, AreMaximalOnBothSides) {
  EXPECT_EQ(SharedRuns(Of("xABCDyABC"), Of("ABCD"), 3),
            (std::vector<SharedRun>{{1, 0, 4}, {6, 0, 3}}));
  EXPECT_EQ(SharedRuns(Of("AAAA"), Of("AA"), 2),
            (std::vector<SharedRun>{{0, 0, 2}, {1, 0, 2}, {2, 0, 2}}));
}

}  // namespace
}  // namespace litany::reference
