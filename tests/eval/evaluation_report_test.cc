#include "eval/evaluation_report.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Evaluation OneOfEach() {
  Evaluation evaluation;
  evaluation.in_run = 5;
  evaluation.in_gold = 4;
  evaluation.left_out = 1;
  const std::vector<uint32_t> predicted = {0, 0, 1, 2};
  const std::vector<uint32_t> gold = {0, 1, 1, 2};
  evaluation.scores = ScoreClustering(predicted, gold);
  PairError error;
  error.a = {.id = "a\"1", .cluster = "00ff", .label = "x"};
  error.b = {.id = "b", .cluster = "00ff", .label = "y"};
  error.similarity = 0.5;
  evaluation.false_pairs.push_back(error);
  error.b = {.id = "gone", .in_run = false, .cluster = {}, .label = "x"};
  error.similarity.reset();
  error.pairs = 3;
  evaluation.misses.push_back(error);
  return evaluation;
}

TEST(EvaluationJson, IsOneObjectWithEveryScore) {
  const std::string json = RenderEvaluationJson(
      OneOfEach(), {{"a\"1", "same one"}, {"b", "same two"}});
  ASSERT_EQ(json.find('\n'), json.size() - 1);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(int64_t{root["schema"]}, 1);
  EXPECT_EQ(int64_t{root["documents"]["judged"]}, 4);
  EXPECT_EQ(double{root["pairs"]["precision"]}, 0.0);
  EXPECT_EQ(double{root["bcubed"]["precision"]}, 0.75);
  EXPECT_EQ(double{root["exact_match"]["accuracy"]}, 0.25);
  const simdjson::dom::element side = root["false_pairs"].at(0)["a"];
  EXPECT_EQ(std::string_view{side["id"]}, "a\"1");
  EXPECT_EQ(std::string_view{side["text"]}, "same one");
  EXPECT_TRUE(root["misses"].at(0)["b"]["text"].is_null());
  EXPECT_TRUE(root["misses"].at(0)["similarity"].is_null());
  EXPECT_EQ(int64_t{root["misses"].at(0)["pairs"]}, 3);
}

TEST(EvaluationJson, AScoreWithoutMeaningIsNull) {
  Evaluation evaluation;
  evaluation.scores =
      ScoreClustering(std::vector<uint32_t>{0, 1}, std::vector<uint32_t>{0, 1});
  const std::string json = RenderEvaluationJson(evaluation, {});
  EXPECT_THAT(json,
              HasSubstr("\"precision\":null,\"recall\":null,\"f1\":null"));
  EXPECT_THAT(json, HasSubstr("\"adjusted_rand\":1.0"));
}

TEST(EvaluationText, ShowsScoresAndBothTexts) {
  const std::string text = RenderEvaluationText(
      OneOfEach(), {{"a\"1", "same one"}, {"b", "same two"}});
  EXPECT_THAT(text, HasSubstr("4 judged; 5 in the run, 4 in the gold\n"));
  EXPECT_THAT(text, HasSubstr("1 without a label left out\n"));
  EXPECT_THAT(text,
              HasSubstr("B-cubed           0.7500    0.7500    0.7500\n"));
  EXPECT_THAT(text, HasSubstr("false pair 1, similarity 0.5000\n"
                              "  a\"1  [copy 00ff, gold x]\n"
                              "    same one\n"
                              "  b  [copy 00ff, gold y]\n"
                              "    same two\n"));
  EXPECT_THAT(text, HasSubstr("miss 1, one of 3 pairs\n"));
  EXPECT_THAT(text, HasSubstr("  gone  [copy not in the run, gold x]\n"
                              "    (text not found)\n"));
}

TEST(EvaluationText, ADocumentCannotWriteToTheTerminal) {
  const std::string text = RenderEvaluationText(
      OneOfEach(),
      {{"a\"1", "\x1b[2Jred\nline\xE2\x80\xAE\xC2\x9B end 中𠀀"}, {"b", "b"}});
  EXPECT_THAT(text, HasSubstr("\\u001b[2Jred\\nline\\u202e\\u009b end 中𠀀"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Excerpt, StartsAQuarterBeforeTheFirstDifference) {
  std::string same;
  for (int i = 0; i < 100; ++i) same += "中";
  const ExcerptPair cut =
      CutAroundDifference(same + "a" + same, same + "b" + same, 40);
  std::string want;
  for (int i = 0; i < 10; ++i) want += "中";
  EXPECT_EQ(cut.a.text.substr(0, want.size() + 1), want + "a");
  EXPECT_EQ(cut.b.text.substr(0, want.size() + 1), want + "b");
  EXPECT_EQ(cut.a.text.size(), 39 * 3 + 1u);  // 40 code points
  EXPECT_TRUE(cut.a.cut_before);
  EXPECT_TRUE(cut.a.cut_after);
}

TEST(Excerpt, NeverCutsACodePointThatDiffersInItsLastByte) {
  // U+4E2D and U+4E2E share their first two bytes.
  const ExcerptPair cut = CutAroundDifference("中", "丮", 4);
  EXPECT_EQ(cut.a.text, "中");
  EXPECT_EQ(cut.b.text, "丮");
  EXPECT_FALSE(cut.a.cut_before);
}

TEST(Excerpt, ATextThatContinuesTheOtherDiffersAtItsEnd) {
  const ExcerptPair cut = CutAroundDifference("abcdef", "abcd", 4);
  EXPECT_EQ(cut.a.text, "def");
  EXPECT_EQ(cut.b.text, "d");
  EXPECT_FALSE(cut.b.cut_after);
}

TEST(Excerpt, OfNothingIsNothing) {
  const ExcerptPair cut = CutAroundDifference("", "");
  EXPECT_EQ(cut.a.text, "");
  EXPECT_FALSE(cut.b.cut_after);
}

}  // namespace
}  // namespace litany::eval
