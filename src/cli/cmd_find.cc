// litany find
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
#include "cli/terminal_text.h"
#include "engine/find_run.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

void AddFindOptions(OptionTable* table, RunOptions* run, FindOptions* find,
                    CopyRuleFlags* rule, bool* no_report) {
  table->Group("What is looked for");
  table->Value("kinds", "KIND[,KIND]",
               "of template, copy, passage, phrase (default: all)",
               TakeFlags({{"template", &find->find_templates},
                          {"copy", &find->find_copies},
                          {"passage", &find->find_passages},
                          {"phrase", &find->find_phrases}},
                         "template, copy, passage, phrase"));
  AddCopyRule(table, rule);
  AddPassageRule(table, &find->passages);
  AddPassagePairRule(table, &find->passages);
  table->Group("What is a phrase");
  AddPhraseBounds(table, &find->phrases);
  AddPhraseTop(table, &find->phrases);
  table->Group("What is kept and written");
  AddKeepOption(table, run, &find->dedup);
  AddOutputOption(table, run);
  table->Value("write", "PATH",
               "also write the kept records, byte for byte, in input order; "
               "several inputs make a folder",
               TakeString(&find->write_path));
  table->Flag("strip", "write them without their templates",
              &find->strip_templates);
  table->Flag("pairs", "also write pairs.jsonl, every verified pair",
              &find->dedup.pairs);
  AddNetworkOption(table, &find->passages);
  table->Flag("no-report", "no report.html (litany report makes it later)",
              no_report);
  table->Flag("no-text", "no text of the collection in the tables",
              &run->no_text);
  table->Flag("force", "replace the tables of an earlier run", &run->force);
}

// "template 12.3 %, copy 4.0 %, ..."
std::string SharesText(const CauseChars& chars) {
  const uint64_t all = chars.template_chars + chars.copy + chars.passage +
                       chars.phrase + chars.own;
  return absl::StrCat("template ", Percent(chars.template_chars, all),
                      ", copy ", Percent(chars.copy, all), ", passage ",
                      Percent(chars.passage, all), ", phrase ",
                      Percent(chars.phrase, all), ", own ",
                      Percent(chars.own, all));
}

// What a person wants to know at the end.
void PrintSummary(const RunOptions& run, const FindOptions& find,
                  const engine::FindReport& report, const Color& color) {
  PrintReadLine(
      report,
      absl::StrCat(color.Bold(WithCommas(report.kept)), " kept, ",
                   color.Bold(WithCommas(report.dropped)), " dropped"),
      color);
  PrintNote(absl::StrCat("  of all text: ", SharesText(report.chars)));
  const auto line = [&](const std::string& what, uint64_t documents) {
    PrintNote(
        absl::StrCat("  ", what, " in ", WithCommas(documents), " documents"));
  };
  if (find.find_templates) {
    line(absl::StrCat(color.Bold(WithCommas(report.templates)), " templates"),
         report.in_templates);
    if (report.all_template > 0) {
      PrintNote(absl::StrCat("    ", WithCommas(report.all_template),
                             " documents are nothing else"));
    }
  }
  if (find.find_copies) {
    line(absl::StrCat(color.Bold(WithCommas(report.copies)), " copies"),
         report.in_copies);
    PrintNote(absl::StrCat("    ", CopyRuleText(find.dedup),
                           find.find_templates ? "; without templates" : ""));
    if (report.recall < find.dedup.recall) {
      PrintNote(absl::StrFormat(
          "    note: at this threshold %.3f of the pairs are compared, not %g",
          report.recall, find.dedup.recall));
    }
  }
  if (find.find_passages) {
    line(absl::StrCat(color.Bold(WithCommas(report.passages)), " passages"),
         report.in_passages);
  }
  if (find.find_phrases) {
    line(absl::StrCat(color.Bold(WithCommas(report.phrases)), " phrases and ",
                      WithCommas(report.formulas), " formulas"),
         report.in_phrases);
  }
  PrintReadNotes(report, color);
  if (run.output != "-") PrintNote(absl::StrCat("Tables: ", run.output));
  if (!find.write_path.empty()) {
    PrintNote(absl::StrCat("Kept records: ", find.write_path));
  }
  for (const std::string& note : report.report_notes) {
    PrintNote(absl::StrCat(color.Bold("note"), ": ", OneLine(note)));
  }
  if (!report.report_path.empty()) {
    PrintNote(absl::StrCat("Report: ", OneLine(report.report_path), " (",
                           HumanBytes(report.report_bytes),
                           "); open it in a browser"));
  }
}

}  // namespace

int RunFindCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "find";
  RunOptions run;
  FindOptions find;
  CopyRuleFlags rule;
  bool no_report = false;
  RunningOptions running;
  OptionTable table(
      "Finds text that was written once and used again: the templates of "
      "sites, copies\nof documents, reused passages and recycled phrases. "
      "Every character is put down\nto one of these causes or is the "
      "document's own.\n\nUsage: litany find [OPTIONS] INPUT...",
      {"litany find corpus/ -o out",
       "litany find crawl.jsonl.zst --write clean.jsonl.zst --strip",
       "litany find news.jsonl --between-sources-only --network",
       "litany find letters/*.txt --kinds passage,phrase"});
  table.Positional(&run.inputs);
  AddFindOptions(&table, &run, &find, &rule, &no_report);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  AddRunningOptions(&table, &run, &running);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  find.report = !no_report;
  if (const auto status = ApplyCopyRule(rule, &find.dedup); !status.ok()) {
    return ExitFor(kName, status);
  }
  if (const auto ended =
          CheckStandardOutput(kName, running.json, run, find.write_path)) {
    return *ended;
  }
  ProgressLine line(running.progress);
  const auto report = engine::RunFind(run, find, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  PrintSummary(run, find, *report, Color(running.color));
  return FinishRun(*report, running.json);
}

}  // namespace litany::cli
