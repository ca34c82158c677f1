// A table whose rows are made and spelt on all threads, and written in order.
//
// Thread safety: `append` is called by several threads at once.
// Tested by tests/engine/row_pieces_test.cc.
#ifndef LITANY_ENGINE_ROW_PIECES_H_
#define LITANY_ENGINE_ROW_PIECES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "base/thread_pool.h"

namespace litany::engine {

// Writes rows [0, count) to the file `path`: append(piece, lines) appends those
// of a piece.
absl::Status WriteInPieces(
    uint32_t threads, size_t count, const std::string& path,
    const std::function<void(const base::Piece& piece, std::string* lines)>&
        append);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_ROW_PIECES_H_
