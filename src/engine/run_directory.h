// The directory a run leaves behind: docs/formats/run-directory.md.
#ifndef LITANY_ENGINE_RUN_DIRECTORY_H_
#define LITANY_ENGINE_RUN_DIRECTORY_H_

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/file.h"

namespace litany::engine {

// The names of all files that a run may leave, summary.json first.
std::span<const std::string_view> RunTables();

// Creates the directory, or empties it of an earlier run's tables with
// `force`; other files in it are left alone.  InvalidArgument if it is not
// empty and `force` is false.
absl::Status PrepareRunDirectory(const std::string& path, bool force);

// Bytes of standard input in a file, so that they can be read twice; the file
// is removed with the object.
class SpooledInput {
 public:
  // `tmp_dir` empty: $TMPDIR, else /tmp.
  static absl::StatusOr<SpooledInput> Create(const std::string& tmp_dir);
  SpooledInput(SpooledInput&& other) noexcept
      : path_(std::exchange(other.path_, {})) {}
  SpooledInput& operator=(SpooledInput&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~SpooledInput();

  const std::string& path() const { return path_; }

 private:
  explicit SpooledInput(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// Seconds by stage, in the order the stages began.
class StageClock {
 public:
  void Begin(std::string_view stage);
  void End();
  const std::vector<std::pair<std::string, double>>& seconds() const {
    return seconds_;
  }

 private:
  std::vector<std::pair<std::string, double>> seconds_;
  std::chrono::steady_clock::time_point began_;
  bool running_ = false;
};

// The most memory this process has held so far.
uint64_t PeakMemoryBytes();

std::string HostName();

// The time now as "2026-11-23T10:11:12Z".
std::string UtcNow();

}  // namespace litany::engine

#endif  // LITANY_ENGINE_RUN_DIRECTORY_H_
