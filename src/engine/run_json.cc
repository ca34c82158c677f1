#include "engine/run_json.h"

#include <simdjson.h>

#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace litany::engine {

absl::StatusOr<std::vector<std::string>> ReadRunInputs(
    const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(const std::string bytes, base::ReadWholeFile(path));
  simdjson::dom::parser parser;
  simdjson::dom::array inputs;
  if (parser.parse(bytes)["inputs"].get(inputs) != simdjson::SUCCESS) {
    return absl::DataLossError(absl::StrCat("no list of inputs in ", path));
  }
  std::vector<std::string> paths;
  for (const simdjson::dom::element input : inputs) {
    std::string_view text;
    if (input.get(text) != simdjson::SUCCESS) {
      return absl::DataLossError(
          absl::StrCat("an input that is not a string in ", path));
    }
    paths.emplace_back(text);
  }
  return paths;
}

absl::StatusOr<std::string> ReadRunCommand(const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(const std::string bytes, base::ReadWholeFile(path));
  simdjson::dom::parser parser;
  std::string_view command;
  if (parser.parse(bytes)["command"].get(command) != simdjson::SUCCESS) {
    return absl::DataLossError(absl::StrCat("no `command` in ", path));
  }
  return std::string(command);
}

}  // namespace litany::engine
