#include "eval/xml_tags.h"

#include <string>

#include "gtest/gtest.h"

namespace litany::eval {
namespace {

TEST(XmlTags, AreReadWithTheirAttributes) {
  const auto tags = ReadXmlTags(
      "<?xml version=\"1.0\"?><!DOCTYPE x><a b='1 &lt; 2'\n c = \"&#20013;"
      "&#x4e2d;&amp;&who;\"><!-- <no tag=\"\"> --><![CDATA[<no>]]>text"
      "<b/></a>");
  ASSERT_TRUE(tags.ok()) << tags.status();
  ASSERT_EQ(tags->size(), 2u);
  EXPECT_EQ((*tags)[0].name, "a");
  EXPECT_EQ(*(*tags)[0].Find("b"), "1 < 2");
  EXPECT_EQ(*(*tags)[0].Find("c"), "中中&&who;");
  EXPECT_EQ((*tags)[0].Find("d"), nullptr);
  EXPECT_EQ((*tags)[1].name, "b");
}

TEST(XmlTags, EveryCutIsReadOrRefused) {
  const std::string whole =
      "<?xml?><!--c--><document reference=\"a&amp;b.txt\">"
      "<feature name='plagiarism' this_offset=\"5\"/></document>";
  ASSERT_TRUE(ReadXmlTags(whole).ok());
  for (size_t cut = 0; cut < whole.size(); ++cut) {
    const auto tags = ReadXmlTags(whole.substr(0, cut));
    if (!tags.ok()) {
      EXPECT_EQ(tags.status().code(), absl::StatusCode::kDataLoss);
    }
  }
  EXPECT_FALSE(ReadXmlTags("<a b=").ok());
  EXPECT_FALSE(ReadXmlTags("<a b='x").ok());
  EXPECT_FALSE(ReadXmlTags("<!-- ").ok());
  EXPECT_FALSE(ReadXmlTags("<a b=1>").ok());
}

TEST(XmlTags, ReferencesToNoCharacterStayAsTheyAre) {
  const auto tags =
      ReadXmlTags("<a b='&#0;&#xD800;&#x110000;&#;&#99999999999;&amp'/>");
  ASSERT_TRUE(tags.ok());
  EXPECT_EQ(*(*tags)[0].Find("b"),
            "&#0;&#xD800;&#x110000;&#;&#99999999999;&amp");
}

}  // namespace
}  // namespace litany::eval
