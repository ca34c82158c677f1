// Documents that hold the greater part of a smaller one.
#include <string>

#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class Contained : public DedupTest {
 protected:
  Contained() { dedup_.contained = ContainedRule{0.65, 0.3}; }

  // A document of 200 shingles, its first 80, its last 80 and its first 40.
  void Excerpts() {
    Input("a.jsonl",
          Line("whole", Words(1, 0, 204), "\"date\": \"2023\"") +
              Line("head", Words(1, 0, 84), "\"date\": \"2021\"") +
              Line("tail", Words(1, 120, 204), "\"date\": \"2022\"") +
              Line("short", Words(1, 0, 44)));
  }
};

TEST_F(Contained, PartsThatAreLargeEnoughJoinTheWhole) {
  Excerpts();
  const DedupReport report = Run();
  EXPECT_THAT(
      Column("reason"),
      UnorderedElementsAre(Pair("whole", "kept"), Pair("head", "contained"),
                           Pair("tail", "contained"), Pair("short", "unique")));
  EXPECT_THAT(Column("similarity"),
              UnorderedElementsAre(Pair("whole", "1.0"), Pair("head", "0.4"),
                                   Pair("tail", "0.4"), Pair("short", "null")));
  EXPECT_EQ(report.copies, 1u);
  EXPECT_EQ(report.dropped, 2u);
}

TEST_F(Contained, WithoutTheRuleTheyAreUnique) {
  Excerpts();
  // But for `head` and its half.
  const auto reasons =
      UnorderedElementsAre(Pair("whole", "unique"), Pair("head", "kept"),
                           Pair("tail", "unique"), Pair("short", "near"));
  dedup_.contained.reset();
  Run();
  EXPECT_THAT(Column("reason"), reasons);
  dedup_.contained = ContainedRule{0.65, 0.41};
  Run();
  EXPECT_THAT(Column("reason"), reasons);
}

TEST_F(Contained, OccurrencesAndPairsNameTheRelation) {
  Excerpts();
  dedup_.pairs = true;
  Run();
  std::map<std::string, std::string> relations;
  for (Row& row : Rows("occurrences")) relations[row["id"]] = row["relation"];
  EXPECT_THAT(relations, UnorderedElementsAre(Pair("whole", "identical"),
                                              Pair("head", "contained"),
                                              Pair("tail", "contained")));
  // Half of `head` is `short`, which is too small for `whole`.
  std::map<std::string, std::string> pairs;
  for (Row& row : Rows("pairs")) {
    pairs[row["a"] + "-" + row["b"]] = absl::StrCat(
        row["relation"], " ", row["jaccard"], " ", row["containment"]);
  }
  EXPECT_THAT(pairs,
              UnorderedElementsAre(Pair("head-whole", "contained 0.4 1.0"),
                                   Pair("tail-whole", "contained 0.4 1.0"),
                                   Pair("head-short", "near 0.5 1.0")));
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"pairs\": 3"));
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"contained\": 2"));
}

TEST_F(Contained, ReasonIsTheSameWhicheverIsKept) {
  Excerpts();
  dedup_.keep.kind = KeepPolicy::Kind::kEarliest;
  Run();
  // `tail` has nothing of `head`: it is in the copy for what it is to `whole`.
  EXPECT_THAT(
      Column("reason"),
      UnorderedElementsAre(Pair("whole", "contained"), Pair("head", "kept"),
                           Pair("tail", "contained"), Pair("short", "unique")));
  EXPECT_THAT(Column("kept_similarity"),
              UnorderedElementsAre(Pair("whole", "0.4"), Pair("head", "1.0"),
                                   Pair("tail", "0.0"), Pair("short", "null")));
}

TEST_F(Contained, EqualTextsKeepTheirStrongerRelation) {
  Input("a.jsonl", Line("a", Words(1, 0, 104)) + Line("b", Words(1, 0, 104)) +
                       Line("c", Words(1, 0, 104) + "!") +
                       Line("d", Words(1, 0, 44)));
  dedup_.keep.kind = KeepPolicy::Kind::kFirst;
  Run();
  EXPECT_THAT(Column("reason"),
              UnorderedElementsAre(Pair("a", "kept"), Pair("b", "identical"),
                                   Pair("c", "same"), Pair("d", "contained")));
}

TEST_F(Contained, AgainstFindsThePartAndTheWhole) {
  dedup_.against = {folder_.Write(
      "ref.jsonl",
      Line("whole", Words(1, 0, 204)) + Line("part", Words(2, 0, 84)))};
  Input("a.jsonl", Line("part", Words(1, 0, 84)) +
                       Line("whole", Words(2, 0, 204)) +
                       Line("short", Words(1, 0, 44)));
  Run();
  EXPECT_THAT(Column("representative"),
              UnorderedElementsAre(Pair("part", "against:whole"),
                                   Pair("whole", "against:part"),
                                   Pair("short", "null")));
  EXPECT_THAT(Column("similarity"),
              UnorderedElementsAre(Pair("part", "0.4"), Pair("whole", "0.4"),
                                   Pair("short", "null")));
  dedup_.contained.reset();
  EXPECT_EQ(Run().against, 0u);
}

TEST_F(Contained, ShortTextsAreJoinedToo) {
  // Two lines of a poem, and the poem.
  Input("a.jsonl",
        Line("poem", "床前明月光,疑是地上霜。举头望明月,低头思故乡。") +
            Line("lines", "床前明月光,疑是地上霜。") +
            Line("other", "白日依山尽,黄河入海流。"));
  Run();
  EXPECT_THAT(Column("reason"), UnorderedElementsAre(Pair("poem", "kept"),
                                                     Pair("lines", "contained"),
                                                     Pair("other", "unique")));
}

TEST_F(Contained, SummarySaysTheRule) {
  Input("a.jsonl", Line("a", "text"));
  Run();
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"containment\": 0.65"));
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"min_jaccard\": 0.3"));
  dedup_.contained.reset();
  Run();
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"containment\": null"));
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"min_jaccard\": null"));
}

TEST_F(Contained, RuleThatCannotBeIsRefused) {
  Input("a.jsonl", Line("a", "text"));
  const auto refused = [this](double containment, double jaccard) {
    dedup_.contained = ContainedRule{containment, jaccard};
    const auto report = TryRun();
    EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(report.status().message());
  };
  EXPECT_THAT(refused(0, 0.3), HasSubstr("--containment"));
  EXPECT_THAT(refused(1.5, 0.3), HasSubstr("--containment"));
  EXPECT_THAT(refused(0.65, 0.001), HasSubstr("--min-jaccard"));
  EXPECT_THAT(refused(0.65, 0.5), HasSubstr("below --threshold"));
  EXPECT_FALSE(Exists("out/summary.json"));
}

}  // namespace
}  // namespace litany::engine
