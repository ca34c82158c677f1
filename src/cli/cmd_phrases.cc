// litany phrases
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/kind_options.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/run_summary.h"
#include "cli/shared_options.h"
#include "engine/phrases_run.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

void AddPhraseOptions(OptionTable* table, RunOptions* run,
                      PhraseOptions* phrases) {
  table->Group("What is a phrase");
  AddPhraseBounds(table, phrases);
  table->Value("min-length", "N",
               "characters, of which a letter is half of one (default 4)",
               TakeCount(&phrases->min_length, 2, 1000));
  table->Value("max-length", "N", "the same at most (default 40)",
               TakeCount(&phrases->max_length, 2, 1000));
  table->Flag("count-copies", "count each copy of a document by itself",
              &phrases->count_copies);
  table->Group("What is written");
  AddPhraseTop(table, phrases);
  AddOutputOption(table, run);
  table->Flag("no-text", "no text of the collection in the tables",
              &run->no_text);
  table->Flag("force", "replace the tables of an earlier run", &run->force);
}

// What a person wants to know at the end.
void PrintSummary(const RunOptions& run, const engine::PhrasesReport& report,
                  const Color& color) {
  PrintReadLine(
      report,
      absl::StrCat(color.Bold(WithCommas(report.phrases)), " phrases and ",
                   WithCommas(report.formulas), " formulas, ",
                   WithCommas(report.occurrences), " occurrences"),
      color);
  std::string bounds = absl::StrCat(
      "  each in ", WithCommas(report.min_documents), " documents or more");
  if (report.min_sources > 1) {
    absl::StrAppend(&bounds, " of ", WithCommas(report.min_sources),
                    " sources or more");
  }
  if (report.copies > 0) {
    absl::StrAppend(&bounds, "; ", WithCommas(report.copies),
                    " copies of documents were not counted");
  }
  PrintNote(bounds);
  if (report.found > report.phrases) {
    PrintNote(absl::StrCat("  ", WithCommas(report.found - report.phrases),
                           " more were found and left out (--top)"));
  }
  if (report.furniture > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.furniture),
                           " at the head or foot of a source's documents were "
                           "left out"));
  }
  for (const engine::PhrasesReport::Top& top : report.top) {
    PrintNote(absl::StrCat("  ", color.Bold(top.text), "  ",
                           WithCommas(top.documents), " documents"));
  }
  PrintReadNotes(report, color);
  if (run.output != "-") PrintNote(absl::StrCat("Tables: ", run.output));
}

}  // namespace

int RunPhrasesCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "phrases";
  RunOptions run;
  PhraseOptions phrases;
  RunningOptions running;
  OptionTable table(
      "Finds recycled phrases: formulas and slogans that keep coming back, in "
      "both\nscripts and with or without punctuation, with all their places "
      "and dates.\n\nUsage: litany phrases [OPTIONS] INPUT...",
      {"litany phrases pages/ -o out",
       "litany phrases news.jsonl.zst --top 200 --min-sources 3",
       "litany phrases letters/*.txt --min-documents 2 --min-length 6"});
  table.Positional(&run.inputs);
  AddPhraseOptions(&table, &run, &phrases);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  AddRunningOptions(&table, &run, &running);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  if (const auto ended =
          CheckStandardOutput(kName, running.json, run, /*write_path=*/"")) {
    return *ended;
  }
  ProgressLine line(running.progress);
  const auto report = engine::RunPhrases(run, phrases, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  PrintSummary(run, *report, Color(running.color));
  return FinishRun(*report, running.json);
}

}  // namespace litany::cli
