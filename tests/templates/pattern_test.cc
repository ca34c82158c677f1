#include "templates/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace litany::templates {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

PatternPart Constant(std::string text) {
  PatternPart part;
  part.text = std::move(text);
  return part;
}

PatternPart Gap(uint32_t number, GapType type, bool optional = false) {
  PatternPart part;
  part.gap = number;
  part.type = type;
  part.optional = optional;
  return part;
}

std::optional<std::vector<std::string>> Match(const Pattern& pattern,
                                              std::string_view text) {
  const auto gaps = MatchPattern(pattern, text);
  if (!gaps.has_value()) return std::nullopt;
  std::vector<std::string> texts;
  for (const GapSpan& gap : *gaps) {
    texts.emplace_back(text.substr(gap.begin, gap.end - gap.begin));
  }
  return texts;
}

const Pattern kPages{{Constant("page "), Gap(1, GapType::kNumber),
                      Constant(" of "), Gap(2, GapType::kNumber)}};

TEST(PatternTest, TypedGapsTakeOneValue) {
  EXPECT_THAT(Match(kPages, "page 3 of 12"), Optional(ElementsAre("3", "12")));
  EXPECT_EQ(Match(kPages, "page three of 12"), std::nullopt);
  EXPECT_EQ(Match(kPages, "page 3 4 of 12"), std::nullopt);
  EXPECT_EQ(Match(kPages, "page 3 of 12 or so"), std::nullopt);
  EXPECT_EQ(Match(kPages, "a page 3 of 12"), std::nullopt);
}

TEST(PatternTest, WhiteSpaceIsFolded) {
  EXPECT_THAT(Match(kPages, "  page\t3 \u3000of 12\n"),
              Optional(ElementsAre("3", "12")));
  EXPECT_EQ(Match(kPages, "page3 of 12"), std::nullopt);
}

TEST(PatternTest, TextGapsAreShortestFromTheLeft) {
  const Pattern pattern{
      {Gap(1, GapType::kText), Constant(" - "), Gap(2, GapType::kText)}};
  EXPECT_THAT(Match(pattern, "a b - c - d"),
              Optional(ElementsAre("a b", "c - d")));
  EXPECT_EQ(Match(pattern, "a b"), std::nullopt);
  EXPECT_EQ(Match(pattern, "- c"), std::nullopt);
}

TEST(PatternTest, WordGapsEndAtWhiteSpace) {
  const Pattern pattern{
      {Constant("user "), Gap(1, GapType::kWord), Constant(" left")}};
  EXPECT_THAT(Match(pattern, "user 张三 left"), Optional(ElementsAre("张三")));
  EXPECT_EQ(Match(pattern, "user a b left"), std::nullopt);
  EXPECT_EQ(Match(pattern, "user  left"), std::nullopt);
}

TEST(PatternTest, OptionalGapsMayBeEmpty) {
  const Pattern pattern{{Constant("from "), Gap(1, GapType::kAddress),
                         Constant(" ("), Gap(2, GapType::kAddress, true),
                         Constant(")")}};
  EXPECT_THAT(Match(pattern, "from 10.0.0.1 ()"),
              Optional(ElementsAre("10.0.0.1", "")));
  EXPECT_THAT(Match(pattern, "from 10.0.0.1 (h8.example.net)"),
              Optional(ElementsAre("10.0.0.1", "h8.example.net")));
}

TEST(PatternTest, OptionalTextMayHoldTheSpaceAtItsSide) {
  const Pattern pattern{
      {Constant("sent"), Gap(1, GapType::kText, true), Constant(" bytes")}};
  EXPECT_THAT(Match(pattern, "sent bytes"), Optional(ElementsAre("")));
  EXPECT_THAT(Match(pattern, "sent  12 k bytes"),
              Optional(ElementsAre("  12 k")));
}

TEST(PatternTest, BacktracksOverConstantsInsideText) {
  const Pattern pattern{
      {Gap(1, GapType::kText), Constant(": "), Gap(2, GapType::kNumber)}};
  EXPECT_THAT(Match(pattern, "a: b: c: 7"),
              Optional(ElementsAre("a: b: c", "7")));
}

TEST(PatternTest, EmptyPatternIsTheEmptyText) {
  EXPECT_TRUE(MatchPattern({}, " \t").has_value());
  EXPECT_FALSE(MatchPattern({}, "a").has_value());
}

TEST(PatternTest, StringShowsGaps) {
  EXPECT_EQ(PatternString(kPages), "page <*> of <*>");
}

TEST(PatternTest, HostileTextsTakeLinearTime) {
  const std::string as(300'000, 'a');
  const Pattern pattern{
      {Gap(1, GapType::kText), Constant(as.substr(0, 150'000)),
       Gap(2, GapType::kWord), Constant("b"), Gap(3, GapType::kText, true)}};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(MatchPattern(pattern, as).has_value());
  EXPECT_TRUE(MatchPattern(pattern, as + "b").has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace litany::templates
