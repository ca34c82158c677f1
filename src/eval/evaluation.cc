#include "eval/evaluation.h"

#include <algorithm>
#include <span>

#include "absl/status/status.h"
#include "eval/judgement.h"
#include "eval/worst_errors.h"

namespace litany::eval {
namespace {

// How many labels two documents or more carry.
uint64_t CountShared(std::span<const uint32_t> labels) {
  std::vector<uint32_t> sorted(labels.begin(), labels.end());
  std::sort(sorted.begin(), sorted.end());
  uint64_t count = 0;
  for (size_t i = 1; i < sorted.size(); ++i) {
    const bool second =
        sorted[i] == sorted[i - 1] && (i == 1 || sorted[i - 2] != sorted[i]);
    if (second) ++count;
  }
  return count;
}

}  // namespace

absl::StatusOr<Evaluation> Evaluate(const DocumentsTable& run, const Gold& gold,
                                    const EvalOptions& options) {
  const Judgement judgement = Judge(run, gold, options.unlabelled);
  if (judgement.in_both == 0) {
    return absl::InvalidArgumentError(
        "the run and the gold have no document in common; check that the gold "
        "belongs to this collection and that both use the same ids");
  }
  Evaluation evaluation;
  evaluation.form = gold.form;
  evaluation.unlabelled = options.unlabelled;
  evaluation.in_run = run.rows.size();
  evaluation.in_gold = gold.entries.size();
  evaluation.left_out = judgement.left_out;
  evaluation.as_singletons = judgement.as_singletons;
  evaluation.missing = judgement.missing;
  evaluation.gold_repeated = gold.repeated;
  evaluation.gold_clusters = CountShared(judgement.gold);
  evaluation.run_clusters = CountShared(judgement.predicted);
  evaluation.scores = ScoreClustering(judgement.predicted, judgement.gold);
  if (gold.form == Gold::Form::kPairs) {
    ScoreListedPairs(judgement.predicted, judgement.listed, &evaluation.scores);
  }
  evaluation.false_pairs = WorstFalsePairs(run, gold, judgement, options.worst);
  evaluation.misses = WorstMisses(run, gold, judgement, options.worst);
  return evaluation;
}

}  // namespace litany::eval
