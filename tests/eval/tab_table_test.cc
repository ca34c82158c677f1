#include "eval/tab_table.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(TabTable, HasItsCellsByColumn) {
  const io::TempFolder folder;
  const std::string path =
      folder.Write("t.tsv", "\xEF\xBB\xBFid\tbegin\r\na b\t7\r\n\n\t-1\r\n");
  const auto table = TabTable::Read(path);
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_EQ(table->size(), 2u);
  EXPECT_EQ(table->Cell(0, *table->Column("id")), "a b");
  EXPECT_EQ(*table->Number(0, 1), 7u);
  EXPECT_EQ(table->Cell(1, 0), "");
  EXPECT_FALSE(table->Find("end").has_value());
  EXPECT_EQ(table->Column("end").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(table->Number(1, 1).status().message()),
              HasSubstr("line 4"));
  EXPECT_THAT(*ReadColumnNames(path), ElementsAre("id", "begin"));
}

TEST(TabTable, AShortLineIsDataLoss) {
  const io::TempFolder folder;
  const auto table = TabTable::Read(folder.Write("t.tsv", "a\tb\nc\n"));
  EXPECT_EQ(table.status().code(), absl::StatusCode::kDataLoss);
}

TEST(TabTable, OfNoLineHasNoColumn) {
  const io::TempFolder folder;
  const std::string path = folder.Write("t.tsv", "");
  EXPECT_TRUE(ReadColumnNames(path)->empty());
  EXPECT_EQ(TabTable::Read(path)->size(), 0u);
  EXPECT_FALSE(ReadColumnNames(folder.Path("none.tsv")).ok());
}

}  // namespace
}  // namespace litany::eval
