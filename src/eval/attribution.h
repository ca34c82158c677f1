// What a run puts each character down to, against spans of known cause.
//
// A character's cause in the run is the first of template, copy, passage and
// phrase that has an occurrence over it, else own.  The whole-text occurrence
// of a copy's representative does not count: it is what the others copied.
//
// Tested by tests/eval/attribution_test.cc.
#ifndef LITANY_EVAL_ATTRIBUTION_H_
#define LITANY_EVAL_ATTRIBUTION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/cause_gold.h"
#include "eval/clustering_metrics.h"
#include "eval/documents_table.h"
#include "eval/occurrences_table.h"
#include "eval/shown_pair.h"

namespace litany::eval {

using CauseCounts = std::array<uint64_t, kCauseCount>;

struct Attribution {
  uint64_t spans = 0;
  uint64_t missing = 0;  // spans of documents that are not in the run
  // Characters by cause in the gold and cause in the run.
  std::array<CauseCounts, kCauseCount> characters{};
  std::array<PrecisionRecall, kCauseCount> scores;
  Score accuracy;
  std::vector<ShownPair> worst;  // spans with most characters put wrong
};

// Adds what lies in no span of a document that has one, as `cause`; *gold stays
// sorted.  Documents of which the run does not know the length get nothing.
void FillRest(const DocumentsTable& run, Cause cause,
              std::vector<CauseSpan>* gold);

// InvalidArgument if no span is of a document of the run.
absl::StatusOr<Attribution> Attribute(const DocumentsTable& run,
                                      const OccurrencesTable& occurrences,
                                      const std::vector<CauseSpan>& gold,
                                      size_t worst);

std::string RenderAttributionText(const Attribution& attribution,
                                  const Texts& texts);
std::string RenderAttributionJson(const Attribution& attribution,
                                  const Texts& texts);

}  // namespace litany::eval

#endif  // LITANY_EVAL_ATTRIBUTION_H_
