// The documents of a run and of the gold side by side, with dense labels: what
// scores and worst errors are made from.
//
// Tested by tests/eval/evaluation_test.cc.
#ifndef LITANY_EVAL_JUDGEMENT_H_
#define LITANY_EVAL_JUDGEMENT_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "eval/documents_table.h"
#include "eval/evaluation.h"
#include "eval/gold.h"

namespace litany::eval {

struct Judgement {
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Document {
    uint32_t row = kNone;    // into the table of the run
    uint32_t entry = kNone;  // into the gold
  };
  // Parallel, in byte order of id.  Labels below the number of clusters (of
  // the run; of the gold) are those clusters, the others documents alone.
  std::vector<Document> documents;
  std::vector<uint32_t> predicted;
  std::vector<uint32_t> gold;
  // Gold::pairs as indices into `documents`; empty for labels.
  std::vector<std::pair<uint32_t, uint32_t>> listed;

  uint64_t left_out = 0;
  uint64_t as_singletons = 0;
  uint64_t missing = 0;
  uint64_t in_both = 0;
};

Judgement Judge(const DocumentsTable& run, const Gold& gold,
                Unlabelled unlabelled);

}  // namespace litany::eval

#endif  // LITANY_EVAL_JUDGEMENT_H_
