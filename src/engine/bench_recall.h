// What the sketches miss in a collection, by comparing some of its documents
// with all others.
#ifndef LITANY_ENGINE_BENCH_RECALL_H_
#define LITANY_ENGINE_BENCH_RECALL_H_

#include <cstdint>

#include "engine/collection.h"
#include "engine/copies.h"

namespace litany::engine {

struct SampledRecall {
  uint64_t sampled = 0;  // distinct texts that were compared with all others
  uint64_t pairs = 0;    // with one of them, related by the rule
  uint64_t found = 0;    // of these in Copies::pairs
  uint64_t wrong = 0;    // in Copies::pairs and not of these
  // Of the sampled that are in a pair: those for which one was found.
  uint64_t related = 0;
  uint64_t related_found = 0;
};

// Compares the `sample` vertices whose content hash is least (a sample that
// depends on nothing else) with every vertex by their exact shingle sets.
// Cost: one look-up a shingle of the collection, and one step more for each
// time it is in a sampled text.
SampledRecall MeasureRecall(const Collection& collection,
                            const Pipeline& pipeline, const Copies& copies,
                            uint32_t sample, uint32_t threads);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_BENCH_RECALL_H_
