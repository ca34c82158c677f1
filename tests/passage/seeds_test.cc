#include "passage/seeds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "tests/passage/collection.h"

namespace litany::passage {
namespace {

TEST(Seeds, AreAtTheSameAnchorOfTwoTexts) {
  std::mt19937 random(1);
  const PairParams params;
  const Text run = RandomText(&random, 80, 4000);
  std::vector<Text> collection;
  for (int i = 0; i < 20; ++i) {
    Text text = RandomText(&random, 50 + Below(&random, 50), 4000);
    text.insert(text.end(), run.begin(), run.end());
    collection.push_back(text);
  }
  const Texts texts(collection);
  const SeedReport report = SeedsOf(texts, params, AnyPair());
  EXPECT_FALSE(report.seeds.empty());
  EXPECT_TRUE(std::is_sorted(report.seeds.begin(), report.seeds.end()));
  const uint32_t gram = MakerFor(params).params().dense_gram;
  for (const Seed& seed : report.seeds) {
    EXPECT_LT(seed.a, seed.b);
    const Symbols a = texts.table()[seed.a].subspan(seed.at_a, gram);
    const Symbols b = texts.table()[seed.b].subspan(seed.at_b, gram);
    EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin()));
  }
  EXPECT_GT(report.large_buckets, 0u);
  EXPECT_GE(report.anchors, report.postings);
}

TEST(Seeds, OfTextsWithoutACommonAnchorAreNone) {
  std::mt19937 random(2);
  const Texts texts(
      {RandomText(&random, 5000, 4000), {}, RandomText(&random, 5000, 4000)});
  EXPECT_TRUE(SeedsOf(texts, PairParams(), AnyPair()).seeds.empty());
  EXPECT_TRUE(SeedsOf(Texts({}), PairParams(), AnyPair()).seeds.empty());
}

TEST(Seeds, OfAFormulaInUnrelatedTextsAreNone) {
  // Ten common symbols, as in the openers of news items.
  std::mt19937 random(3);
  const Text formula = RandomText(&random, 10, 4000);
  std::vector<Text> collection;
  for (int i = 0; i < 8; ++i) {
    Text text = formula;
    const Text rest = RandomText(&random, 100, 4000);
    text.insert(text.end(), rest.begin(), rest.end());
    collection.push_back(text);
  }
  EXPECT_TRUE(
      SeedsOf(Texts(collection), PairParams(), AnyPair()).seeds.empty());
}

TEST(Seeds, MeetNeighboursInTheSecondOrder) {
  // Thirty texts with one passage, of which only consecutive ones may pair.
  std::mt19937 random(4);
  const Text run = RandomText(&random, 60, 4000);
  std::vector<Text> collection;
  for (int i = 0; i < 30; ++i) {
    Text text = run;
    const Text rest = RandomText(&random, 40, 4000);
    text.insert(text.end(), rest.begin(), rest.end());
    collection.push_back(text);
  }
  // Day of each text, in no order.
  PairRule rule;
  for (uint32_t t = 0; t < 30; ++t) rule.order.push_back(t * 7 % 30);
  rule.allows = [&](uint32_t a, uint32_t b) {
    const int apart =
        static_cast<int>(rule.order[a]) - static_cast<int>(rule.order[b]);
    return apart == 1 || apart == -1;
  };
  const SeedReport report = SeedsOf(Texts(collection), PairParams(), rule);
  std::vector<bool> met(30);
  for (const Seed& seed : report.seeds) {
    EXPECT_TRUE(rule.allows(seed.a, seed.b));
    met[seed.a] = true;
    met[seed.b] = true;
  }
  EXPECT_EQ(std::count(met.begin(), met.end(), true), 30);
}

}  // namespace
}  // namespace litany::passage
