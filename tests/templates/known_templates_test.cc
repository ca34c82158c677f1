#include "templates/known_templates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "templates/site.h"

namespace litany::templates {
namespace {

std::vector<std::string_view> Views(const std::vector<std::string>& pages) {
  return {pages.begin(), pages.end()};
}

std::vector<Pattern> PatternsOf(const SourceTemplates& found) {
  std::vector<Pattern> patterns;
  for (const Template& made : found.templates) patterns.push_back(made.pattern);
  return patterns;
}

Site TimedSite(uint32_t page) {
  Site site;
  site.foot = absl::StrCat("Made in 0.", 1000 + page * 7, " seconds\nImprint");
  return site;
}

std::vector<std::string> TimedPages(uint32_t begin, uint32_t end) {
  std::vector<std::string> pages;
  for (uint32_t p = begin; p < end; ++p) {
    pages.push_back(TimedSite(p).Page(p));
  }
  return pages;
}

// What is not covered by a place, page by page.
std::vector<std::string> Stripped(const std::vector<std::string>& pages,
                                  const SourceTemplates& found) {
  std::vector<std::string> left(pages.size());
  std::vector<size_t> at(pages.size());
  for (const Place& place : found.places) {
    left[place.page] +=
        pages[place.page].substr(at[place.page], place.begin - at[place.page]);
    at[place.page] = place.end;
  }
  for (size_t p = 0; p < pages.size(); ++p) left[p] += pages[p].substr(at[p]);
  return left;
}

TEST(KnownTemplates, AreFoundOnPagesTheyWereLearnedFrom) {
  const std::vector<std::string> pages = TimedPages(0, 20);
  const SourceTemplates learned = FindTemplates(Views(pages), {});
  ASSERT_FALSE(learned.templates.empty());
  const SourceTemplates found =
      KnownTemplates(PatternsOf(learned), false).Find(Views(pages));
  EXPECT_EQ(Stripped(pages, found), Stripped(pages, learned));
  ASSERT_EQ(found.templates.size(), learned.templates.size());
  for (size_t t = 0; t < found.templates.size(); ++t) {
    EXPECT_EQ(ConstantText(found.templates[t].pattern),
              ConstantText(learned.templates[t].pattern));
    EXPECT_EQ(found.templates[t].count, learned.templates[t].count);
    EXPECT_EQ(found.templates[t].pages, learned.templates[t].pages);
    EXPECT_EQ(found.templates[t].length, learned.templates[t].length);
  }
  ASSERT_EQ(found.gaps.size(), learned.gaps.size());
  for (size_t g = 0; g < found.gaps.size(); ++g) {
    EXPECT_EQ(found.gaps[g].begin, learned.gaps[g].begin);
    EXPECT_EQ(found.gaps[g].end, learned.gaps[g].end);
  }
}

// One page alone, from which nothing could be learned.
TEST(KnownTemplates, AreFoundOnOneNewPage) {
  const SourceTemplates learned = FindTemplates(Views(TimedPages(0, 20)), {});
  const KnownTemplates known(PatternsOf(learned), false);
  const std::vector<std::string> page = TimedPages(77, 78);
  const SourceTemplates found = known.Find(Views(page));
  ASSERT_EQ(found.verdicts.size(), 1u);
  EXPECT_EQ(found.verdicts[0], Verdict::kText);
  const std::string left = Stripped(page, found)[0];
  for (uint32_t i = 0; i < 4; ++i) {
    EXPECT_NE(left.find(SentenceOf(77, i)), std::string::npos);
  }
  EXPECT_EQ(left.find("Made in"), std::string::npos);
  EXPECT_EQ(left.find("Example Daily"), std::string::npos);
  const auto gap = std::find_if(
      found.gaps.begin(), found.gaps.end(), [&](const GapSpan& span) {
        return page[0].substr(span.begin, span.end - span.begin) == "0.1539";
      });
  EXPECT_NE(gap, found.gaps.end());
}

TEST(KnownTemplates, AQuotedFooterStays) {
  const SourceTemplates learned = FindTemplates(Views(Site().Pages(20)), {});
  const KnownTemplates known(PatternsOf(learned), false);
  Site site;
  site.inserted = site.foot;
  const std::vector<std::string> page = {site.Page(50)};
  const std::string left = Stripped(page, known.Find(Views(page)))[0];
  EXPECT_NE(left.find(site.foot), std::string::npos);
  EXPECT_EQ(left.find(site.foot), left.rfind(site.foot));
}

TEST(KnownTemplates, APageOfNothingElseSaysSo) {
  const SourceTemplates learned = FindTemplates(Views(Site().Pages(20)), {});
  const KnownTemplates known(PatternsOf(learned), false);
  const Site site;
  const std::vector<std::string> pages = {site.head + "\n" + site.foot,
                                          SentenceOf(9, 9)};
  const SourceTemplates found = known.Find(Views(pages));
  EXPECT_EQ(found.verdicts[0], Verdict::kAllTemplate);
  EXPECT_EQ(found.verdicts[1], Verdict::kText);
}

TEST(KnownTemplates, MessagesAreWholePages) {
  std::vector<std::string> messages;
  messages.reserve(40);
  for (int i = 0; i < 40; ++i) {
    messages.push_back(absl::StrCat("job ", i, " done in ", i * 7 + 3, " ms"));
  }
  const SourceTemplates learned =
      FindTemplates(Views(messages), {.whole = true});
  const KnownTemplates known(PatternsOf(learned), true);
  const std::vector<std::string> pages = {"job 77 done in 2 ms",
                                          "disk full on sda1"};
  const SourceTemplates found = known.Find(Views(pages));
  ASSERT_EQ(found.places.size(), 1u);
  EXPECT_EQ(found.places[0].page, 0u);
  EXPECT_EQ(found.gaps.size(), 2u);
}

TEST(KnownTemplates, OrderOfThePatternsDoesNotMatter) {
  const std::vector<std::string> pages = TimedPages(0, 20);
  std::vector<Pattern> patterns = PatternsOf(FindTemplates(Views(pages), {}));
  const SourceTemplates one =
      KnownTemplates(patterns, false).Find(Views(pages));
  std::reverse(patterns.begin(), patterns.end());
  const SourceTemplates two =
      KnownTemplates(patterns, false).Find(Views(pages));
  ASSERT_EQ(one.places.size(), two.places.size());
  for (size_t p = 0; p < one.places.size(); ++p) {
    EXPECT_EQ(one.places[p].of, two.places[p].of);
    EXPECT_EQ(one.places[p].begin, two.places[p].begin);
  }
}

}  // namespace
}  // namespace litany::templates
