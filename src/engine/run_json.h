// What a later command needs of an earlier run: run.json and summary.json read
// back.
//
// Tested by tests/engine/run_json_test.cc.
#ifndef LITANY_ENGINE_RUN_JSON_H_
#define LITANY_ENGINE_RUN_JSON_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "litany/options.h"

namespace litany::engine {

// NotFound if there is no folder `run`; FailedPrecondition if it holds no
// finished run.
absl::Status CheckFinishedRun(const std::string& run);

// The `inputs` of a run.json.  DataLoss if the file is not what a run writes.
absl::StatusOr<std::vector<std::string>> ReadRunInputs(const std::string& path);

// The `command` that a summary.json names.  Errors: the same.
absl::StatusOr<std::string> ReadRunCommand(const std::string& path);

// The options of a finished run as far as another command needs them to read
// its input again and to fold it alike: inputs, input, no_text and fold.  The
// others have their defaults.
//
// What CheckFinishedRun gives; DataLoss if a file is not what a run writes;
// FailedPrecondition if another version of the tables wrote it.
absl::StatusOr<RunOptions> ReadRunOptions(const std::string& run);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_RUN_JSON_H_
