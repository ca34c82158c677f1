// The rows as docs/formats/run-directory.md spells them, byte for byte.
#include "report/table_writer.h"

#include <string>
#include <vector>

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"
#include "litany/records.h"

namespace litany::report {
namespace {

using ::testing::ElementsAre;

template <typename Row>
std::string JsonLine(const Row& row) {
  std::string line;
  AppendLine(row, &line);
  return line;
}

TEST(JsonLine, DocumentInACopyHasEveryField) {
  DocumentRecord row;
  row.id = "a#2";
  row.source = "example.org";
  row.date = "2026-11-23";
  row.cluster = "0123456789abcdef";
  row.keep = false;
  row.reason = Reason::kNear;
  row.representative = "b";
  row.similarity = Ratio{41, 51};
  row.kept_similarity = Ratio{1, 1};
  row.repairs = 3;
  row.chars = {1, 2, 3, 4, 5};
  EXPECT_EQ(JsonLine(row),
            R"({"id": "a#2", "source": "example.org", "date": "2026-11-23", )"
            R"("cluster": "0123456789abcdef", "keep": false, )"
            R"("reason": "near", "representative": "b", )"
            R"("similarity": 0.803922, "kept_similarity": 1.0, "repairs": 3, )"
            R"("chars": {"template": 1, "copy": 2, "passage": 3, "phrase": 4, )"
            R"("own": 5}})"
            "\n");
}

TEST(JsonLine, DocumentInNoCopyHasNulls) {
  DocumentRecord row;
  row.id = "a";
  row.source = "-";
  row.chars.own = 7;
  EXPECT_EQ(JsonLine(row),
            R"({"id": "a", "source": "-", "date": null, "cluster": null, )"
            R"("keep": true, "reason": "unique", "representative": null, )"
            R"("similarity": null, "kept_similarity": null, "repairs": 0, )"
            R"("chars": {"template": 0, "copy": 0, "passage": 0, "phrase": 0, )"
            R"("own": 7}})"
            "\n");
}

TEST(JsonLine, CopyHasEveryField) {
  RepeatRecord row;
  row.repeat = "0123456789abcdef";
  row.documents = 3;
  row.sources = 2;
  row.count = 3;
  row.length = 120;
  row.first = FirstWitness{{"b", "2019"}, 1, 2};
  row.representative = "a";
  row.scores = {{"similarity_mean", {3, 4}}};
  row.weakest_id = "c";
  row.weakest_similarity = {1, 2};
  EXPECT_EQ(JsonLine(row),
            R"({"repeat": "0123456789abcdef", "kind": "copy", "documents": 3, )"
            R"("sources": 2, "count": 3, "length": 120, )"
            R"("first": {"id": "b", "date": "2019", "ties": 1, "undated": 2}, )"
            R"("representative": "a", "text": null, "pattern": null, )"
            R"("scores": {"similarity_mean": 0.75}, )"
            R"("weakest": {"id": "c", "similarity": 0.5}})"
            "\n");
}

TEST(JsonLine, CopyWithoutDatesHasNoFirst) {
  RepeatRecord row;
  row.repeat = "0";
  EXPECT_THAT(JsonLine(row), ::testing::HasSubstr(R"("first": null, )"));
}

TEST(JsonLine, PatternIsTextAndNumberedGaps) {
  RepeatRecord row;
  row.kind = RepeatKind::kPhrase;
  row.text = "以…为";
  row.pattern = {
      {"以", 0, "", {}}, {"", 1, "text", {"人", "民"}}, {"为", 0, "", {}}};
  EXPECT_THAT(
      JsonLine(row),
      ::testing::HasSubstr(
          R"("kind": "phrase", "documents": 0, "sources": 0, "count": 0, )"
          R"("length": 0, "first": null, "representative": null, )"
          R"("text": "以…为", "pattern": [{"text": "以"}, )"
          R"({"gap": 1, "type": "text", "examples": ["人", "民"]}, )"
          R"({"text": "为"}], "scores": {}, "weakest": null})"));
}

TEST(JsonLine, OccurrenceHasEveryField) {
  OccurrenceRecord row;
  row.repeat = "0123456789abcdef";
  row.id = "漢";
  row.begin = 0;
  row.end = 30;
  row.char_begin = 0;
  row.char_end = 10;
  row.similarity = {9, 10};
  row.relation = Relation::kNear;
  row.edits = {{2, 3, "甲", "乙"}};
  row.first = true;
  row.source = "a.example";
  row.inside = "fedcba9876543210";
  EXPECT_EQ(JsonLine(row),
            R"({"repeat": "0123456789abcdef", "kind": "copy", "id": "漢", )"
            R"("begin": 0, "end": 30, "char_begin": 0, "char_end": 10, )"
            R"("similarity": 0.9, "relation": "near", )"
            R"("edits": [{"begin": 2, "end": 3, "was": "甲", "now": "乙"}], )"
            R"("first": true, "source": "a.example", "date": null, )"
            R"("text": null, "inside": "fedcba9876543210"})"
            "\n");
}

TEST(JsonLine, PairComputesItsDecimalsFromItsIntegers) {
  PairRecord row;
  row.a = "a";
  row.b = "b";
  row.relation = Relation::kNear;
  row.shared = 4;
  row.size_a = 5;
  row.size_b = 8;
  EXPECT_EQ(JsonLine(row),
            R"({"a": "a", "b": "b", "relation": "near", "shared": 4, )"
            R"("size_a": 5, "size_b": 8, "jaccard": 0.444444, )"
            R"("containment": 0.8})"
            "\n");
}

TEST(JsonLine, ReuseHasEveryField) {
  ReuseRecord row{"b", "x", "2020-01-02", "a", "y", "", 2, 30, {30, 40}};
  EXPECT_EQ(JsonLine(row),
            R"({"id": "b", "source": "x", "date": "2020-01-02", "from": "a", )"
            R"("from_source": "y", "from_date": null, "passages": 2, )"
            R"("chars": 30, "share": 0.75})"
            "\n");
}

TEST(JsonLine, RejectOfAWholeFileHasNoRecord) {
  RejectRecord row{"a.jsonl.gz", 0, 10, "cut \"short\""};
  EXPECT_EQ(JsonLine(row),
            R"({"file": "a.jsonl.gz", "record": null, "byte": 10, )"
            R"("reason": "cut \"short\""})"
            "\n");
  row.record = 3;
  EXPECT_THAT(JsonLine(row), ::testing::HasSubstr(R"("record": 3, )"));
}

