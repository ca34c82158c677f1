#include "eval/evaluation_report.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_string.h"
#include "base/strings.h"
#include "eval/score_text.h"

namespace litany::eval {
namespace {

std::string NameOr(const std::optional<std::string>& name,
                   std::string_view otherwise) {
  return name.has_value() ? Printable(*name) : std::string(otherwise);
}

void AppendTextSide(const ErrorSide& side, const Excerpt* excerpt,
                    std::string* out) {
  absl::StrAppend(out, "  ", Printable(side.id), "  [copy ",
                  NameOr(side.cluster, side.in_run ? "none" : "not in the run"),
                  ", gold ", NameOr(side.label, "none"), "]\n");
  if (excerpt == nullptr) {
    absl::StrAppend(out, "    (text not found)\n");
    return;
  }
  absl::StrAppend(out, "    ", excerpt->cut_before ? "…" : "",
                  Printable(excerpt->text), excerpt->cut_after ? "…" : "",
                  "\n");
}

// The excerpts of one error; a side whose text is unknown is null.
class ErrorExcerpts {
 public:
  ErrorExcerpts(const PairError& error, const Texts& texts) {
    const auto a = texts.find(error.a.id);
    const auto b = texts.find(error.b.id);
    has_a_ = a != texts.end();
    has_b_ = b != texts.end();
    // A text without its partner is shown from its start.
    const std::string none;
    const std::string& text_a = has_a_ ? a->second : none;
    const std::string& text_b = has_b_ ? b->second : none;
    cut_ = CutAroundDifference(text_a, text_b);
  }
  const Excerpt* a() const { return has_a_ ? &cut_.a : nullptr; }
  const Excerpt* b() const { return has_b_ ? &cut_.b : nullptr; }

