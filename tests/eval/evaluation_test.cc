#include "eval/evaluation.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "eval/gold_builder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

struct RunRow {
  std::string id;
  std::string cluster;  // empty: none
  double similarity = 1;
};

// The representative of a cluster is its first row of similarity 1.
DocumentsTable RunOf(const std::vector<RunRow>& rows) {
  DocumentsTable table;
  std::map<std::string, uint32_t> numbers;
  std::map<std::string, RunRow> sorted;
  for (const RunRow& row : rows) sorted[row.id] = row;
  for (const auto& [id, row] : sorted) {
    DocumentsTable::Row added{.id = id, .similarity = row.similarity};
    if (!row.cluster.empty()) {
      const auto number = static_cast<uint32_t>(table.clusters.size());
      const auto [place, inserted] = numbers.try_emplace(row.cluster, number);
      if (inserted) table.clusters.push_back({row.cluster, ""});
      added.cluster = place->second;
      std::string& best = table.clusters[place->second].representative;
      if (best.empty() && row.similarity == 1) best = id;
    }
    table.rows.push_back(added);
  }
  return table;
}

Gold Labels(const std::vector<std::pair<std::string, std::string>>& labels) {
  GoldBuilder builder;
  for (const auto& [id, label] : labels) {
    EXPECT_TRUE(builder.AddLabel(id, label).ok());
  }
  return std::move(builder).Finish();
}

Gold Pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  GoldBuilder builder;
  for (const auto& [a, b] : pairs) EXPECT_TRUE(builder.AddPair(a, b).ok());
  return std::move(builder).Finish();
}

Evaluation Must(absl::StatusOr<Evaluation> evaluation) {
  EXPECT_TRUE(evaluation.ok()) << evaluation.status().message();
  return std::move(evaluation).value();
}

std::vector<std::pair<std::string, std::string>> Ids(
    const std::vector<PairError>& errors) {
  std::vector<std::pair<std::string, std::string>> ids;
  for (const PairError& error : errors) {
    ids.emplace_back(error.a.id, error.b.id);
  }
  return ids;
}

TEST(Evaluate, UnlabelledDocumentsTakePartButAreNotJudged) {
  // The unlabelled u sits in the cluster; the judged two still match exactly.
  const DocumentsTable run = RunOf({{"a", "c"}, {"b", "c"}, {"u", "c"}});
  const Gold gold = Labels({{"a", "x"}, {"b", "x"}, {"u", ""}});
  const Evaluation left_out = Must(Evaluate(run, gold, {}));
  EXPECT_EQ(left_out.scores.documents, 2u);
  EXPECT_EQ(left_out.left_out, 1u);
  EXPECT_THAT(left_out.scores.exact_match, Optional(Eq(1.0)));

  const Evaluation alone =
      Must(Evaluate(run, gold, {.unlabelled = Unlabelled::kSingleton}));
  EXPECT_EQ(alone.scores.documents, 3u);
  EXPECT_EQ(alone.as_singletons, 1u);
  EXPECT_THAT(alone.scores.pairs.precision, Optional(DoubleEq(1.0 / 3)));
  EXPECT_THAT(alone.scores.exact_match, Optional(Eq(0.0)));
}

TEST(Evaluate, ADocumentTheGoldDoesNotNameIsUnlabelled) {
  const DocumentsTable run = RunOf({{"a", "c"}, {"b", "c"}, {"x", ""}});
  const Gold gold = Labels({{"a", "x"}, {"b", "x"}});
  EXPECT_EQ(Must(Evaluate(run, gold, {})).left_out, 1u);
  const Evaluation alone =
      Must(Evaluate(run, gold, {.unlabelled = Unlabelled::kSingleton}));
  EXPECT_EQ(alone.scores.exact_documents, 3u);
}

TEST(Evaluate, AGoldDocumentThatTheRunLacksIsJudgedAsAlone) {
  const DocumentsTable run = RunOf({{"a", "c"}, {"b", "c"}});
  const Gold gold = Labels({{"a", "x"}, {"b", "x"}, {"r", "x"}});
  const Evaluation evaluation = Must(Evaluate(run, gold, {}));
  EXPECT_EQ(evaluation.missing, 1u);
  EXPECT_EQ(evaluation.scores.documents, 3u);
  EXPECT_THAT(evaluation.scores.pairs.recall, Optional(DoubleEq(1.0 / 3)));
  ASSERT_THAT(evaluation.misses, SizeIs(1));
  EXPECT_FALSE(evaluation.misses[0].b.in_run);
  EXPECT_EQ(evaluation.misses[0].pairs, 2u);
}

