// Who copies whom, by source.
#ifndef LITANY_ENGINE_SOURCE_SHARES_H_
#define LITANY_ENGINE_SOURCE_SHARES_H_

#include <cstddef>
#include <span>
#include <vector>

#include "engine/collection.h"
#include "engine/copy_tables.h"
#include "litany/records.h"

namespace litany::engine {

// The most sources that a row names on either side.
inline constexpr size_t kMostSourceShares = 20;

// Fills copies_from and copied_by of `sources` (rows of sources.jsonl), the
// largest shares first (ties: by name), at most kMostSourceShares of each:
//   - a member of a copy takes its `copy` code points from the source of the
//     copy's first witness, or of its representative where no date is known;
//   - any other document takes those of its passages from the sources of
//     `reuse`, whose rows are by the document's id.
// Within a source nothing is taken, and nothing to or from the source "-".
void FillSourceShares(const Collection& collection,
                      std::span<const CopyGroup> copies,
                      std::span<const DocumentRecord> documents,
                      std::span<const ReuseRecord> reuse,
                      std::vector<SourceRecord>* sources);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_SOURCE_SHARES_H_
