// What all commands that leave a run directory say at their end.
#ifndef LITANY_CLI_RUN_SUMMARY_H_
#define LITANY_CLI_RUN_SUMMARY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/color.h"
#include "engine/session.h"
#include "litany/options.h"

namespace litany::cli {

// "217 documents read (266 kB in 0.1 s): WHAT".
void PrintReadLine(const engine::RunReport& report, std::string_view what,
                   const Color& color);

// Repairs, duplicate ids, skipped files and rejects, as far as there are any.
void PrintReadNotes(const engine::RunReport& report, const Color& color);

// "12.3 %"
std::string Percent(uint64_t part, uint64_t whole);

// An exit code if --json and another output want standard output both.
std::optional<int> CheckStandardOutput(const char* command, bool json,
                                       const RunOptions& run,
                                       const std::string& write_path);

// Prints summary.json if it was asked for, and returns the exit code.
int FinishRun(const engine::RunReport& report, bool json);

}  // namespace litany::cli

#endif  // LITANY_CLI_RUN_SUMMARY_H_
