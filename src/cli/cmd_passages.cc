// litany passages
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/run_summary.h"
#include "cli/shared_options.h"
#include "engine/passages_run.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

// "24" or "24,50".
TakeValue TakeLengths(PassageOptions* passages) {
  return [passages](const std::string& value) -> absl::Status {
    const size_t comma = value.find(',');
    uint32_t dense = 0;
    uint32_t letters = 0;
    const bool is_read =
        comma == std::string::npos
            ? absl::SimpleAtoi(value, &dense)
            : absl::SimpleAtoi(value.substr(0, comma), &dense) &&
                  absl::SimpleAtoi(value.substr(comma + 1), &letters);
    if (comma == std::string::npos) letters = dense;
    const auto in_range = [](uint32_t length) {
      return length >= 4 && length <= 10000;
    };
    if (!is_read || !in_range(dense) || !in_range(letters)) {
      return absl::InvalidArgumentError(
          "must be N or N,M: 4 to 10000 symbols for text with Han or kana, "
          "and for other text");
    }
    passages->dense_length = dense;
    passages->letter_length = letters;
    return absl::OkStatus();
  };
}

void AddPassageOptions(OptionTable* table, RunOptions* run,
                       PassageOptions* passages) {
  table->Group("What is a passage");
  table->Value("min-length", "N[,M]",
               "every run of so many symbols that two documents share is "
               "found: N with Han or kana in it, M of other scripts (default "
               "24,50)",
               TakeLengths(passages));
  table->Value("max-gap", "N",
               "symbols inserted, dropped or swapped between two pieces of one "
               "passage (default 200)",
               TakeCount(&passages->max_gap, 0, 100000));
  table->Value("similarity", "S",
               "least similarity of an occurrence to the passage (default 0.5)",
               TakeShare(&passages->similarity));
  table->Flag("exact", "runs without an edit only", &passages->exact);
  table->Group("Between which documents");
  table->Flag("between-sources-only", "only between different sources",
              &passages->between_sources_only);
  table->Value("window", "DAYS", "only between documents so many days apart",
               [passages](const std::string& value) -> absl::Status {
                 uint32_t days = 0;
                 if (!absl::SimpleAtoi(value, &days)) {
                   return absl::InvalidArgumentError(
                       "must be a number of days, 0 or more");
                 }
                 passages->window_days = days;
                 return absl::OkStatus();
               });
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
      [passages](const std::string& value) -> absl::Status {
        CutPolicy cut = CutPolicy::kDrop;
        LITANY_RETURN_IF_ERROR(TakeWord<CutPolicy>(
            &cut, {{"drop", CutPolicy::kDrop},
                   {"all", CutPolicy::kAll},
                   {"all-but-first", CutPolicy::kAllButFirst}})(value));
        passages->cut = cut;
        return absl::OkStatus();
      });
  table->Flag("network",
              "also write who took from whom, for documents and for sources: "
              "GraphML, GEXF and CSV",
              &passages->network);
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
