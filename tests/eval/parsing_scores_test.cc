#include "eval/parsing_scores.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

TEST(NormalTemplate, FoldsBlanksAndJoinsGapsSideBySide) {
  EXPECT_EQ(NormalTemplate("  a \t b\n"), "a b");
  EXPECT_EQ(NormalTemplate("x<*><*><*>y"), "x<*>y");
  EXPECT_EQ(NormalTemplate("<*> <*>,<*>"), "<*> <*>,<*>");
  EXPECT_EQ(NormalTemplate(" \n"), "");
}

// Gold A has 3 documents in one group; gold B 2 in two groups, of which one
// also holds gold C's only document; gold D is right but for its string.
TEST(ScoreParsing, CountsByHand) {
  const ParsingScores scores = ScoreParsing({{"1", "A", "A"},
                                             {"2", "A", "A"},
                                             {"3", "A", "A"},
                                             {"4", "B", "B"},
                                             {"5", "B", "mix"},
                                             {"6", "C", "mix"},
                                             {"7", "D", "d"},
                                             {"8", "D", "d"}},
                                            10);
  EXPECT_EQ(scores.gold_templates, 4u);
  EXPECT_EQ(scores.run_templates, 4u);
  EXPECT_DOUBLE_EQ(*scores.group_accuracy, 5.0 / 8);  // A and D
  EXPECT_DOUBLE_EQ(*scores.groups.precision, 2.0 / 4);
  EXPECT_DOUBLE_EQ(*scores.groups.f1, 0.5);
  EXPECT_DOUBLE_EQ(*scores.parsing_accuracy, 4.0 / 8);  // 1, 2, 3, 4
  // B's group is not whole, but all in it are of B.
  EXPECT_EQ(scores.right_templates, 2u);
  EXPECT_DOUBLE_EQ(*scores.templates.f1, 0.5);
  ASSERT_EQ(scores.worst.size(), 3u);
  EXPECT_EQ(scores.worst[0].gold, "B");
  EXPECT_EQ(scores.worst[0].groups, 2u);
  EXPECT_EQ(scores.worst[1].gold, "C");
  EXPECT_TRUE(scores.worst[2].grouped);
}

TEST(ScoreParsing, NothingRightIsZeroNotNothing) {
  const ParsingScores scores = ScoreParsing({{"1", "A", "x"}}, 0);
  EXPECT_EQ(scores.groups.f1, 1.0);  // the group is right
  EXPECT_EQ(scores.templates.f1, 0.0);
  EXPECT_TRUE(scores.worst.empty());
}

TEST(ReadParsedDocuments, TakesPatternsAndElseTheText) {
  const io::TempFolder folder;
  folder.Write(
      "repeats.jsonl",
      R"({"repeat": "t", "kind": "template", "pattern": [{"text": "took "},)"
      R"( {"gap": 1, "type": "number"}, {"gap": 2, "type": "word"},)"
      R"( {"text": "  s"}]})"
      "\n"
      R"({"repeat": "p", "kind": "passage", "pattern": null})"
      "\n");
  folder.Write("occurrences.jsonl",
               R"({"repeat": "t", "kind": "template", "id": "1",)"
               R"( "char_begin": 0, "char_end": 9})"
               "\n");
  const auto predicted = ReadPredictedTemplates(folder.Path());
  ASSERT_TRUE(predicted.ok()) << predicted.status();
  const std::string gold = folder.Write(
      "gold.jsonl", R"({"id": "2", "text": "all  alone", "t": "all <*>"})"
                    "\n"
                    R"({"id": "1", "text": "took 12ms s", "t": "took <*> s"})"
                    "\n"
                    R"({"id": "3", "text": "left out", "t": ""})"
                    "\n");
  const auto documents = ReadParsedDocuments(gold, "t", {}, *predicted);
  ASSERT_TRUE(documents.ok()) << documents.status();
  ASSERT_EQ(documents->size(), 2u);
  EXPECT_EQ((*documents)[0].predicted, "took <*> s");
  EXPECT_EQ((*documents)[1].predicted, "all alone");
  const ParsingScores scores = ScoreParsing(*documents, 5);
  EXPECT_EQ(scores.group_accuracy, 1.0);
  EXPECT_EQ(scores.parsing_accuracy, 0.5);
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  ASSERT_EQ(parser.parse(RenderParsingJson(scores)).get(json),
            simdjson::SUCCESS);
  EXPECT_EQ(double(json["pa"]), 0.5);
  EXPECT_FALSE(ReadParsedDocuments(gold, "none", {}, *predicted).ok());
}

TEST(ReadPredictedTemplates, RowWithoutItsTemplateIsDataLoss) {
  const io::TempFolder folder;
  folder.Write("repeats.jsonl", "");
  folder.Write("occurrences.jsonl",
               R"({"repeat": "t", "kind": "template", "id": "1",)"
               R"( "char_begin": 0, "char_end": 9})"
               "\n");
  EXPECT_EQ(ReadPredictedTemplates(folder.Path()).status().code(),
            absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace litany::eval
