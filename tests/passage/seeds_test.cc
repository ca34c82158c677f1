#include "passage/seeds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
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

// A fifth of the symbols replaced, dropped or followed by another.
Text EditedLetters(std::mt19937* random, const Text& text) {
  Text out;
  for (const uint32_t symbol : text) {
    const uint32_t kind = Below(random, 15);
    if (kind != 0) out.push_back(kind == 1 ? 'a' + Below(random, 26) : symbol);
    if (kind == 2) out.push_back('a' + Below(random, 26));
  }
  return out;
}

TEST(Seeds, AreInMostPassagesWithAFifthOfTheLettersEdited) {
  constexpr uint32_t kPairs = 200;
  std::mt19937 random(5);
  std::vector<Text> collection;
  for (uint32_t i = 0; i < kPairs; ++i) {
    const Text passage = RandomText(&random, 150, 26);
    for (const Text& side : {passage, EditedLetters(&random, passage)}) {
      Text text = RandomText(&random, 100, 26);
      text.insert(text.end(), side.begin(), side.end());
      const Text rest = RandomText(&random, 100, 26);
      text.insert(text.end(), rest.begin(), rest.end());
      collection.push_back(text);
    }
  }
  const Texts texts(collection);
  const SeedReport report = SeedsOf(texts, PairParams(), AnyPair());
  std::vector<bool> met(kPairs);
  for (const Seed& seed : report.seeds) {
    EXPECT_EQ(seed.a / 2, seed.b / 2) << "texts with nothing in common";
    met[seed.a / 2] = true;
  }
  // What could meet by the anchors of the guarantee alone: pairs with a key in
  // common.
  const AnchorMaker maker = MakerFor(PairParams());
  const auto keys_of = [&](uint32_t text) {
    std::vector<Anchor> anchors;
    maker.Find(texts.table()[text], &anchors);
    std::set<uint64_t> keys;
    for (const Anchor& anchor : anchors) keys.insert(anchor.key);
    return keys;
  };
  uint32_t by_guarantee = 0;
  for (uint32_t i = 0; i < kPairs; ++i) {
    const std::set<uint64_t> keys = keys_of(2 * i);
    const std::set<uint64_t> others = keys_of(2 * i + 1);
    by_guarantee +=
        std::any_of(keys.begin(), keys.end(),
                    [&](uint64_t key) { return others.contains(key); })
            ? 1u
            : 0u;
  }
  EXPECT_GT(by_guarantee, 0u);
  EXPECT_GE(std::count(met.begin(), met.end(), true), 3 * by_guarantee / 2)
      << by_guarantee;
  EXPECT_EQ(report.seeds, SeedsOf(texts, PairParams(), AnyPair(), 3).seeds);
  PairParams exact;
  exact.exact = true;
  EXPECT_TRUE(SeedsOf(texts, exact, AnyPair()).seeds.empty());
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
