#include "templates/alignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace litany::templates {
namespace {

BlockToken Token(uint64_t key, TokenKind kind) {
  BlockToken token;
  token.key = key;
  token.kind = kind;
  return token;
}

using Tokens = std::vector<BlockToken>;

int32_t WorthOf(const Tokens& a, const Tokens& b,
                const std::vector<std::pair<uint32_t, uint32_t>>& pairs) {
  int32_t worth =
      kAlone * static_cast<int32_t>(a.size() + b.size() - 2 * pairs.size());
  for (const auto& [i, j] : pairs) worth += MatchWorth(a[i], b[j]);
  return worth;
}

// Tries every alignment.
int32_t BestWorth(const Tokens& a, const Tokens& b, size_t i, size_t j) {
  if (i == a.size() || j == b.size()) {
    return kAlone * static_cast<int32_t>(a.size() - i + b.size() - j);
  }
  return std::max({MatchWorth(a[i], b[j]) + BestWorth(a, b, i + 1, j + 1),
                   kAlone + BestWorth(a, b, i + 1, j),
                   kAlone + BestWorth(a, b, i, j + 1)});
}

Tokens RandomTokens(std::mt19937* random) {
  static const Tokens kAlphabet = {
      Token(kValueKey, TokenKind::kValue), Token(kSpaceKey, TokenKind::kSpace),
      Token(12, TokenKind::kWord),         Token(13, TokenKind::kWord),
      Token(14, TokenKind::kMark),         Token(15, TokenKind::kMark)};
  Tokens tokens((*random)() % 7);
  for (BlockToken& token : tokens) {
    token = kAlphabet[(*random)() % kAlphabet.size()];
  }
  return tokens;
}

TEST(AlignmentTest, IsAsGoodAsTheBestOfAll) {
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    const Tokens a = RandomTokens(&random);
    const Tokens b = RandomTokens(&random);
    const auto pairs = AlignTokens(a, b);
    for (size_t i = 1; i < pairs.size(); ++i) {
      ASSERT_LT(pairs[i - 1].first, pairs[i].first);
      ASSERT_LT(pairs[i - 1].second, pairs[i].second);
    }
    ASSERT_EQ(WorthOf(a, b, pairs), BestWorth(a, b, 0, 0));
  }
}

TEST(AlignmentTest, LongMiddlesAreNotAligned) {
  Tokens a(3, Token(9, TokenKind::kWord));
  Tokens b = a;
  for (size_t i = 0; i < kMostAligned + 1; ++i) {
    a.insert(a.begin() + 1, Token(100 + i, TokenKind::kWord));
    b.insert(b.begin() + 1, Token(9000 + i, TokenKind::kWord));
  }
  EXPECT_EQ(AlignTokens(a, b).size(), 3u);
}

Pattern PatternOfTexts(const std::vector<std::string>& texts,
                       uint32_t constant_after = 0) {
  std::vector<AlignedBlock> blocks;
  Masker masker;
  std::vector<MaskedSpan> spans;
  for (const std::string& text : texts) {
    masker.Mask(text, &spans);
    blocks.push_back({text, TokensOf(text, spans, true), 1});
  }
  return PatternOf(blocks, constant_after);
}

TEST(AlignmentTest, WhatIsMissingSomewhereIsAnOptionalGap) {
  const Pattern pattern = PatternOfTexts(
      {"1821 bytes (1.77 KB) sent", "332 bytes sent", "90 bytes sent"});
  EXPECT_EQ(PatternString(pattern), "<*> bytes <*>sent");
  ASSERT_EQ(pattern.parts.size(), 4u);
  EXPECT_EQ(pattern.parts[0].type, GapType::kNumber);
  EXPECT_FALSE(pattern.parts[0].optional);
  EXPECT_EQ(pattern.parts[2].type, GapType::kText);
  EXPECT_TRUE(pattern.parts[2].optional);
}

TEST(AlignmentTest, HanIsAlignedByCharacter) {
  EXPECT_EQ(
      PatternString(PatternOfTexts({"本站由张三维护", "本站由李四五维护"})),
      "本站由<*>维护");
}

TEST(AlignmentTest, TextsTakeInTheGapsBesideThem) {
  const Pattern pattern = PatternOfTexts(
      {"Home > one two three", "Home > four", "Home > five six"});
  EXPECT_EQ(PatternString(pattern), "Home > <*>");
  EXPECT_EQ(pattern.parts[1].type, GapType::kText);
}

TEST(AlignmentTest, ValuesThatNeverChangeMayBeConstant) {
  const std::vector<std::string> texts = {"v 2011 page 1", "v 2011 page 2",
                                          "v 2011 page 3"};
  EXPECT_EQ(PatternString(PatternOfTexts(texts)), "v <*> page <*>");
  EXPECT_EQ(PatternString(PatternOfTexts(texts, 3)), "v 2011 page <*>");
  EXPECT_EQ(PatternString(PatternOfTexts(texts, 4)), "v <*> page <*>");
}

}  // namespace
}  // namespace litany::templates
