#include "passage/passages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "tests/passage/collection.h"
#include "tests/passage/guarantee.h"

namespace litany::passage {
namespace {

PairParams Params() {
  PairParams params;
  params.dense_length = 12;
  params.letter_length = 20;
  return params;
}

// Texts that share runs with each other, some popular, some repeated inside
// one text, some side by side.
std::vector<Text> RandomCollection(std::mt19937* random) {
  const uint32_t all_kinds[] = {3, 26, 40, 4000};
  const uint32_t kinds = all_kinds[Below(random, 4)];
  std::vector<Text> runs;
  for (uint32_t i = 0; i < 6; ++i) {
    runs.push_back(RandomText(random, 4 + Below(random, 50), kinds));
  }
  std::vector<Text> texts;
  const uint32_t count = 2 + Below(random, 30);
  for (uint32_t t = 0; t < count; ++t) {
    Text text;
    const uint32_t pieces = Below(random, 8);
    for (uint32_t p = 0; p < pieces; ++p) {
      if (Below(random, 2) == 0) {
        Append(&text, RandomText(random, Below(random, 40), kinds));
      } else {
        const Text& run = runs[Below(random, 6)];
        const auto begin = static_cast<ptrdiff_t>(
            Below(random, static_cast<uint32_t>(run.size())));
        Append(&text, Text(run.begin() + begin, run.end()));
      }
    }
    texts.push_back(text);
  }
  return texts;
}

void ExpectSound(const Texts& texts, const PairParams& params,
                 const std::vector<Passage>& passages) {
  for (const Passage& passage : passages) {
    ASSERT_GE(passage.occurrences.size(), 2u);
    const Symbols medoid = texts.table()[passage.medoid().text].subspan(
        passage.medoid().begin, passage.medoid().size());
    std::set<std::pair<uint32_t, uint32_t>> seen;
    for (const Occurrence& occurrence : passage.occurrences) {
      const Symbols text = texts.table()[occurrence.text];
      ASSERT_LT(occurrence.begin, occurrence.end);
      ASSERT_LE(occurrence.end, text.size());
      EXPECT_TRUE(seen.emplace(occurrence.text, occurrence.begin).second);
      // The edits make it of the medoid.
      Text made;
      uint32_t at = 0;
      const auto copy = [&](Symbols from, uint32_t begin, uint32_t end) {
        for (uint32_t i = begin; i < end; ++i) made.push_back(from[i]);
      };
      const Symbols own = text.subspan(occurrence.begin, occurrence.size());
      for (const SymbolEdit& edit : occurrence.alignment.edits) {
        copy(medoid, at, edit.begin_a);
        copy(own, edit.begin_b, edit.end_b);
        at = edit.end_a;
      }
      copy(medoid, at, static_cast<uint32_t>(medoid.size()));
      EXPECT_TRUE(std::equal(made.begin(), made.end(), own.begin(), own.end()));
      // With few kinds of symbols chance matches make a stretch similar that
      // edits do not count.
      const bool has_many_kinds =
          std::any_of(texts.symbols.begin(), texts.symbols.end(),
                      [](uint32_t symbol) { return symbol > 0x4e00 + 100; });
      if (!has_many_kinds) continue;
      // A passage of two may be a stretch as it was found, whose chance
      // matches edits do not count either.
      const double slack = passage.occurrences.size() == 2 ? .8 : 1;
      EXPECT_TRUE(IsSimilar(occurrence.alignment.matches, medoid.size(),
                            own.size(), params.similarity * slack));
    }
  }
}

TEST(Passages, CoverEverySharedRunOfTheGuaranteedLength) {
  for (uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    PairParams params = Params();
    const double similarities[] = {.3, .5, .8, 1};
    params.similarity = similarities[Below(&random, 4)];
    params.max_gap = Below(&random, 60);
    params.exact = Below(&random, 5) == 0;
    const Texts texts(RandomCollection(&random));
    const std::vector<Passage> passages = PassagesOf(texts, params, AnyPair());
    ExpectGuarantee(texts, params, AnyPair(), passages);
  }
}

TEST(Passages, KeepTheGuaranteeBetweenAllowedTexts) {
  for (uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const PairParams params = Params();
    const std::vector<Text> collection = RandomCollection(&random);
    std::vector<uint32_t> source(collection.size());
    for (uint32_t& s : source) s = Below(&random, 3);
    PairRule rule;
    rule.allows = [&](uint32_t a, uint32_t b) {
      return source[a] != source[b];
    };
    const Texts texts(collection);
    ExpectGuarantee(texts, params, rule, PassagesOf(texts, params, rule));
  }
}

TEST(Passages, AreMadeOfTheirMedoidsByTheirEdits) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const PairParams params = Params();
    const Texts texts(RandomCollection(&random));
    ExpectSound(texts, params, PassagesOf(texts, params, AnyPair()));
  }
}

