// What a later command needs of an earlier run's run.json.
#ifndef LITANY_ENGINE_RUN_JSON_H_
#define LITANY_ENGINE_RUN_JSON_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::engine {

// Its `inputs`.  DataLoss if the file is not what a run writes.
absl::StatusOr<std::vector<std::string>> ReadRunInputs(const std::string& path);

// The `command` that a summary.json names.
absl::StatusOr<std::string> ReadRunCommand(const std::string& path);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_RUN_JSON_H_
