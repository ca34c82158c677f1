// litany bench
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/bench_text.h"
#include "cli/command.h"
#include "cli/kind_options.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/shared_options.h"
#include "engine/bench_run.h"
#include "litany/options.h"

namespace litany::cli {

int RunBenchCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "bench";
  RunOptions run;
  DedupOptions dedup;
  engine::BenchOptions bench;
  CopyRuleFlags rule;
  ProgressStyle progress = ProgressStyle::kAuto;
  bool json = false;
  OptionTable table(
      "Measures dedup on a corpus of yours and on this machine: the speed of "
      "each stage\nbeside what the machine can do, time and memory by size, "
      "pairs found against\nbrute force on a sample, and a forecast for more "
      "documents of the kind.  Writes\nno tables.\n\n"
      "Usage: litany bench [OPTIONS] INPUT...",
      {"litany bench crawl.jsonl.zst", "litany bench corpus/ --json",
       "litany bench crawl/ --limit 2GB --sample 5000"});
  table.Positional(&run.inputs);
  table.Group("What is measured");
  table.Value("limit", "SIZE",
              "read about this much of the input, unpacked (default 256MiB)",
              TakeBytes(&bench.most_bytes));
  table.Value("stage-limit", "SIZE",
              "measure single stages on about this much (default 32MiB)",
              TakeBytes(&bench.stage_bytes));
  table.Value("sample", "N",
              "texts to compare with all others, exactly (default 1000)",
              TakeCount(&bench.sample, 0, 1000000));
  AddCopyRule(&table, &rule);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  table.Group("How to run");
  table.Value("threads", "N", "default: the cores of the machine",
              TakeCount(&run.threads, 1, 1024));
  table.Flag("json", "print the measurements as JSON", &json);
  AddProgressOption(&table, &progress);
  AddConfigOption(&table);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  if (const auto status = ApplyCopyRule(rule, &dedup); !status.ok()) {
    return ExitFor(kName, status);
  }
  ProgressLine line(progress);
  const auto report = engine::RunBench(run, dedup, bench, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  const std::string text =
      json ? engine::BenchJson(*report) : BenchText(*report);
  std::fputs(text.c_str(), stdout);
  if (report->rejects == 0) return kDone;
  PrintNote(absl::StrCat(WithCommas(report->rejects),
                         " records could not be read (litany dedup says "
                         "which)"));
  return kDoneWithRejects;
}

}  // namespace litany::cli