using Places =
    std::vector<std::vector<std::tuple<uint32_t, uint32_t, uint32_t>>>;

Places PlacesOf(const std::vector<Passage>& passages) {
  Places places;
  for (const Passage& passage : passages) {
    places.emplace_back();
    for (const Occurrence& o : passage.occurrences) {
      places.back().emplace_back(o.text, o.begin, o.end);
    }
  }
  return places;
}

TEST(Passages, DoNotDependOnTheThreads) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    const PairParams params = Params();
    const Texts texts(RandomCollection(&random));
    EXPECT_EQ(PlacesOf(PassagesOf(texts, params, AnyPair(), 1)),
              PlacesOf(PassagesOf(texts, params, AnyPair(), 3)));
  }
}

TEST(Passages, InThousandsOfTextsAreFoundInAllOfThem) {
  std::mt19937 random(1);
  constexpr uint32_t kTexts = 3000;
  const Text run = RandomText(&random, 60, 4000);
  std::vector<Text> collection;
  for (uint32_t t = 0; t < kTexts; ++t) {
    Text text = RandomText(&random, Below(&random, 60), 4000);
    Append(&text, run);
    Append(&text, RandomText(&random, Below(&random, 60), 4000));
    collection.push_back(text);
  }
  PairParams params;
  const Texts texts(collection);
  const SeedReport seeds = SeedsOf(texts, params, AnyPair());
  // Linear: at most 8 partners and 17 windows for each of some 9 anchors.
  EXPECT_LE(seeds.seeds.size(), kTexts * 9 * 25);
  const std::vector<Passage> passages = PassagesOf(texts, params, AnyPair());
  ASSERT_EQ(passages.size(), 1u);
  EXPECT_EQ(passages[0].occurrences.size(), kTexts);
}

TEST(Passages, WithEditsInsertionsAndSwapsAreOneEach) {
  std::mt19937 random(2);
  PairParams params;
  const Text passage = RandomText(&random, 300, 4000);
  const auto with = [&](Text middle) {
    Text text = RandomText(&random, 200, 4000);
    Append(&text, middle);
    Append(&text, RandomText(&random, 200, 4000));
    return text;
  };
  Text inserted(passage.begin(), passage.begin() + 150);
  Append(&inserted, RandomText(&random, 90, 4000));
  Append(&inserted, Text(passage.begin() + 150, passage.end()));
  Text dropped(passage.begin(), passage.begin() + 140);
  Append(&dropped, Text(passage.begin() + 180, passage.end()));
  Text swapped(passage.begin(), passage.begin() + 100);
  Append(&swapped, RandomText(&random, 20, 4000));
  Append(&swapped, Text(passage.begin() + 120, passage.end()));
  Text edited = passage;
  for (size_t i = 5; i < edited.size(); i += 10) edited[i] = 'A';
  for (const Text& variant : {inserted, dropped, swapped, edited}) {
    const Texts texts({with(passage), with(variant)});
    const std::vector<Passage> passages = PassagesOf(texts, params, AnyPair());
    ASSERT_EQ(passages.size(), 1u);
    for (const Occurrence& o : passages[0].occurrences) {
      EXPECT_NEAR(o.begin, 200, 6);
      const auto size = static_cast<double>(texts.table()[o.text].size());
      EXPECT_NEAR(o.end, size - 200, 6);
    }
  }
}