TEST(Evaluate, NothingInCommonIsAnErrorAndNotAScoreOfZero) {
  const auto evaluation =
      Evaluate(RunOf({{"a", ""}}), Labels({{"b", "x"}}), {});
  EXPECT_EQ(evaluation.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Evaluate, PairsAsGoldAreCountedAsListed) {
  const DocumentsTable run =
      RunOf({{"a", "c"}, {"b", "c"}, {"c", "c"}, {"d", ""}});
  const Evaluation evaluation =
      Must(Evaluate(run, Pairs({{"a", "b"}, {"b", "c"}, {"c", "d"}}), {}));
  EXPECT_EQ(evaluation.scores.gold_pairs, 3u);
  EXPECT_EQ(evaluation.scores.predicted_pairs, 3u);
  EXPECT_EQ(evaluation.scores.shared_pairs, 2u);
  EXPECT_EQ(evaluation.gold_clusters, 1u);
  EXPECT_THAT(Ids(evaluation.false_pairs), ElementsAre(std::pair("a", "c")));
  EXPECT_THAT(Ids(evaluation.misses), ElementsAre(std::pair("c", "d")));
}

TEST(FalsePairs, AMemberIsHeldAgainstTheRepresentativeLeastSimilarFirst) {
  const DocumentsTable run = RunOf({{"r", "1", 1},
                                    {"near", "1", 0.9},
                                    {"far", "1", 0.5},
                                    {"good", "1", 0.4},
                                    {"s", "2", 1},
                                    {"t", "2", 0.7}});
  const Gold gold = Labels({{"r", "x"},
                            {"good", "x"},
                            {"near", "y"},
                            {"far", "z"},
                            {"s", "p"},
                            {"t", "q"}});
  const Evaluation evaluation = Must(Evaluate(run, gold, {}));
  EXPECT_THAT(Ids(evaluation.false_pairs),
              ElementsAre(std::pair("r", "far"), std::pair("s", "t"),
                          std::pair("r", "near")));
  EXPECT_THAT(evaluation.false_pairs[0].similarity, Optional(Eq(0.5)));
  EXPECT_EQ(evaluation.false_pairs[0].pairs, 2u);  // r and good against far
  EXPECT_THAT(evaluation.false_pairs[0].a.label, Optional(Eq("x")));
  EXPECT_THAT(evaluation.false_pairs[0].b.cluster, Optional(Eq("1")));
  EXPECT_THAT(evaluation.misses, IsEmpty());
}

TEST(FalsePairs, TheMostSimilarMemberStandsInForAnUnjudgedRepresentative) {
  const DocumentsTable run =
      RunOf({{"r", "1", 1}, {"a", "1", 0.6}, {"b", "1", 0.8}});
  const Gold gold = Labels({{"r", ""}, {"a", "x"}, {"b", "y"}});
  const Evaluation evaluation = Must(Evaluate(run, gold, {}));
  EXPECT_THAT(Ids(evaluation.false_pairs), ElementsAre(std::pair("b", "a")));
}

TEST(FalsePairs, OneBadClusterDoesNotFillTheList) {
  std::vector<RunRow> rows = {{"r", "bad", 1}};
  std::vector<std::pair<std::string, std::string>> labels = {{"r", "r"}};
  for (int i = 100; i < 200; ++i) {
    const std::string id = "m" + std::to_string(i);
    rows.push_back({id, "bad", 0.5});
    labels.emplace_back(id, id);
  }
  rows.push_back({"s", "other", 1});
  rows.push_back({"t", "other", 0.99});
  labels.emplace_back("s", "s");
  labels.emplace_back("t", "t");
  const Evaluation evaluation = Must(Evaluate(RunOf(rows), Labels(labels), {}));
  EXPECT_THAT(Ids(evaluation.false_pairs),
              ElementsAre(std::pair("r", "m100"), std::pair("r", "m101"),
                          std::pair("r", "m102"), std::pair("s", "t")));
  EXPECT_THAT(
      Must(Evaluate(RunOf(rows), Labels(labels), {.worst = 2})).false_pairs,
      SizeIs(2));
}

TEST(Misses, TheLargestPartIsHeldAgainstTheOthersMostPairsFirst) {
  const DocumentsTable run = RunOf({{"a", "1", 0.9},
                                    {"b", "1", 1},
                                    {"c", "1", 0.9},
                                    {"d", "2", 1},
                                    {"e", "2", 0.9},
                                    {"f", ""},
                                    {"g", ""},
                                    {"h", ""}});
  const Gold gold = Labels({{"a", "x"},
                            {"b", "x"},
                            {"c", "x"},
                            {"d", "x"},
                            {"e", "x"},
                            {"f", "x"},
                            {"g", "y"},
                            {"h", "y"}});
  const Evaluation evaluation = Must(Evaluate(run, gold, {}));
  EXPECT_THAT(Ids(evaluation.misses),
              ElementsAre(std::pair("b", "d"), std::pair("b", "f"),
                          std::pair("g", "h")));
  EXPECT_EQ(evaluation.misses[0].pairs, 6u);
  EXPECT_EQ(evaluation.misses[1].pairs, 3u);
  EXPECT_FALSE(evaluation.misses[2].a.cluster.has_value());
  EXPECT_THAT(evaluation.false_pairs, IsEmpty());
}

TEST(Misses, ListedPairsThatJoinTheSameTwoClustersAreOneError) {
  const DocumentsTable run =
      RunOf({{"a", "1"}, {"b", "1"}, {"c", "2"}, {"d", "2"}});
  const Evaluation evaluation = Must(Evaluate(
      run, Pairs({{"a", "b"}, {"c", "d"}, {"a", "c"}, {"b", "d"}, {"a", "d"}}),
      {}));
  EXPECT_THAT(Ids(evaluation.misses), ElementsAre(std::pair("a", "c")));
  EXPECT_EQ(evaluation.misses[0].pairs, 3u);
}

}  // namespace
}  // namespace litany::eval
