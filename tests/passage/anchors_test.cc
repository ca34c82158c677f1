#include "passage/anchors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "tests/passage/collection.h"

namespace litany::passage {
namespace {

uint32_t Han(std::mt19937* random, uint32_t kinds) {
  return 0x4e00 + static_cast<uint32_t>((*random)() % kinds);
}
uint32_t Letter(std::mt19937* random, uint32_t kinds) {
  return 'a' + static_cast<uint32_t>((*random)() % kinds);
}

// A text in which dense symbols have the share `dense` of 100.
Text RandomMix(std::mt19937* random, size_t size, uint32_t dense,
               uint32_t kinds) {
  Text text;
  for (size_t i = 0; i < size; ++i) {
    text.push_back((*random)() % 100 < dense ? Han(random, kinds)
                                             : Letter(random, kinds));
  }
  return text;
}

AnchorMaker Maker(uint32_t dense, uint32_t letters) {
  return *AnchorMaker::Create(AnchorsFor(dense, letters, 7));
}

std::vector<Anchor> Find(const AnchorMaker& maker, const Text& text) {
  std::vector<Anchor> anchors;
  maker.Find(text, &anchors);
  return anchors;
}

// The anchors by the definition: every window looked at by itself.
std::vector<Anchor> ByDefinition(const AnchorMaker& maker, const Text& text) {
  const AnchorParams& params = maker.params();
  std::set<std::pair<uint32_t, uint64_t>> found;
  for (const bool dense : {true, false}) {
    const uint32_t length = dense ? params.dense_length : params.letter_length;
    for (size_t begin = 0; begin + length <= text.size(); ++begin) {
      const Symbols window = Symbols(text).subspan(begin, length);
      if (std::any_of(window.begin(), window.end(), IsDense) != dense) continue;
      // The anchor of the window alone.
      const std::vector<Anchor> alone =
          Find(maker, Text(window.begin(), window.end()));
      for (const Anchor& anchor : alone) {
        found.emplace(begin + anchor.position, anchor.key);
      }
    }
  }
  std::vector<Anchor> anchors;
  for (const auto& [position, key] : found) anchors.push_back({key, position});
  std::sort(anchors.begin(), anchors.end(),
            [](const Anchor& a, const Anchor& b) {
              return std::pair(a.position, IsLetterKey(a.key)) <
                     std::pair(b.position, IsLetterKey(b.key));
            });
  return anchors;
}

TEST(Anchors, AreThoseOfEachWindowByItself) {
  const AnchorMaker maker = Maker(12, 20);
  for (uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t dense[] = {0, 2, 10, 50, 100};
    const Text text = RandomMix(&random, random() % 150, dense[random() % 5],
                                random() % 2 == 0 ? 2 : 26);
    EXPECT_EQ(Find(maker, text), ByDefinition(maker, text));
  }
}

std::vector<Anchor> FindLoose(const AnchorMaker& maker, const Text& text) {
  std::vector<Anchor> anchors;
  maker.FindLoose(text, &anchors);
  return anchors;
}

TEST(Anchors, LooseOnesAreThoseOfWindowsHalfAsLongInRunsOfLetters) {
  const AnchorMaker maker = Maker(12, 20);
  AnchorParams half = maker.params();
  half.letter_length = 10;
  const AnchorMaker half_maker = *AnchorMaker::Create(half);
  size_t found = 0;
  for (uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t dense[] = {0, 2, 5, 100};
    const Text text = RandomMix(&random, random() % 150, dense[random() % 4],
                                random() % 2 == 0 ? 2 : 26);
    std::vector<Anchor> wanted;
    for (size_t begin = 0; begin < text.size();) {
      size_t end = begin;
      while (end < text.size() && !IsDense(text[end])) ++end;
      if (end - begin >= 20) {
        for (Anchor anchor :
             Find(half_maker,
                  Text(text.begin() + static_cast<ptrdiff_t>(begin),
                       text.begin() + static_cast<ptrdiff_t>(end)))) {
          anchor.position += static_cast<uint32_t>(begin);
          wanted.push_back(anchor);
        }
      }
      begin = end + 1;
    }
    EXPECT_EQ(FindLoose(maker, text), wanted);
    found += wanted.size();
  }
  EXPECT_GT(found, 1000u);
}

TEST(Anchors, MeetInEverySharedRunOfTheGuaranteedLength) {
  const AnchorMaker maker = Maker(24, 50);
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t shares[] = {0, 0, 5, 60, 100};
    Text run = RandomMix(&random, 50, shares[random() % 5], 26);
    if (std::any_of(run.begin(), run.begin() + 24, IsDense)) run.resize(24);
    const auto plant = [&](size_t before, size_t after) {
      Text text = RandomMix(&random, before, 50, 26);
      text.insert(text.end(), run.begin(), run.end());
      const Text tail = RandomMix(&random, after, 50, 26);
      text.insert(text.end(), tail.begin(), tail.end());
      return text;
    };
    const size_t at_a = random() % 100;
    const size_t at_b = random() % 100;
    const auto inside = [&](const Text& text, size_t at) {
      std::set<std::pair<size_t, uint64_t>> places;
      for (const Anchor& anchor : Find(maker, text)) {
        if (anchor.position < at) continue;
        if (anchor.position + maker.GramOf(anchor.key) > at + run.size()) {
          continue;
        }
        places.emplace(anchor.position - at, anchor.key);
      }
      return places;
    };
    const auto a = inside(plant(at_a, random() % 100), at_a);
    const auto b = inside(plant(at_b, random() % 100), at_b);
    std::vector<std::pair<size_t, uint64_t>> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                          std::back_inserter(both));
    EXPECT_FALSE(both.empty());
  }
}

TEST(Anchors, AreAsDenseAsTheirHeaderSays) {
  const AnchorMaker maker = Maker(24, 50);
  std::mt19937 random(5);
  const Text han = RandomMix(&random, 100000, 100, 5000);
  EXPECT_NEAR(static_cast<double>(Find(maker, han).size()), 1e5 / 9, 600);
  const Text english = RandomMix(&random, 100000, 0, 26);
  EXPECT_NEAR(static_cast<double>(Find(maker, english).size()), 1e5 / 21, 400);
  EXPECT_NEAR(static_cast<double>(FindLoose(maker, english).size()), 2e5 / 17,
              600);
}

TEST(Anchors, OfOneSymbolRepeatedAreFew) {
  const AnchorMaker maker = Maker(24, 50);
  const std::vector<Anchor> anchors = Find(maker, Text(100, 0x4e00));
  // The last of equals: one for each window.
  EXPECT_EQ(anchors.size(), 100u - 24 + 1);
  EXPECT_TRUE(Find(maker, Text(23, 0x4e00)).empty());
  EXPECT_TRUE(Find(maker, Text(49, 'a')).empty());
}

TEST(Anchors, RefuseLengthsThatCannotBe) {
  AnchorParams params;
  params.dense_gram = 25;
  EXPECT_FALSE(AnchorMaker::Create(params).ok());
  params = AnchorsFor(1, 50, 1);
  EXPECT_FALSE(AnchorMaker::Create(params).ok());
  EXPECT_TRUE(AnchorMaker::Create(AnchorsFor(2, 2, 1)).ok());
}

}  // namespace
}  // namespace litany::passage
