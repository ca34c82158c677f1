#include "engine/output_checks.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "engine/run_directory.h"
#include "io/output_paths.h"

namespace litany::engine {
namespace {

namespace fs = std::filesystem;

bool HasStandardInput(const io::InputFiles& files) {
  return std::any_of(
      files.files.begin(), files.files.end(),
      [](const io::InputFile& file) { return file.path == "-"; });
}

// `path` without links, dots and repeated slashes, whether it exists or not.
fs::path Canonical(const std::string& path) {
  std::error_code error;
  fs::path canonical = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? fs::path(path).lexically_normal() : canonical;
}

// A forced run removes the tables that are there.
absl::Status CheckTables(const std::vector<io::InputFile>& sources,
                         const std::string& output) {
  for (const std::string_view table : RunTables()) {
    const fs::path path = fs::path(output) / table;
    std::error_code error;
    if (!fs::exists(path, error)) continue;
    for (const io::InputFile& file : sources) {
      if (!fs::equivalent(file.path, path, error)) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("--output ", output, " would replace ", path.string(),
                       ", which is an input; name another folder"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWriteIsNoTable(const std::vector<std::string>& outputs,
                                 const std::string& write_path,
                                 const std::string& output) {
  std::set<std::string> tables;
  const fs::path folder = Canonical(output);
  for (const std::string_view table : RunTables()) {
    tables.insert((folder / table).string());
  }
  const fs::path root = Canonical(write_path);
  for (const std::string& path : outputs) {
    // Either `write_path` itself or below it.
    const fs::path place =
        path == write_path ? root : root / path.substr(write_path.size() + 1);
    if (tables.count(place.string()) > 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("--write would write over ", path,
                       ", a table of the run; write to another place"));
    }
    if (place == folder) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--write ", write_path, " is the folder of the tables; name a file"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWriteShape(const std::string& write_path, bool wants_file,
                             bool force) {
  std::error_code error;
  if (!fs::exists(write_path, error)) return absl::OkStatus();
  const bool is_folder = fs::is_directory(write_path, error);
  if (wants_file && is_folder) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--write ", write_path,
        " is a folder; for one input of JSON lines it must be a file"));
  }
  if (!wants_file && !is_folder) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--write ", write_path,
        " is a file; for several inputs, or text files, it must be a folder"));
  }
  if (force || (is_folder && fs::is_empty(write_path, error))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--write ", write_path, " exists; name another path, or give --force"));
}

absl::Status CheckWrite(const io::InputFiles& files,
                        const std::vector<io::InputFile>& sources,
                        const RunOptions& run, const std::string& write_path) {
  const std::vector<std::string> outputs =
      io::OutputPaths(files.files, write_path);
  const bool wants_file = outputs.size() == 1 && outputs[0] == write_path;
  if (write_path == "-") {
    if (wants_file && run.output != "-") return absl::OkStatus();
    return absl::InvalidArgumentError(
        wants_file ? "--write - and -o - both want standard output"
                   : "--write - takes one input of JSON lines; name a folder");
  }
  for (const io::InputFile& file : files.files) {
    std::error_code error;
    const fs::file_status status = fs::status(file.path, error);
    if (file.path == "-" || !fs::exists(status)) continue;
    if (!fs::is_regular_file(status)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--write reads its input twice, and ", file.path,
                       " is a pipe or device; give it as standard input (-)"));
    }
  }
  LITANY_RETURN_IF_ERROR(io::CheckNoOverwrite(sources, outputs));
  if (run.output != "-") {
    LITANY_RETURN_IF_ERROR(
        CheckWriteIsNoTable(outputs, write_path, run.output));
  }
  return CheckWriteShape(write_path, wants_file, run.force);
}

}  // namespace

absl::Status CheckOutputs(const io::InputFiles& files,
                          const io::InputFiles& against, const RunOptions& run,
                          const std::string& write_path) {
  if (HasStandardInput(files) && HasStandardInput(against)) {
    return absl::InvalidArgumentError(
        "standard input (-) cannot be both the input and --against");
  }
  std::vector<io::InputFile> sources = files.files;
  sources.insert(sources.end(), against.files.begin(), against.files.end());
  if (run.output != "-") {
    LITANY_RETURN_IF_ERROR(CheckTables(sources, run.output));
  }
  if (write_path.empty()) return absl::OkStatus();
  return CheckWrite(files, sources, run, write_path);
}

}  // namespace litany::engine