 private:
  bool has_a_ = false;
  bool has_b_ = false;
  ExcerptPair cut_;
};

void AppendTextErrors(std::string_view title,
                      const std::vector<PairError>& errors, const Texts& texts,
                      std::string* out) {
  for (size_t i = 0; i < errors.size(); ++i) {
    const PairError& error = errors[i];
    absl::StrAppend(out, "\n", base::ToAbsl(title), " ", i + 1);
    if (error.similarity.has_value()) {
      absl::StrAppendFormat(out, ", similarity %.4f", *error.similarity);
    }
    if (error.pairs > 1) {
      absl::StrAppend(out, ", one of ", error.pairs, " pairs");
    }
    absl::StrAppend(out, "\n");
    const ErrorExcerpts excerpts(error, texts);
    AppendTextSide(error.a, excerpts.a(), out);
    AppendTextSide(error.b, excerpts.b(), out);
  }
}

std::string QuotedOrNull(const std::optional<std::string>& text) {
  return text.has_value() ? base::JsonString(*text) : "null";
}

const char* Boolean(bool value) { return value ? "true" : "false"; }

std::string JsonSide(const ErrorSide& side, const Excerpt* excerpt) {
  std::string out =
      absl::StrCat("{\"id\":", base::JsonString(side.id),
                   ",\"in_run\":", Boolean(side.in_run),
                   ",\"cluster\":", QuotedOrNull(side.cluster),
                   ",\"label\":", QuotedOrNull(side.label), ",\"text\":");
  if (excerpt == nullptr) {
    absl::StrAppend(&out, "null,\"cut_before\":false,\"cut_after\":false}");
  } else {
    absl::StrAppend(&out, base::JsonString(excerpt->text),
                    ",\"cut_before\":", Boolean(excerpt->cut_before),
                    ",\"cut_after\":", Boolean(excerpt->cut_after), "}");
  }
  return out;
}

std::string JsonErrors(const std::vector<PairError>& errors,
                       const Texts& texts) {
  std::string out = "[";
  for (const PairError& error : errors) {
    const ErrorExcerpts excerpts(error, texts);
    absl::StrAppend(&out, out.size() > 1 ? "," : "",
                    "{\"similarity\":", JsonNumber(error.similarity),
                    ",\"pairs\":", error.pairs,
                    ",\"a\":", JsonSide(error.a, excerpts.a()),
                    ",\"b\":", JsonSide(error.b, excerpts.b()), "}");
  }
  out += "]";
  return out;
}

}  // namespace

std::string RenderEvaluationText(const Evaluation& evaluation,
                                 const Texts& texts) {
  const ClusteringScores& scores = evaluation.scores;
  std::string out = absl::StrCat(
      "documents      ", scores.documents, " judged; ", evaluation.in_run,
      " in the run, ", evaluation.in_gold, " in the gold\n");
  if (evaluation.left_out > 0) {
    absl::StrAppend(&out, "               ", evaluation.left_out,
                    " without a label left out\n");
  }
  if (evaluation.as_singletons > 0) {
    absl::StrAppend(&out, "               ", evaluation.as_singletons,
                    " without a label judged as clusters of one\n");
  }
  if (evaluation.missing > 0) {
    absl::StrAppend(&out, "               ", evaluation.missing,
                    " not in the run, judged as alone\n");
  }
  if (evaluation.gold_repeated > 0) {
    absl::StrAppend(&out, "               ", evaluation.gold_repeated,
                    " lines of the gold repeat another\n");
  }
  absl::StrAppend(&out, "clusters       ", evaluation.run_clusters,
                  " in the run, ", evaluation.gold_clusters,
                  " in the gold, of two or more\n");
  absl::StrAppend(
      &out, "pairs          ", scores.predicted_pairs, " in the run, ",
      scores.gold_pairs,
      evaluation.form == Gold::Form::kPairs ? " listed" : " in the gold", ", ",
      scores.shared_pairs, " in both\n\n");
  absl::StrAppendFormat(&out, "%-14s %9s %9s %9s\n", "", "precision", "recall",
                        "F1");
  AppendTextRow("pairs", scores.pairs, &out);
  AppendTextRow("B-cubed", scores.bcubed, &out);
  absl::StrAppendFormat(&out, "%-14s %29s\n", "adjusted Rand",
                        TextCell(scores.adjusted_rand));
  absl::StrAppendFormat(&out, "%-14s %29s\n", "exact match",
                        TextCell(scores.exact_match));
  AppendTextErrors("false pair", evaluation.false_pairs, texts, &out);
  AppendTextErrors("miss", evaluation.misses, texts, &out);
  return out;
}

std::string RenderEvaluationJson(const Evaluation& evaluation,
                                 const Texts& texts) {
  const ClusteringScores& scores = evaluation.scores;
  return absl::StrCat(
      "{\"schema\":", kEvaluationSchema, ",\"gold\":\"",
      evaluation.form == Gold::Form::kPairs ? "pairs" : "labels",
      "\",\"unlabelled\":\"",
      evaluation.unlabelled == Unlabelled::kSingleton ? "singleton"
                                                      : "leave-out",
      "\",\"documents\":{\"run\":", evaluation.in_run,
      ",\"gold\":", evaluation.in_gold, ",\"judged\":", scores.documents,
      ",\"left_out\":", evaluation.left_out,
      ",\"as_singletons\":", evaluation.as_singletons,
      ",\"missing\":", evaluation.missing,
      ",\"gold_repeated\":", evaluation.gold_repeated,
      "},\"clusters\":{\"run\":", evaluation.run_clusters,
      ",\"gold\":", evaluation.gold_clusters,
      "},\"pairs\":{\"run\":", scores.predicted_pairs,
      ",\"gold\":", scores.gold_pairs, ",\"both\":", scores.shared_pairs, ",",
      JsonScores(scores.pairs),
      "},\"adjusted_rand\":", JsonNumber(scores.adjusted_rand), ",\"bcubed\":{",
      JsonScores(scores.bcubed),
      "},\"exact_match\":{\"documents\":", scores.exact_documents,
      ",\"accuracy\":", JsonNumber(scores.exact_match),
      "},\"false_pairs\":", JsonErrors(evaluation.false_pairs, texts),
      ",\"misses\":", JsonErrors(evaluation.misses, texts), "}\n");
}

}  // namespace litany::eval
