#include "engine/row_pieces.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::engine {
namespace {

void AppendNumbers(const base::Piece& piece, std::string* lines) {
  for (size_t i = piece.begin; i < piece.end; ++i) {
    absl::StrAppend(lines, i, "\n");
  }
}

TEST(RowPieces, AreAllRowsInOrderForAnyThreads) {
  const io::TempFolder folder;
  for (const size_t count : {0u, 1u, 256u, 257u, 5000u}) {
    std::string want;
    AppendNumbers({0, 0, count}, &want);
    for (const uint32_t threads : {1u, 2u, 3u}) {
      const std::string path = folder.Path("table");
      ASSERT_TRUE(WriteInPieces(threads, count, path, AppendNumbers).ok());
      EXPECT_EQ(*base::ReadWholeFile(path), want) << count << " " << threads;
    }
  }
}

TEST(RowPieces, NameThePathThatCannotBeMade) {
  const io::TempFolder folder;
  const absl::Status status =
      WriteInPieces(2, 10, folder.Path("none/table"), AppendNumbers);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace litany::engine
