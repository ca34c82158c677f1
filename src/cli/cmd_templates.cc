// litany templates
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/run_summary.h"
#include "cli/shared_options.h"
#include "engine/templates_run.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

void AddTemplateOptions(OptionTable* table, RunOptions* run,
                        TemplateOptions* templates) {
  table->Group("What is a template");
  table->Flag("whole",
              "every document is one block, as the messages of a log are, and "
              "gets a template (implied by --records line)",
              &templates->whole);
  table->Value("apply", "FILE",
               "find the templates that --save wrote, and learn no others: for "
               "new pages of known sources, one page too",
               TakeString(&templates->apply_path));
  table->Group("What is written");
  AddOutputOption(table, run);
  table->Value("write", "PATH",
               "the documents without their templates; those that are nothing "
               "else are left out",
               TakeString(&templates->write_path));
  table->Value("save", "FILE", "the templates, for later runs to --apply",
               TakeString(&templates->save_path));
  table->Flag("no-text", "no text of the collection in the tables",
              &run->no_text);
  table->Flag("force", "replace the tables of an earlier run", &run->force);
}

// What a person wants to know at the end.
void PrintSummary(const RunOptions& run, const TemplateOptions& templates,
                  const engine::TemplatesReport& report, const Color& color) {
  PrintReadLine(
      report,
      absl::StrCat(color.Bold(WithCommas(report.templates)), " templates, ",
                   Percent(report.template_chars, report.chars),
                   " of the characters"),
      color);
  PrintNote(absl::StrCat("  ", WithCommas(report.occurrences), " places in ",
                         WithCommas(report.holding), " documents of ",
                         WithCommas(report.sources), " sources"));
  if (report.all_template > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.all_template),
                           " documents are nothing but template"));
  }
  if (report.too_few_pages > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.too_few_pages),
                           " sources have too few pages to tell what is "
                           "theirs: nothing is stripped from these"));
  }
  if (report.pages_alike > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.pages_alike),
                           " sources have pages that are copies of each "
                           "other: nothing is stripped from these"));
  }
  if (report.unknown > 0) {
    PrintNote(absl::StrCat("  ", WithCommas(report.unknown),
                           " sources have no template in --apply: nothing is "
                           "stripped from these"));
  }
  PrintReadNotes(report, color);
  if (run.output != "-") PrintNote(absl::StrCat("Tables: ", run.output));
  if (!templates.save_path.empty()) {
    PrintNote(absl::StrCat("Templates: ", templates.save_path));
  }
}

}  // namespace

int RunTemplatesCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "templates";
  RunOptions run;
  TemplateOptions templates;
  RunningOptions running;
  OptionTable table(
      "Finds templates: what a site puts around its texts, the same on many "
      "pages but\nfor dates, numbers and names, which become gaps. A source "
      "is the host of the\nurl, or --source-field.\n\n"
      "Usage: litany templates [OPTIONS] INPUT...",
      {"litany templates pages.jsonl.zst -o out",
       "litany templates crawl/ --source-field site --write clean/",
       "litany templates crawl/ --save known.jsonl",
       "litany templates today.jsonl --apply known.jsonl --write clean.jsonl",
       "litany templates server.log --records line"});
  table.Positional(&run.inputs);
  AddTemplateOptions(&table, &run, &templates);
  AddInputOptions(&table, &run);
  AddRunningOptions(&table, &run, &running);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  if (const auto ended =
          CheckStandardOutput(kName, running.json, run, templates.write_path)) {
    return *ended;
  }
  ProgressLine line(running.progress);
  const auto report = engine::RunTemplates(run, templates, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  PrintSummary(run, templates, *report, Color(running.color));
  return FinishRun(*report, running.json);
}

}  // namespace litany::cli
