// The wrong pairs of a run to look at first.
//
// At most `limit` of them and at most three of one cluster, so that one bad
// cluster does not fill the list.  Cost: one sort of the judged documents; no
// list of all wrong pairs is made, which can be quadratic.
// Tested by tests/eval/evaluation_test.cc.
#ifndef LITANY_EVAL_WORST_ERRORS_H_
#define LITANY_EVAL_WORST_ERRORS_H_

#include <cstddef>
#include <vector>

#include "eval/documents_table.h"
#include "eval/evaluation.h"
#include "eval/gold.h"
#include "eval/judgement.h"

namespace litany::eval {

// Together in the run and not in the gold: each member of a cluster is held
// against the representative (where that is not judged, against the most
// similar member).  Those least similar come first.
std::vector<PairError> WorstFalsePairs(const DocumentsTable& run,
                                       const Gold& gold,
                                       const Judgement& judgement,
                                       size_t limit);

// Together in the gold and not in the run: of a cluster that the run split,
// the largest part against the others; with pairs as gold, the listed pairs.
// Those that stand for the most missed pairs come first.
std::vector<PairError> WorstMisses(const DocumentsTable& run, const Gold& gold,
                                   const Judgement& judgement, size_t limit);

}  // namespace litany::eval

#endif  // LITANY_EVAL_WORST_ERRORS_H_
