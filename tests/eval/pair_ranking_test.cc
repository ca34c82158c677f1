#include "eval/pair_ranking.h"

#include <random>
#include <string>
#include <vector>

#include "eval/eval_files.h"
#include "eval/gold_builder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

using ::testing::HasSubstr;

TEST(AveragePrecision, HandComputed) {
  // Gold at ranks 1, 3 and 4 of 5, one gold pair never found.
  EXPECT_DOUBLE_EQ(
      *AveragePrecision(
          {{0.9, true}, {0.8, false}, {0.7, true}, {0.6, true}, {0.5, false}},
          4),
      (1.0 + 2.0 / 3 + 3.0 / 4) / 4);
}

TEST(AveragePrecision, PairsOfOneValueStandTogether) {
  const double value = (1.0 * 1 + 2.0 * 3 / 4) / 3;
  EXPECT_DOUBLE_EQ(
      *AveragePrecision({{9, true}, {5, true}, {5, false}, {5, true}}, 3),
      value);
  EXPECT_DOUBLE_EQ(
      *AveragePrecision({{5, false}, {5, true}, {5, true}, {9, true}}, 3),
      value);
}

TEST(AveragePrecision, OfNoGoldPairIsNone) {
  EXPECT_FALSE(AveragePrecision({{1, false}}, 0).has_value());
  EXPECT_EQ(*AveragePrecision({}, 2), 0);
}

Gold PairsOf(const std::vector<std::pair<std::string, std::string>>& pairs) {
  GoldBuilder builder;
  for (const auto& [a, b] : pairs) EXPECT_TRUE(builder.AddPair(a, b).ok());
  return std::move(builder).Finish();
}

OccurrencesTable ThreeDocuments() {
  // a and b share 100 characters of a and 80 of b; a and c 30 and 40, in two
  // passages that overlap; c is short.
  return OccurrencesOf(OccurrenceLine("r", "passage", "a", 0, 100) +
                       OccurrenceLine("r", "passage", "b", 0, 80) +
                       OccurrenceLine("s", "passage", "a", 200, 220) +
                       OccurrenceLine("s", "passage", "c", 0, 20) +
                       OccurrenceLine("t", "passage", "a", 210, 230) +
                       OccurrenceLine("t", "passage", "c", 20, 40) +
                       OccurrenceLine("u", "passage", "x", 0, 900) +
                       OccurrenceLine("u", "passage", "a", 0, 900));
}

DocumentsTable WithAShortOne() {
  DocumentsTable documents = DocumentsOf({"a", "b", "c", "x"});
  documents.rows[2].chars = 50;
  return documents;
}

TEST(PairRanking, SharesAreUnionsAndTheSmallerSideCounts) {
  const auto ranking =
      RankPairs(WithAShortOne(), ThreeDocuments(),
                PairsOf({{"a", "c"}, {"b", "c"}}), {.worst = 10});
  ASSERT_TRUE(ranking.ok()) << ranking.status();
  EXPECT_EQ(ranking->judged, 3u);  // x is in no pair of the gold
  EXPECT_EQ(ranking->ranked, 2u);
  EXPECT_EQ(ranking->gold_ranked, 1u);
  // By characters a-b (80) is before a-c (30), by share behind: .08 and .6.
  EXPECT_DOUBLE_EQ(*ranking->by_characters, 0.5 / 2);
  EXPECT_DOUBLE_EQ(*ranking->by_share, 1.0 / 2);
  ASSERT_EQ(ranking->false_pairs.size(), 1u);
  EXPECT_EQ(ranking->false_pairs[0].facts[0].second, "80");
  ASSERT_EQ(ranking->misses.size(), 2u);
  EXPECT_EQ(ranking->misses[0].a.id, "b");  // shares nothing
  EXPECT_EQ(ranking->misses[1].facts[0].second, "30");
  EXPECT_EQ(ranking->misses[1].facts[1].second, "0.6");
}

TEST(PairRanking, UnlabelledDocumentsCanBeJudged) {
  const auto ranking =
      RankPairs(WithAShortOne(), ThreeDocuments(), PairsOf({{"a", "b"}}),
                {.unlabelled = Unlabelled::kSingleton});
  ASSERT_TRUE(ranking.ok());
  EXPECT_EQ(ranking->judged, 4u);
  EXPECT_DOUBLE_EQ(*ranking->by_characters, 0.5);  // a-x comes first
}

TEST(PairRanking, LabelsMakeTheirPairs) {
  GoldBuilder builder;
  for (const char* id : {"a", "b", "c"}) {
    ASSERT_TRUE(builder.AddLabel(id, "one").ok());
  }
  ASSERT_TRUE(builder.AddLabel("x", "two").ok());
  const auto ranking = RankPairs(WithAShortOne(), ThreeDocuments(),
                                 std::move(builder).Finish(), {});
  ASSERT_TRUE(ranking.ok());
  EXPECT_EQ(ranking->gold_pairs, 3u);
  EXPECT_DOUBLE_EQ(*ranking->by_characters, (1.0 / 2 + 2.0 / 3) / 3);
}

TEST(PairRanking, NeedsAGoldPair) {
  GoldBuilder builder;
  ASSERT_TRUE(builder.AddLabel("a", "one").ok());
  EXPECT_FALSE(RankPairs(WithAShortOne(), ThreeDocuments(),
                         std::move(builder).Finish(), {})
                   .ok());
  EXPECT_FALSE(
      RankPairs(DocumentsOf({"k"}), ThreeDocuments(), PairsOf({{"a", "b"}}), {})
          .ok());
}

TEST(PairRanking, TooManyMeetingsAreRefused) {
  std::string lines;
  std::vector<std::string> ids;
  GoldBuilder builder;
  for (int i = 100000; i < 121000; ++i) {
    ids.push_back(absl::StrCat("d", i));
    lines += OccurrenceLine("r", "passage", ids.back(), 0, 60);
    ASSERT_TRUE(builder.AddLabel(ids.back(), "one").ok());
  }
  const auto ranking = RankPairs(DocumentsOf(ids), OccurrencesOf(lines),
                                 std::move(builder).Finish(), {});
  EXPECT_EQ(ranking.status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(PairRankingReport, HasTheScores) {
  const auto ranking = RankPairs(WithAShortOne(), ThreeDocuments(),
                                 PairsOf({{"a", "c"}, {"b", "c"}}), {});
  ASSERT_TRUE(ranking.ok());
  EXPECT_THAT(RenderRankingText(*ranking, {{"a", "text of a"}}),
              HasSubstr("  by share of the shorter    0.5000\n"));
  simdjson::dom::parser parser;
  const std::string json = RenderRankingJson(*ranking, {});
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(double{root["average_precision"]["characters"]}, 0.25);
  EXPECT_EQ(int64_t{root["pairs"]["gold_ranked"]}, 1);
}

}  // namespace
}  // namespace litany::eval
