#include "templates/chunk_numbers.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "templates/site.h"
#include "templates/source_templates.h"

namespace litany::templates {
namespace {

std::vector<std::string_view> ViewsOf(const std::vector<std::string>& pages) {
  return {pages.begin(), pages.end()};
}

// A text cut in the middle of sentences, each piece with its number.
std::string Chunked(uint32_t page, uint32_t chunks, std::string_view mark) {
  std::string text = "Reader\nPages\n";
  for (uint32_t c = 0; c < chunks; ++c) {
    std::string piece =
        SentenceOf(page, 2 * c) + " " + SentenceOf(page, 2 * c + 1);
    piece.resize(piece.size() - 20);
    absl::StrAppend(&text, c + 1, std::string(mark), piece, "\n");
  }
  return text + "Imprint\nContact";
}

std::vector<std::string> ChunkedPages(uint32_t chunks, std::string_view mark) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 8; ++p) pages.push_back(Chunked(p, chunks, mark));
  return pages;
}

// The texts of the places whose pattern is a number and a mark.
std::vector<std::string> NumbersIn(const std::vector<std::string>& pages,
                                   const SourceTemplates& found) {
  std::vector<std::string> numbers;
  for (const Place& place : found.places) {
    const std::string pattern =
        PatternString(found.templates[place.of].pattern);
    if (pattern != "<*>、" && pattern != "<*>.") continue;
    numbers.push_back(
        pages[place.page].substr(place.begin, place.end - place.begin));
  }
  return numbers;
}

TEST(ChunkNumbers, AreFurnitureInFrontOfPiecesOfText) {
  for (const std::string_view mark : {"、", "."}) {
    const std::vector<std::string> pages = ChunkedPages(5, mark);
    const SourceTemplates found = FindTemplates(ViewsOf(pages), {});
    const std::vector<std::string> numbers = NumbersIn(pages, found);
    ASSERT_EQ(numbers.size(), 40u);
    for (size_t i = 0; i < numbers.size(); ++i) {
      EXPECT_EQ(numbers[i], absl::StrCat(i % 5 + 1, std::string(mark)));
    }
    // Places are in order and apart, and what stands in their gaps is told.
    for (size_t i = 1; i < found.places.size(); ++i) {
      const Place& before = found.places[i - 1];
      const Place& place = found.places[i];
      EXPECT_TRUE(before.page < place.page ||
                  (before.page == place.page && before.end <= place.begin));
    }
    for (size_t t = 1; t < found.templates.size(); ++t) {
      EXPECT_LT(ConstantText(found.templates[t - 1].pattern),
                ConstantText(found.templates[t].pattern));
    }
    for (const Place& place : found.places) {
      EXPECT_TRUE(
          MatchPattern(found.templates[place.of].pattern,
                       std::string_view(pages[place.page])
                           .substr(place.begin, place.end - place.begin))
              .has_value());
    }
  }
}

TEST(ChunkNumbers, OfFewPagesAreTheTexts) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 8; ++p) {
    pages.push_back(p < 3 ? Chunked(p, 5, "、") : Site().Page(p));
  }
  EXPECT_TRUE(NumbersIn(pages, FindTemplates(ViewsOf(pages), {})).empty());
}

TEST(ChunkNumbers, OfShortItemsAreAList) {
  std::vector<std::string> pages;
  for (uint32_t p = 0; p < 8; ++p) {
    std::string text = "Reader\nPages\n" + SentenceOf(p, 0) + "\n";
    for (uint32_t i = 0; i < 5; ++i) {
      absl::StrAppend(&text, i + 1, "、", SentenceOf(p, i + 1).substr(0, 15),
                      "\n");
    }
    pages.push_back(text + "Imprint\nContact");
  }
  EXPECT_TRUE(NumbersIn(pages, FindTemplates(ViewsOf(pages), {})).empty());
}

TEST(ChunkNumbers, OutOfOrderAreNone) {
  std::vector<std::string> pages = ChunkedPages(5, "、");
  for (std::string& page : pages) {
    page.replace(page.find("3、"), 1, "7");
  }
  EXPECT_TRUE(NumbersIn(pages, FindTemplates(ViewsOf(pages), {})).empty());
}

TEST(ChunkNumbers, TwoPiecesAreTooFew) {
  const std::vector<std::string> pages = ChunkedPages(2, "、");
  EXPECT_TRUE(NumbersIn(pages, FindTemplates(ViewsOf(pages), {})).empty());
}

}  // namespace
}  // namespace litany::templates
