// What the tables say of small collections, and the sums they must keep.
#include <cstdint>
#include <string>

#include "base/hash.h"
#include "base/strings.h"
#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class Tables : public DedupTest {
 protected:
  // A base of 100 shingles, an identical, a same and a near copy of it, and
  // one document like no other.
  void Family() {
    Input("a.jsonl",
          Line("base", Words(1, 0, 104)) + Line("identical", Words(1, 0, 104)) +
              Line("same", Words(1, 0, 104) + "!") +
              Line("near", Words(1, 0, 90)) + Line("unlike", Words(2, 0, 104)));
  }
};

TEST_F(Tables, ReasonsSayHowADocumentComparesWithTheKeptOne) {
  Family();
  dedup_.keep.kind = KeepPolicy::Kind::kFirst;
  Run();
  EXPECT_THAT(
      Column("reason"),
      UnorderedElementsAre(Pair("base", "kept"), Pair("identical", "identical"),
                           Pair("same", "same"), Pair("near", "near"),
                           Pair("unlike", "unique")));
  EXPECT_THAT(
      Column("keep"),
      UnorderedElementsAre(Pair("base", "true"), Pair("identical", "false"),
                           Pair("same", "false"), Pair("near", "false"),
                           Pair("unlike", "true")));
}

TEST_F(Tables, SimilaritiesAreExact) {
  Family();
  dedup_.keep.kind = KeepPolicy::Kind::kSource;
  dedup_.keep.sources = {"none"};
  Run();
  // 86 of 100 shingles.
  EXPECT_THAT(
      Column("similarity"),
      UnorderedElementsAre(Pair("base", "1.0"), Pair("identical", "1.0"),
                           Pair("same", "1.0"), Pair("near", "0.86"),
                           Pair("unlike", "null")));
}

TEST_F(Tables, KeptSimilarityIsToTheKeptDocument) {
  Input("a.jsonl", Line("near", Words(1, 0, 90)) +
                       Line("base", Words(1, 0, 104)) +
                       Line("other", Words(1, 14, 104)));
  dedup_.keep.kind = KeepPolicy::Kind::kFirst;
  Run();
  EXPECT_EQ(Column("representative")["other"], "base");
  // near and other share 72 of 100, and were perhaps never candidates.
  EXPECT_THAT(Column("kept_similarity"),
              UnorderedElementsAre(Pair("near", "1.0"), Pair("base", "0.86"),
                                   Pair("other", "0.72")));
}

TEST_F(Tables, KeepNoneDropsEveryMemberAndExplainsEach) {
  Family();
  dedup_.keep.kind = KeepPolicy::Kind::kNone;
  const DedupReport report = Run();
  EXPECT_EQ(report.kept, 1u);
  EXPECT_EQ(report.dropped, 4u);
  const auto documents = Documents();
  const std::string head = documents.at("near").at("representative");
  EXPECT_EQ(documents.at(head).at("reason"), "representative");
  EXPECT_EQ(documents.at(head).at("keep"), "false");
  EXPECT_EQ(documents.at("near").at("reason"), "near");
  EXPECT_EQ(documents.at("near").at("kept_similarity"), "null");
  EXPECT_EQ(documents.at("unlike").at("keep"), "true");
}

TEST_F(Tables, RepresentativeIsTheSmallestRawHashOfItsVertex) {
  Input("a.jsonl", Line("p", "one two three.") + Line("q", "one two three!") +
                       Line("r", "One two three"));
  Run();
  std::string smallest = "p";
  base::Hash128 least = base::HashBytes128("one two three.");
  for (const auto& [id, text] :
       {std::pair{"q", "one two three!"}, {"r", "One two three"}}) {
    if (base::HashBytes128(text) < least) {
      least = base::HashBytes128(text);
      smallest = id;
    }
  }
  EXPECT_THAT(Column("representative"),
              UnorderedElementsAre(Pair("p", smallest), Pair("q", smallest),
                                   Pair("r", smallest)));
}

TEST_F(Tables, IdOfACopyIsTheHashOfTheRepresentativesFoldedText) {
  Input("a.jsonl", Line("p", "One, two THREE") + Line("q", "one two three"));
  Run();
  EXPECT_EQ(Column("cluster")["p"],
            base::Hex16(base::HashBytes128("one two three")));
  EXPECT_THAT(
      Rows("repeats"),
      ElementsAre(::testing::Contains(Pair("repeat", Column("cluster")["p"]))));
}

TEST_F(Tables, FirstWitnessIsTheEarliestDate) {
  Input("a.jsonl", Line("a", Words(1, 0, 50), R"("date": "2021-05-01")") +
                       Line("b", Words(1, 0, 50), R"("date": "2019-05-01")") +
                       Line("c", Words(1, 0, 50), R"("date": "2020-05-01")"));
  Run();
  EXPECT_EQ(Rows("repeats")[0]["first"],
            R"({"id":"b","date":"2019-05-01","ties":0,"undated":0})");
  std::map<std::string, std::string> first;
  for (Row& row : Rows("occurrences")) first[row["id"]] = row["first"];
  EXPECT_THAT(first, UnorderedElementsAre(Pair("a", "false"), Pair("b", "true"),
                                          Pair("c", "false")));
}

