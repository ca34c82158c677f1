// A run held against the gold: who is judged, the scores, the worst errors.
//
// The result does not depend on the order of the lines of either file.
// Tested by tests/eval/evaluation_test.cc.
#ifndef LITANY_EVAL_EVALUATION_H_
#define LITANY_EVAL_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/clustering_metrics.h"
#include "eval/documents_table.h"
#include "eval/gold.h"

namespace litany::eval {

// What becomes of a document about which the gold says nothing.  It took part
// in the clustering either way.
enum class Unlabelled {
  kLeaveOut,   // it is not judged
  kSingleton,  // it is judged as a cluster of its own
};

struct EvalOptions {
  Unlabelled unlabelled = Unlabelled::kLeaveOut;
  // False pairs and misses to name, each.
  size_t worst = 10;
};

// One side of a wrong pair.
struct ErrorSide {
  std::string id;
  bool in_run = true;
  std::optional<std::string> cluster;  // in the run
  std::optional<std::string> label;    // in the gold
};

struct PairError {
  ErrorSide a;
  ErrorSide b;
  // Of the less similar of the two to the representative of their cluster;
  // none for a miss.
  std::optional<double> similarity;
  // Wrong pairs that go back to the same cause: those between the two groups
  // that `a` and `b` stand for.
  uint64_t pairs = 1;
};

struct Evaluation {
  Gold::Form form = Gold::Form::kLabels;
  Unlabelled unlabelled = Unlabelled::kLeaveOut;
  uint64_t in_run = 0;         // documents of the run
  uint64_t in_gold = 0;        // documents that the gold names
  uint64_t left_out = 0;       // unlabelled, and so not judged
  uint64_t as_singletons = 0;  // unlabelled, judged as clusters of one
  uint64_t missing = 0;        // judged though the run lacks them, as alone
  uint64_t gold_repeated = 0;  // gold lines that repeat another
  uint64_t gold_clusters = 0;  // of two judged documents or more
  uint64_t run_clusters = 0;   // of two judged documents or more
  ClusteringScores scores;
  std::vector<PairError> false_pairs;
  std::vector<PairError> misses;
};

// InvalidArgument if the two have no document in common.
absl::StatusOr<Evaluation> Evaluate(const DocumentsTable& run, const Gold& gold,
                                    const EvalOptions& options);

}  // namespace litany::eval

#endif  // LITANY_EVAL_EVALUATION_H_
