#include "templates/page_lines.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::templates {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> TextsOf(std::string_view page) {
  std::vector<PageLine> lines;
  LineSplitter().Split(page, &lines);
  std::vector<std::string> texts;
  for (const PageLine& line : lines) texts.emplace_back(line.In(page));
  return texts;
}

PageLine Only(std::string_view page) {
  std::vector<PageLine> lines;
  LineSplitter().Split(page, &lines);
  EXPECT_EQ(lines.size(), 1u);
  return lines.empty() ? PageLine() : lines[0];
}

TEST(PageLines, AreTrimmedAndNotBlank) {
  EXPECT_THAT(TextsOf("  a b \r\n\n \t\n\xe3\x80\x80"
                      "c\xc2\xa0\n"),
              ElementsAre("a b", "c"));
}

TEST(PageLines, EndAtEveryLineBreakOfUnicode) {
  EXPECT_THAT(TextsOf("a\xe2\x80\xa8"
                      "b\xe2\x80\xa9"
                      "c\xc2\x85"
                      "d\ne"),
              ElementsAre("a", "b", "c", "d", "e"));
}

TEST(PageLines, OfNothingAreNone) {
  EXPECT_THAT(TextsOf(""), ElementsAre());
  EXPECT_THAT(TextsOf("\n\n"), ElementsAre());
}

TEST(PageLines, OfAPageInOneLineAreItsSentences) {
  std::string page = "Home | News | ";
  for (int i = 0; i < 40; ++i) page += "a sentence of the text. ";
  const std::vector<std::string> texts = TextsOf(page);
  ASSERT_EQ(texts.size(), 42u);
  EXPECT_EQ(texts[0], "Home |");
  EXPECT_EQ(texts[1], "News |");
  EXPECT_EQ(texts[2], "a sentence of the text.");
}

TEST(PageLines, OfAPageOfSeveralLinesAreNotCut) {
  const std::string sentence(500, 'a');
  const std::string page = "1\n2\n3\n" + sentence + ". b";
  EXPECT_THAT(TextsOf(page), ElementsAre("1", "2", "3", sentence + ". b"));
}

TEST(PageLines, CountLettersAndWords) {
  const PageLine english = Only("One two-three, 4");
  EXPECT_EQ(english.weight, 13u);  // twelve letters and digits, and one
  EXPECT_EQ(english.words, 4u);
  const PageLine chinese = Only(
      "\xe4\xb8\xad\xe6\x96\x87\xef\xbc\x8c"
      "ab");
  EXPECT_EQ(chinese.weight, 5u);
  EXPECT_EQ(chinese.words, 3u);
}

TEST(PageLines, AreProseWithAStopAndSixWords) {
  EXPECT_TRUE(Only("This is a line that ends.").is_prose);
  EXPECT_FALSE(Only("This is a line that ends").is_prose);
  EXPECT_FALSE(Only("Only five words of it.").is_prose);
  // A stop inside of a word ends nothing.
  EXPECT_FALSE(Only("see www.example.org for the rest of it").is_prose);
  EXPECT_TRUE(Only("\xe4\xbb\x8a\xe5\xa4\xa9\xe5\xa4\xa9\xe6\xb0\x94\xe5\xbe"
                   "\x88\xe5\xa5\xbd\xe3\x80\x82")
                  .is_prose);
}

TEST(PageLines, AgreeInTheirKeysButForValues) {
  EXPECT_EQ(Only("Page 3 of 12").key, Only("Page 11 of 128").key);
  EXPECT_NE(Only("Page 3 of 12").key, Only("Seite 3 of 12").key);
}

}  // namespace
}  // namespace litany::templates
