#include "eval/documents_table.h"

#include <string>

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::eval {
namespace {

using ::testing::HasSubstr;

std::string Write(const std::string& bytes) {
  // Tests of one program run at the same time.
  const std::string path =
      testing::TempDir() + "/litany_eval_" +
      testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl";
  EXPECT_TRUE(base::WriteWholeFile(path, bytes).ok());
  return path;
}

TEST(DocumentsTable, ReadsTheColumnsOfARun) {
  const auto table = ReadDocumentsTable(
      Write("{\"id\":\"a\",\"source\":\"-\",\"date\":null,\"cluster\":\"0f\","
            "\"keep\":true,\"reason\":\"kept\",\"representative\":\"a\","
            "\"similarity\":1.0,\"kept_similarity\":1.0,\"repairs\":0}\n"
            "{\"id\":\"b\\u4e2d\",\"cluster\":\"0f\",\"representative\":\"a\","
            "\"similarity\":0.803922}\n"
            "{\"id\":\"c\",\"cluster\":null,\"representative\":\"against:z\","
            "\"similarity\":0.9}\n"));
  ASSERT_TRUE(table.ok()) << table.status().message();
  ASSERT_EQ(table->rows.size(), 3u);
  EXPECT_EQ(table->rows[1].id, "b中");
  EXPECT_EQ(table->rows[1].similarity, 0.803922);
  EXPECT_EQ(table->rows[0].cluster, table->rows[1].cluster);
  EXPECT_EQ(table->rows[2].cluster, DocumentsTable::kNoCluster);
  ASSERT_EQ(table->clusters.size(), 1u);
  EXPECT_EQ(table->clusters[0].id, "0f");
  EXPECT_EQ(table->clusters[0].representative, "a");
}

TEST(DocumentsTable, RowsOutOfOrderAreSorted) {
  const auto table = ReadDocumentsTable(Write(
      "{\"id\":\"b\",\"cluster\":null}\n{\"id\":\"a\",\"cluster\":null}"));
  ASSERT_TRUE(table.ok()) << table.status().message();
  EXPECT_EQ(table->rows[0].id, "a");
}

TEST(DocumentsTable, ALineLongerThanTheReadBufferIsOneRow) {
  const std::string id(3 << 20, 'x');
  const auto table =
      ReadDocumentsTable(Write("{\"id\":\"" + id + "\",\"cluster\":null}\n" +
                               "{\"id\":\"y\",\"cluster\":null}\n"));
  ASSERT_TRUE(table.ok()) << table.status().message();
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].id.size(), id.size());
}

TEST(DocumentsTable, ACutTableIsDataLossThatNamesTheLine) {
  const auto table = ReadDocumentsTable(
      Write("{\"id\":\"a\",\"cluster\":null}\n{\"id\":\"b\",\"clu"));
  EXPECT_EQ(table.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("line 2"));
}

TEST(DocumentsTable, AnIdThatOccursTwiceIsDataLoss) {
  const auto table = ReadDocumentsTable(Write(
      "{\"id\":\"a\",\"cluster\":null}\n{\"id\":\"a\",\"cluster\":null}\n"));
  EXPECT_EQ(table.status().code(), absl::StatusCode::kDataLoss);
}

TEST(DocumentsTable, AMissingFileIsNotFound) {
  EXPECT_EQ(ReadDocumentsTable("/nonexistent/documents.jsonl").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace litany::eval
