#include "io/input_files.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"

namespace litany::io {
namespace {

namespace fs = std::filesystem;

// Takes `ending` off the end of *name, whatever its case.
bool ConsumeEnding(absl::string_view ending, absl::string_view* name) {
  if (!absl::EndsWithIgnoreCase(*name, ending)) return false;
  name->remove_suffix(ending.size());
  return true;
}

// Sets the codec, and the format where `format` leaves it open and the name
// tells it; false where the name's ending is none of ours.
bool ReadEndings(absl::string_view name, InputFormat format,
                 TextRecords records, InputFile* file) {
  file->codec = Codec::kPlain;
  if (ConsumeEnding(".gz", &name)) {
    file->codec = Codec::kGzip;
  } else if (ConsumeEnding(".zst", &name)) {
    file->codec = Codec::kZstd;
  }
  bool known = true;
  if (ConsumeEnding(".jsonl", &name) || ConsumeEnding(".ndjson", &name)) {
    file->format = InputFormat::kJsonl;
  } else if (ConsumeEnding(".txt", &name) ||
             (records == TextRecords::kLine && ConsumeEnding(".log", &name))) {
    file->format = InputFormat::kText;
  } else {
    known = false;
  }
  if (format != InputFormat::kAuto) file->format = format;
  file->text_lines =
      file->format == InputFormat::kText && records == TextRecords::kLine;
  return known;
}

std::string ValidName(std::string_view raw) {
  std::string name;
  base::RepairUtf8(raw, &name);
  return name;
}

absl::Status FileError(const std::error_code& error, std::string_view what,
                       const std::string& path) {
  const std::string message = absl::StrCat("cannot ", base::ToAbsl(what), " ",
                                           path, ": ", error.message());
  switch (error.value()) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError(message);
    case EACCES:
    case EPERM:
      return absl::PermissionDeniedError(message);
    default:
      return absl::UnavailableError(message);
  }
}

// Adds what is below `root` to *found, in byte order of path.
absl::Status ListFolder(const std::string& root, InputFormat format,
                        TextRecords records, InputFiles* found) {
  // Paths relative to `root`, each ended by a slash but for the empty one.
  std::vector<std::string> folders = {""};
  std::vector<std::pair<std::string, InputFile>> files;
  const std::string prefix = root.ends_with('/') ? root : root + "/";
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    const std::string folder_path = prefix + folder;
    std::error_code error;
    fs::directory_iterator entry(folder_path, error);
    // A loop by hand: the range form throws where a folder cannot be read.
    for (; !error && entry != fs::directory_iterator();
         entry.increment(error)) {
      const std::string name = entry->path().filename().native();
      const fs::file_status status = entry->symlink_status(error);
      if (error) break;
      if (name.starts_with('.')) {
        ++found->skipped_hidden;
      } else if (fs::is_symlink(status)) {
        ++found->skipped_links;
      } else if (fs::is_directory(status)) {
        folders.push_back(folder + name + "/");
      } else {
        InputFile file;
        // Not a pipe or device: opening one might wait for ever.
        if (!fs::is_regular_file(status) ||
            !ReadEndings(base::ToAbsl(name), format, records, &file)) {
          ++found->skipped_unknown;
          continue;
        }
        file.path = folder_path + name;
        file.name = ValidName(folder + name);
        files.emplace_back(folder + name, std::move(file));
      }
    }
    if (error) return FileError(error, "list the folder", folder_path);
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [key, file] : files) found->files.push_back(std::move(file));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<InputFiles> ListInputs(const std::vector<std::string>& inputs,
                                      const InputOptions& options) {
  const InputFormat format = options.format;
  const TextRecords records = options.records;
  InputFiles found;
  bool has_standard_input = false;
  for (const std::string& input : inputs) {
    if (input == "-") {
      if (has_standard_input) {
        return absl::InvalidArgumentError(
            "standard input (-) is named twice; name it once");
      }
      has_standard_input = true;
      InputFile file;
      file.path = file.name = input;
      const bool lines = records == TextRecords::kLine;
      if (lines) file.format = InputFormat::kText;
      if (format != InputFormat::kAuto) file.format = format;
      file.text_lines = lines && file.format == InputFormat::kText;
      found.files.push_back(std::move(file));
      continue;
    }
    // Follows links: this one was asked for.
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (!fs::exists(status)) {
      if (!error)
        error = std::make_error_code(std::errc::no_such_file_or_directory);
      return FileError(error, "read", input.empty() ? "\"\"" : input);
    }
    if (fs::is_directory(status)) {
      LITANY_RETURN_IF_ERROR(ListFolder(input, format, records, &found));
      continue;
    }
    InputFile file;
    file.path = input;
    file.name = ValidName(fs::path(input).filename().native());
    if (!ReadEndings(base::ToAbsl(input), format, records, &file) &&
        format == InputFormat::kAuto) {
      return absl::InvalidArgumentError(absl::StrCat(
          "cannot tell how to read ", input,
          ": its name ends in none of .jsonl, .ndjson, .txt (nor these with "
          ".gz or .zst), nor in .log with --records line; rename it or name "
          "its format"));
    }
    found.files.push_back(std::move(file));
  }
  return found;
}

}  // namespace litany::io
