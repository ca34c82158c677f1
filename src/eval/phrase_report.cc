// A PhraseEvaluation for people and for programs.
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_string.h"
#include "base/strings.h"
#include "eval/evaluation_report.h"
#include "eval/phrase_evaluation.h"
#include "eval/score_text.h"

namespace litany::eval {
namespace {

// Ids of a list that are shown before it is cut.
constexpr size_t kShownIds = 10;

void AppendIds(const char* title, const std::vector<std::string>& ids,
               std::string* out) {
  if (ids.empty()) return;
  absl::StrAppend(out, "    ", title, " ", ids.size(), ":");
  for (size_t i = 0; i < ids.size() && i < kShownIds; ++i) {
    absl::StrAppend(out, " ", Printable(ids[i]));
  }
  absl::StrAppend(out, ids.size() > kShownIds ? " …\n" : "\n");
}

void AppendPhrases(const char* title, const std::vector<ShownPhrase>& phrases,
                   std::string* out) {
  if (phrases.empty()) return;
  absl::StrAppend(out, "\n", title, "\n");
  for (const ShownPhrase& phrase : phrases) {
    absl::StrAppend(out, "  ", Printable(phrase.text));
    if (phrase.rank > 0) absl::StrAppend(out, ", rank ", phrase.rank);
    if (!phrase.note.empty()) {
      absl::StrAppend(out, ", ", Printable(phrase.note));
    }
    out->push_back('\n');
    AppendIds("not in the run", phrase.missing, out);
    AppendIds("not in the gold", phrase.extra, out);
  }
}

std::string JsonIds(const std::vector<std::string>& ids) {
  std::string out = "[";
  for (const std::string& id : ids) {
    absl::StrAppend(&out, out.size() > 1 ? "," : "", base::JsonString(id));
  }
  return out + "]";
}

std::string JsonPhrases(const std::vector<ShownPhrase>& phrases) {
  std::string out = "[";
  for (const ShownPhrase& phrase : phrases) {
    absl::StrAppend(
        &out, out.size() > 1 ? "," : "",
        "{\"phrase\":", base::JsonString(phrase.text),
        ",\"rank\":", phrase.rank > 0 ? std::to_string(phrase.rank) : "null",
        ",\"note\":",
        phrase.note.empty() ? "null" : base::JsonString(phrase.note),
        ",\"missing\":", JsonIds(phrase.missing),
        ",\"extra\":", JsonIds(phrase.extra), "}");
  }
  return out + "]";
}

}  // namespace

std::string RenderPhraseText(const PhraseEvaluation& evaluation) {
  std::string out;
  absl::StrAppend(&out, "phrases        ", evaluation.in_run, " in the run, ",
                  evaluation.in_gold,
                  evaluation.judged ? " judged good" : " listed", ", ",
                  evaluation.found, " of them found, ", evaluation.in_others,
                  " in longer or shorter ones\n");
  absl::StrAppendFormat(&out, "\n%-14s %9s %9s %9s %9s\n", "best", "precision",
                        evaluation.judged ? "good" : "listed", "bad",
                        evaluation.judged ? "unjudged" : "unlisted");
  for (const PrecisionAt& at : evaluation.precision) {
    absl::StrAppendFormat(&out, "%-14d %9s %9d %9d %9d\n", at.n,
                          TextCell(at.precision), at.good, at.bad, at.unknown);
  }
  absl::StrAppendFormat(&out, "%-14s %9s\n", "recall",
                        TextCell(evaluation.recall));
  if (evaluation.lists > 0) {
    absl::StrAppendFormat(&out, "\n%-14s %9s %9s %9s\n", "", "precision",
                          "recall", "F1");
    AppendTextRow("documents", evaluation.documents, &out);
    absl::StrAppend(&out, "document lists ", evaluation.exact_lists, " of ",
                    evaluation.lists, " exact\n");
  }
  AppendPhrases("missed", evaluation.missed, &out);
  AppendPhrases("judged bad", evaluation.bad, &out);
  AppendPhrases("other documents", evaluation.wrong_lists, &out);
  return out;
}

std::string RenderPhraseJson(const PhraseEvaluation& evaluation) {
  std::string at_ranks;
  for (const PrecisionAt& at : evaluation.precision) {
    absl::StrAppend(&at_ranks, at_ranks.empty() ? "" : ",", "{\"n\":", at.n,
                    ",\"precision\":", JsonNumber(at.precision),
                    ",\"good\":", at.good, ",\"bad\":", at.bad,
                    ",\"unknown\":", at.unknown, "}");
  }
  return absl::StrCat(
      "{\"schema\":", kEvaluationSchema,
      ",\"gold\":\"phrases\",\"judged\":", evaluation.judged ? "true" : "false",
      ",\"phrases\":{\"run\":", evaluation.in_run,
      ",\"gold\":", evaluation.in_gold, ",\"found\":", evaluation.found,
      ",\"in_others\":", evaluation.in_others,
      "},\"recall\":", JsonNumber(evaluation.recall), ",\"precision_at\":[",
      at_ranks, "],\"document_lists\":{\"compared\":", evaluation.lists,
      ",\"exact\":", evaluation.exact_lists, ",",
      JsonScores(evaluation.documents),
      "},\"missed\":", JsonPhrases(evaluation.missed),
      ",\"bad\":", JsonPhrases(evaluation.bad),
      ",\"wrong_lists\":", JsonPhrases(evaluation.wrong_lists), "}\n");
}

}  // namespace litany::eval
