// A SpanEvaluation for people and for programs.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_string.h"
#include "eval/evaluation_report.h"
#include "eval/score_text.h"
#include "eval/span_evaluation.h"

namespace litany::eval {
namespace {

void AppendKindsText(const std::vector<KindScores>& kinds, std::string* out) {
  if (kinds.empty()) return;
  absl::StrAppendFormat(out, "\n%-22s %9s %9s %9s %11s\n", "kind", "cases",
                        "detected", "recall", "granularity");
  for (const KindScores& kind : kinds) {
    absl::StrAppendFormat(out, "%-22s %9d %9d %9s %11s\n",
                          kind.kind.empty() ? "-" : Printable(kind.kind),
                          kind.cases, kind.detected, TextCell(kind.recall),
                          TextCell(kind.granularity));
  }
}

}  // namespace

std::string RenderSpanText(const SpanEvaluation& evaluation,
                           const Texts& texts) {
  const PlagDetScores& scores = evaluation.scores;
  const bool all = evaluation.judged == JudgedPairs::kAll;
  std::string out;
  absl::StrAppend(&out, "documents      ", evaluation.documents,
                  " in the gold, ", evaluation.missing,
                  " of them not in the run");
  if (all) absl::StrAppend(&out, ", ", evaluation.unknown, " left out");
  absl::StrAppend(&out, "\ncases          ", scores.cases, ", ",
                  scores.detected, " detected");
  if (evaluation.ignored > 0) {
    absl::StrAppend(&out, "; ", evaluation.ignored, " ignored");
  }
  absl::StrAppend(&out, "\n");
  absl::StrAppend(&out, "detections     ", scores.detections, " (of ",
                  evaluation.found, " before ");
  if (evaluation.inside > 0) {
    absl::StrAppend(&out, evaluation.inside,
                    " inside of others were left out,"
                    " and ");
  }
  absl::StrAppend(&out, "those that overlap were merged)");
  if (all) {
    absl::StrAppend(&out, " of all pairs of these documents");
  } else {
    absl::StrAppend(&out, " of the ", evaluation.pairs, " pairs in the gold");
  }
  absl::StrAppend(&out, "; ", evaluation.left_out, " of other pairs\n\n");
  absl::StrAppendFormat(&out, "%-14s %9s %9s %9s\n", "", "precision", "recall",
                        "F1");
  AppendTextRow("macro", scores.macro, &out);
  AppendTextRow("micro", scores.micro, &out);
  absl::StrAppendFormat(&out, "%-14s %29s\n", "granularity",
                        TextCell(scores.granularity));
  absl::StrAppendFormat(&out, "%-14s %29s\n", "PlagDet",
                        TextCell(scores.plagdet));
  AppendKindsText(evaluation.kinds, &out);
  AppendShownText("missed", evaluation.misses, texts, &out);
  AppendShownText("not in the gold", evaluation.false_finds, texts, &out);
  return out;
}

std::string RenderSpanJson(const SpanEvaluation& evaluation,
                           const Texts& texts) {
  const PlagDetScores& scores = evaluation.scores;
  std::string kinds;
  for (const KindScores& kind : evaluation.kinds) {
    absl::StrAppend(&kinds, kinds.empty() ? "" : ",",
                    "{\"kind\":", base::JsonString(kind.kind),
                    ",\"cases\":", kind.cases, ",\"detected\":", kind.detected,
                    ",\"recall\":", JsonNumber(kind.recall),
                    ",\"granularity\":", JsonNumber(kind.granularity), "}");
  }
  return absl::StrCat(
      "{\"schema\":", kEvaluationSchema, ",\"gold\":\"spans\",\"pairs\":\"",
      evaluation.judged == JudgedPairs::kAll ? "all" : "gold",
      "\",\"documents\":{\"gold\":", evaluation.documents,
      ",\"missing\":", evaluation.missing, ",\"unknown\":", evaluation.unknown,
      "},\"cases\":", scores.cases, ",\"repeated\":", evaluation.repeated,
      ",\"ignored\":", evaluation.ignored, ",\"detected\":", scores.detected,
      ",\"detections\":{\"judged\":", scores.detections,
      ",\"before_merging\":", evaluation.found,
      ",\"inside_others\":", evaluation.inside,
      ",\"left_out\":", evaluation.left_out,
      "},\"plagdet\":", JsonNumber(scores.plagdet),
      ",\"granularity\":", JsonNumber(scores.granularity), ",\"macro\":{",
      JsonScores(scores.macro), "},\"micro\":{", JsonScores(scores.micro),
      "},\"kinds\":[", kinds,
      "],\"missed\":", ShownJson(evaluation.misses, texts),
      ",\"not_in_gold\":", ShownJson(evaluation.false_finds, texts), "}\n");
}

}  // namespace litany::eval
