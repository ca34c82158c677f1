// Options that several commands share, and how a command begins and ends.
#ifndef LITANY_CLI_SHARED_OPTIONS_H_
#define LITANY_CLI_SHARED_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/color.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "litany/options.h"

namespace litany::cli {

// Groups of options that fill `run`.
void AddInputOptions(OptionTable* table, RunOptions* run);
void AddFoldOptions(OptionTable* table, RunOptions* run);
// --output of a command that leaves a run directory.
void AddOutputOption(OptionTable* table, RunOptions* run);
void AddProgressOption(OptionTable* table, ProgressStyle* style);
void AddConfigOption(OptionTable* table);

// How a command that leaves a run directory runs.
struct RunningOptions {
  ProgressStyle progress = ProgressStyle::kAuto;
  ColorMode color = ColorMode::kAuto;
  bool json = false;
};
void AddRunningOptions(OptionTable* table, RunOptions* run,
                       RunningOptions* running);

// Reads the secret that --secret-seed names.
TakeValue TakeSecret(std::string* secret);

// Parses; returns an exit code if the command ends here (help, bad usage).
std::optional<int> ParseArguments(const char* command, OptionTable* table,
                                  const std::vector<std::string>& arguments);

// Same, and bad usage without an input.
std::optional<int> ParseWithInputs(const char* command, OptionTable* table,
                                   const std::vector<std::string>& arguments,
                                   const std::vector<std::string>& inputs);

}  // namespace litany::cli

#endif  // LITANY_CLI_SHARED_OPTIONS_H_
