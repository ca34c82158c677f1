// `litany dedup`: from inputs to the tables of a run directory.
#ifndef LITANY_ENGINE_DEDUP_H_
#define LITANY_ENGINE_DEDUP_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/session.h"
#include "litany/options.h"

namespace litany::engine {

struct DedupReport : RunReport {
  uint64_t copies = 0;
  uint64_t in_copies = 0;
  uint64_t against = 0;
  double recall = 0;  // of the bands, at the threshold; 1 without bands
};

// Runs it.  InvalidArgument for options and inputs that cannot be; what went
// wrong with files otherwise; Cancelled if a hook asked for it.
absl::StatusOr<DedupReport> RunDedup(const RunOptions& options,
                                     const DedupOptions& dedup,
                                     const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_DEDUP_H_
