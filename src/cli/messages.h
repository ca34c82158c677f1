// Everything that goes to standard error.
#ifndef LITANY_CLI_MESSAGES_H_
#define LITANY_CLI_MESSAGES_H_

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "engine/hooks.h"

namespace litany::cli {

// "litany dedup: MESSAGE".
void PrintError(std::string_view command, std::string_view message);
void PrintNote(std::string_view message);

// Prints what went wrong; returns the exit code for it.
int ExitFor(std::string_view command, const absl::Status& status);

// "12,345".
std::string WithCommas(uint64_t value);
// "1.5 MB".
std::string HumanBytes(uint64_t bytes);

enum class ProgressStyle { kAuto, kJson, kNone };

// Shows progress at most ten times a second: a line that overwrites itself on
// a terminal, or JSON lines.  Nothing in CI, in a dumb terminal or a pipe.
class ProgressLine {
 public:
  explicit ProgressLine(ProgressStyle style);
  ~ProgressLine() { Clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Show(const engine::Progress& progress);
  // Takes the line off the screen.
  void Clear();

 private:
  enum class Kind { kNone, kTerminal, kJson };
  Kind kind_ = Kind::kNone;
  bool on_screen_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point shown_;
};

// Hooks that show `line` and listen to signals.  `line` must outlive them.
engine::Hooks MakeHooks(ProgressLine* line);

}  // namespace litany::cli

#endif  // LITANY_CLI_MESSAGES_H_
