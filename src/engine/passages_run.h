// `litany passages`: from inputs to the tables of a run directory.
#ifndef LITANY_ENGINE_PASSAGES_RUN_H_
#define LITANY_ENGINE_PASSAGES_RUN_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/session.h"
#include "litany/options.h"

namespace litany::engine {

struct PassagesReport : RunReport {
  uint64_t passages = 0;
  uint64_t occurrences = 0;
  uint64_t reusing = 0;        // documents that hold a passage
  uint64_t covered_chars = 0;  // code points in passages
  uint64_t chars = 0;          // code points of all documents
  uint64_t cut_documents = 0;
  uint64_t cut_chars = 0;
};

// Runs it.  InvalidArgument for options and inputs that cannot be; what went
// wrong with files otherwise; Cancelled if a hook asked for it.
absl::StatusOr<PassagesReport> RunPassages(const RunOptions& options,
                                           const PassageOptions& passages,
                                           const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PASSAGES_RUN_H_
