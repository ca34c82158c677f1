#include "templates/blocks.h"

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "templates/pattern.h"

namespace litany::templates {
namespace {

using ::testing::UnorderedElementsAre;

std::vector<BlockGroup> Group(const std::vector<std::string>& texts) {
  std::vector<Block> blocks;
  for (const std::string& text : texts) blocks.push_back({text, 1});
  return GroupBlocks(blocks);
}

std::vector<std::string> PatternsOf(const std::vector<BlockGroup>& groups) {
  std::vector<std::string> patterns;
  for (const BlockGroup& group : groups) {
    patterns.push_back(PatternString(group.pattern));
  }
  return patterns;
}

std::vector<std::string> Messages() {
  std::vector<std::string> texts;
  const std::vector<std::string> names = {"anna", "bert",  "carla",  "dora",
                                          "emil", "fritz", "gustav", "hans"};
  for (size_t i = 0; i < names.size(); ++i) {
    texts.push_back("session opened for user " + names[i] + " by root");
    texts.push_back("sent " + std::to_string(i * 31 + 5) + " bytes to 10.0.0." +
                    std::to_string(i + 1) + ":80");
  }
  texts.push_back("shutting down");
  return texts;
}

TEST(Blocks, OfOneTemplateAreOneGroup) {
  EXPECT_THAT(PatternsOf(Group(Messages())),
              UnorderedElementsAre("session opened for user <*> by root",
                                   "sent <*> bytes to <*>", "shutting down"));
}

// (1) of the header.
TEST(Blocks, DoNotDependOnTheirOrder) {
  std::vector<std::string> texts = Messages();
  const std::vector<std::string> want = PatternsOf(Group(texts));
  std::mt19937 random(5);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(texts.begin(), texts.end(), random);
    EXPECT_EQ(PatternsOf(Group(texts)), want);
  }
}

// (2) and (3): every block is in one group, and its pattern fits it.
TEST(Blocks, OfAnyKindAreInOneGroupThatFits) {
  std::mt19937 random(9);
  const std::vector<std::string> words = {"a",
                                          "open",
                                          "12",
                                          "3.5",
                                          "/tmp/x",
                                          "=",
                                          "user",
                                          "(",
                                          ")",
                                          "id=7",
                                          "\xe4\xb8\xad\xe6\x96\x87",
                                          "\xe7\xac\xac"
                                          "3\xe9\xa1\xb5",
                                          "b:",
                                          "c,"};
  for (int round = 0; round < 60; ++round) {
    std::set<std::string> distinct;
    const size_t count = random() % 60;
    for (size_t i = 0; i < count; ++i) {
      std::string text = words[random() % words.size()];
      const size_t size = random() % 6;
      for (size_t w = 0; w < size; ++w) {
        text += " " + words[random() % words.size()];
      }
      distinct.insert(text);
    }
    const std::vector<std::string> texts(distinct.begin(), distinct.end());
    std::vector<int> seen(texts.size(), 0);
    for (const BlockGroup& group : Group(texts)) {
      for (const uint32_t block : group.blocks) {
        ++seen[block];
        const auto gaps = MatchPattern(group.pattern, texts[block]);
        ASSERT_TRUE(gaps.has_value())
            << PatternString(group.pattern) << " / " << texts[block];
        for (const GapSpan& gap : *gaps) {
          ASSERT_LE(gap.begin, gap.end);
          ASSERT_LE(gap.end, texts[block].size());
        }
      }
    }
    for (const int times : seen) EXPECT_EQ(times, 1);
  }
}

TEST(Blocks, OfManyWordsAreDoneInTime) {
  // 20,000 blocks that share their words: nothing may be quadratic in them.
  std::vector<std::string> texts;
  std::mt19937 random(13);
  for (int i = 0; i < 20000; ++i) {
    std::string text = "w";
    for (int w = 0; w < 8; ++w) {
      text += " ";
      text += static_cast<char>('a' + random() % 26);
    }
    texts.push_back(text + " " + std::to_string(i));
  }
  size_t blocks = 0;
  for (const BlockGroup& group : Group(texts)) blocks += group.blocks.size();
  EXPECT_EQ(blocks, texts.size());
}

PatternPart Constant(std::string text) {
  PatternPart part;
  part.text = std::move(text);
  return part;
}
PatternPart Gap(uint32_t number, GapType type) {
  PatternPart part;
  part.gap = number;
  part.type = type;
  return part;
}

TEST(Pattern, FitsWithItsBlanksFolded) {
  const Pattern pattern{
      {Constant("read "), Gap(1, GapType::kNumber), Constant(" items")}};
  const std::string text = "read  \t17 items";
  const auto gaps = MatchPattern(pattern, text);
  ASSERT_TRUE(gaps.has_value());
  ASSERT_EQ(gaps->size(), 1u);
  EXPECT_EQ(text.substr((*gaps)[0].begin, (*gaps)[0].end - (*gaps)[0].begin),
            "17");
  EXPECT_FALSE(MatchPattern(pattern, "read 17 rows").has_value());
  EXPECT_FALSE(MatchPattern(pattern, "read x items").has_value());
}

TEST(Pattern, AWordHasNoBlankAndATextMay) {
  const Pattern word{{Constant("by "), Gap(1, GapType::kWord)}};
  const Pattern text{{Constant("by "), Gap(1, GapType::kText)}};
  EXPECT_TRUE(MatchPattern(word, "by anna").has_value());
  EXPECT_FALSE(MatchPattern(word, "by anna maria").has_value());
  EXPECT_TRUE(MatchPattern(text, "by anna maria").has_value());
  EXPECT_EQ(PatternString(text), "by <*>");
}

}  // namespace
}  // namespace litany::templates
