#include "templates/own_letters.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "templates/page_lines.h"

namespace litany::templates {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

Pattern PatternWithGap(const std::string& constant, GapType type) {
  PatternPart text;
  text.text = constant;
  PatternPart gap;
  gap.gap = 1;
  gap.type = type;
  return {{text, gap}};
}

// Of pages of one line each, all of block 0.
std::vector<uint32_t> OwnOfLines(const std::vector<std::string>& pages,
                                 const std::vector<Pattern>& patterns) {
  LineSplitter splitter;
  std::vector<PageLine> lines;
  std::vector<uint32_t> begins = {0};
  for (const std::string& page : pages) {
    splitter.Split(page, &lines);
    begins.push_back(static_cast<uint32_t>(lines.size()));
  }
  const std::vector<uint32_t> blocks(lines.size(), 0);
  return OwnLetters({lines, begins, blocks, 1}, splitter.texts(), patterns);
}

TEST(OwnLetters, AreThoseOfTheSubjectOfATitle) {
  const Pattern title = PatternWithGap("std::", GapType::kText);
  EXPECT_THAT(
      OwnOfLines({"std::max", "std::sort_heap", "std::vector<int>"}, {title}),
      ElementsAre(3, 9, 9));
}

TEST(OwnLetters, AreInNoWordThatThreePagesHave) {
  const Pattern title = PatternWithGap("std::", GapType::kText);
  EXPECT_THAT(OwnOfLines({"std::set::find", "std::map::find", "std::set::size",
                          "std::list::find"},
                         {title}),
              ElementsAre(3, 3, 7, 4));
}

TEST(OwnLetters, AreInNoTextThatThreePagesHave) {
  const Pattern title = PatternWithGap("std::", GapType::kText);
  EXPECT_THAT(
      OwnOfLines({"std::max", "std::max", "std::min", "std::max"}, {title}),
      ElementsAre(0, 0, 3, 0));
}

TEST(OwnLetters, AreNotThoseOfTypedValues) {
  const Pattern version = PatternWithGap("Version ", GapType::kNumber);
  EXPECT_THAT(OwnOfLines({"Version 17", "Version 20", "Version 23"}, {version}),
              Each(0));
}

TEST(OwnLetters, AreNotThoseOfConstantText) {
  Pattern constant;
  constant.parts.resize(1);
  constant.parts[0].text = "About us";
  EXPECT_THAT(OwnOfLines({"About us"}, {constant}), ElementsAre(0));
}

TEST(OwnLetters, AreNotThoseOfBlocksWithoutPattern) {
  EXPECT_THAT(OwnOfLines({"std::max", "std::min"}, {}), Each(0));
  EXPECT_THAT(OwnOfLines({"std::max", "std::min"}, {Pattern()}), Each(0));
}

TEST(OwnLetters, OfHanTextAreItsCharacters) {
  const Pattern title = PatternWithGap("专题：", GapType::kText);
  EXPECT_THAT(OwnOfLines({"专题：党建工作", "专题：科学发展观"}, {title}),
              ElementsAre(4, 5));
}

}  // namespace
}  // namespace litany::templates
