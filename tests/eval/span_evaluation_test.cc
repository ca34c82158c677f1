#include "eval/span_evaluation.h"

#include <string>
#include <utility>

#include "eval/eval_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

using ::testing::HasSubstr;

// Cases a-b and a-c; the run finds half of the first, none of the second, and
// something between a and d, which is no pair of the gold.
SpanGold TwoCases() {
  SpanGoldBuilder builder;
  EXPECT_TRUE(builder.AddCase({"a", {0, 100}}, {"b", {0, 100}}, "near").ok());
  EXPECT_TRUE(
      builder.AddCase({"a", {200, 210}}, {"c", {0, 10}}, "edited").ok());
  builder.AddDocument("d", false);
  return std::move(builder).Finish();
}

OccurrencesTable SomeFound() {
  return OccurrencesOf(OccurrenceLine("r", "passage", "a", 0, 50) +
                       OccurrenceLine("r", "passage", "b", 0, 50) +
                       OccurrenceLine("s", "passage", "a", 300, 350) +
                       OccurrenceLine("s", "passage", "d", 0, 50));
}

SpanEvaluation Evaluated(const SpanEvalOptions& options) {
  auto evaluation = EvaluateSpans(DocumentsOf({"a", "b", "c", "d"}),
                                  SomeFound(), TwoCases(), options);
  EXPECT_TRUE(evaluation.ok()) << evaluation.status();
  return *std::move(evaluation);
}

TEST(SpanEvaluation, JudgesThePairsOfTheGold) {
  const SpanEvaluation evaluation = Evaluated({});
  EXPECT_EQ(evaluation.scores.detections, 1u);
  EXPECT_EQ(evaluation.left_out, 1u);
  EXPECT_EQ(*evaluation.scores.macro.precision, 1);
  EXPECT_EQ(*evaluation.scores.macro.recall, 0.25);
  ASSERT_EQ(evaluation.kinds.size(), 2u);
  EXPECT_EQ(evaluation.kinds[0].kind, "edited");
  EXPECT_EQ(*evaluation.kinds[0].recall, 0);
  EXPECT_FALSE(evaluation.kinds[0].granularity.has_value());
  EXPECT_EQ(*evaluation.kinds[1].recall, 0.5);
}

TEST(SpanEvaluation, JudgesAllPairsIfAskedTo) {
  const SpanEvaluation evaluation = Evaluated({.pairs = JudgedPairs::kAll});
  EXPECT_EQ(evaluation.scores.detections, 2u);
  EXPECT_EQ(*evaluation.scores.macro.precision, 0.5);
}

TEST(SpanEvaluation, IgnoredTextIsNeitherFoundNorMissed) {
  SpanEvalOptions options;
  options.pairs = JudgedPairs::kAll;
  options.ignored.Add("a", {50, 75});
  options.ignored.Add("c", {0, 10});    // the second case
  options.ignored.Add("d", {0, 1000});  // the false detection
  const SpanEvaluation evaluation = Evaluated(options);
  EXPECT_EQ(evaluation.ignored, 1u);
  EXPECT_EQ(evaluation.scores.cases, 1u);
  EXPECT_EQ(evaluation.scores.detections, 1u);
  EXPECT_DOUBLE_EQ(*evaluation.scores.macro.recall, 100.0 / 175);
  EXPECT_EQ(*evaluation.scores.macro.precision, 1);
}

TEST(SpanEvaluation, WorstCasesComeFirst) {
  const SpanEvaluation evaluation = Evaluated({.pairs = JudgedPairs::kAll});
  ASSERT_EQ(evaluation.misses.size(), 2u);
  EXPECT_EQ(evaluation.misses[0].b->id, "b");  // 100 characters lack
  EXPECT_EQ(evaluation.misses[1].b->id, "c");  // 20 do
  ASSERT_EQ(evaluation.false_finds.size(), 1u);
  EXPECT_EQ(evaluation.false_finds[0].b->id, "d");
}

TEST(SpanEvaluation, GoldOfOtherTextIsRefused) {
  DocumentsTable documents = DocumentsOf({"a", "b"});
  documents.rows[1].chars = 99;
  const auto longer = EvaluateSpans(documents, SomeFound(), TwoCases(), {});
  EXPECT_THAT(std::string(longer.status().message()),
              HasSubstr("a gold span of \"b\" ends at 100 while its text has "
                        "99 code points"));
  const auto strange =
      EvaluateSpans(DocumentsOf({"x"}), SomeFound(), TwoCases(), {});
  EXPECT_THAT(std::string(strange.status().message()),
              HasSubstr("no document in common"));
}

TEST(SpanReport, ShowsBothTexts) {
  std::string text(200, '.');
  text.replace(0, 5, "start");
  const std::string report = RenderSpanText(
      Evaluated({}), {{"a", text}, {"b", "start\x1b[2J" + text}});
  EXPECT_THAT(report, HasSubstr("cases          2, 1 detected\n"));
  EXPECT_THAT(report,
              HasSubstr("PlagDet                               0.4000\n"));
  EXPECT_THAT(report,
              HasSubstr("\nmissed 1, characters 200, common 100, partners 1\n"
                        "  a  [0, 100)\n    start...."));
  EXPECT_THAT(report, HasSubstr("  b  [0, 100)\n    start\\u001b[2Jstart"));
  EXPECT_THAT(report, HasSubstr("  c  [0, 10)\n    (text not found)\n"));
}

TEST(SpanReport, JsonIsOneObject) {
  const std::string json = RenderSpanJson(Evaluated({}), {});
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(double{root["plagdet"]}, 0.4);
  EXPECT_EQ(double{root["macro"]["recall"]}, 0.25);
  EXPECT_EQ(int64_t{root["detections"]["left_out"]}, 1);
  EXPECT_TRUE(root["kinds"].at(0)["granularity"].is_null());
  EXPECT_EQ(int64_t{root["missed"].at(0)["characters"]}, 200);
  EXPECT_EQ(int64_t{root["missed"].at(0)["b"]["end"]}, 100);
}

}  // namespace
}  // namespace litany::eval
