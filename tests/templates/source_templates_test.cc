#include "templates/source_templates.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "templates/site.h"

namespace litany::templates {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SourceTemplates Find(const std::vector<std::string>& pages,
                     bool whole = false) {
  const std::vector<std::string_view> views(pages.begin(), pages.end());
  return FindTemplates(views, {.whole = whole});
}

// The pages without their templates.
std::vector<std::string> Stripped(std::vector<std::string> pages,
                                  const SourceTemplates& found) {
  std::vector<Place> places = found.places;
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.begin > b.begin; });
  for (const Place& place : places) {
    pages[place.page].erase(place.begin, place.end - place.begin);
  }
  for (std::string& page : pages) {
    const size_t begin = page.find_first_not_of('\n');
    const size_t end = page.find_last_not_of('\n');
    page =
        begin == std::string::npos ? "" : page.substr(begin, end - begin + 1);
  }
  return pages;
}

std::string TextOf(uint32_t page, uint32_t sentences = 4) {
  std::string text;
  for (uint32_t i = 0; i < sentences; ++i) {
    text += (i == 0 ? "" : "\n") + SentenceOf(page, i);
  }
  return text;
}

std::vector<std::string> Patterns(const SourceTemplates& found) {
  std::vector<std::string> patterns;
  for (const Template& made : found.templates) {
    patterns.push_back(PatternString(made.pattern));
  }
  return patterns;
}

// Forty titles are one template by their form, and the subject of each is its
// page's own.
TEST(SourceTemplates, LeaveTitlesWithASubjectOfTheirOwn) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 40; ++p) {
    const std::string title = "std::" + SentenceOf(p, 50).substr(0, 6) +
                              "::" + SentenceOf(p, 51).substr(0, 6);
    pages.push_back(title + "\n" + Site().Page(p));
  }
  const SourceTemplates found = Find(pages);
  for (const Place& place : found.places) EXPECT_NE(place.begin, 0u);
  EXPECT_EQ(found.counted, 40u);
}

// The section of the site is another value on each page, and none is its own.
TEST(SourceTemplates, TakeLinesWithValuesThatComeAgain) {
  const std::vector<std::string> sections = {"economy", "politics", "culture",
                                             "science", "weather",  "travel"};
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 40; ++p) {
    pages.push_back("You are here: section " + sections[p % 6] + " or " +
                    sections[p / 6 % 6] + "\n" + Site().Page(p));
  }
  const SourceTemplates found = Find(pages);
  size_t heads = 0;
  for (const Place& place : found.places) heads += place.begin == 0 ? 1 : 0;
  EXPECT_EQ(heads, 40u);
}

TEST(SourceTemplates, LeaveTheTextsAndNothingElse) {
  const std::vector<std::string> pages = Site().Pages(12);
  const SourceTemplates found = Find(pages);
  const std::vector<std::string> stripped = Stripped(pages, found);
  for (uint32_t p = 0; p < pages.size(); ++p) {
    EXPECT_EQ(stripped[p], TextOf(p)) << p;
  }
  EXPECT_THAT(Patterns(found),
              ElementsAre("Contact us\nAll rights reserved\nImprint",
                          "Example Daily\nHome\nNews\nSport"));
  for (const Template& made : found.templates) {
    EXPECT_EQ(made.count, 12u);
    EXPECT_EQ(made.pages, 12u);
  }
}

TEST(SourceTemplates, HaveGapsWhereValuesGo) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 20; ++p) {
    Site site;
    site.foot = "Processed in 0." + std::to_string(2411 + p * 37) +
                " second(s), " + std::to_string(40 + p) + " queries";
    pages.push_back(site.Page(p));
  }
  const SourceTemplates found = Find(pages);
  ASSERT_EQ(found.templates.size(), 2u);
  const Pattern& pattern = found.templates[1].pattern;
  EXPECT_EQ(PatternString(pattern), "Processed in <*> second(s), <*> queries");
  std::vector<GapType> types;
  for (const PatternPart& part : pattern.parts) {
    if (part.gap != 0) types.push_back(part.type);
  }
  EXPECT_THAT(types, ElementsAre(GapType::kNumber, GapType::kNumber));
  for (const Place& place : found.places) {
    if (place.of != 1) continue;
    ASSERT_EQ(place.gaps_end - place.gaps_begin, 2u);
    const GapSpan& gap = found.gaps[place.gaps_begin + 1];
    EXPECT_EQ(pages[place.page].substr(gap.begin, gap.end - gap.begin),
              std::to_string(40 + place.page));
  }
}

TEST(SourceTemplates, LeaveAFooterThatAnArticleQuotes) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 20; ++p) {
    Site site;
    if (p == 7) site.inserted = "All rights reserved";
    pages.push_back(site.Page(p));
  }
  const SourceTemplates found = Find(pages);
  const std::vector<std::string> stripped = Stripped(pages, found);
  EXPECT_EQ(stripped[6], TextOf(6));
  EXPECT_EQ(stripped[7], SentenceOf(7, 0) + "\n" + SentenceOf(7, 1) +
                             "\nAll rights reserved\n" + SentenceOf(7, 2) +
                             "\n" + SentenceOf(7, 3));
}

TEST(SourceTemplates, TakeALineOfOnePageInsideAFooter) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 12; ++p) {
    Site site;
    site.foot = "Contact us\nAbout this site\n" +
                SentenceOf(p, 99).substr(0, 13) +
                "\nAll rights reserved\nImprint";
    pages.push_back(site.Page(p));
  }
  const std::vector<std::string> stripped = Stripped(pages, Find(pages));
  for (uint32_t p = 0; p < pages.size(); ++p) {
    EXPECT_EQ(stripped[p], TextOf(p)) << p;
  }
}

