// What a run says about pairs of documents: any two occurrences of one repeat
// in different documents are a detection.
//
// N occurrences of a repeat make N (N - 1) / 2 detections, so none are listed
// but those of the pairs asked for; the others are counted.
// Tested by tests/eval/detections_test.cc.
#ifndef LITANY_EVAL_DETECTIONS_H_
#define LITANY_EVAL_DETECTIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/occurrences_table.h"
#include "eval/spans.h"

namespace litany::eval {

struct DetectionOptions {
  bool with_copies = false;  // copies make detections too
  // Without those whose stretches lie, in both documents, inside of longer
  // occurrences of passages that these documents share: there each stretch
  // belongs to something longer, and only looks like the other.
  bool best_places = false;
};

struct Detections {
  // Sorted, merged (plagdet.h); documents are numbers of the ids asked for.
  std::vector<SpanPair> pairs;
  uint64_t found = 0;     // of the pairs asked for, before they were merged
  uint64_t inside = 0;    // of them, left out as no best places
  uint64_t left_out = 0;  // of other pairs of documents
};

// Of the pairs of `ids` that are listed.  REQUIRES: `ids` in byte order
Detections DetectionsOf(const OccurrencesTable& occurrences,
                        const DetectionOptions& options,
                        const std::vector<std::string>& ids,
                        std::span<const std::pair<uint32_t, uint32_t>> pairs);

// Of all pairs of `ids` but those with an ignored document.
// ResourceExhausted if there are too many to list.
absl::StatusOr<Detections> DetectionsAmong(const OccurrencesTable& occurrences,
                                           const DetectionOptions& options,
                                           const std::vector<std::string>& ids,
                                           const std::vector<bool>& ignored);

}  // namespace litany::eval

#endif  // LITANY_EVAL_DETECTIONS_H_
