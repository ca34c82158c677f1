#include "text/shingles.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "text/fold_testing.h"

namespace litany::text {
namespace {

std::vector<uint64_t> SetOf(const FoldedText& text, uint32_t width,
                            uint64_t seed = 1) {
  ShingleScratch scratch;
  std::vector<uint64_t> set;
  Shingler(width, HashSeeds(seed, "")).Set(text, &scratch, &set);
  return set;
}

std::vector<uint32_t> HashesOf(const FoldedText& text, uint32_t width,
                               uint64_t seed = 1) {
  ShingleScratch scratch;
  Shingler(width, HashSeeds(seed, "")).Hashes(text, &scratch);
  return scratch.hashes;
}

// The windows themselves, as lists of words.
std::set<std::vector<std::string>> Windows(const FoldedText& text,
                                           size_t width) {
  const std::vector<std::string> tokens = TokenStrings(text);
  std::set<std::vector<std::string>> windows;
  if (tokens.empty()) return windows;
  const size_t size = std::min(width, tokens.size());
  for (size_t i = 0; i + size <= tokens.size(); ++i) {
    windows.emplace(tokens.begin() + static_cast<ptrdiff_t>(i),
                    tokens.begin() + static_cast<ptrdiff_t>(i + size));
  }
  return windows;
}

FoldedText Folded(std::string_view text, TokenUnit unit = TokenUnit::kAuto) {
  FoldOptions options;
  options.unit = unit;
  return FoldWith(MakeFolder(options), text);
}

size_t Shared(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  std::vector<uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(both));
  return both.size();
}

TEST(Shingles, NoTokenNoShingle) {
  EXPECT_TRUE(SetOf(Folded(" 。"), 5).empty());
  EXPECT_TRUE(HashesOf(Folded(""), 5).empty());
}

TEST(Shingles, ShortDocumentHasOneOfAllItsTokens) {
  std::set<uint64_t> seen;
  for (const char* text : {"一", "一二", "一二三", "一二三四", "一二三四五"}) {
    const auto set = SetOf(Folded(text), 5);
    ASSERT_EQ(set.size(), 1u) << text;
    seen.insert(set[0]);
  }
  EXPECT_EQ(seen.size(), 5u);
  EXPECT_EQ(SetOf(Folded("一二三四五六"), 5).size(), 2u);
}

TEST(Shingles, OrderOfTokensCounts) {
  EXPECT_NE(SetOf(Folded("一二三四五"), 5), SetOf(Folded("二一三四五"), 5));
  EXPECT_NE(SetOf(Folded("a b"), 5), SetOf(Folded("b a"), 5));
}

TEST(Shingles, RepeatedTokensDoNotCancel) {
  // An exclusive or of unrotated values would lose pairs of equal tokens.
  EXPECT_NE(SetOf(Folded("一一二三四"), 5), SetOf(Folded("五五二三四"), 5));
  EXPECT_NE(SetOf(Folded("一一一一一"), 5), SetOf(Folded("二二二二二"), 5));
}

TEST(Shingles, WordsAreNotTheirLetters) {
  EXPECT_NE(SetOf(Folded("ab cd e f g"), 5), SetOf(Folded("abc d e f g"), 5));
  EXPECT_NE(SetOf(Folded("abc"), 5), SetOf(Folded("a b c"), 5));
  // A single letter that is a word, and one that is a symbol.
  EXPECT_NE(SetOf(Folded("a"), 5), SetOf(Folded("a", TokenUnit::kChar), 5));
}

// A token whose value is zero must not be the same as no token.
TEST(Shingles, LengthOfAShortDocumentCounts) {
  simd::ShingleSeeds seeds = HashSeeds(1, "");
  seeds.token_low = seeds.token_high = 0x4e00;  // 一
  ASSERT_EQ(simd::TokenLow(0x4e00, seeds.token_low), 0u);
  const Shingler shingler(5, seeds);
  ShingleScratch scratch;
  std::set<uint32_t> lows;
  std::set<uint64_t> all;
  for (const char* text : {"二三", "一二三", "一一二三", "一一一二三"}) {
    std::vector<uint64_t> set;
    shingler.Set(Folded(text), &scratch, &set);
    ASSERT_EQ(set.size(), 1u);
    all.insert(set[0]);
    lows.insert(static_cast<uint32_t>(set[0]));
  }
  EXPECT_EQ(lows.size(), 4u);
  EXPECT_EQ(all.size(), 4u);
}

// Sketches may confuse two words in four billion; verification must not.
TEST(Shingles, SetTellsWordsOfOneLowHalfApart) {
  std::map<uint32_t, std::string> word_of;
  size_t pairs = 0;
  FoldedText text;
  for (int i = 0; i < 250000; ++i) {
    const std::string word = "w" + std::to_string(i);
    text.symbols.clear();
    for (const char c : word) {
      text.symbols.push_back(static_cast<uint32_t>(c) | simd::kWordSymbol |
                             (text.symbols.empty() ? simd::kTokenStart : 0));
    }
    const auto [found, is_new] = word_of.emplace(HashesOf(text, 5)[0], word);
    if (is_new) continue;
    ++pairs;
    EXPECT_NE(SetOf(text, 5), SetOf(Folded(found->second), 5))
        << word << " and " << found->second;
  }
  EXPECT_GT(pairs, 0u) << "the test tests nothing";
}

TEST(Shingles, SharedPartIsShared) {
  const auto a = SetOf(Folded("甲一二三四五六七八"), 5);
  const auto b = SetOf(Folded("一二三四五六七八 乙"), 5);
  EXPECT_EQ(a.size(), 5u);
  EXPECT_EQ(b.size(), 5u);
  EXPECT_EQ(Shared(a, b), 4u);
}

TEST(Shingles, SecretChangesTheSeeds) {
  const simd::ShingleSeeds plain = HashSeeds(1, "");
  const simd::ShingleSeeds secret = HashSeeds(1, "key");
  const simd::ShingleSeeds same = HashSeeds(1, "");
  EXPECT_NE(plain.token_low, secret.token_low);
  EXPECT_NE(plain.window_low, secret.window_low);
  EXPECT_EQ(plain.token_low, same.token_low);
  EXPECT_EQ(plain.window_high, same.window_high);
}

struct Shape {
  const char* name;
  TokenUnit unit;
  uint32_t width;

