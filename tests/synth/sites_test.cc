#include "synth/sites.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "synth/synth_writer.h"

namespace litany::synth {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

std::vector<SitePage> PagesOf(const SitesOptions& options) {
  std::vector<SitePage> pages;
  const absl::Status status = GenerateSites(options, [&](const SitePage& page) {
    pages.push_back(page);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return pages;
}

std::string TextOf(const SitePage& page, const CharRange& range) {
  const size_t begin = base::ForwardCodePoints(page.text, 0, range.begin);
  const size_t end =
      base::ForwardCodePoints(page.text, begin, range.end - range.begin);
  return page.text.substr(begin, end - begin);
}

std::string HostOf(const SitePage& page) {
  return page.id.substr(0, page.id.find('/'));
}

TEST(Sites, EveryLineIsFurnitureOrProse) {
  for (const SitePage& page : PagesOf({.sites = 6, .pages = 30})) {
    std::vector<CharRange> ranges = page.prose;
    for (const SiteBlock& block : page.blocks) ranges.push_back(block.range);
    std::sort(ranges.begin(), ranges.end(),
              [](const CharRange& a, const CharRange& b) {
                return a.begin < b.begin;
              });
    std::string text;
    for (const CharRange& range : ranges) {
      const std::string line = TextOf(page, range);
      EXPECT_THAT(line, ::testing::Not(HasSubstr("\n")));
      text += (text.empty() ? "" : "\n") + line;
    }
    ASSERT_EQ(text, page.text);
    EXPECT_GE(page.prose.size(), 2u);
  }
}

// With the values of its gaps a pattern is its line.
TEST(Sites, PatternsAndGapsMakeTheLines) {
  std::map<std::string_view, int> types;
  for (const SitePage& page : PagesOf({.sites = 10, .pages = 20})) {
    for (const SiteBlock& block : page.blocks) {
      std::string line = block.pattern;
      for (const SiteGap& gap : block.gaps) {
        const size_t at = line.find("<*>");
        ASSERT_NE(at, std::string::npos);
        line.replace(at, 3, TextOf(page, gap.range));
        ++types[gap.type];
      }
      ASSERT_EQ(line, TextOf(page, block.range));
    }
  }
  EXPECT_EQ(types.size(), 6u);
}

TEST(Sites, ANameIsOnePatternOfItsSite) {
  std::map<std::string, std::string> patterns;
  std::map<std::string, std::set<std::string>> names;
  for (const SitePage& page : PagesOf({.sites = 10, .pages = 40})) {
    for (const SiteBlock& block : page.blocks) {
      const auto [at, is_new] = patterns.emplace(block.name, block.pattern);
      ASSERT_EQ(at->second, block.pattern);
      names[HostOf(page) + block.pattern].insert(block.name);
    }
  }
  for (const auto& [pattern, those] : names) {
    EXPECT_EQ(those.size(), 1u) << pattern;
  }
}

TEST(Sites, AQuotedFooterIsProse) {
  const std::vector<SitePage> pages = PagesOf({.sites = 4, .pages = 200});
  int quoting = 0;
  for (const SitePage& page : pages) {
    for (const CharRange& line : page.prose) {
      quoting += TextOf(page, line).find("“") != std::string::npos ? 1 : 0;
    }
  }
  // One page of twenty; 800 pages, within four standard errors.
  EXPECT_NEAR(quoting, 40, 25);
}

TEST(Sites, ASiteDoesNotDependOnTheOthers) {
  const std::vector<SitePage> few = PagesOf({.sites = 2, .pages = 5});
  const std::vector<SitePage> many = PagesOf({.sites = 3, .pages = 9});
  for (const SitePage& page : few) {
    const auto same = std::ranges::find_if(
        many, [&](const SitePage& other) { return other.id == page.id; });
    ASSERT_NE(same, many.end());
    EXPECT_EQ(same->text, page.text);
  }
  const std::vector<SitePage> other =
      PagesOf({.seed = 2, .sites = 2, .pages = 5});
  EXPECT_NE(other[0].text, few[0].text);
}

TEST(Sites, LanguageIsAsAsked) {
  const auto has_han = [](const SitePage& page) {
    return page.text.find("的") != std::string::npos;
  };
  for (const SitePage& page :
       PagesOf({.language = Language::kEnglish, .sites = 2, .pages = 5})) {
    EXPECT_FALSE(has_han(page));
  }
  for (const SitePage& page :
       PagesOf({.language = Language::kChinese, .sites = 2, .pages = 5})) {
    EXPECT_TRUE(has_han(page));
  }
  std::set<std::string> chinese;
  for (const SitePage& page : PagesOf({.sites = 4, .pages = 5})) {
    if (has_han(page)) chinese.insert(HostOf(page));
  }
  EXPECT_THAT(chinese, UnorderedElementsAre("site001.test", "site003.test"));
}

TEST(PageGoldLine, IsWhatEvalReads) {
  SitePage page;
  page.id = "s/1";
  page.text = "No. 7\nab";
  page.blocks.push_back({"b", "No. <*>", {0, 5}, {{{4, 5}, "number"}}});
  page.prose.push_back({6, 8});
  EXPECT_EQ(PageGoldLine(page),
            "{\"id\":\"s/1\",\"spans\":[{\"begin\":0,\"end\":5,\"cause\":"
            "\"template\"},{\"begin\":6,\"end\":8,\"cause\":\"own\"}],"
            "\"blocks\":[{\"block\":\"b\",\"begin\":0,\"end\":5,\"pattern\":"
            "\"No. <*>\",\"gaps\":[{\"begin\":4,\"end\":5,\"type\":"
            "\"number\"}]}],\"prose\":[{\"begin\":6,\"end\":8}]}\n");
}

}  // namespace
}  // namespace litany::synth
