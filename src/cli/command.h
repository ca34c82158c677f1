// A command of the program, and what they all share.
#ifndef LITANY_CLI_COMMAND_H_
#define LITANY_CLI_COMMAND_H_

#include <csignal>
#include <span>
#include <string>
#include <vector>

namespace litany::cli {

// Exit codes; docs in README.md.
inline constexpr int kDone = 0;
inline constexpr int kDoneWithRejects = 1;
inline constexpr int kUsageOrFatal = 2;

struct Command {
  const char* name;
  const char* group;    // heading in `litany --help`
  const char* summary;  // one line
  // `arguments` are those after the command's name.
  int (*run)(const std::vector<std::string>& arguments);
};

// All commands, in the order of the help.
std::span<const Command> Commands();

int RunFindCommand(const std::vector<std::string>& arguments);
int RunDedupCommand(const std::vector<std::string>& arguments);
int RunPassagesCommand(const std::vector<std::string>& arguments);
int RunPhrasesCommand(const std::vector<std::string>& arguments);
int RunTemplatesCommand(const std::vector<std::string>& arguments);
int RunQueryCommand(const std::vector<std::string>& arguments);
int RunReportCommand(const std::vector<std::string>& arguments);
int RunEvalCommand(const std::vector<std::string>& arguments);
int RunSynthCommand(const std::vector<std::string>& arguments);
int RunBenchCommand(const std::vector<std::string>& arguments);
int RunFoldCommand(const std::vector<std::string>& arguments);

// The signal that asked us to stop; 0: none yet.
extern volatile std::sig_atomic_t interrupted_by;

}  // namespace litany::cli

#endif  // LITANY_CLI_COMMAND_H_
