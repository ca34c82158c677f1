// A PairRanking for people and for programs.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "eval/evaluation_report.h"
#include "eval/pair_ranking.h"
#include "eval/score_text.h"

namespace litany::eval {

std::string RenderRankingText(const PairRanking& ranking, const Texts& texts) {
  std::string out;
  absl::StrAppend(&out, "documents      ", ranking.judged, " judged, ",
                  ranking.missing, " of them not in the run\n");
  absl::StrAppend(
      &out, "pairs          ", ranking.gold_pairs,
      ranking.form == Gold::Form::kPairs ? " listed, " : " in the gold, ",
      ranking.gold_ranked, " of them share a passage; ", ranking.ranked,
      " pairs do in all\n\n");
  absl::StrAppendFormat(&out, "%-24s %9s\n", "average precision", "");
  absl::StrAppendFormat(&out, "%-24s %9s\n", "  by shared characters",
                        TextCell(ranking.by_characters));
  absl::StrAppendFormat(&out, "%-24s %9s\n", "  by share of the shorter",
                        TextCell(ranking.by_share));
  AppendShownText("gold pair", ranking.misses, texts, &out);
  AppendShownText("other pair", ranking.false_pairs, texts, &out);
  return out;
}

std::string RenderRankingJson(const PairRanking& ranking, const Texts& texts) {
  return absl::StrCat(
      "{\"schema\":", kEvaluationSchema,
      ",\"gold\":\"document-pairs\",\"form\":\"",
      ranking.form == Gold::Form::kPairs ? "pairs" : "labels",
      "\",\"documents\":{\"judged\":", ranking.judged,
      ",\"missing\":", ranking.missing,
      "},\"pairs\":{\"gold\":", ranking.gold_pairs,
      ",\"gold_ranked\":", ranking.gold_ranked, ",\"ranked\":", ranking.ranked,
      "},\"average_precision\":{\"characters\":",
      JsonNumber(ranking.by_characters),
      ",\"share\":", JsonNumber(ranking.by_share),
      "},\"least_gold\":", ShownJson(ranking.misses, texts),
      ",\"most_other\":", ShownJson(ranking.false_pairs, texts), "}\n");
}

}  // namespace litany::eval
