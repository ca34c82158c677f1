#include "text/markup.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Tags(std::string_view text,
                              Markup markup = Markup::kAuto) {
  std::vector<TagSpan> spans;
  FindTags(text, markup, &spans);
  std::vector<std::string> tags;
  for (const TagSpan& span : spans) {
    tags.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return tags;
}

TEST(FindTags, FindsThemInOrder) {
  EXPECT_THAT(Tags("a<p>b</p>c<br/>d<BR />e"),
              ElementsAre("<p>", "</p>", "<br/>", "<BR />"));
}

TEST(FindTags, QuotedValuesMayHoldAnything) {
  EXPECT_THAT(Tags("<a href=\"x>y<z\">t</a>"),
              ElementsAre("<a href=\"x>y<z\">", "</a>"));
  EXPECT_THAT(Tags("<img alt = '>' src=x>"),
              ElementsAre("<img alt = '>' src=x>"));
}

TEST(FindTags, QuoteOutsideAValueIsAnOrdinaryCharacter) {
  EXPECT_THAT(Tags("<p title=it's>x</p>"),
              ElementsAre("<p title=it's>", "</p>"));
}

TEST(FindTags, NameMustEndLikeAName) {
  EXPECT_THAT(Tags("<p.x> <b&c> <a\u4e2d>"), IsEmpty());
  EXPECT_THAT(Tags("<> </> < p>"), IsEmpty());
}

TEST(FindTags, UnclosedTagIsNoneAndTheNextIsFound) {
  EXPECT_THAT(Tags("<p <b>x</b>"), ElementsAre("<b>", "</b>"));
  EXPECT_THAT(Tags("<a href=\"x <b>y"), ElementsAre("<b>"));
  EXPECT_THAT(Tags("<p"), IsEmpty());
  EXPECT_THAT(Tags("<"), IsEmpty());
}

TEST(FindTags, AutoWantsTheNameOfAnElement) {
  EXPECT_THAT(Tags("<blockquote><blockquotes><note><h1><h7>"),
              ElementsAre("<blockquote>", "<h1>"));
  EXPECT_THAT(Tags("<note><x-y>", Markup::kIgnore),
              ElementsAre("<note>", "<x-y>"));
}

TEST(FindTags, AutoTakesWordsThatAreNoAttributesForProse) {
  EXPECT_THAT(Tags("a<b and c>d"), IsEmpty());
  EXPECT_THAT(
      Tags("<input disabled><td NoWrap ><video controls/>"),
      ElementsAre("<input disabled>", "<td NoWrap >", "<video controls/>"));
  // One value is enough: attributes on real pages are often broken.
  EXPECT_THAT(Tags("<a href=x target blank>"),
              ElementsAre("<a href=x target blank>"));
  EXPECT_THAT(Tags("<i data-toggle>"), ElementsAre("<i data-toggle>"));
}

TEST(FindTags, KeepFindsNone) {
  EXPECT_THAT(Tags("<p>x</p>", Markup::kKeep), IsEmpty());
}

TEST(FindTags, ForgetsTheTagsBefore) {
  std::vector<TagSpan> tags;
  FindTags("<p>", Markup::kAuto, &tags);
  ASSERT_EQ(tags.size(), 1u);
  FindTags("none", Markup::kAuto, &tags);
  EXPECT_TRUE(tags.empty());
}

// Tags that begin and do not end; a scan that starts anew at each "<" and
// runs on to the end takes the square of the length.
class HostileTagsTest : public ::testing::TestWithParam<const char*> {};

TEST_P(HostileTagsTest, StepsAreLinearInTheLength) {
  std::string text;
  while (text.size() < (size_t{1} << 20)) text += GetParam();
  std::vector<TagSpan> tags;
  for (const Markup markup : {Markup::kAuto, Markup::kIgnore}) {
    EXPECT_LE(FindTags(text, markup, &tags), 6 * text.size());
    // A ">" or a quote at the end must not make it start over either.
    EXPECT_LE(FindTags(text + ">", markup, &tags), 6 * text.size());
    EXPECT_LE(FindTags(text + "'", markup, &tags), 6 * text.size());
    EXPECT_LE(FindTags("<a b=\"" + text, markup, &tags), 6 * text.size());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, HostileTagsTest,
    ::testing::Values("<a ", "<", "<a", "</a ", "<a b=", "<a b='", "<a b=\"",
                      "<a ' ='", "<a \" =\"", "<a ' =\"", "<a ='<a =\"",
                      "<a ' ='>", "<a b='' ", "<a b c ", "= '<a ' =\" ",
                      "<a b=\" c=\"", "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));

}  // namespace
}  // namespace litany::text