TEST_F(Tables, FirstWitnessOfEqualDatesIsTheSmallestId) {
  Input("a.jsonl", Line("c", Words(1, 0, 50), R"("date": "2019")") +
                       Line("b", Words(1, 0, 50), R"("date": "2019")") +
                       Line("a", Words(1, 0, 50)));
  Run();
  EXPECT_EQ(Rows("repeats")[0]["first"],
            R"({"id":"b","date":"2019","ties":1,"undated":1})");
}

TEST_F(Tables, CopyWithoutDatesHasNoFirst) {
  Input("a.jsonl", Line("a", Words(1, 0, 50)) + Line("b", Words(1, 0, 50)));
  Run();
  EXPECT_EQ(Rows("repeats")[0]["first"], "null");
  for (Row& row : Rows("occurrences")) EXPECT_EQ(row["first"], "false");
}

TEST_F(Tables, CopyCountsDocumentsAndKnownSources) {
  Input("a.jsonl",
        Line("a", Words(1, 0, 50), R"("url": "https://x.org/1")") +
            Line("b", Words(1, 0, 50), R"("url": "https://x.org/2")") +
            Line("c", Words(1, 0, 50), R"("url": "https://y.org/1")") +
            Line("d", Words(1, 0, 50)));
  Run();
  Row copy = Rows("repeats")[0];
  EXPECT_EQ(copy["documents"], "4");
  EXPECT_EQ(copy["count"], "4");
  EXPECT_EQ(copy["sources"], "2");
}

TEST_F(Tables, WeakestMemberAndMeanAreOverTheOthers) {
  Input("a.jsonl", Line("base", Words(1, 0, 104)) +
                       Line("weak", Words(1, 0, 84)) +
                       Line("near", Words(1, 0, 94)));
  Run();
  Row copy = Rows("repeats")[0];
  EXPECT_EQ(copy["representative"], "base");
  EXPECT_EQ(copy["weakest"], R"({"id":"weak","similarity":0.8})");
  EXPECT_EQ(copy["scores"], R"({"similarity_mean":0.85})");
}

TEST_F(Tables, OccurrenceSpansTheWholeTextInBytesAndCodePoints) {
  Input("a.jsonl", Line("a", "漢字とかな") + Line("b", "漢字、とかな。"));
  Run();
  std::map<std::string, Row> rows;
  for (Row& row : Rows("occurrences")) rows[row["id"]] = row;
  EXPECT_EQ(rows["a"]["begin"], "0");
  EXPECT_EQ(rows["a"]["end"], "15");
  EXPECT_EQ(rows["a"]["char_end"], "5");
  EXPECT_EQ(rows["b"]["end"], "21");
  EXPECT_EQ(rows["b"]["char_begin"], "0");
  EXPECT_EQ(rows["b"]["char_end"], "7");
  EXPECT_EQ(rows["a"]["edits"], "[]");
}

TEST_F(Tables, PairsNameVerticesAndHangTheirOtherDocumentsOnThem) {
  Input("a.jsonl", Line("b", Words(1, 0, 104)) + Line("a", Words(1, 0, 94)) +
                       Line("c", Words(1, 0, 94)));
  dedup_.pairs = true;
  Run();
  // a and c are one vertex, named by the smaller id as their raw text is one.
  const std::vector<Row> pairs = Rows("pairs");
  ASSERT_THAT(pairs, SizeIs(2));
  EXPECT_EQ(pairs[0], (Row{{"a", "a"},
                           {"b", "b"},
                           {"relation", "near"},
                           {"shared", "90"},
                           {"size_a", "90"},
                           {"size_b", "100"},
                           {"jaccard", "0.9"},
                           {"containment", "1.0"}}));
  EXPECT_EQ(pairs[1], (Row{{"a", "a"},
                           {"b", "c"},
                           {"relation", "identical"},
                           {"shared", "90"},
                           {"size_a", "90"},
                           {"size_b", "90"},
                           {"jaccard", "1.0"},
                           {"containment", "1.0"}}));
}

TEST_F(Tables, PairsAreWrittenOnRequestOnly) {
  Family();
  Run();
  EXPECT_FALSE(Exists("out/pairs.jsonl"));
}

TEST_F(Tables, ForcedRunRemovesThePairsOfAnEarlierOne) {
  Family();
  dedup_.pairs = true;
  Run();
  ASSERT_TRUE(Exists("out/pairs.jsonl"));
  dedup_.pairs = false;
  Run();
  EXPECT_FALSE(Exists("out/pairs.jsonl"));
}

TEST_F(Tables, DocumentWithoutTokensIsKeptAndInNoCopy) {
  Input("a.jsonl", Line("a", "...") + Line("b", "...") + Line("c", "") +
                       Line("d", "\u3002\uff01\u200b"));
  const DedupReport report = Run();
  for (const auto& [id, row] : Documents()) {
    EXPECT_EQ(row.at("reason"), "no-tokens") << id;
    EXPECT_EQ(row.at("keep"), "true") << id;
    EXPECT_EQ(row.at("cluster"), "null") << id;
  }
  EXPECT_EQ(report.copies, 0u);
  EXPECT_THAT(report.summary_json, HasSubstr("\"no_tokens\": 4"));
}

TEST_F(Tables, CharsPutEveryCodePointDownToOneCause) {
  Input("a.jsonl", Line("a", "漢字とかな漢字とかな!") +
                       Line("b", "漢字とかな漢字とかな") +
                       Line("c", "e\u0301a\u0308 \U00020000"));
  Run();
  const auto chars = [](std::string_view copy, std::string_view own) {
    return absl::StrCat(R"({"template":0,"copy":)", base::ToAbsl(copy),
                        R"(,"passage":0,"phrase":0,"own":)", base::ToAbsl(own),
                        "}");
  };
  // The representative's text is its own; that of the other is a copy.
  const bool is_a = Column("representative")["a"] == "a";
  EXPECT_THAT(Column("chars"),
              UnorderedElementsAre(
                  Pair("a", is_a ? chars("0", "11") : chars("11", "0")),
                  Pair("b", is_a ? chars("10", "0") : chars("0", "10")),
                  Pair("c", chars("0", "6"))));
}

TEST_F(Tables, EveryRecordIsADocumentOrAReject) {
  Input("a.jsonl", Line("a", Words(1, 0, 50)) + "nonsense\n" + "\n" +
                       "{\"id\": \"b\"}\n" + Line("c", "\xff x") +
                       Line("d", Words(1, 0, 50)));
  const DedupReport report = Run();
  EXPECT_EQ(report.read, 5u);  // a blank line is no record
  EXPECT_EQ(report.documents, 3u);
  EXPECT_EQ(report.rejects, 2u);
  EXPECT_EQ(report.documents + report.rejects, report.read);
  EXPECT_EQ(report.kept + report.dropped, report.documents);
  EXPECT_EQ(report.repaired, 1u);
  EXPECT_EQ(Column("repairs")["c"], "1");
  EXPECT_THAT(report.first_reject, HasSubstr("a.jsonl, record 2"));
  std::vector<std::string> records;
  for (Row& row : Rows("rejects")) records.push_back(row["record"]);
  EXPECT_THAT(records, ElementsAre("2", "4"));
}

TEST_F(Tables, SummaryHoldsTheSameCountsAsTheReport) {
  Family();
  const DedupReport report = Run();
  EXPECT_EQ(Read("out/summary.json"), report.summary_json);
  for (const char* count :
       {"\"read\": 5", "\"documents\": 5", "\"rejects\": 0", "\"kept\": 2",
        "\"dropped\": 3", "\"vertices\": 3", "\"copies\": 1",
        "\"in_copies\": 4", "\"caps\": {}", "\"schema\": 1"}) {
    EXPECT_THAT(report.summary_json, HasSubstr(count));
  }
}

TEST_F(Tables, EmptyInputMakesEmptyTables) {
  Input("a.jsonl", "");
  const DedupReport report = Run();
  EXPECT_EQ(report.read, 0u);
  for (const char* table : {"documents", "repeats", "occurrences", "rejects"}) {
    EXPECT_EQ(Read(absl::StrCat("out/", table, ".jsonl")), "") << table;
  }
}

TEST_F(Tables, FailStopsAtTheFirstBadRecordOfTheInput) {
  // One is found by the parser, the later by the reader.
  run_.input.on_error = OnError::kFail;
  run_.input.max_doc_bytes = 100;
  Input("a.jsonl", "nonsense\n" + std::string(200, 'x') + "\n");
  const auto report = TryRun();
  EXPECT_EQ(report.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr("(a.jsonl, record 1, byte 0)"));
}

TEST_F(Tables, WholeFileThatCannotBeReadHasNoRecordNumber) {
  Input("a.jsonl.gz", "this is not gzip");
  const DedupReport report = Run();
  EXPECT_EQ(report.rejects, 1u);
  EXPECT_THAT(report.first_reject, HasSubstr("(a.jsonl.gz, byte 0)"));
  EXPECT_EQ(Rows("rejects")[0]["record"], "null");
}

TEST_F(Tables, ThresholdIsMetExactly) {
  // 8 shingles of 10.
  Input("a.jsonl", Line("a", Words(1, 0, 14)) + Line("b", Words(1, 0, 12)));
  dedup_.threshold = 0.8;
  EXPECT_EQ(Run().copies, 1u);
  dedup_.threshold = 0.81;
  EXPECT_EQ(Run().copies, 0u);
}

}  // namespace
}  // namespace litany::engine
