// Pairs of documents ranked by the text they share, against gold pairs.
//
// A pair is ranked by its shared characters: those of each document that are
// in passages which the other has too, the smaller of the two numbers; and by
// that number over the length of the shorter document.
//
// Average precision: with the ranks cut after each distinct value, the sum of
// (recall - recall one cut before) * precision.  Pairs of one value stand or
// fall together, so their order does not matter; a gold pair that shares
// nothing is never found.
//
// Tested by tests/eval/pair_ranking_test.cc.
#ifndef LITANY_EVAL_PAIR_RANKING_H_
#define LITANY_EVAL_PAIR_RANKING_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/clustering_metrics.h"
#include "eval/documents_table.h"
#include "eval/evaluation.h"
#include "eval/gold.h"
#include "eval/occurrences_table.h"
#include "eval/shown_pair.h"

namespace litany::eval {

struct PairRankingOptions {
  Unlabelled unlabelled = Unlabelled::kLeaveOut;
  bool with_copies = false;
  size_t worst = 10;
};

struct PairRanking {
  Gold::Form form = Gold::Form::kLabels;
  uint64_t judged = 0;   // documents
  uint64_t missing = 0;  // of them, not in the run
  uint64_t gold_pairs = 0;
  uint64_t ranked = 0;       // pairs that share a passage
  uint64_t gold_ranked = 0;  // gold pairs among them
  Score by_characters;       // average precision
  Score by_share;
  std::vector<ShownPair> misses;       // gold pairs that share least
  std::vector<ShownPair> false_pairs;  // other pairs that share most
};

struct RankedPair {
  double value = 0;
  bool gold = false;
};

// As above; empty without a gold pair.
Score AveragePrecision(std::vector<RankedPair> ranked, uint64_t gold_pairs);

// InvalidArgument if the two have no document in common or the gold no pair;
// ResourceExhausted if too many pairs share a passage.
absl::StatusOr<PairRanking> RankPairs(const DocumentsTable& run,
                                      const OccurrencesTable& occurrences,
                                      const Gold& gold,
                                      const PairRankingOptions& options);

std::string RenderRankingText(const PairRanking& ranking, const Texts& texts);
std::string RenderRankingJson(const PairRanking& ranking, const Texts& texts);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PAIR_RANKING_H_
