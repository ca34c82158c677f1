#include "eval/phrase_evaluation.h"

#include <string>
#include <vector>

#include "eval/eval_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string RepeatLine(const std::string& repeat, const std::string& text,
                       int rank) {
  return absl::StrCat("{\"repeat\": \"", repeat,
                      "\", \"kind\": \"phrase\", \"text\": \"", text,
                      "\", \"scores\": {\"rank\": ", rank, ".0}}\n");
}

TEST(PhrasesTable, AreInTheirRank) {
  const io::TempFolder folder;
  const auto phrases = ReadPhrases(folder.Write(
      "repeats.jsonl",
      RepeatLine("r1", "second", 2) + RepeatLine("r2", "first", 1) +
          "{\"repeat\": \"p\", \"kind\": \"passage\", \"text\": \"no\"}\n"
          "{\"repeat\": \"f\", \"kind\": \"phrase\", \"text\": null}\n"));
  ASSERT_TRUE(phrases.ok()) << phrases.status();
  ASSERT_EQ(phrases->size(), 2u);
  EXPECT_EQ((*phrases)[0].text, "first");
  EXPECT_EQ((*phrases)[1].repeat, "r1");
}

TEST(PhrasesTable, WithoutTextsAreRefused) {
  const io::TempFolder folder;
  EXPECT_FALSE(ReadPhrases(folder.Write("repeats.jsonl",
                                        "{\"repeat\": \"f\", \"kind\": "
                                        "\"phrase\", \"text\": null}\n"))
                   .ok());
}

absl::StatusOr<PhraseGold> Gold(const std::string& bytes) {
  const io::TempFolder folder;
  return ReadPhraseGold(folder.Write("g.tsv", bytes));
}

TEST(PhraseGold, OneVerdictAPhrase) {
  EXPECT_FALSE(
      Gold("rank\tphrase\tverdict\n1\tx\twhole\n2\tx\tfragment\n").ok());
  EXPECT_FALSE(Gold("rank\tphrase\tverdict\n").ok());
  EXPECT_FALSE(Gold("phrase\n\t\n").ok());
}

// Twelve phrases p0 to p11, r0 to r11.
std::vector<RunPhrase> TwelvePhrases() {
  std::vector<RunPhrase> phrases;
  for (int i = 0; i < 12; ++i) {
    phrases.push_back({absl::StrCat("r", i), absl::StrCat("p", i)});
  }
  return phrases;
}

TEST(PhraseEvaluation, OfAJudgedTableCountsWhatWasJudged) {
  const auto gold = Gold(
      "rank\tphrase\tverdict\n9\tp0\twhole\n1\tp1\thalf word\n3\tp2\tyes\n"
      "4\tp11\tfurniture\n5\tother p3 text\twhole\n6\tp4\t\n");
  ASSERT_TRUE(gold.ok()) << gold.status();
  const PhraseEvaluation evaluation =
      EvaluatePhrases(TwelvePhrases(), {}, *gold, 10);
  EXPECT_EQ(evaluation.in_gold, 3u);
  EXPECT_EQ(evaluation.found, 2u);
  EXPECT_EQ(evaluation.in_others, 1u);  // "other p3 text" holds p3
  ASSERT_EQ(evaluation.precision.size(), 4u);
  EXPECT_EQ(evaluation.precision[0].n, 10u);
  EXPECT_DOUBLE_EQ(*evaluation.precision[0].precision, 2.0 / 3);
  EXPECT_EQ(evaluation.precision[0].unknown, 7u);
  EXPECT_EQ(evaluation.precision[1].n, 12u);
  EXPECT_DOUBLE_EQ(*evaluation.precision[1].precision, 0.5);
  ASSERT_EQ(evaluation.bad.size(), 2u);
  EXPECT_EQ(evaluation.bad[0].rank, 2u);
  EXPECT_EQ(evaluation.bad[0].note, "half word");
}

TEST(PhraseEvaluation, OfAListComparesDocuments) {
  const auto gold =
      Gold("phrase\tfolded\tids\nS1\tp0\ta,b\nS2\tp3\ta,c\nS3\tnowhere\ta\n");
  ASSERT_TRUE(gold.ok()) << gold.status();
  const OccurrencesTable occurrences =
      OccurrencesOf(OccurrenceLine("r0", "phrase", "b", 0, 2) +
                    OccurrenceLine("r0", "phrase", "a", 0, 2) +
                    OccurrenceLine("r0", "phrase", "a", 5, 7) +
                    OccurrenceLine("r3", "phrase", "a", 0, 2) +
                    OccurrenceLine("r3", "phrase", "d", 0, 2) +
                    OccurrenceLine("r3", "phrase", "e", 0, 2));
  const PhraseEvaluation evaluation =
      EvaluatePhrases(TwelvePhrases(), occurrences, *gold, 10);
  EXPECT_DOUBLE_EQ(*evaluation.recall, 2.0 / 3);
  EXPECT_DOUBLE_EQ(*evaluation.precision[0].precision, 0.2);
  EXPECT_EQ(evaluation.lists, 2u);
  EXPECT_EQ(evaluation.exact_lists, 1u);
  EXPECT_DOUBLE_EQ(*evaluation.documents.precision, 3.0 / 5);
  EXPECT_DOUBLE_EQ(*evaluation.documents.recall, 3.0 / 4);
  ASSERT_EQ(evaluation.wrong_lists.size(), 1u);
  EXPECT_THAT(evaluation.wrong_lists[0].missing, ElementsAre("c"));
  EXPECT_THAT(evaluation.wrong_lists[0].extra, ElementsAre("d", "e"));
  ASSERT_EQ(evaluation.missed.size(), 1u);
  EXPECT_EQ(evaluation.missed[0].text, "nowhere");

  const std::string text = RenderPhraseText(evaluation);
  EXPECT_THAT(text, HasSubstr("document lists 1 of 2 exact\n"));
  EXPECT_THAT(text, HasSubstr("  p3, rank 4\n    not in the run 1: c\n"
                              "    not in the gold 2: d e\n"));
  simdjson::dom::parser parser;
  const std::string json = RenderPhraseJson(evaluation);
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(int64_t{root["document_lists"]["exact"]}, 1);
  EXPECT_EQ(double{root["precision_at"].at(0)["precision"]}, 0.2);
}

}  // namespace
}  // namespace litany::eval
