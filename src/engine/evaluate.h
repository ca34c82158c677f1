// `litany eval`: a run against what is known to be true.
//
// The form of the gold decides what is scored (docs/formats/gold.md); labels
// and pairs of documents are held against the copies of a run, or, where the
// run looked for passages alone, against the pairs that share most text.
#ifndef LITANY_ENGINE_EVALUATE_H_
#define LITANY_ENGINE_EVALUATE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/cause_gold.h"
#include "eval/evaluation.h"
#include "eval/span_evaluation.h"
#include "litany/options.h"

namespace litany::engine {

enum class Scored {
  kAuto,
  kCopies,
  kPassages,
  kPairs,
  kPhrases,
  kCauses,
  kTemplates
};

struct EvaluateOptions {
  std::string run;   // a run directory
  std::string gold;  // see eval/gold.h
  std::string gold_field = "cluster";
  // Where the texts of the worst errors are; empty: the gold file if it holds
  // documents, else the inputs that run.json names.
  std::vector<std::string> texts;
  InputOptions input;
  Scored scored = Scored::kAuto;
  eval::JudgedPairs pairs = eval::JudgedPairs::kGold;
  eval::DetectionOptions detections;
  // What text in no span is, of documents that have spans with causes; none:
  // it is not judged.
  std::optional<eval::Cause> rest;
  // A table of text that counts for nothing (eval/ignored_text.h); empty:
  // none.
  std::string ignored;
  eval::EvalOptions eval;
};

struct EvaluateReport {
  std::string text;
  std::string json;
};

// FailedPrecondition if the directory holds no finished run; InvalidArgument
// if the gold is not what `scored` needs.
absl::StatusOr<EvaluateReport> EvaluateRun(const EvaluateOptions& options);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_EVALUATE_H_