  // How ctest names the test.
  friend void PrintTo(const Shape& shape, std::ostream* out) {
    *out << shape.name;
  }
};

class ShinglesPropTest : public ::testing::TestWithParam<Shape> {
 protected:
  // Random texts over few tokens, so that windows repeat.
  template <typename Check>
  void ForTexts(const Check& check) {
    FoldOptions options;
    options.unit = GetParam().unit;
    const Folder folder = MakeFolder(options);
    const std::vector<std::string> pieces = {"一", "二", "三", " a ", "b",
                                             " ",  "。", "カ", "7"};
    for (uint32_t seed = 1; seed <= 60; ++seed) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed);
      std::mt19937 random(seed);
      std::string text;
      const size_t kinds = 2 + random() % (pieces.size() - 1);
      for (size_t i = random() % 400; i > 0; --i) {
        text += pieces[random() % kinds];
      }
      check(FoldWith(folder, seed % 5 == 0 ? NastyText(&random, 200) : text));
      if (HasFatalFailure()) return;
    }
  }
};

TEST_P(ShinglesPropTest, SetHasOneHashForEachDistinctWindow) {
  ForTexts([](const FoldedText& text) {
    const auto set = SetOf(text, GetParam().width);
    ASSERT_EQ(set.size(), Windows(text, GetParam().width).size());
    for (size_t i = 1; i < set.size(); ++i) ASSERT_LT(set[i - 1], set[i]);
  });
}

TEST_P(ShinglesPropTest, TwoTextsShareWhatTheirWindowsShare) {
  std::vector<FoldedText> texts;
  ForTexts([&texts](const FoldedText& text) { texts.push_back(text); });
  for (size_t i = 1; i < texts.size(); ++i) {
    const auto a = Windows(texts[i - 1], GetParam().width);
    const auto b = Windows(texts[i], GetParam().width);
    const auto shared = std::count_if(
        a.begin(), a.end(), [&b](const auto& w) { return b.contains(w); });
    EXPECT_EQ(Shared(SetOf(texts[i - 1], GetParam().width),
                     SetOf(texts[i], GetParam().width)),
              static_cast<size_t>(shared));
  }
}

TEST_P(ShinglesPropTest, HashesAreTheLowHalvesOfTheSet) {
  ForTexts([](const FoldedText& text) {
    std::set<uint32_t> lows;
    for (const uint64_t hash : SetOf(text, GetParam().width)) {
      lows.insert(static_cast<uint32_t>(hash));
    }
    const auto hashes = HashesOf(text, GetParam().width);
    ASSERT_EQ(lows, std::set<uint32_t>(hashes.begin(), hashes.end()));
    const size_t tokens = CountTokens(text);
    const size_t width = GetParam().width;
    ASSERT_EQ(hashes.size(), tokens == 0      ? 0
                             : tokens < width ? 1
                                              : tokens - width + 1);
  });
}

TEST_P(ShinglesPropTest, SeedChangesHashesAndNotTheirNumber) {
  ForTexts([](const FoldedText& text) {
    const auto one = SetOf(text, GetParam().width, 1);
    const auto two = SetOf(text, GetParam().width, 2);
    ASSERT_EQ(one.size(), two.size());
    ASSERT_EQ(Shared(one, two), 0u);
  });
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, ShinglesPropTest,
    ::testing::Values(Shape{"AutoBy5", TokenUnit::kAuto, 5},
                      Shape{"CharBy5", TokenUnit::kChar, 5},
                      Shape{"WordBy5", TokenUnit::kWord, 5},
                      Shape{"AutoBy1", TokenUnit::kAuto, 1},
                      Shape{"AutoBy3", TokenUnit::kAuto, 3},
                      Shape{"CharBy32", TokenUnit::kChar, 32}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace litany::text
