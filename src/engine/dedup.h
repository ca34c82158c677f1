// `litany dedup`: from inputs to the tables of a run directory.
#ifndef LITANY_ENGINE_DEDUP_H_
#define LITANY_ENGINE_DEDUP_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "litany/options.h"

namespace litany::engine {

struct DedupReport {
  uint64_t read = 0;
  uint64_t documents = 0;
  uint64_t rejects = 0;
  uint64_t kept = 0;
  uint64_t dropped = 0;
  uint64_t copies = 0;
  uint64_t in_copies = 0;
  uint64_t against = 0;
  uint64_t repaired = 0;
  uint64_t duplicate_ids = 0;
  uint64_t skipped_files = 0;
  uint64_t bytes_unpacked = 0;
  double recall = 0;  // of the bands, at the threshold
  double seconds = 0;
  std::string first_reject;  // for a message; empty: none
  // Of the reference: what is rejected there cannot be a hit.
  uint64_t against_rejects = 0;
  std::string first_against_reject;
  std::string summary_json;
};

// Runs it.  InvalidArgument for options and inputs that cannot be; what went
// wrong with files otherwise; Cancelled if a hook asked for it.
absl::StatusOr<DedupReport> RunDedup(const RunOptions& options,
                                     const DedupOptions& dedup,
                                     const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_DEDUP_H_
