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
      "Scores a run against what is known to be true, and shows the worst "
      "errors.  The\nform of the gold decides what is scored: copies against "
      "labels, passages against\npairs of spans (PlagDet), pairs of documents "
      "by shared text, phrases against a\nlist or a judged table, characters "
      "against spans with a cause,\ntemplates against the template of each "
      "document (GA, FGA, PA, FTA).\n\nUsage: litany eval [OPTIONS] RUN --gold "
      "FILE",
      {"litany eval out --gold docs.jsonl.zst",
       "litany eval out --gold corpus/copies.gold --show 20",
       "litany eval out --gold corpus/passages.gold --json",
       "litany eval out --gold logs.jsonl --gold-field template",
       "litany eval out --gold docs.jsonl --unlabelled singleton --json"});
  table.Positional(&directories);
  table.Group("Gold");
  table.Value("gold", "FILE",
              "what is true: JSON lines, a table with tabs (.tsv, .gold), or "
              "a folder of PAN XML; the forms are in docs/formats/gold.md",
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
  table.Value(
      "score", "WORD",
      "what to score: copies, passages, pairs, phrases, causes or templates "
      "(default: by the gold and the run)",
      TakeWord<engine::Scored>(&options.scored,
                               {{"auto", engine::Scored::kAuto},
                                {"copies", engine::Scored::kCopies},
                                {"passages", engine::Scored::kPassages},
                                {"pairs", engine::Scored::kPairs},
                                {"phrases", engine::Scored::kPhrases},
                                {"causes", engine::Scored::kCauses},
                                {"templates", engine::Scored::kTemplates}}));
  table.Value("pairs", "WORD",
              "passages judged: gold (between documents of which the gold "
              "gives a case; default) or all (between all documents that the "
              "gold names)",
              TakeWord<eval::JudgedPairs>(&options.pairs,
                                          {{"gold", eval::JudgedPairs::kGold},
                                           {"all", eval::JudgedPairs::kAll}}));
  table.Value("rest", "CAUSE",
              "against spans with a cause: what the text of their documents is "
              "that lies in none (template, copy, passage, phrase or own; "
              "default: not judged)",
              TakeWord<eval::Cause>(&options.rest,
                                    {{"template", eval::Cause::kTemplate},
                                     {"copy", eval::Cause::kCopy},
                                     {"passage", eval::Cause::kPassage},
                                     {"phrase", eval::Cause::kPhrase},
                                     {"own", eval::Cause::kOwn}}));
  table.Value("ignore", "FILE",
              "a table (id, begin, end) of text that counts for nothing where "
              "passages are judged",
              TakeString(&options.ignored));
  table.Flag("with-copies", "copies count as shared text beside passages",
             &options.detections.with_copies);
  table.Flag(
      "best-places",
      "passages judged only where one of the two is not inside of a longer one",
      &options.detections.best_places);
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
