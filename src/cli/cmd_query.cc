// litany query
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/query_text.h"
#include "cli/shared_options.h"
#include "cli/terminal_text.h"
#include "engine/query_run.h"
#include "litany/query.h"
#include "report/query_line.h"

namespace litany::cli {
namespace {

struct Output {
  bool json = false;
  ProgressStyle progress = ProgressStyle::kAuto;
  ColorMode color = ColorMode::kAuto;
};

void AddQueryOptions(OptionTable* table, QueryOptions* query, Output* output) {
  table->Group("What is looked for");
  table->List("text", "TEXT", "this text; may be given several times",
              [query](const std::string& text) -> absl::Status {
                query->queries.push_back({.name = text, .text = text});
                return absl::OkStatus();
              });
  table->List(
      "file", "FILE",
      "the text in this file (- for standard input); of more than 64 "
      "symbols, each part that `litany passages` would find counts",
      [query](const std::string& path) -> absl::Status {
        auto text = base::ReadWholeFile(path);
        if (!text.ok()) {
          return absl::InvalidArgumentError("must be a file that can be read");
        }
        query->queries.push_back({.name = path, .text = *std::move(text)});
        return absl::OkStatus();
      });
  table->Value("similarity", "S",
               "least similarity of what was changed (default 0.7)",
               TakeShare(&query->similarity));
  table->Flag("exact", "only what is unchanged after folding", &query->exact);
  table->Group("Where");
  table->List("texts", "INPUT",
              "the documents of the run (default: where they were when it ran)",
              AppendString(&query->texts));
  table->Group("Output");
  table->Value("limit", "N",
               "places shown of each query, by date; 0: all (default 50)",
               TakeCount(&query->limit, 0, ~uint64_t{0}));
  table->Flag("json", "JSON lines instead of text for people", &output->json);
  table->Group("How to run");
  table->Value("threads", "N", "default: the cores of the machine",
               TakeCount(&query->threads, 1, 1024));
  AddProgressOption(table, &output->progress);
  AddColorOption(table, &output->color);
  AddConfigOption(table);
}

absl::Status PrintAnswers(const engine::QueryReport& report,
                          const Output& output) {
  LITANY_ASSIGN_OR_RETURN(auto out, base::OpenForWrite("-"));
  const Color color(output.color, STDOUT_FILENO);
  for (const engine::QueryAnswer& answer : report.answers) {
    if (!output.json && report.answers.size() > 1) {
      constexpr size_t kHeadingPoints = 60;
      LITANY_RETURN_IF_ERROR(out->Write(absl::StrCat(
          "== ", OneLine(Shortened(answer.name, kHeadingPoints)), "\n")));
    }
    for (const QueryHitRecord& row : answer.rows) {
      LITANY_RETURN_IF_ERROR(
          out->Write(output.json ? report::JsonLine(row)
                                 : RowText(row, answer.is_long, color)));
    }
  }
  return out->Close();
}

}  // namespace

int RunQueryCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "query";
  QueryOptions query;
  Output output;
  std::vector<std::string> runs;
  OptionTable table(
      "Finds who used a text: the documents of a finished run that hold it, "
      "exactly or\nwith changes, in either script, with their dates and the "
      "exact places.\n\n"
      "Usage: litany query [OPTIONS] RUN --text TEXT",
      {"litany query out --text 少说空话多添砖瓦",
       "litany query out --text '...' --text '...' --similarity 0.8 --json",
       "litany query out --file speech.txt --exact"});
  table.Positional(&runs);
  AddQueryOptions(&table, &query, &output);
  if (const auto ended = ParseArguments(kName, &table, arguments)) {
    return *ended;
  }
  if (runs.size() != 1 || query.queries.empty()) {
    PrintError(kName,
               "want one run directory, and --text TEXT or --file FILE (see "
               "litany query --help)");
    return kUsageOrFatal;
  }
  query.run = runs[0];
  ProgressLine line(output.progress);
  const auto report = engine::RunQuery(query, MakeHooks(&line));
  line.Clear();
  if (!report.ok()) return ExitFor(kName, report.status());
  const absl::Status printed = PrintAnswers(*report, output);
  if (!printed.ok()) return ExitFor(kName, printed);
  for (const engine::QueryAnswer& answer : report->answers) {
    PrintNote(SummaryText(answer, query.exact, report->answers.size() > 1));
  }
  const Color color(output.color);
  for (const std::string& warning : report->warnings) {
    PrintNote(absl::StrCat(color.Red("warning"), ": ", OneLine(warning)));
  }
  if (report->rejects == 0) return kDone;
  PrintNote(absl::StrCat(
      color.Red(WithCommas(report->rejects)),
      " records rejected; the first: ", OneLine(report->first_reject)));
  return kDoneWithRejects;
}

}  // namespace litany::cli
