#include "eval/pan_gold.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kXml[] =
    "<?xml version=\"1.0\"?>\n<document reference=\"s1.txt\">\n"
    "<feature name=\"md5Hash\" value=\"x\"/>\n"
    "<feature name=\"plagiarism\" type=\"none\" this_offset=\"5\" "
    "this_length=\"10\" source_reference=\"o&amp;1.txt\" source_offset=\"0\" "
    "source_length=\"8\"/>\n"
    "<feature name=\"plagiarism\" this_offset=\"5\" this_length=\"10\"/>\n"
    "<feature name=\"detected-plagiarism\" this_offset=\"0\" "
    "this_length=\"10\" source_reference=\"o2.txt\" source_offset=\"0\" "
    "source_length=\"8\"/>\n</document>\n";

TEST(PanGold, ReadsFeaturesWithASourceAndPairs) {
  const io::TempFolder folder;
  folder.Write("01/s1-o1.xml", kXml);
  folder.Write("pairs", "s1.txt o&1.txt\ns1.txt o2.txt\n");
  folder.Write("notes.txt", "not <xml");
  const auto gold = ReadSpanGold(folder.Path(), GoldForm::kSpanXml, "id");
  ASSERT_TRUE(gold.ok()) << gold.status();
  EXPECT_THAT(gold->ids, ElementsAre("o&1.txt", "o2.txt", "s1.txt"));
  EXPECT_THAT(gold->cases, ElementsAre(SpanPair{0, 2, {0, 8}, {5, 15}}));
  EXPECT_EQ(gold->pairs.size(), 2u);
  EXPECT_THAT(gold->kinds, ElementsAre("none"));
}

TEST(PanGold, NamesBecomeIdsOfTheRun) {
  const io::TempFolder folder;
  folder.Write("s1-o1.xml", kXml);
  const auto gold = ReadSpanGold(folder.Path(), GoldForm::kSpanXml, "id");
  ASSERT_TRUE(gold.ok());
  // One without its ending, one below a folder.
  const SpanGold named = WithIdsOfRun(*gold, {"susp/s1.txt", "o&1", "s2"});
  EXPECT_THAT(named.ids, ElementsAre("o&1", "susp/s1.txt"));
  EXPECT_THAT(named.cases, ElementsAre(SpanPair{0, 1, {0, 8}, {5, 15}}));
  // Two documents of that name: neither is meant.
  const SpanGold unclear = WithIdsOfRun(*gold, {"a/s1.txt", "b/s1.txt"});
  EXPECT_THAT(unclear.ids, ElementsAre("o&1.txt", "s1.txt"));
}

TEST(PanGold, ErrorsNameTheFile) {
  const io::TempFolder folder;
  folder.Write("bad.xml",
               "<document reference=\"a\"><feature name=\"plagiarism\" "
               "source_reference=\"b\" this_offset=\"-5\"/></document>");
  const auto gold = ReadSpanGold(folder.Path(), GoldForm::kSpanXml, "id");
  EXPECT_THAT(std::string(gold.status().message()), HasSubstr("bad.xml"));
}

}  // namespace
}  // namespace litany::eval
