#include "eval/json_rows.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(JsonRows, MendWhatPythonWrites) {
  const io::TempFolder folder;
  const std::string path = folder.Write(
      "rows.jsonl",
      "\xEF\xBB\xBF{\"id\": \"a\"}\n\n{\"id\": \"\\ud800\", \"x\": NaN}\r\n"
      "{\"id\": 12.50, \"x\": 123456789012345678901234567890}\n{\"x\": null}");
  std::vector<std::string> ids;
  std::vector<uint64_t> lines;
  const absl::Status status = ForEachJsonRow(path, [&](const JsonRow& row) {
    ids.push_back(TextField(row, "id"));
    lines.push_back(row.line);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(ids, ElementsAre("a", "\xEF\xBF\xBD", "12.50", ""));
  EXPECT_THAT(lines, ElementsAre(1u, 3u, 4u, 5u));
}

TEST(JsonRows, ErrorsNameTheLine) {
  const io::TempFolder folder;
  const std::string path = folder.Write("rows.jsonl", "{}\n[1]\n");
  const auto take = [](const JsonRow&) { return absl::OkStatus(); };
  const absl::Status broken = ForEachJsonRow(path, take);
  EXPECT_EQ(broken.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(broken.message()), HasSubstr("line 2"));
  const absl::Status refused =
      ForEachJsonRow(path, [](const JsonRow&) -> absl::Status {
        return absl::InvalidArgumentError("not this one");
      });
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("not this one (" + path + ", line 1)"));
  EXPECT_FALSE(ForEachJsonRow(folder.Path("none.jsonl"), take).ok());
}

}  // namespace
}  // namespace litany::eval
