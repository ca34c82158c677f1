// The litany command: finds the sub-command and runs it.
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/strings.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/suggest.h"
#include "cli/version_text.h"
#include "engine/environment.h"

namespace litany::cli {

volatile std::sig_atomic_t interrupted_by = 0;

std::span<const Command> Commands() {
  static constexpr Command kCommands[] = {
      {"find", "Find",
       "all four kinds, each character put down to one cause, and a page",
       RunFindCommand},
      {"dedup", "Find",
       "copies and versions of whole documents; which one to keep",
       RunDedupCommand},
      {"passages", "Find",
       "stretches of text reused in other documents, with their places",
       RunPassagesCommand},
      {"phrases", "Find",
       "short wordings that keep coming back, with their places and dates",
       RunPhrasesCommand},
      {"templates", "Find",
       "what belongs to a site and not to its texts, with gaps for values",
       RunTemplatesCommand},
      {"query", "Find", "who used this text, exactly and with changes",
       RunQueryCommand},
      {"report", "Find", "one HTML page of a finished run, to open and publish",
       RunReportCommand},
      {"eval", "Measure", "score a run against labels, with the worst errors",
       RunEvalCommand},
      {"synth", "Measure", "make text with copies planted at exact similarity",
       RunSynthCommand},
      {"bench", "Measure", "what dedup costs and misses on a corpus of yours",
       RunBenchCommand},
      {"fold", "Look inside", "print what the matcher sees of each document",
       RunFoldCommand},
  };
  return kCommands;
}

namespace {

void OnSignal(int signal) {
  if (interrupted_by != 0) ::_exit(128 + signal);  // asked twice: now
  interrupted_by = signal;
}

void PrintHelp() {
  std::fputs(
      "Litany finds text that was written once and used again.\n\n"
      "Usage: litany COMMAND [OPTIONS] INPUT...\n"
      "       litany COMMAND --help\n",
      stdout);
  std::string_view group;
  for (const Command& command : Commands()) {
    if (group != command.group) {
      group = command.group;
      std::printf("\n%s:\n", command.group);
    }
    std::printf("  %-10s %s\n", command.name, command.summary);
  }
  std::fputs(
      "\nINPUT is a file, a folder or - for standard input: .jsonl, .ndjson "
      "and .txt,\neach also .gz and .zst.\n\n"
      "Examples:\n"
      "  litany dedup corpus/ -o out\n"
      "  litany dedup crawl.jsonl.zst -o out --write kept.jsonl.zst\n"
      "  litany fold page.txt\n\n"
      "Options:\n"
      "  -h, --help   this text\n"
      "  --version    version, schemes and kernels\n",
      stdout);
}

int Main(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    PrintHelp();
    return kUsageOrFatal;
  }
  const std::string& first = arguments[0];
  if (first == "help" && arguments.size() > 1) {
    return Main({arguments[1], "--help"});
  }
  if (first == "--help" || first == "-h" || first == "help") {
    PrintHelp();
    return kDone;
  }
  if (first == "--version") {
    std::fputs(VersionText().c_str(), stdout);
    return kDone;
  }
  for (const Command& command : Commands()) {
    if (first != command.name) continue;
    const absl::Status environment = engine::CheckEnvironment();
    if (!environment.ok()) return ExitFor(first, environment);
    return command.run({arguments.begin() + 1, arguments.end()});
  }
  std::vector<std::string> names;
  for (const Command& command : Commands()) names.emplace_back(command.name);
  const std::string hint = Suggest(first, names);
  PrintError("",
             absl::StrCat("no command '", first, "'",
                          hint.empty() ? "" : "; did you mean '", hint,
                          hint.empty() ? "" : "'?", " (see litany --help)"));
  return kUsageOrFatal;
}

}  // namespace
}  // namespace litany::cli

namespace {

// Text that found no room is an error; that nobody reads on is none.
int FlushOutput(int code) {
  const bool is_written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (is_written || errno == EPIPE) return code;
  litany::cli::PrintError("",
                          absl::StrCat("cannot write standard output: ",
                                       std::generic_category().message(errno)));
  return litany::cli::kUsageOrFatal;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGINT, litany::cli::OnSignal);
  std::signal(SIGTERM, litany::cli::OnSignal);
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file over the limit
  try {
    return FlushOutput(litany::cli::Main({argv + 1, argv + argc}));
  } catch (const std::bad_alloc&) {
    litany::cli::PrintError("", "out of memory");
  } catch (const std::exception& error) {
    litany::cli::PrintError("", error.what());
  }
  return litany::cli::kUsageOrFatal;
}
