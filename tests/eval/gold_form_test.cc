#include "eval/gold_form.h"

#include <filesystem>
#include <string>

#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::eval {
namespace {

GoldForm FormOf(const std::string& name, const std::string& bytes) {
  const io::TempFolder folder;
  const auto form = FormOfGold(folder.Write(name, bytes), "cluster");
  EXPECT_TRUE(form.ok()) << form.status();
  return form.value_or(GoldForm::kClusters);
}

TEST(GoldForm, OfJsonLinesIsToldByTheFirstFieldThatTells) {
  EXPECT_EQ(FormOf("g.jsonl", "{\"id\":\"a\",\"cluster\":\"x\"}\n"),
            GoldForm::kClusters);
  EXPECT_EQ(FormOf("g.jsonl",
                   "{\"id\":\"a\",\"in_day\":null}\n"
                   "{\"id\":\"b\",\"spans\":[]}\n"
                   "{\"id\":\"c\",\"spans\":[{\"source\":\"a\"}]}"),
            GoldForm::kSpanDocuments);
  EXPECT_EQ(
      FormOf("g.jsonl",
             "{\"id\":\"a\",\"spans\":[{\"begin\":0,\"cause\":\"own\"}]}"),
      GoldForm::kCauses);
  EXPECT_EQ(FormOf("g.ndjson", "{\"suspicious\":\"a\",\"source\":\"b\"}"),
            GoldForm::kSpanRows);
  EXPECT_EQ(FormOf("g.jsonl", "{\"id\":\"a\"}\n"), GoldForm::kClusters);
}

TEST(GoldForm, OfTablesIsToldByTheColumns) {
  EXPECT_EQ(FormOf("g.tsv", "id_a\tid_b\n"), GoldForm::kClusters);
  EXPECT_EQ(FormOf("g.tsv", "a\tb\n"), GoldForm::kClusters);
  EXPECT_EQ(FormOf("g.gold", "passage\tid\tbegin\tend\n"), GoldForm::kPassages);
  EXPECT_EQ(FormOf("g.tsv", "id\tbegin\tend\tcause\n"), GoldForm::kCauses);
  EXPECT_EQ(FormOf("g.tsv", "rank\tphrase\tverdict\n"),
            GoldForm::kJudgedPhrases);
  EXPECT_EQ(FormOf("g.gold", "phrase\tfolded\tids\n"), GoldForm::kPhraseList);
  EXPECT_EQ(FormOf("g.tsv", "suspicious\tsource\n"), GoldForm::kSpanRows);
}

TEST(GoldForm, OfAFolderIsXml) {
  const io::TempFolder folder;
  EXPECT_EQ(*FormOfGold(folder.Path(), "cluster"), GoldForm::kSpanXml);
}

TEST(GoldForm, ADamagedLineBeforeAnythingTellsIsAnError) {
  const io::TempFolder folder;
  EXPECT_FALSE(FormOfGold(folder.Write("g.jsonl", "{\"id\":"), "cluster").ok());
}

}  // namespace
}  // namespace litany::eval
