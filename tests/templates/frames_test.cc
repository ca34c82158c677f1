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

// Pages of one kind in five hold a passage behind their texts whose end is no
// sentence.
std::vector<std::string> PagesWithPassage(const std::string& foot) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 60; ++p) {
    Site site;
    site.foot.clear();
    std::string page = site.Page(p);
    if (p % 5 == 0) {
      for (uint32_t i = 0; i < 4; ++i) page += SentenceOf(1000, i) + "\n";
      page += "fn convert(value)\nPerforms it\ntype Error\n";
    }
    pages.push_back(page + foot);
  }
  return pages;
}

TEST(Frames, LeaveAPassageOfSeveralTextsToItsEnd) {
  const Read read(PagesWithPassage(""));
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin(),
                                   frames.furniture.begin() + 15),
              ElementsAre(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

TEST(Frames, TakeTheFootBehindAPassage) {
  const Read read(PagesWithPassage("Contact us\nImprint"));
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin(),
                                   frames.furniture.begin() + 17),
              ElementsAre(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1));
}

// As many pages have it, but it follows another sentence on each.
TEST(Frames, TakeTheFootOfAPartOfTheSite) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 60; ++p) {
    Site site;
    site.foot = p % 5 == 0 ? "fn convert(value)\nPerforms it\ntype Error" : "";
    pages.push_back(site.Page(p));
  }
  const Read read(pages);
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin(),
                                   frames.furniture.begin() + 11),
              ElementsAre(1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1));
}

// A foot longer than the sentence of the site before it.
TEST(Frames, TakeAFootThatIsLongerThanThePassageBeforeIt) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 60; ++p) {
    Site site;
    site.foot.clear();
    if (p % 5 == 0) {
      site.foot = SentenceOf(1000, 0) + "\n" + SentenceOf(1000, 1);
      for (uint32_t i = 0; i < 3; ++i) {
        std::string words;
        for (uint32_t k = 0; k < 3; ++k) {
          const std::string sentence = SentenceOf(1001 + k, i);
          words += sentence.substr(0, sentence.size() - 1) + " ";
        }
        site.foot += "\n" + words;
      }
    }
    pages.push_back(site.Page(p));
  }
  const Read read(pages);
  const Frames frames = FindFrames(read.View());
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin() + 10,
                                   frames.furniture.begin() + 13),
              Each(1));
}

TEST(Frames, LeaveALineWhoseLettersAreItsPagesOwn) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 10; ++p) pages.push_back("Title\n" + Site().Page(p));
  const Read read(pages);
  EXPECT_EQ(FindFrames(read.View()).furniture[0], 1);
  SourceLines source = read.View();
  std::vector<uint32_t> own(read.lines.size(), 0);
  for (size_t i = 0; i < own.size(); i += 12) own[i] = 5;
  source.own = own;
  const Frames frames = FindFrames(source);
  EXPECT_THAT(std::vector<uint8_t>(frames.furniture.begin(),
                                   frames.furniture.begin() + 12),
              ElementsAre(0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1));
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
