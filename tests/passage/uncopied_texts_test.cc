#include "passage/uncopied_texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include "lsh/mem_store.h"
#include "tests/passage/collection.h"
#include "tests/passage/guarantee.h"

namespace litany::passage {
namespace {

constexpr uint32_t kKinds = 4000;  // of Han characters

PairParams Params() {
  PairParams params;
  params.dense_length = 12;
  params.letter_length = 20;
  return params;
}

// Texts, and what represents each.
struct Copies {
  std::vector<Text> texts;
  std::vector<uint32_t> representative;
};

std::vector<Passage> PassagesBetween(const Texts& texts,
                                     const std::vector<uint32_t>& heads,
                                     uint32_t threads) {
  const PairParams params = Params();
  const TextTable table = texts.table();
  const UncopiedTexts uncopied(table, heads, MakerFor(params), params, threads);
  const PairRule rule = {
      [&](uint32_t a, uint32_t b) { return !uncopied.AreOneCopy(a, b); }, {}};
  const SeedReport seeds = *FindSeeds(
      uncopied.table(), MakerFor(params), rule, params.exact,
      [] { return std::make_unique<lsh::MemStore>(); }, threads);
  const std::vector<Stretch> stretches =
      FindAllStretches(uncopied.table(), seeds.seeds, params, threads);
  const uint32_t parts = uncopied.table().size();
  return uncopied.Restore(
      BuildPassages(uncopied.table(), stretches, std::vector<bool>(parts),
                    parts, params),
      threads);
}

Text Changed(const Text& text, std::mt19937* random) {
  Text made;
  for (const uint32_t symbol : text) {
    switch (Below(random, 60)) {
      case 0:
        break;  // dropped
      case 1:
        Append(&made, RandomText(random, 1 + Below(random, 3), kKinds));
        break;
      default:
        made.push_back(symbol);
    }
  }
  return made;
}

// Texts with runs in common, some of them copies with changes, some of which
// took in a run that what represents them does not have.
Copies RandomCopies(std::mt19937* random) {
  std::vector<Text> runs;
  for (uint32_t i = 0; i < 4; ++i) {
    runs.push_back(RandomText(random, 14 + Below(random, 40), kKinds));
  }
  const auto run = [&]() -> const Text& { return runs[Below(random, 4)]; };
  Copies copies;
  const uint32_t heads = 3 + Below(random, 5);
  for (uint32_t head = 0; head < heads; ++head) {
    Text text = RandomText(random, 60 + Below(random, 60), kKinds);
    if (Below(random, 2) == 0) Append(&text, run());
    Append(&text, RandomText(random, Below(random, 60), kKinds));
    if (Below(random, 3) == 0) Append(&text, run());
    const auto number = static_cast<uint32_t>(copies.texts.size());
    copies.texts.push_back(text);
    copies.representative.push_back(number);
    const uint32_t members = Below(random, 4);
    for (uint32_t m = 0; m < members; ++m) {
      Text member = Below(random, 3) == 0 ? text : Changed(text, random);
      if (Below(random, 2) == 0) {
        const Text& more = run();
        member.insert(member.begin() + Below(random, 50), more.begin(),
                      more.end());
      }
      copies.texts.push_back(member);
      copies.representative.push_back(number);
    }
  }
  return copies;
}

// Where nothing was lost on the way, every run that two texts of different
// copies share is a passage in both.
TEST(UncopiedTexts, KeepTheGuaranteeBetweenCopies) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Copies copies = RandomCopies(&random);
    const Texts texts(copies.texts);
    const PairRule rule = {[&](uint32_t a, uint32_t b) {
                             return copies.representative[a] !=
                                    copies.representative[b];
                           },
                           {}};
    ExpectGuarantee(texts, Params(), rule,
                    PassagesBetween(texts, copies.representative, 1));
  }
}

TEST(UncopiedTexts, ThreadsDoNotMatter) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    const Copies copies = RandomCopies(&random);
    const Texts texts(copies.texts);
    const auto one = PassagesBetween(texts, copies.representative, 1);
    const auto three = PassagesBetween(texts, copies.representative, 3);
    ASSERT_EQ(one.size(), three.size());
    for (size_t p = 0; p < one.size(); ++p) {
      ASSERT_EQ(one[p].occurrences.size(), three[p].occurrences.size());
      for (size_t o = 0; o < one[p].occurrences.size(); ++o) {
        EXPECT_EQ(one[p].occurrences[o].text, three[p].occurrences[o].text);
        EXPECT_EQ(one[p].occurrences[o].begin, three[p].occurrences[o].begin);
        EXPECT_EQ(one[p].occurrences[o].end, three[p].occurrences[o].end);
      }
    }
  }
}

// With nothing but copies of one text there is no passage; without any the
// passages are those of BuildPassages.
TEST(UncopiedTexts, CopiesAloneHaveNoPassage) {
  std::mt19937 random(7);
  const Text text = RandomText(&random, 200, kKinds);
  const Texts texts({text, Changed(text, &random), Changed(text, &random)});
  EXPECT_TRUE(PassagesBetween(texts, {0, 0, 0}, 1).empty());
}

TEST(UncopiedTexts, WithoutCopiesNothingChanges) {
  std::mt19937 random(8);
  const Texts texts(RandomCopies(&random).texts);
  std::vector<uint32_t> alone(texts.table().size());
  std::iota(alone.begin(), alone.end(), 0u);
  const auto want = PassagesOf(texts, Params(), AnyPair());
  const auto got = PassagesBetween(texts, alone, 1);
  ASSERT_EQ(got.size(), want.size());
  ASSERT_GT(got.size(), 0u);
  for (size_t p = 0; p < got.size(); ++p) {
    EXPECT_EQ(got[p].occurrences.size(), want[p].occurrences.size());
    EXPECT_EQ(got[p].medoid().text, want[p].medoid().text);
    EXPECT_EQ(got[p].medoid().begin, want[p].medoid().begin);
  }
}

// One passage of a copy and another text: all 40 members have it, each at its
// own place.
TEST(UncopiedTexts, EveryCopyInherits) {
  std::mt19937 random(9);
  const Text run = RandomText(&random, 40, kKinds);
  Text head = RandomText(&random, 100, kKinds);
  Append(&head, run);
  Append(&head, RandomText(&random, 100, kKinds));
  Text other = RandomText(&random, 50, kKinds);
  Append(&other, run);
  std::vector<Text> all = {head, other};
  std::vector<uint32_t> heads = {0, 1};
  std::vector<uint32_t> begins = {100, 50};
  for (uint32_t m = 0; m < 40; ++m) {
    Text member = RandomText(&random, m, kKinds);
    Append(&member, head);
    all.push_back(member);
    heads.push_back(0);
    begins.push_back(100 + m);
  }
  const auto passages = PassagesBetween(Texts(all), heads, 2);
  ASSERT_EQ(passages.size(), 1u);
  ASSERT_EQ(passages[0].occurrences.size(), 42u);
  for (const Occurrence& place : passages[0].occurrences) {
    EXPECT_EQ(place.begin, begins[place.text]);
    EXPECT_EQ(place.size(), 40u);
    EXPECT_TRUE(place.alignment.edits.empty());
  }
}

}  // namespace
}  // namespace litany::passage
