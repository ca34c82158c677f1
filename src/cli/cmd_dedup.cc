// litany dedup
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "cli/color.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/option_table.h"
#include "cli/run_summary.h"
#include "cli/shared_options.h"
#include "engine/dedup.h"
#include "litany/options.h"

namespace litany::cli {
namespace {

TakeValue TakeKeep(DedupOptions* dedup, RunOptions* run) {
  return [dedup, run](const std::string& value) -> absl::Status {
    using Kind = KeepPolicy::Kind;
    KeepPolicy keep;
    const std::pair<const char*, Kind> words[] = {
        {"longest", Kind::kLongest},
        {"first", Kind::kFirst},
        {"earliest", Kind::kEarliest},
        {"none", Kind::kNone},
    };
    for (const auto& [word, kind] : words) {
      if (value != word) continue;
      keep.kind = kind;
      dedup->keep = keep;
      return absl::OkStatus();
    }
    if (value.rfind("source:", 0) == 0) {
      keep.kind = Kind::kSource;
      LITANY_RETURN_IF_ERROR(TakeStrings(&keep.sources)(value.substr(7)));
      dedup->keep = keep;
      return absl::OkStatus();
    }
    if (value.size() > 4 && value.substr(value.size() - 4) == ":max") {
      keep.kind = Kind::kFieldMax;
      keep.field = value.substr(0, value.size() - 4);
      run->input.number_field = keep.field;
      dedup->keep = keep;
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        "must be longest, first, earliest, source:A,B, FIELD:max or none");
  };
}

TakeValue TakeSomeShare(std::optional<double>* target) {
  return [target](const std::string& value) -> absl::Status {
    double share = 0;
    LITANY_RETURN_IF_ERROR(TakeShare(&share)(value));
    *target = share;
    return absl::OkStatus();
  };
}

// What was said of the rule for pairs.
struct RuleFlags {
  std::optional<double> threshold;
  std::optional<double> containment;
  std::optional<double> min_jaccard;
  bool strict = false;
};

constexpr double kStrictThreshold = 0.8;

// A threshold by itself means near pairs and no others.
absl::Status ApplyRule(const RuleFlags& flags, DedupOptions* dedup) {
  if (flags.strict && flags.threshold) {
    return absl::InvalidArgumentError(
        "--preset strict sets --threshold; leave one of them out");
  }
  std::optional<double> threshold = flags.threshold;
  if (flags.strict) threshold = kStrictThreshold;
  if (threshold) dedup->threshold = *threshold;
  if (!flags.containment && !flags.min_jaccard) {
    if (threshold) dedup->contained.reset();
    return absl::OkStatus();
  }
  if (flags.containment) dedup->contained->containment = *flags.containment;
  if (flags.min_jaccard) dedup->contained->jaccard = *flags.min_jaccard;
  return absl::OkStatus();
}

// "similarity 0.5 or more, ...".
std::string RuleText(const DedupOptions& dedup) {
  std::string text = absl::StrCat("similarity ", dedup.threshold, " or more");
  if (dedup.contained) {
    absl::StrAppend(&text, ", or ", dedup.contained->jaccard,
                    " or more where the larger has ",
                    dedup.contained->containment, " of the smaller");
  }
  return text;
}

void AddDedupOptions(OptionTable* table, RunOptions* run, DedupOptions* dedup,
                     RuleFlags* rule) {
  table->Group("What is a copy");
  table->Value("threshold,t", "T",
               "least exact Jaccard similarity of a near pair (default 0.5); "
               "by itself it also says that no pair is joined as contained",
               TakeSomeShare(&rule->threshold));
  table->Value("containment", "C",
               "join pairs below the threshold if the larger text has this "
               "share of the smaller (default 0.65)",
               TakeSomeShare(&rule->containment));
  table->Value("min-jaccard", "J",
               "and a similarity of at least J (default 0.3; from 0.01)",
               TakeSomeShare(&rule->min_jaccard));
  table->Value("preset", "WORD", "strict: the same as --threshold 0.8",
               TakeWord<bool>(&rule->strict, {{"strict", true}}));
  table->Value("recall", "R",
               "chance that a pair at the threshold is compared (default "
               "0.99)",
               TakeShare(&dedup->recall));
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
  table->Value("keep", "POLICY",
               "of each copy: longest (default), first, earliest, "
               "source:A,B (best first), FIELD:max or none",
               TakeKeep(dedup, run));
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
                         RuleText(dedup), ")"));
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
  RuleFlags rule;
  AddDedupOptions(&table, &run, &dedup, &rule);
  AddFoldOptions(&table, &run);
  AddInputOptions(&table, &run);
  AddRunningOptions(&table, &run, &running);
  if (const auto ended =
          ParseWithInputs(kName, &table, arguments, run.inputs)) {
    return *ended;
  }
  if (const auto status = ApplyRule(rule, &dedup); !status.ok()) {
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
