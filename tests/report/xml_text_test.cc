#include "report/xml_text.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace litany::report {
namespace {

TEST(XmlText, MarkupBecomesReferences) {
  EXPECT_EQ(XmlText("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;'");
  EXPECT_EQ(XmlText("]]>"), "]]&gt;");
}

TEST(XmlText, WhiteSpaceThatAParserWouldChangeIsKept) {
  EXPECT_EQ(XmlText("a\tb\nc\rd e"), "a&#9;b&#10;c&#13;d e");
}

TEST(XmlText, WhatXmlCannotWriteBecomesAReplacementCharacter) {
  for (int c = 0; c < 0x20; ++c) {
    const std::string text(1, static_cast<char>(c));
    const bool is_space = c == '\t' || c == '\n' || c == '\r';
    EXPECT_EQ(XmlText(text) == "\xEF\xBF\xBD", !is_space) << c;
  }
  EXPECT_EQ(XmlText("a\xEF\xBF\xBE\xEF\xBF\xBF"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(XmlText, OtherTextStaysAsItIs) {
  const std::string_view text = "中𠀀 \x7F\xC2\x85\xE2\x80\xA8\xEF\xBF\xBD";
  EXPECT_EQ(XmlText(text), text);
}

}  // namespace
}  // namespace litany::report
