#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "templates/blocks.h"

namespace litany::templates {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::vector<Block> BlocksOf(const std::vector<std::string>& texts) {
  std::vector<Block> blocks;
  for (const std::string& text : texts) blocks.push_back({text, 1});
  return blocks;
}

std::vector<std::string> Patterns(const std::vector<std::string>& texts) {
  std::vector<std::string> patterns;
  for (const BlockGroup& group : GroupBlocks(BlocksOf(texts))) {
    patterns.push_back(PatternString(group.pattern));
  }
  return patterns;
}

std::vector<std::string> TypesOf(const Pattern& pattern) {
  std::vector<std::string> types;
  for (const PatternPart& part : pattern.parts) {
    if (part.gap != 0) types.emplace_back(GapTypeName(part.type));
  }
  return types;
}

std::string FoldSpace(std::string_view text) {
  std::string folded;
  for (size_t at = 0; at < text.size();) {
    const size_t space = WhiteSpaceAt(text.substr(at));
    if (space == 0) {
      folded += text[at++];
      continue;
    }
    if (!folded.empty() && folded.back() != ' ') folded += ' ';
    at += space;
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

// Every block is in one group, fits its pattern, and is its constants and gaps.
void ExpectSound(const std::vector<Block>& blocks,
                 const std::vector<BlockGroup>& groups) {
  std::vector<int> seen(blocks.size());
  for (const BlockGroup& group : groups) {
    for (const uint32_t block : group.blocks) {
      ++seen[block];
      const std::string_view text = blocks[block].text;
      const auto gaps = MatchPattern(group.pattern, text);
      ASSERT_TRUE(gaps.has_value()) << text << "\n"
                                    << PatternString(group.pattern);
      std::string joined;
      size_t next = 0;
      for (const PatternPart& part : group.pattern.parts) {
        if (part.gap == 0) {
          joined += part.text;
          continue;
        }
        const GapSpan gap = (*gaps)[next++];
        EXPECT_EQ(gap.gap, part.gap);
        joined += text.substr(gap.begin, gap.end - gap.begin);
      }
      EXPECT_EQ(FoldSpace(joined), FoldSpace(text));
    }
    for (size_t i = 1; i < group.pattern.parts.size(); ++i) {
      EXPECT_NE(group.pattern.parts[i].gap == 0,
                group.pattern.parts[i - 1].gap == 0)
          << PatternString(group.pattern);
    }
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1),
            static_cast<ptrdiff_t>(blocks.size()));
}

TEST(BlocksPropTest, FurnitureHasTypedGaps) {
  const std::vector<std::string> texts = {
      "发布时间:2011年3月4日 来源:人民网 作者:张三",
      "发布时间:2011年3月5日 来源:新华网 作者:李四",
      "发布时间:2012年1月9日 来源:浙江在线 作者:王小二"};
  const auto groups = GroupBlocks(BlocksOf(texts));
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(PatternString(groups[0].pattern), "发布时间:<*> 来源:<*> 作者:<*>");
  EXPECT_THAT(TypesOf(groups[0].pattern), ElementsAre("date", "word", "word"));
}

TEST(BlocksPropTest, OneBlockHasItsValuesAsGaps) {
  EXPECT_THAT(Patterns({"Processed in 0.242363 second(s), 42 queries"}),
              ElementsAre("Processed in <*> second(s), <*> queries"));
  EXPECT_THAT(Patterns({"第 3 页 共 12 页"}),
              ElementsAre("第 <*> 页 共 <*> 页"));
  EXPECT_THAT(Patterns({"浏览次数:1234次"}), ElementsAre("浏览次数:<*>次"));
}

TEST(BlocksPropTest, GapsMayBeEmpty) {
  EXPECT_THAT(Patterns({"connection from 10.0.0.1 () at 12:30",
                        "connection from 10.0.0.2 (h8.example.net) at 12:31"}),
              ElementsAre("connection from <*> (<*>) at <*>"));
}

TEST(BlocksPropTest, AFieldMoreIsAnotherTemplate) {
  EXPECT_THAT(Patterns({"failure; uid=0 rhost=10.0.0.1",
                        "failure; uid=0 rhost=10.0.0.1 user=root",
                        "failure; uid=0 rhost=10.0.0.1 user=guest",
                        "failure; uid=0 rhost=10.0.0.1 user=test"}),
              UnorderedElementsAre("failure; uid=<*> rhost=<*>",
                                   "failure; uid=<*> rhost=<*> user=<*>"));
}

TEST(BlocksPropTest, AWordVariesWithEnoughValues) {
  const std::string head = "session closed for user ";
  EXPECT_THAT(Patterns({head + "root", head + "news"}),
              UnorderedElementsAre(head + "root", head + "news"));
  EXPECT_THAT(Patterns({head + "root", head + "news", head + "cyrus"}),
              ElementsAre(head + "<*>"));
}

TEST(BlocksPropTest, NamesOfTheProgramNeedMoreValues) {
  const std::string head = "the state of it changed to ";
  EXPECT_EQ(
      Patterns({head + "LOOKING", head + "LEADING", head + "FOLLOWING"}).size(),
      3u);
  EXPECT_EQ(Patterns({head + "eth0", head + "alt0", head + "ee0"}).size(), 3u);
}

TEST(BlocksPropTest, ALabelWithManyTextsIsOneTemplate) {
  std::vector<std::string> texts;
  std::mt19937 random(5);
  for (int i = 0; i < 30; ++i) {
    std::string text = "You are here: Home > News > ";
    const size_t words = 1 + random() % 6;
    for (size_t w = 0; w < words; ++w) {
      for (int c = 0; c < 6; ++c) {
        text += static_cast<char>('a' + random() % 26);
      }
      text += ' ';
    }
    texts.push_back(text);
  }
  EXPECT_THAT(Patterns(texts), ElementsAre("You are here: Home > News > <*>"));
}

TEST(BlocksPropTest, SentencesThatBeginAlikeAreNoTemplate) {
  std::vector<std::string> texts;
  std::mt19937 random(6);
  for (int i = 0; i < 60; ++i) {
    std::string text = "The";
    for (int w = 0; w < 9; ++w) {
      text += ' ';
      for (int c = 0; c < 6; ++c) {
        text += static_cast<char>('a' + random() % 26);
      }
    }
    texts.push_back(text);
  }
  EXPECT_EQ(Patterns(texts).size(), texts.size());
}

// Lines of a few frames with values of all kinds.
std::vector<std::string> RandomLines(std::mt19937* random, size_t count) {
  static const std::vector<std::string> kFrames = {
      "user=% left after % s",
      "page % of %",
      "% close, % sent",
      "来源：% 作者：%",
      "第%页",
      "open % (%) at %",
      "%",
      "list % % %",
      "Home > %",
      "a: %|b: %",
      "the quick brown % jumps",
      "% startup succeeded now then"};
  static const std::vector<std::string> kValues = {
      "1",      "22",         "root",
      "guest",  "null",       "10.0.0.1:80",
      "张三",   "李四五",     "x y z",
      "",       "2011-03-04", "12:30",
      "a.b.co", "L2",         "LOOKING",
      "  ",     "Ünï 1",      "\u3000w",
      "(b)",    "9 KB",       "http://e.example/1",
      "tom",    "三"};
  std::vector<std::string> lines;
  for (size_t i = 0; i < count; ++i) {
    std::string line;
    for (const char c : kFrames[(*random)() % kFrames.size()]) {
      if (c == '%') {
        line += kValues[(*random)() % kValues.size()];
      } else {
        line += c;
      }
    }
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

TEST(BlocksPropTest, EveryBlockFitsItsPattern) {
  std::mt19937 random(21);
  for (int round = 0; round < 40; ++round) {
    const std::vector<std::string> lines =
        RandomLines(&random, 1 + random() % 300);
    std::vector<Block> blocks = BlocksOf(lines);
    for (Block& block : blocks) block.count = 1 + random() % 4;
    GroupingOptions options;
    options.constant_after = random() % 4;
    options.max_aligned = 2 + random() % 8;
    ExpectSound(blocks, GroupBlocks(blocks, options));
  }
}

TEST(BlocksPropTest, OrderOfBlocksDoesNotMatter) {
  std::mt19937 random(22);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> lines = RandomLines(&random, 250);
    const auto described = [&] {
      std::vector<std::vector<std::string>> described_groups;
      for (const BlockGroup& group : GroupBlocks(BlocksOf(lines))) {
        std::vector<std::string> row = {PatternString(group.pattern)};
        for (const PatternPart& part : group.pattern.parts) {
          row.emplace_back(GapTypeName(part.type));
          row.insert(row.end(), part.examples.begin(), part.examples.end());
        }
        for (const uint32_t block : group.blocks) row.push_back(lines[block]);
        described_groups.push_back(row);
      }
      return described_groups;
    };
    const auto first = described();
    std::shuffle(lines.begin(), lines.end(), random);
    EXPECT_EQ(described(), first);
  }
}

TEST(BlocksPropTest, EqualMaskedBlocksAreOneGroup) {
  std::mt19937 random(23);
  const std::vector<std::string> lines = RandomLines(&random, 400);
  const std::vector<Block> blocks = BlocksOf(lines);
  std::vector<size_t> group_of(blocks.size());
  const auto groups = GroupBlocks(blocks);
  for (size_t g = 0; g < groups.size(); ++g) {
    for (const uint32_t block : groups[g].blocks) group_of[block] = g;
  }
  Masker masker;
  std::vector<MaskedSpan> spans;
  for (size_t i = 0; i < lines.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (masker.Mask(lines[i], &spans) == masker.Mask(lines[j], &spans)) {
        EXPECT_EQ(group_of[i], group_of[j]) << lines[i] << "\n" << lines[j];
      }
    }
  }
}

TEST(BlocksPropTest, HostileBlocksStayNearLinear) {
  std::mt19937 random(24);
  std::vector<std::string> texts;
  for (int i = 0; i < 4000; ++i) {
    std::string binary;
    std::string marks;
    for (int w = 0; w < 40; ++w) {
      binary += random() % 2 ? "a " : "b 1 ";
      marks += random() % 2 ? "= " : "x: ";
    }
    texts.push_back(binary);
    texts.push_back(marks);
    texts.push_back("list" + std::string(random() % 900, '.') + " 1 2 3");
  }
  texts.push_back(std::string(200'000, 'a'));
  texts.push_back(std::string(200'000, '='));
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<Block> blocks = BlocksOf(texts);
  const auto groups = GroupBlocks(blocks);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
  ExpectSound(blocks, groups);
}

TEST(BlocksPropTest, NoBlocksNoGroups) {
  EXPECT_TRUE(GroupBlocks({}).empty());
  EXPECT_THAT(Patterns({""}), ElementsAre(""));
}

}  // namespace
}  // namespace litany::templates
