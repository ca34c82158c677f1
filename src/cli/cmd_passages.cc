// litany passages
#include <cstdio>
#include <optional>
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
#include "engine/passages_run.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

void AddPassageOptions(OptionTable* table, RunOptions* run,
                       PassageOptions* passages) {
  AddPassageRule(table, passages);
  table->Value("similarity", "S",
               "least similarity of an occurrence to the passage (default 0.5)",
               TakeShare(&passages->similarity));
  table->Flag("exact", "runs without an edit only", &passages->exact);
  AddPassagePairRule(table, passages);
  table->List("against", "INPUT",
              "who reused these texts: only what is in here too; never "
              "counted or written",
              AppendString(&passages->against));
  table->Group("What is written");
  AddOutputOption(table, run);
  table->Value(
      "write", "PATH",
      "also write the records, in input order and byte for byte but for what "
      "is cut; several inputs make a folder",
      TakeString(&passages->write_path));
  table->Value(
      "cut", "WORD",
      "what --write leaves out: drop (documents that hold a passage "
      "of --against; default with it), all (every passage), or "
      "all-but-first (every passage but the first witness's)",
      TakeWord<CutPolicy>(&passages->cut,
                          {{"drop", CutPolicy::kDrop},
                           {"all", CutPolicy::kAll},
                           {"all-but-first", CutPolicy::kAllButFirst}}));
  AddNetworkOption(table, passages);
  table->Flag("no-text", "no text of the collection in the tables",
              &run->no_text);
  table->Flag("force", "replace the tables of an earlier run", &run->force);
}

// What a person wants to know at the end.
void PrintSummary(const RunOptions& run, const PassageOptions& passages,
                  const engine::PassagesReport& report, const Color& color) {
  PrintReadLine(
      report,
      absl::StrCat(color.Bold(WithCommas(report.passages)), " passages, ",
                   WithCommas(report.occurrences), " occurrences"),
      color);
  const double share = report.chars == 0
                           ? 0.0
                           : 100.0 * static_cast<double>(report.covered_chars) /
                                 static_cast<double>(report.chars);
  PrintNote(absl::StrCat(
      "  ", WithCommas(report.reusing),
      passages.against.empty() ? " documents hold one"
                               : " documents hold one of --against",
      "; ", absl::StrFormat("%.1f", share), " % of all text"));
  PrintReadNotes(report, color);
  if (report.dropped > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.dropped),
                           " documents dropped, ", WithCommas(report.kept),
                           " kept"));
  }
  if (report.cut_documents > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.cut_chars),
                           " characters cut from ",
                           WithCommas(report.cut_documents), " documents"));
  }
  if (run.output != "-") PrintNote(absl::StrCat("Tables: ", run.output));
  if (!passages.write_path.empty()) {
    PrintNote(absl::StrCat("Records: ", passages.write_path));
  }
}

}  // namespace

int RunPassagesCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "passages";
  RunOptions run;
  PassageOptions passages;
  RunningOptions running;
  OptionTable table(
      "Finds reused passages: stretches of text that occur in several "
      "documents, also\nwith edits, insertions and in the other script, with "
      "their exact places.\n\nUsage: litany passages [OPTIONS] INPUT...",
      {"litany passages corpus/ -o out",
       "litany passages news.jsonl.zst --between-sources-only --window 3",
       "litany passages crawl.jsonl --against speeches/",
       "litany passages train.jsonl --against test.jsonl --write out.jsonl",
       "litany passages code.txt --min-length 40 --exact"});
  table.Positional(&run.inputs);
  AddPassageOptions(&table, &run, &passages);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  AddRunningOptions(&table, &run, &running);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  if (!passages.write_path.empty() && !passages.cut &&
      !passages.against.empty()) {
    passages.cut = CutPolicy::kDrop;
  }
  if (const auto ended =
          CheckStandardOutput(kName, running.json, run, passages.write_path)) {
    return *ended;
  }
  ProgressLine line(running.progress);
  const auto report = engine::RunPassages(run, passages, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  PrintSummary(run, passages, *report, Color(running.color));
  return FinishRun(*report, running.json);
}

}  // namespace litany::cli