TEST(SourceTemplates, AreNoneOfTooFewPages) {
  for (uint32_t count = 0; count < 3; ++count) {
    const SourceTemplates found = Find(Site().Pages(count));
    EXPECT_THAT(found.templates, IsEmpty());
    EXPECT_THAT(found.places, IsEmpty());
    EXPECT_EQ(found.verdicts,
              std::vector<Verdict>(count, Verdict::kTooFewPages));
  }
}

// Copies of one page say no more of a site than the page alone.
TEST(SourceTemplates, AreNoneOfCopies) {
  const std::vector<std::string> pages(30, Site().Page(1));
  const SourceTemplates found = Find(pages);
  EXPECT_THAT(found.places, IsEmpty());
  EXPECT_EQ(found.verdicts[0], Verdict::kTooFewPages);
}

// Nor do versions of it: the text that they share is no furniture.
TEST(SourceTemplates, LeaveTheTextOfVersions) {
  std::vector<std::string> pages = Site().Pages(12);
  for (uint32_t v = 0; v < 12; ++v) {
    Site site;
    site.inserted = SentenceOf(1000 + v, 0);
    pages.push_back(site.Page(3, 12));
  }
  const std::vector<std::string> stripped = Stripped(pages, Find(pages));
  for (size_t p = 12; p < pages.size(); ++p) {
    EXPECT_THAT(stripped[p], ::testing::HasSubstr(SentenceOf(3, 11)));
    EXPECT_THAT(stripped[p], ::testing::HasSubstr(SentenceOf(3, 0)));
  }
}

TEST(SourceTemplates, SayWhichPagesHaveNoText) {
  std::vector<std::string> pages = Site().Pages(12);
  pages.push_back(Site().Page(0, 0));
  const SourceTemplates found = Find(pages);
  EXPECT_EQ(found.verdicts.back(), Verdict::kAllTemplate);
  EXPECT_EQ(found.verdicts.front(), Verdict::kText);
}

TEST(SourceTemplates, OfMessagesAreOneEach) {
  std::vector<std::string> pages;
  for (int i = 0; i < 30; ++i) {
    pages.push_back("open file /tmp/" + std::to_string(i * 7919));
    pages.push_back("closed after " + std::to_string(i) + " ms");
  }
  pages.push_back("the only one of its kind");
  const SourceTemplates found = Find(pages, /*whole=*/true);
  EXPECT_EQ(found.places.size(), pages.size());
  EXPECT_EQ(found.templates.size(), 3u);
}

// (1) and (2) of the header.
TEST(SourceTemplates, DoNotDependOnTheOrderOfPages) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 25; ++p) {
    Site site;
    site.head += "\nPage " + std::to_string(p) + " of 25";
    if (p % 3 == 0) site.foot += "\nPrinted at " + std::to_string(p) + ":07";
    pages.push_back(site.Page(p));
  }
  const SourceTemplates want = Find(pages);
  const std::vector<std::string> want_stripped = Stripped(pages, want);
  std::mt19937 random(7);
  for (int round = 0; round < 5; ++round) {
    std::vector<size_t> order(pages.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    std::vector<std::string> shuffled;
    for (const size_t i : order) shuffled.push_back(pages[i]);
    const SourceTemplates got = Find(shuffled);
    EXPECT_EQ(Patterns(got), Patterns(want));
    const std::vector<std::string> stripped = Stripped(shuffled, got);
    for (size_t i = 0; i < order.size(); ++i) {
      EXPECT_EQ(stripped[i], want_stripped[order[i]]);
    }
  }
}

// Any bytes of valid UTF-8: places are disjoint, inside, trimmed.
TEST(SourceTemplates, OfRandomPagesAreDisjoint) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces = {"a",
                                           "\n",
                                           " ",
                                           "1",
                                           ".",
                                           "\xe4\xb8\xad",
                                           "\xe3\x80\x82",
                                           "|",
                                           "\xf0\x9f\x8c\x90",
                                           "same line\n",
                                           "\xe2\x80\xa8",
                                           "2024-01-02",
                                           "\r\n"};
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> pages(random() % 12);
    for (std::string& page : pages) {
      const size_t size = random() % 200;
      for (size_t i = 0; i < size; ++i)
        page += pieces[random() % pieces.size()];
    }
    const SourceTemplates found = Find(pages, round % 4 == 0);
    ASSERT_EQ(found.verdicts.size(), pages.size());
    std::map<uint32_t, uint32_t> ends;
    for (const Place& place : found.places) {
      ASSERT_LT(place.of, found.templates.size());
      ASSERT_LT(place.begin, place.end);
      ASSERT_LE(place.end, pages[place.page].size());
      ASSERT_GE(place.begin, ends[place.page]);
      ends[place.page] = place.end;
      for (uint32_t g = place.gaps_begin; g < place.gaps_end; ++g) {
        ASSERT_LE(place.begin, found.gaps[g].begin);
        ASSERT_LE(found.gaps[g].begin, found.gaps[g].end);
        ASSERT_LE(found.gaps[g].end, place.end);
      }
    }
  }
}

// Links that differ in a value, all on every page, are no template with a gap.
TEST(SourceTemplates, ListedLinesStayApart) {
  Site site;
  site.foot = "Awards of quarter 1\nAwards of quarter 2\nImprint";
  const std::vector<std::string> pages = site.Pages(12);
  const std::vector<std::string_view> views(pages.begin(), pages.end());
  const SourceTemplates found = FindTemplates(views, {});
  std::string all;
  for (const Template& made : found.templates) {
    all += PatternString(made.pattern) + "\n";
  }
  EXPECT_NE(all.find("Awards of quarter 1\nAwards of quarter 2"),
            std::string::npos)
      << all;
}

}  // namespace
}  // namespace litany::templates
