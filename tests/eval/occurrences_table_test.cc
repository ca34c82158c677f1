#include "eval/occurrences_table.h"

#include <string>

#include "eval/eval_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(OccurrencesTable, RowsOfADocumentStandTogether) {
  const OccurrencesTable table =
      OccurrencesOf(OccurrenceLine("r2", "passage", "b", 0, 5) +
                    OccurrenceLine("r1", "passage", "b", 7, 9) +
                    OccurrenceLine("r1", "phrase", "a", 1, 2));
  EXPECT_THAT(table.documents, ElementsAre("a", "b"));
  EXPECT_THAT(table.repeats, ElementsAre("r1", "r2"));
  const auto rows = table.RowsOf(table.Find("b"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].repeat, 0u);
  EXPECT_EQ(rows[0].chars, (Span{7, 9}));
  EXPECT_EQ(table.Find("c"), OccurrencesTable::kNoDocument);
  EXPECT_TRUE(table.Has(RepeatKind::kPhrase));
  EXPECT_FALSE(table.Has(RepeatKind::kCopy));
}

TEST(OccurrencesTable, WhatIsInsideOfALongerRepeatIsLeftOut) {
  std::string inside = OccurrenceLine("r1", "passage", "a", 2, 4);
  inside.replace(inside.find("null}"), 5, "null, \"inside\": \"r2\"}");
  std::string outside = OccurrenceLine("r1", "passage", "b", 2, 4);
  outside.replace(outside.find("null}"), 5, "null, \"inside\": null}");
  const OccurrencesTable table = OccurrencesOf(inside + outside);
  EXPECT_THAT(table.documents, ElementsAre("b"));
  EXPECT_EQ(table.rows.size(), 1u);
}

TEST(OccurrencesTable, ADamagedRowIsNamed) {
  const io::TempFolder folder;
  const auto cut = ReadOccurrences(folder.Write(
      "o.jsonl", OccurrenceLine("r", "copy", "a", 0, 1) + "{\"repeat\": "));
  EXPECT_EQ(cut.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(cut.status().message()), HasSubstr("line 2"));
  const auto kind = ReadOccurrences(
      folder.Write("o.jsonl", OccurrenceLine("r", "other", "a", 0, 1)));
  EXPECT_EQ(kind.status().code(), absl::StatusCode::kDataLoss);
  const auto column =
      ReadOccurrences(folder.Write("o.jsonl", "{\"repeat\": \"r\"}\n"));
  EXPECT_EQ(column.status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace litany::eval
