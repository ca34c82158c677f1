#include "passage/phrase_variants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using Ids = std::vector<uint32_t>;

// The textbook table.
uint32_t EditDistance(const Ids& a, const Ids& b) {
  std::vector<std::vector<uint32_t>> table(a.size() + 1,
                                           std::vector<uint32_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = static_cast<uint32_t>(i + j);
        continue;
      }
      const uint32_t kept =
          table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      table[i][j] = std::min({kept, table[i - 1][j] + 1, table[i][j - 1] + 1});
    }
  }
  return table[a.size()][b.size()];
}

bool Holds(const Ids& a, const Ids& b) {
  return std::search(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

TEST(FindVariants, AreThoseOfComparingEachPair) {
  std::mt19937 random(31);
  size_t edits = 0;
  size_t held = 0;
  for (int round = 0; round < 40; ++round) {
    std::set<Ids> different;
    while (different.size() < 30) {
      Ids ids(2 + Below(&random, 14));
      for (uint32_t& id : ids) id = Below(&random, 2);
      // And some that differ a little from it.
      different.insert(ids);
      ids[Below(&random, static_cast<uint32_t>(ids.size()))] ^= 1;
      different.insert(ids);
    }
    const std::vector<Ids> phrases(different.begin(), different.end());
    std::vector<PhraseVariant> want;
    for (uint32_t a = 0; a < phrases.size(); ++a) {
      for (uint32_t b = 0; b < phrases.size(); ++b) {
        if (a == b) continue;
        const Ids& x = phrases[a];
        const Ids& y = phrases[b];
        if (Holds(x, y)) {
          want.push_back({a, b, VariantKind::kHolds,
                          static_cast<uint32_t>(x.size() - y.size())});
          ++held;
        } else if (a < b && !Holds(y, x)) {
          const uint32_t distance = EditDistance(x, y);
          const size_t shorter = std::min(x.size(), y.size());
          if (distance <= MostEdits(shorter)) {
            want.push_back({a, b, VariantKind::kEdits, distance});
            ++edits;
          }
        }
      }
    }
    std::sort(want.begin(), want.end());
    const std::vector<std::span<const uint32_t>> spans(phrases.begin(),
                                                       phrases.end());
    ASSERT_EQ(FindVariants(spans), want) << "round " << round;
  }
  EXPECT_GT(edits, 400u);
  EXPECT_GT(held, 1000u);
}

}  // namespace
}  // namespace litany::passage
