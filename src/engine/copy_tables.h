// The rows of a copies run, and who is kept.
#ifndef LITANY_ENGINE_COPY_TABLES_H_
#define LITANY_ENGINE_COPY_TABLES_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "cluster/verify.h"
#include "engine/collection.h"
#include "engine/copies.h"
#include "litany/options.h"
#include "litany/records.h"

namespace litany::engine {

// The documents of one copy: at least two.
struct CopyGroup {
  uint32_t representative_vertex = 0;
  // Sorted by id; the document that represents it is vertices[r].document.
  std::vector<uint32_t> members;
  // Of the member that stays; kNoDocument with `--keep none`.
  uint32_t kept = 0;
};

inline constexpr uint32_t kNoDocument = ~uint32_t{0};

struct CopyTables {
  std::vector<DocumentRecord> documents;  // in input order
  std::vector<CopyGroup> groups;          // by representative vertex
  uint64_t kept = 0;
  uint64_t dropped = 0;
  uint64_t no_tokens = 0;
  uint64_t against = 0;
  uint64_t in_copies = 0;
};

// Groups the documents, chooses what is kept and fills documents.jsonl.
CopyTables MakeCopyTables(const Collection& collection,
                          const Collection* reference, const Pipeline& pipeline,
                          const Copies& copies, const KeepPolicy& keep,
                          uint32_t threads);

// The id of a copy: of its representative's folded text.
std::string CopyId(const Collection& collection, const CopyGroup& group);

// The row of repeats.jsonl.
RepeatRecord MakeCopyRecord(const Collection& collection, const Copies& copies,
                            const CopyGroup& group);

// Its rows of occurrences.jsonl, by id.
std::vector<OccurrenceRecord> MakeOccurrences(const Collection& collection,
                                              const Copies& copies,
                                              const CopyGroup& group);

// The rows of pairs.jsonl, sorted.
std::vector<PairRecord> MakePairs(const Collection& collection,
                                  const Pipeline& pipeline,
                                  const Copies& copies);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_COPY_TABLES_H_
