#include "report/escape.h"

#include <simdjson.h>

#include <random>
#include <string>
#include <string_view>

#include "base/json_string.h"
#include "gtest/gtest.h"

namespace litany::report {
namespace {

std::string ScriptJson(std::string_view json) {
  std::string escaped;
  AppendScriptJson(json, &escaped);
  return escaped;
}

TEST(HtmlText, MarkupBecomesReferences) {
  EXPECT_EQ(HtmlText("</title><a href=\"x\">&'"),
            "&lt;/title&gt;&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
}

TEST(HtmlText, WhatNobodySeesIsSpelt) {
  EXPECT_EQ(HtmlText("a\xE2\x80\xAE"
                     "b"),
            "a⟨U+202E⟩b");
  EXPECT_EQ(HtmlText("\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8B\xEF\xBB\xBF"),
            "⟨U+2066⟩⟨U+2069⟩⟨U+200B⟩⟨U+FEFF⟩");
  EXPECT_EQ(HtmlText(std::string("\0\x07\x1B", 3)), "⟨U+0000⟩⟨U+0007⟩⟨U+001B⟩");
  EXPECT_EQ(HtmlText("\xE2\x80\xA8\xF3\xA0\x80\xA1"), "⟨U+2028⟩⟨U+E0021⟩");
}

TEST(HtmlText, OtherTextStaysAsItIs) {
  const std::string text = "中𠀀 café\t\n— “q” \xF0\x9F\x8D\x8E";
  EXPECT_EQ(HtmlText(text), text);
}

TEST(HtmlText, IllFormedBytesBecomeReplacementCharacters) {
  EXPECT_EQ(HtmlText("a\xFF<\xE2\x80"), "a\xEF\xBF\xBD&lt;\xEF\xBF\xBD");
}

TEST(ScriptJson, NothingEndsAScriptOrStartsAComment) {
  EXPECT_EQ(ScriptJson(R"({"a": "</script><!-- & -->"})"),
            R"({"a": "\u003c/script\u003e\u003c!-- \u0026 --\u003e"})");
}

TEST(ScriptJson, LineSeparatorsAreEscapedAndTheirNeighboursAreNot) {
  EXPECT_EQ(ScriptJson("\"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA7\xE2\x80\xAA\""),
            "\"\\u2028\\u2029\xE2\x80\xA7\xE2\x80\xAA\"");
}

TEST(ScriptJson, AnyTextComesBackAsItWas) {
  constexpr std::string_view kParts[] = {
      "<", ">",  "&",  "\"",           "\\",  "</script>",    "\xE2\x80\xA8",
      "x", "\n", "中", "\xE2\x80\xA9", "\\u", "\xE2\x80\xAE", "<!--"};
  std::mt19937 random(20261125);
  simdjson::dom::parser parser;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto length = random() % 12; length > 0; --length) {
      text += kParts[random() % std::size(kParts)];
    }
    const std::string escaped = ScriptJson(base::JsonString(text));
    EXPECT_EQ(escaped.find_first_of("<>&"), std::string::npos) << escaped;
    std::string_view back;
    ASSERT_EQ(parser.parse(escaped).get(back), simdjson::SUCCESS) << escaped;
    EXPECT_EQ(back, text);
  }
}

}  // namespace
}  // namespace litany::report
