// litany dedup
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/kind_options.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/run_summary.h"
#include "cli/shared_options.h"
#include "engine/dedup.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

void AddDedupOptions(OptionTable* table, RunOptions* run, DedupOptions* dedup,
                     CopyRuleFlags* rule) {
  AddCopyRule(table, rule);
  table->Value(
      "cluster", "WORD",
      "representative (members are similar to what represents them; default) "
      "or components (whatever is linked; long chains join)",
      TakeWord<ClusterMethod>(
          &dedup->cluster, {{"representative", ClusterMethod::kRepresentative},
                            {"components", ClusterMethod::kComponents}}));
  table->Value(
      "representative", "WORD",
      "what represents a copy: length (the longest; default) or degree (the "
      "one with the most neighbours)",
      TakeWord<RepresentativeOrder>(
          &dedup->representative, {{"degree", RepresentativeOrder::kDegree},
                                   {"length", RepresentativeOrder::kLength}}));
  table->List("against", "INPUT",
              "drop what is a copy of a document in here; only a reference, "
              "never counted or written",
              AppendString(&dedup->against));
  table->Group("What is kept and written");
  AddKeepOption(table, run, dedup);
  AddOutputOption(table, run);
  table->Value("write", "PATH",
               "also write the kept records, byte for byte, in input order; "
               "several inputs make a folder",
               TakeString(&dedup->write_path));
  table->Flag("pairs", "also write pairs.jsonl, every verified pair",
              &dedup->pairs);
  table->Flag("no-text", "no text in the tables (those of dedup hold none)",
              &run->no_text);
  table->Flag("force", "replace the tables of an earlier run", &run->force);
}

// What a person wants to know at the end.
void PrintSummary(const RunOptions& run, const DedupOptions& dedup,
                  const engine::DedupReport& report, const Color& color) {
  PrintReadLine(
      report,
      absl::StrCat(color.Bold(WithCommas(report.kept)), " kept, ",
                   color.Bold(WithCommas(report.dropped)), " dropped"),
      color);
  PrintNote(absl::StrCat("  ", WithCommas(report.in_copies), " of them are in ",
                         WithCommas(report.copies), " copies (",
                         CopyRuleText(dedup), ")"));
  if (!dedup.against.empty()) {
    PrintNote(absl::StrCat("  ", WithCommas(report.against),
                           " are copies of the --against collection"));
  }
  if (report.recall < dedup.recall) {
    PrintNote(absl::StrFormat(
        "  note: at this threshold %.3f of the pairs are compared, not %g",
        report.recall, dedup.recall));
  }
  PrintReadNotes(report, color);
  if (run.output != "-") {
    PrintNote(absl::StrCat("Tables: ", run.output));
  }
  if (!dedup.write_path.empty()) {
    PrintNote(absl::StrCat("Kept records: ", dedup.write_path));
  }
}

}  // namespace

int RunDedupCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "dedup";
  RunOptions run;
  DedupOptions dedup;
  RunningOptions running;
  OptionTable table(
      "Finds copies and versions of whole documents by exact comparison, and "
      "says\nwhich one to keep.\n\nUsage: litany dedup [OPTIONS] INPUT...",
      {"litany dedup corpus/ -o out",
       "litany dedup crawl.jsonl.zst --threshold 0.8 --write kept.jsonl.zst",
       "litany dedup today.jsonl --against archive/ --keep source:a.org,b.org",
       "zstdcat part*.zst | litany dedup - -o - | head"});
  table.Positional(&run.inputs);
  CopyRuleFlags rule;
  AddDedupOptions(&table, &run, &dedup, &rule);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  AddRunningOptions(&table, &run, &running);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  if (const auto status = ApplyCopyRule(rule, &dedup); !status.ok()) {
    return ExitFor(kName, status);
  }
  if (const auto ended =
          CheckStandardOutput(kName, running.json, run, dedup.write_path)) {
    return *ended;
  }
  ProgressLine line(running.progress);
  const auto report = engine::RunDedup(run, dedup, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  PrintSummary(run, dedup, *report, Color(running.color));
  return FinishRun(*report, running.json);
}

}  // namespace litany::cli
