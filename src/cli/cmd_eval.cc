// litany eval
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/shared_options.h"
#include "engine/evaluate.h"
#include "litany/options.h"

namespace litany::cli {

int RunEvalCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "eval";
  engine::EvaluateOptions options;
  RunOptions run;
  std::vector<std::string> directories;
  uint64_t show = options.eval.worst;
  bool json = false;
  OptionTable table(
      "Scores the copies of a run against labels: pair precision, recall and "
      "F1,\nadjusted Rand index, B-cubed, exact matches; and shows the worst "
      "errors.\n\nUsage: litany eval [OPTIONS] RUN --gold FILE",
      {"litany eval out --gold docs.jsonl.zst",
       "litany eval out --gold corpus/copies.gold --show 20",
       "litany eval out --gold docs.jsonl --unlabelled singleton --json"});
  table.Positional(&directories);
  table.Group("Gold");
  table.Value("gold", "FILE",
              "JSON lines with a label field, or a table of pairs (id_a, "
              "id_b) or of labels (id, and the label field) between tabs",
              TakeString(&options.gold));
  table.Value("gold-field", "NAME", "the label (default cluster)",
              TakeString(&options.gold_field));
  table.Value("unlabelled", "WORD",
              "documents without a label: leave-out (not judged; default) or "
              "singleton (judged as copies of nothing)",
              TakeWord<eval::Unlabelled>(
                  &options.eval.unlabelled,
                  {{"leave-out", eval::Unlabelled::kLeaveOut},
                   {"singleton", eval::Unlabelled::kSingleton}}));
  table.Group("Output");
  table.Value("show", "N", "worst errors of each kind (default 10)",
              TakeCount(&show, 0, 100000));
  table.List("texts", "INPUT",
             "where the texts of the errors are (default: the gold file, or "
             "the input of the run)",
             AppendString(&options.texts));
  table.Flag("json", "one JSON object instead of tables", &json);
  AddInputOptions(&table, &run);
  if (const auto ended = ParseArguments(kName, &table, arguments)) {
    return *ended;
  }
  if (directories.size() != 1 || options.gold.empty()) {
    PrintError(kName,
               "want one run directory and --gold FILE (see litany eval "
               "--help)");
    return kUsageOrFatal;
  }
  options.run = directories[0];
  options.input = run.input;
  options.eval.worst = show;
  const auto report = engine::EvaluateRun(options);
  if (!report.ok()) return ExitFor(kName, report.status());
  std::fputs((json ? report->json : report->text).c_str(), stdout);
  return kDone;
}

}  // namespace litany::cli
