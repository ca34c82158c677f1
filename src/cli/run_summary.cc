#include "cli/run_summary.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/strings.h"
#include "cli/command.h"
#include "cli/messages.h"

namespace litany::cli {

void PrintReadLine(const engine::RunReport& report, std::string_view what,
                   const Color& color) {
  PrintNote(absl::StrCat(color.Bold(WithCommas(report.documents)),
                         " documents read (", HumanBytes(report.bytes_unpacked),
                         " in ", absl::StrFormat("%.1f s", report.seconds),
                         "): ", base::ToAbsl(what)));
}

void PrintReadNotes(const engine::RunReport& report, const Color& color) {
  if (report.repaired > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.repaired),
                           " had ill-formed UTF-8, read with U+FFFD"));
  }
  if (report.duplicate_ids > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.duplicate_ids),
                           " had an id that was taken, and got a suffix"));
  }
  if (report.skipped_files > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.skipped_files),
                           " files were skipped (hidden, links or of an "
                           "unknown kind)"));
  }
  if (report.rejects > 0) {
    PrintNote(
        absl::StrCat(color.Red(WithCommas(report.rejects)),
                     " records rejected; the first: ", report.first_reject));
  }
  if (report.against_rejects > 0) {
    PrintNote(absl::StrCat(
        color.Red(WithCommas(report.against_rejects)),
        " records of --against rejected, so what copies them was not found; "
        "the first: ",
        report.first_against_reject));
  }
}

std::string Percent(uint64_t part, uint64_t whole) {
  const uint64_t tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
  return absl::StrCat(tenths / 10, ".", tenths % 10, " %");
}

std::optional<int> CheckStandardOutput(const char* command, bool json,
                                       const RunOptions& run,
                                       const std::string& write_path) {
  if (!json || (run.output != "-" && write_path != "-")) return std::nullopt;
  PrintError(command, absl::StrCat("--json and ",
                                   run.output == "-" ? "-o -" : "--write -",
                                   " both want standard output"));
  return kUsageOrFatal;
}

int FinishRun(const engine::RunReport& report, bool json) {
  if (json) std::fputs(report.summary_json.c_str(), stdout);
  return report.rejects + report.against_rejects > 0 ? kDoneWithRejects : kDone;
}

}  // namespace litany::cli
