// litany fold
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/shared_options.h"
#include "engine/fold_texts.h"
#include "litany/options.h"

namespace litany::cli {

int RunFoldCommand(const std::vector<std::string>& arguments) {
  constexpr char kName[] = "fold";
  RunOptions run;
  OptionTable table(
      "Prints what the matcher sees of each document, as JSON lines: id, "
      "folded\n(the folded text) and tokens; in input order, ids as they are "
      "in the "
      "input.\n\n"
      "Usage: litany fold [OPTIONS] INPUT...",
      {"litany fold page.txt", "litany fold crawl.jsonl.zst | head -1",
       "echo '{\"text\": \"繁體字\"}' | litany fold -"});
  table.Positional(&run.inputs);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  table.Group("Other");
  AddConfigOption(&table);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  ProgressLine line(ProgressStyle::kNone);
  auto out = base::OpenForWrite("-");
  if (!out.ok()) return ExitFor(kName, out.status());
  const auto report = engine::FoldTexts(run, out->get(), MakeHooks(&line));
  if (!report.ok()) return ExitFor(kName, report.status());
  const absl::Status closed = (*out)->Close();
  if (!closed.ok()) return ExitFor(kName, closed);
  for (const std::string& reject : report->rejects) PrintError(kName, reject);
  return report->rejects.empty() ? kDone : kDoneWithRejects;
}

}  // namespace litany::cli
