// litany report
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/shared_options.h"
#include "cli/terminal_text.h"
#include "engine/report_run.h"

namespace litany::cli {

int RunReportCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "report";
  engine::ReportOptions options;
  std::vector<std::string> runs;
  ProgressStyle progress = ProgressStyle::kAuto;
  ColorMode color_mode = ColorMode::kAuto;
  OptionTable table(
      "Makes report.html from the tables of a finished run: one file to open "
      "in a browser,\nto send or to publish, which needs no network and "
      "nothing beside it.\n\n"
      "Usage: litany report [OPTIONS] RUN",
      {"litany report out", "litany report out -o page.html --top 500",
       "litany report out --texts moved/corpus.jsonl.zst"});
  table.Positional(&runs);
  table.Group("What is shown");
  table.Value("top", "N", "repeats of each kind (default 10000)",
              TakeCount(&options.limits.repeats, 1, 1'000'000));
  table.List("texts", "INPUT",
             "the documents of the run (default: where they were when it ran)",
             AppendString(&options.inputs));
  table.Group("Output");
  table.Value("output,o", "FILE",
              "the page (default: report.html in the run directory; - for "
              "standard output)",
              TakeString(&options.output));
  table.Group("How to run");
  table.Value("threads", "N", "default: the cores of the machine",
              TakeCount(&options.threads, 1, 1024));
  AddProgressOption(&table, &progress);
  AddColorOption(&table, &color_mode);
  AddConfigOption(&table);
  if (const auto ended = ParseArguments(kName, &table, arguments)) {
    return *ended;
  }
  if (runs.size() != 1) {
    PrintError(kName, "want one run directory (see litany report --help)");
    return kUsageOrFatal;
  }
  ProgressLine line(progress);
  const auto outcome = engine::WriteReport(runs[0], options, MakeHooks(&line));
  line.Clear();
  if (!outcome.ok()) return ExitFor(kName, outcome.status());
  const Color color(color_mode);
  for (const std::string& note : outcome->notes) {
    PrintNote(absl::StrCat(color.Bold("note"), ": ", OneLine(note)));
  }
  if (outcome->path != "-") {
    PrintNote(absl::StrCat("Report: ", OneLine(outcome->path), " (",
                           HumanBytes(outcome->bytes),
                           "); open it in a browser"));
  }
  return kDone;
}

}  // namespace litany::cli
