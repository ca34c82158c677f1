// Passages of a collection, or between a collection and a reference.
#ifndef LITANY_ENGINE_FIND_PASSAGES_H_
#define LITANY_ENGINE_FIND_PASSAGES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/collection.h"
#include "engine/hooks.h"
#include "litany/options.h"
#include "passage/passages.h"

namespace litany::engine {

struct FoundPassages {
  std::vector<passage::Passage> passages;
  uint64_t anchors = 0;
  uint64_t postings = 0;
  uint64_t seeds = 0;
  uint64_t stretches = 0;
  // Limits met: passage/seeds.h.
  uint64_t large_buckets = 0;
  uint64_t in_large_buckets = 0;
};

// With `reference`, only what lies in both; its vertices are numbered behind
// those of the collection.  Both must have their symbols.  Edits are in whole
// words (passage/word_edits.h).
absl::StatusOr<FoundPassages> FindPassages(const Collection& collection,
                                           const Collection* reference,
                                           const RunOptions& run,
                                           const PassageOptions& options,
                                           uint32_t threads,
                                           const Hooks& hooks);

// The same where some vertices are copies of others: `representative` by
// vertex, as in Copies.  No passage lies between two of one copy, and a copy
// inherits the passages of its representative (passage/uncopied_texts.h).
absl::StatusOr<FoundPassages> FindPassagesBetweenCopies(
    const Collection& collection, std::span<const uint32_t> representative,
    const RunOptions& run, const PassageOptions& options, uint32_t threads,
    const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_FIND_PASSAGES_H_
