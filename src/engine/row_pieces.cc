#include "engine/row_pieces.h"

#include <algorithm>

#include "base/status_macros.h"
#include "report/table_writer.h"

namespace litany::engine {
namespace {

// About 100 KB of lines.
constexpr size_t kRowsAPiece = 256;

struct LinesOfPiece {
  base::Piece piece;
  std::string lines;
};

}  // namespace

absl::Status WriteInPieces(
    uint32_t threads, size_t count, const std::string& path,
    const std::function<void(const base::Piece& piece, std::string* lines)>&
        append) {
  LITANY_ASSIGN_OR_RETURN(auto table, report::TableWriter::Create(path));
  size_t next = 0;
  absl::Status status;
  base::RunOrdered<LinesOfPiece>(
      threads, size_t{threads} * 3,
      [&](LinesOfPiece* made) {
        if (next == count) return false;
        made->piece.number = next / kRowsAPiece;
        made->piece.begin = next;
        next = std::min(count, next + kRowsAPiece);
        made->piece.end = next;
        return true;
      },
      [&](uint32_t, LinesOfPiece* made) {
        made->lines.clear();
        append(made->piece, &made->lines);
      },
      [&](LinesOfPiece* made) {
        status = table.WriteLines(made->lines);
        return status.ok();
      });
  LITANY_RETURN_IF_ERROR(status);
  return table.Close();
}

}  // namespace litany::engine
