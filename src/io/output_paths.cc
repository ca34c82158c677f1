#include "io/output_paths.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace litany::io {
namespace {

std::string OutputName(const InputFile& file) {
  if (file.name != "-") return file.name;
  return file.format == InputFormat::kText ? "stdin.txt" : "stdin.jsonl";
}

// Whether two names are one, or one is a folder in the other.
bool Collide(const std::vector<std::string>& names) {
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) return true;
  }
  for (const std::string_view name : seen) {
    for (size_t slash = name.find('/'); slash != name.npos;
         slash = name.find('/', slash + 1)) {
      if (seen.contains(name.substr(0, slash))) return true;
    }
  }
  return false;
}

// The folder that was given (or holds the file that was): the path without as
// many parts as the name has.  Not by length, since a name may be repaired.
std::string_view RootOf(const InputFile& file) {
  std::string_view root = file.path;
  auto parts = std::count(file.name.begin(), file.name.end(), '/') + 1;
  for (; parts > 0 && !root.empty(); --parts) {
    const size_t slash = root.rfind('/');
    root = root.substr(0, slash == root.npos ? 0 : slash);
  }
  return root;
}

using FileIdentity = std::pair<dev_t, ino_t>;

std::optional<FileIdentity> Identify(const std::string& path) {
  struct stat status = {};
  // A device or a pipe loses nothing by being written to.
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  return FileIdentity(status.st_dev, status.st_ino);
}

}  // namespace

std::vector<std::string> OutputPaths(const std::vector<InputFile>& files,
                                     const std::string& path) {
  if (files.size() == 1 && !files[0].IsOneRecord()) {
    return {path};
  }
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const InputFile& file : files) names.push_back(OutputName(file));
  if (Collide(names)) {
    // An input is a root; one that gives a name again (the same file named
    // twice, or two names that repair made equal) counts as a further input.
    std::map<std::pair<std::string_view, std::string>, size_t> times;
    std::map<std::pair<std::string_view, size_t>, size_t> numbers;
    for (size_t i = 0; i < files.size(); ++i) {
      const std::string_view root = RootOf(files[i]);
      const size_t time = times[{root, names[i]}]++;
      const size_t number =
          numbers.try_emplace({root, time}, numbers.size() + 1).first->second;
      names[i] = absl::StrCat(number, "/", names[i]);
    }
  }
  for (std::string& name : names) name = absl::StrCat(path, "/", name);
  return names;
}

absl::Status CheckNoOverwrite(const std::vector<InputFile>& files,
                              const std::vector<std::string>& outputs) {
  std::map<FileIdentity, const InputFile*> inputs;
  for (const InputFile& file : files) {
    if (const auto identity = Identify(file.path)) {
      inputs.emplace(*identity, &file);
    }
  }
  for (const std::string& output : outputs) {
    const auto identity = Identify(output);
    const auto input = identity ? inputs.find(*identity) : inputs.end();
    if (input != inputs.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--write would overwrite the input ",
                       input->second->path, "; write to another place"));
    }
  }
  return absl::OkStatus();
}

}  // namespace litany::io
