#include "eval/attribution.h"

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

absl::StatusOr<std::vector<CauseSpan>> CauseGoldOf(const std::string& name,
                                                   const std::string& bytes) {
  const io::TempFolder folder;
  return ReadCauseGold(folder.Write(name, bytes), "id");
}

TEST(CauseGold, TablesAndDocumentsSayTheSame) {
  const auto table = CauseGoldOf("g.tsv",
                                 "id\tbegin\tend\tcause\nb\t0\t5\town\n"
                                 "a\t9\t12\ttemplate\na\t0\t9\tpassage\n");
  const auto lines = CauseGoldOf(
      "g.jsonl",
      "{\"id\":\"b\",\"spans\":[{\"begin\":0,\"end\":5,\"cause\":\"own\"}]}\n"
      "{\"id\":\"a\",\"spans\":[{\"begin\":9,\"end\":12,\"cause\":"
      "\"template\"},{\"this_begin\":0,\"this_end\":9,\"cause\":"
      "\"passage\"}]}\n");
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_EQ(*table, *lines);
  EXPECT_EQ(table->front().cause, Cause::kPassage);
}

TEST(CauseGold, ACharacterHasOneCause) {
  const char kHead[] = "id\tbegin\tend\tcause\n";
  EXPECT_FALSE(CauseGoldOf("g.tsv", absl::StrCat(kHead,
                                                 "a\t0\t5\town\n"
                                                 "a\t4\t9\tcopy\n"))
                   .ok());
  EXPECT_FALSE(
      CauseGoldOf("g.tsv", absl::StrCat(kHead, "a\t5\t5\town\n")).ok());
  const auto other =
      CauseGoldOf("g.tsv", absl::StrCat(kHead, "a\t0\t5\tfooter\n"));
  EXPECT_THAT(std::string(other.status().message()), HasSubstr("line 2"));
  EXPECT_FALSE(CauseGoldOf("g.tsv", kHead).ok());
}

// Document a: template [0, 10), passage [5, 30), phrase [28, 40), own after.
// Document c is a copy of b, which represents both.
OccurrencesTable SomeCauses() {
  return OccurrencesOf(OccurrenceLine("t", "template", "a", 0, 10) +
                       OccurrenceLine("p", "passage", "a", 5, 30) +
                       OccurrenceLine("q", "phrase", "a", 28, 40) +
                       OccurrenceLine("c", "copy", "b", 0, 1000) +
                       OccurrenceLine("c", "copy", "c", 0, 1000));
}

DocumentsTable ThreeDocuments() {
  DocumentsTable documents = DocumentsOf({"a", "b", "c"});
  documents.clusters = {{"c", "b"}};
  documents.rows[1].cluster = documents.rows[2].cluster = 0;
  return documents;
}

TEST(Attribution, CountsCharactersByCause) {
  const std::vector<CauseSpan> gold = {{"a", {0, 8}, Cause::kTemplate},
                                       {"a", {8, 50}, Cause::kPassage},
                                       {"b", {0, 100}, Cause::kOwn},
                                       {"c", {0, 100}, Cause::kCopy},
                                       {"z", {0, 1}, Cause::kOwn}};
  const auto found = Attribute(ThreeDocuments(), SomeCauses(), gold, 10);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->missing, 1u);
  EXPECT_THAT(found->characters[0], ElementsAre(8, 0, 0, 0, 0));
  EXPECT_THAT(found->characters[2], ElementsAre(2, 0, 20, 10, 10));
  EXPECT_THAT(found->characters[1], ElementsAre(0, 100, 0, 0, 0));
  // The representative is not `copy`.
  EXPECT_THAT(found->characters[4], ElementsAre(0, 0, 0, 0, 100));
  EXPECT_DOUBLE_EQ(*found->scores[2].recall, 20.0 / 42);
  EXPECT_DOUBLE_EQ(*found->scores[0].precision, 0.8);
  EXPECT_FALSE(found->scores[3].recall.has_value());
  EXPECT_DOUBLE_EQ(*found->accuracy, 228.0 / 250);
  ASSERT_EQ(found->worst.size(), 1u);
  EXPECT_EQ(*found->worst[0].a.span, (Span{8, 50}));
}

TEST(Attribution, TheRestOfADocumentIsWhatItIsSaidToBe) {
  const DocumentsTable run = ThreeDocuments();
  ASSERT_EQ(run.rows[0].chars, 1000u);
  std::vector<CauseSpan> gold = {{"a", {0, 8}, Cause::kTemplate},
                                 {"a", {20, 50}, Cause::kTemplate},
                                 {"b", {0, 1000}, Cause::kCopy},
                                 {"z", {5, 6}, Cause::kTemplate}};
  FillRest(run, Cause::kOwn, &gold);
  const std::vector<CauseSpan> want = {
      {"a", {0, 8}, Cause::kTemplate},   {"a", {8, 20}, Cause::kOwn},
      {"a", {20, 50}, Cause::kTemplate}, {"a", {50, 1000}, Cause::kOwn},
      {"b", {0, 1000}, Cause::kCopy},    {"z", {5, 6}, Cause::kTemplate}};
  EXPECT_EQ(gold, want);
}

TEST(Attribution, NeedsTheSameTexts) {
  EXPECT_FALSE(
      Attribute(ThreeDocuments(), SomeCauses(), {{"z", {0, 1}, Cause::kOwn}}, 1)
          .ok());
  EXPECT_FALSE(Attribute(ThreeDocuments(), SomeCauses(),
                         {{"a", {0, 1001}, Cause::kOwn}}, 1)
                   .ok());
}

TEST(AttributionReport, HasTheConfusion) {
  const auto found = Attribute(ThreeDocuments(), SomeCauses(),
                               {{"a", {8, 50}, Cause::kPassage}}, 10);
  ASSERT_TRUE(found.ok());
  const std::string text =
      RenderAttributionText(*found, {{"a", std::string(60, 'x')}});
  EXPECT_THAT(text, HasSubstr("passage                2         0        20   "
                              "     10        10\n"));
  EXPECT_THAT(text, HasSubstr("wrong 1, gold \"passage\", template 2, passage "
                              "20, phrase 10, own 10\n  a  [8, 50)\n    xxx"));
  simdjson::dom::parser parser;
  const std::string json = RenderAttributionJson(*found, {});
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(int64_t{root["causes"]["passage"]["run"]["own"]}, 10);
  EXPECT_TRUE(root["wrong"].at(0)["b"].is_null());
}

}  // namespace
}  // namespace litany::eval
