#include "cli/messages.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/strings.h"
#include "cli/command.h"

namespace litany::cli {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::string TerminalLine(const engine::Progress& progress, double seconds) {
  std::string line = absl::StrCat(base::ToAbsl(progress.stage), ": ",
                                  WithCommas(progress.documents), " documents");
  if (progress.bytes == 0) return line;
  absl::StrAppend(&line, ", ", HumanBytes(progress.bytes));
  if (progress.bytes_total > 0) {
    absl::StrAppend(&line, " of ", HumanBytes(progress.bytes_total));
  }
  if (seconds > 0.5) {
    const double rate = static_cast<double>(progress.bytes) / seconds;
    absl::StrAppend(&line, ", ", HumanBytes(static_cast<uint64_t>(rate)), "/s");
    if (progress.bytes_total > progress.bytes) {
      absl::StrAppendFormat(
          &line, ", %.0f s left",
          static_cast<double>(progress.bytes_total - progress.bytes) / rate);
    }
  }
  return line;
}

}  // namespace

void PrintError(std::string_view command, std::string_view message) {
  std::fprintf(stderr, "litany%s%.*s: %.*s\n", command.empty() ? "" : " ",
               static_cast<int>(command.size()), command.data(),
               static_cast<int>(message.size()), message.data());
}

void PrintNote(std::string_view message) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(message.size()),
               message.data());
}

int ExitFor(std::string_view command, const absl::Status& status) {
  if (status.ok()) return kDone;
  if (absl::IsCancelled(status) && interrupted_by != 0) {
    PrintError(command, "interrupted; what is written so far is not complete");
    return 128 + interrupted_by;
  }
  if (absl::IsAborted(status)) return kDone;  // whoever read us has enough
  PrintError(command, base::FromAbsl(status.message()));
  return kUsageOrFatal;
}

std::string WithCommas(uint64_t value) {
  std::string digits = std::to_string(value);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string HumanBytes(uint64_t bytes) {
  if (bytes < 1000) return absl::StrCat(bytes, " B");
  constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1000;
  size_t unit = 0;
  while (value >= 999.5 && unit + 1 < std::size(kUnits)) {
    value /= 1000;
    ++unit;
  }
  return value < 10 ? absl::StrFormat("%.1f %s", value, kUnits[unit])
                    : absl::StrFormat("%.0f %s", value, kUnits[unit]);
}

ProgressLine::ProgressLine(ProgressStyle style) {
  if (style == ProgressStyle::kJson) {
    kind_ = Kind::kJson;
  } else if (style == ProgressStyle::kAuto) {
    const char* terminal = std::getenv("TERM");
    const bool dumb =
        terminal == nullptr || std::string_view(terminal) == "dumb";
    if (::isatty(STDERR_FILENO) == 1 && !dumb && std::getenv("CI") == nullptr) {
      kind_ = Kind::kTerminal;
    }
  }
}

void ProgressLine::Show(const engine::Progress& progress) {
  if (kind_ == Kind::kNone) return;
  const bool new_stage = progress.stage != stage_;
  if (new_stage) {
    stage_ = progress.stage;
    began_ = Clock::now();
  } else if (SecondsSince(shown_) < 0.1) {
    return;
  }
  shown_ = Clock::now();
  if (kind_ == Kind::kJson) {
    std::fprintf(stderr,
                 "{\"stage\": \"%s\", \"documents\": %llu, \"bytes\": %llu, "
                 "\"bytes_total\": %llu}\n",
                 stage_.c_str(),
                 static_cast<unsigned long long>(progress.documents),
                 static_cast<unsigned long long>(progress.bytes),
                 static_cast<unsigned long long>(progress.bytes_total));
    return;
  }
  std::fprintf(stderr, "\r\x1b[K%s",
               TerminalLine(progress, SecondsSince(began_)).c_str());
  std::fflush(stderr);
  on_screen_ = true;
}

void ProgressLine::Clear() {
  if (!on_screen_) return;
  std::fputs("\r\x1b[K", stderr);
  on_screen_ = false;
}

engine::Hooks MakeHooks(ProgressLine* line) {
  engine::Hooks hooks;
  hooks.progress = [line](const engine::Progress& p) { line->Show(p); };
  hooks.cancelled = [] { return interrupted_by != 0; };
  return hooks;
}

}  // namespace litany::cli
