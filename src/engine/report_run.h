// `litany report`: report.html from the tables of a finished run, in one file
// that needs nothing beside it (docs/report.md).
#ifndef LITANY_ENGINE_REPORT_RUN_H_
#define LITANY_ENGINE_REPORT_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/report_rows.h"

namespace litany::engine {

struct ReportOptions {
  std::string output;  // empty: report.html in the run directory
  ReportLimits limits;
  // Where the run's input is now; empty: where it was.
  std::vector<std::string> inputs;
  uint32_t threads = 0;  // 0: as many as the machine lets us use
};

struct ReportOutcome {
  std::string path;
  uint64_t bytes = 0;
  // What the page does not show though the run has it, as messages.
  std::vector<std::string> notes;
};

// The bytes of the page are a function of the tables, the input and the
// limits: threads, time, host and paths do not matter.
//
// InvalidArgument if the page would replace a table or an input; NotFound or
// FailedPrecondition if `run` holds no finished run; DataLoss if a
// table is not what a run writes; Cancelled if a hook asked for it.  Input that
// is not there any more costs the page its texts, and is a note.
absl::StatusOr<ReportOutcome> WriteReport(const std::string& run,
                                          const ReportOptions& options,
                                          const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REPORT_RUN_H_
