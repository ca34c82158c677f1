#include "templates/frames.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "templates/site.h"

namespace litany::templates {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

// Lines of pages, and the numbers of equal ones.
struct Read {
  std::vector<PageLine> lines;
  std::vector<uint32_t> begins = {0};
  std::vector<uint32_t> blocks;
  uint32_t block_count = 0;

  explicit Read(const std::vector<std::string>& pages) {
    LineSplitter splitter;
    absl::flat_hash_map<uint64_t, uint32_t> numbers;
    for (const std::string& page : pages) {
      splitter.Split(page, &lines);
      begins.push_back(static_cast<uint32_t>(lines.size()));
    }
    for (const PageLine& line : lines) {
      blocks.push_back(
          numbers.try_emplace(line.key, numbers.size()).first->second);
    }
    block_count = static_cast<uint32_t>(numbers.size());
  }
  SourceLines View() const { return {lines, begins, blocks, block_count}; }
};

TEST(Frames, AreTheHeadAndTheFoot) {
  const Read read(Site().Pages(10));
  const Frames frames = FindFrames(read.View());
  ASSERT_EQ(frames.furniture.size(), 110u);
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin(),
                                   frames.furniture.begin() + 11),
              ElementsAre(1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1));
  EXPECT_EQ(frames.counted, 10u);
  EXPECT_EQ(frames.pages[read.blocks[0]], 10u);
  EXPECT_THAT(frames.verdicts, Each(Verdict::kText));
}

TEST(Frames, TakeAMarkInsideTheTextsOfAllPages) {
  Site site;
  site.inserted = "Advertisement";
  const Read read(site.Pages(10));
  const Frames frames = FindFrames(read.View());
  EXPECT_EQ(frames.furniture[6], 1);
  EXPECT_EQ(frames.furniture[5], 0);
  EXPECT_EQ(frames.furniture[7], 0);
}

TEST(Frames, LeaveALineThatStandsBeforeTheFurniture) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 10; ++p) {
    pages.push_back("Title " + SentenceOf(p, 50).substr(0, 20) + "\n" +
                    Site().Page(p));
  }
  const Read read(pages);
  EXPECT_EQ(FindFrames(read.View()).furniture[0], 0);
}

// A sentence of the page's own stands before a line of the head.
TEST(Frames, TakeALineOfTheHeadBehindASentence) {
  std::vector<std::string> pages = Site().Pages(20);
  Site site;
  site.head = "Example Daily\n" + SentenceOf(99, 0) + "\nHome\nNews\nSport";
  pages.push_back(site.Page(20));
  const Read read(pages);
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(
      std::vector<uint8_t>(frames.furniture.end() - 12, frames.furniture.end()),
      ElementsAre(1, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1));
}

TEST(Frames, LeaveATitleBetweenLinesOfTheHead) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 10; ++p) {
    Site site;
    site.head += "\n" + SentenceOf(p, 50).substr(0, 20) + "\nShare this";
    pages.push_back(site.Page(p));
  }
  const Read read(pages);
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin(),
                                   frames.furniture.begin() + 7),
              ElementsAre(1, 1, 1, 1, 0, 1, 0));
}

TEST(Frames, OfPagesWithoutTextAreCopies) {
  std::vector<std::string> pages;
  // Each a choice of four lines of the site, so that no two are equal.
  for (uint32_t choice = 1; choice < 16; ++choice) {
    Site site;
    for (uint32_t line = 0; line < 4; ++line) {
      if ((choice >> line & 1) != 0)
        site.head += "\n" + SentenceOf(99, line).substr(0, 6);
    }
    pages.push_back(site.Page(choice, 0));
  }
  const Read read(pages);
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(frames.furniture, Each(0));
  EXPECT_THAT(frames.verdicts, Each(Verdict::kAlike));
}

TEST(Frames, NearCopiesHaveOneRepresentative) {
  std::vector<std::string> pages = {Site().Page(1, 10)};
  Site changed;
  changed.inserted = "one line more";
  pages.push_back(changed.Page(1, 10));
  pages.push_back(Site().Page(2, 10));
  const Read read(pages);
  const std::vector<uint8_t> nothing(read.lines.size(), 0);
  const std::vector<uint32_t> found = NearCopies(read.View(), nothing);
  EXPECT_EQ(found[0], found[1]);
  EXPECT_EQ(found[2], 2u);
}

TEST(Frames, EqualPagesGoWithTheFirst) {
  const Read read({"a\nb", "a\nc", "a\nb"});
  EXPECT_THAT(EqualPages(read.View()), ElementsAre(0, 1, 0));
}

}  // namespace
}  // namespace litany::templates
