#include "eval/span_gold.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

absl::StatusOr<SpanGold> Read(const std::string& name, const std::string& bytes,
                              GoldForm form) {
  const io::TempFolder folder;
  return ReadSpanGold(folder.Write(name, bytes), form, "id");
}

TEST(SpanGold, DocumentsNameTheirSpansAndWhatIsUnknown) {
  const auto gold =
      Read("g.jsonl",
           "{\"id\":\"item 2\",\"in_day\":null}\n"
           "{\"id\":\"item 1\",\"in_day\":\"day\"}\n"
           "{\"id\":\"day\",\"spans\":[{\"source\":\"item 1\",\"this_begin\":5,"
           "\"this_end\":9,\"source_begin\":0,\"source_end\":4}]}\n",
           GoldForm::kSpanDocuments);
  ASSERT_TRUE(gold.ok()) << gold.status();
  EXPECT_THAT(gold->ids, ElementsAre("day", "item 1", "item 2"));
  EXPECT_THAT(gold->cases, ElementsAre(SpanPair{0, 1, {5, 9}, {0, 4}}));
  EXPECT_THAT(gold->pairs, ElementsAre(Pair(0, 1)));
  EXPECT_THAT(gold->unknown, ElementsAre(false, false, true));
}

TEST(SpanGold, RowsOfJsonAndTabsSayTheSame) {
  const auto json = Read(
      "g.jsonl",
      "{\"suspicious\":\"z\",\"suspicious_begin\":5,\"suspicious_length\":4,"
      "\"source\":\"a\",\"source_begin\":10,\"source_length\":3,"
      "\"kind\":\"edited\"}\n"
      "{\"suspicious\":\"z\",\"source\":\"b\"}\n",
      GoldForm::kSpanRows);
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_THAT(json->cases, ElementsAre(SpanPair{0, 2, {10, 13}, {5, 9}}));
  EXPECT_THAT(json->kinds, ElementsAre("edited"));
  EXPECT_THAT(json->pairs, ElementsAre(Pair(0, 2), Pair(1, 2)));
  const auto tabs =
      Read("g.tsv",
           "kind\tsuspicious\tsuspicious_begin\tsuspicious_length\tsource\t"
           "source_begin\tsource_length\n"
           "edited\tz\t5\t4\ta\t10\t3\n"
           "\tz\t\t\tb\t\t\n"
           "edited\tz\t5\t4\ta\t10\t3\n",
           GoldForm::kSpanRows);
  ASSERT_TRUE(tabs.ok()) << tabs.status();
  EXPECT_EQ(tabs->cases, json->cases);
  EXPECT_EQ(tabs->pairs, json->pairs);
  EXPECT_EQ(tabs->repeated, 1u);
}

TEST(SpanGold, SpansOfAPassageAreCasesTwoByTwo) {
  const auto gold =
      Read("g.gold",
           "passage\tid\tbegin\tend\nP\ta\t0\t9\nP\tb\t1\t10\nP\tc\t2\t11\n"
           "P\ta\t50\t59\nQ\ta\t0\t9\n",
           GoldForm::kPassages);
  ASSERT_TRUE(gold.ok()) << gold.status();
  EXPECT_EQ(gold->cases.size(), 5u);  // of six pairs one is within a
  EXPECT_THAT(gold->pairs, ElementsAre(Pair(0, 1), Pair(0, 2), Pair(1, 2)));
}

TEST(SpanGold, WhatIsNoCaseIsRefusedWithItsPlace) {
  const char kHead[] = "passage\tid\tbegin\tend\n";
  const auto empty =
      Read("g.gold", absl::StrCat(kHead, "P\ta\t4\t4\n"), GoldForm::kPassages);
  EXPECT_THAT(std::string(empty.status().message()), HasSubstr("line 2"));
  const auto lone =
      Read("g.gold", absl::StrCat(kHead, "P\ta\t4\t9\n"), GoldForm::kPassages);
  EXPECT_THAT(std::string(lone.status().message()), HasSubstr("no case"));
  const auto itself = Read(
      "g.jsonl",
      "{\"suspicious\":\"z\",\"suspicious_begin\":5,\"suspicious_length\":4,"
      "\"source\":\"z\",\"source_begin\":10,\"source_length\":3}\n",
      GoldForm::kSpanRows);
  EXPECT_EQ(itself.status().code(), absl::StatusCode::kInvalidArgument);
  const auto nothing = Read(
      "g.jsonl",
      "{\"suspicious\":\"z\",\"suspicious_begin\":5,\"suspicious_length\":0,"
      "\"source\":\"a\",\"source_begin\":10,\"source_length\":3}\n",
      GoldForm::kSpanRows);
  EXPECT_THAT(std::string(nothing.status().message()), HasSubstr("line 1"));
  const auto half =
      Read("g.jsonl",
           "{\"id\":\"a\",\"spans\":[{\"source\":\"b\",\"this_begin\":1}]}\n",
           GoldForm::kSpanDocuments);
  EXPECT_EQ(half.status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace litany::eval