TEST(Passages, DoNotChain) {
  // Each text keeps nine tenths of the one before: the first and the last
  // have nothing in common.
  std::mt19937 random(3);
  std::vector<Text> collection;
  Text text = RandomText(&random, 100, 4000);
  for (int i = 0; i < 40; ++i) {
    collection.push_back(text);
    text.erase(text.begin(), text.begin() + 10);
    Append(&text, RandomText(&random, 10, 4000));
  }
  PairParams params;
  params.similarity = .8;
  const Texts texts(collection);
  const std::vector<Passage> passages = PassagesOf(texts, params, AnyPair());
  EXPECT_GT(passages.size(), 3u);
  ExpectSound(texts, params, passages);
}

TEST(Passages, ARepeatedTextIsOneByItself) {
  std::mt19937 random(4);
  const Texts texts(
      {RandomText(&random, 30, 4000), RandomText(&random, 10, 4000)});
  const PairParams params;
  const std::vector<Passage> passages =
      BuildPassages(texts.table(), {}, {true, true}, 2, params);
  // The other is shorter than a passage.
  ASSERT_EQ(passages.size(), 1u);
  EXPECT_EQ(passages[0].occurrences.size(), 1u);
  EXPECT_EQ(passages[0].medoid().size(), 30u);
}

TEST(Passages, ThatLieInsideAnotherInEveryTextAreNotNamed) {
  std::mt19937 random(5);
  const Text passage = RandomText(&random, 400, 4000);
  // c has it in two parts, too far apart to be one.
  const Text c = [&] {
    Text text(passage.begin(), passage.begin() + 200);
    Append(&text, RandomText(&random, 1000, 4000));
    Append(&text, Text(passage.begin() + 200, passage.end()));
    return text;
  }();
  const PairParams params;
  const Texts two({passage, passage});
  EXPECT_EQ(PassagesOf(two, params, AnyPair()).size(), 1u);
  const Texts three({c, passage, passage});
  // The whole, and both halves, which c has too.
  EXPECT_EQ(PassagesOf(three, params, AnyPair()).size(), 3u);
}

TEST(Passages, WhatComesWithSomethingLongerIsMarked) {
  std::mt19937 random(6);
  const Text formula = RandomText(&random, 40, 4000);
  const auto around = [&](int before, int after) {
    Text text = RandomText(&random, static_cast<uint32_t>(before), 4000);
    Append(&text, formula);
    Append(&text, RandomText(&random, static_cast<uint32_t>(after), 4000));
    return text;
  };
  const Text article = around(200, 300);
  const auto again = [&] {  // the article, with the formula a second time
    Text text = article;
    Append(&text, RandomText(&random, 1000, 4000));
    Append(&text, formula);
    return text;
  };
  const PairParams params;
  // What the first of two copies of the article has of the formula came with
  // it, but not what a third text has.
  for (const bool has_third : {false, true}) {
    std::vector<Text> collection = {article, again()};
    if (has_third) collection.push_back(around(50, 50));
    const Texts texts(collection);
    const std::vector<Passage> passages = PassagesOf(texts, params, AnyPair());
    ExpectSound(texts, params, passages);
    ASSERT_EQ(passages.size(), 2u);
    const uint32_t whole = passages[0].medoid().size() > 100 ? 0 : 1;
    EXPECT_GT(passages[whole].medoid().size(), 500u);
    for (const Occurrence& o : passages[whole].occurrences) {
      EXPECT_FALSE(o.is_inside());
    }
    uint32_t marked = 0;
    for (const Occurrence& o : passages[1 - whole].occurrences) {
      if (!o.is_inside()) continue;
      EXPECT_EQ(o.inside, whole);
      ++marked;
    }
    EXPECT_EQ(marked, has_third ? 0u : 1u);
  }
}

}  // namespace
}  // namespace litany::passage