TEST(NameOf, SpellsReasonsAndRelationsAsTheFormatPage) {
  const auto names = [](auto... values) {
    return std::vector<std::string>{std::string(NameOf(values))...};
  };
  EXPECT_THAT(names(Reason::kUnique, Reason::kNoTokens, Reason::kKept,
                    Reason::kIdentical, Reason::kSame, Reason::kNear,
                    Reason::kRepresentative, Reason::kAgainst),
              ElementsAre("unique", "no-tokens", "kept", "identical", "same",
                          "near", "representative", "against"));
  EXPECT_THAT(names(Relation::kIdentical, Relation::kSame, Relation::kNear),
              ElementsAre("identical", "same", "near"));
}

TEST(TableWriter, WritesRowsInTheOrderGiven) {
  const io::TempFolder folder;
  auto table = TableWriter::Create(folder.Path("t.jsonl"));
  ASSERT_TRUE(table.ok()) << table.status();
  const RejectRecord second{"b", 2, 0, "x"};
  const RejectRecord first{"a", 1, 0, "y"};
  ASSERT_TRUE(table->Write(second).ok());
  ASSERT_TRUE(table->Write(first).ok());
  ASSERT_TRUE(table->Close().ok());
  EXPECT_EQ(*base::ReadWholeFile(folder.Path("t.jsonl")),
            JsonLine(second) + JsonLine(first));
}

TEST(TableWriter, NamesThePathThatCannotBeMade) {
  const io::TempFolder folder;
  const auto table = TableWriter::Create(folder.Path("none/t.jsonl"));
  EXPECT_EQ(table.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(table.status().message()),
              ::testing::HasSubstr("none/t.jsonl"));
}

}  // namespace
}  // namespace litany::report
