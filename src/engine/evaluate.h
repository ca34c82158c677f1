// `litany eval`: a run against labels.
#ifndef LITANY_ENGINE_EVALUATE_H_
#define LITANY_ENGINE_EVALUATE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/evaluation.h"
#include "litany/options.h"

namespace litany::engine {

struct EvaluateOptions {
  std::string run;   // a run directory
  std::string gold;  // see eval/gold.h
  std::string gold_field = "cluster";
  // Where the texts of the worst errors are; empty: the gold file if it holds
  // documents, else the inputs that run.json names.
  std::vector<std::string> texts;
  InputOptions input;
  eval::EvalOptions eval;
};

struct EvaluateReport {
  std::string text;
  std::string json;
};

// FailedPrecondition if the directory holds no finished run.
absl::StatusOr<EvaluateReport> EvaluateRun(const EvaluateOptions& options);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_EVALUATE_H_
