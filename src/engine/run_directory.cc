#include "engine/run_directory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace litany::engine {
namespace {

namespace fs = std::filesystem;

// summary.json says that the others are complete, so it goes first.
constexpr std::string_view kTables[] = {
    "summary.json",      "documents.jsonl", "repeats.jsonl",
    "occurrences.jsonl", "pairs.jsonl",     "reuse.jsonl",
    "scripting.jsonl",   "series.jsonl",    "variants.jsonl",
    "sources.jsonl",     "rejects.jsonl",   "run.json",
    "documents.graphml", "documents.gexf",  "documents-edges.csv",
    "sources.graphml",   "sources.gexf",    "sources-edges.csv",
    "report.html",
};

}  // namespace

std::span<const std::string_view> RunTables() { return kTables; }

absl::Status PrepareRunDirectory(const std::string& path, bool force) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_directory(path, error)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--output ", path, " is a file; it must be a folder"));
  }
  LITANY_RETURN_IF_ERROR(base::MakeFolders(path));
  const bool is_empty = fs::is_empty(path, error);
  if (error) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot read the folder ", path, ": ", error.message()));
  }
  if (is_empty) return absl::OkStatus();
  if (!force) {
    return absl::InvalidArgumentError(
        absl::StrCat("--output ", path,
                     " is not empty; name another folder, or give --force to "
                     "replace the tables in it"));
  }
  for (const std::string_view table : kTables) {
    fs::remove(fs::path(path) / table, error);
    if (error) {
      return absl::PermissionDeniedError(
          absl::StrCat("cannot remove ", (fs::path(path) / table).string(),
                       ": ", error.message()));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<SpooledInput> SpooledInput::Create(const std::string& tmp_dir) {
  std::string folder = tmp_dir;
  if (folder.empty()) {
    const char* from_environment = std::getenv("TMPDIR");
    folder = from_environment == nullptr ? "/tmp" : from_environment;
  }
  std::string path = absl::StrCat(folder, "/litany-input-XXXXXX");
  const int fd = ::mkstemp(path.data());
  if (fd < 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot create a file in --tmp-dir ", folder, ": ",
                     std::generic_category().message(errno)));
  }
  ::close(fd);
  SpooledInput spooled(path);
  LITANY_ASSIGN_OR_RETURN(auto source, base::OpenForRead("-"));
  LITANY_ASSIGN_OR_RETURN(auto sink, base::OpenForWrite(path));
  std::vector<char> buffer(size_t{1} << 20);
  while (true) {
    LITANY_ASSIGN_OR_RETURN(const size_t got, source->Read(buffer));
    if (got == 0) break;
    LITANY_RETURN_IF_ERROR(sink->Write({buffer.data(), got}));
  }
  LITANY_RETURN_IF_ERROR(sink->Close());
  return spooled;
}

SpooledInput::~SpooledInput() {
  std::error_code ignored;  // a file in the way of nobody
  if (!path_.empty()) fs::remove(path_, ignored);
}

void StageClock::Begin(std::string_view stage) {
  End();
  seconds_.emplace_back(std::string(stage), 0.0);
  began_ = std::chrono::steady_clock::now();
  running_ = true;
}

void StageClock::End() {
  if (!running_) return;
  running_ = false;
  seconds_.back().second =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began_)
          .count();
}

uint64_t PeakMemoryBytes() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

std::string HostName() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

std::string UtcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text.data();
}

}  // namespace litany::engine
