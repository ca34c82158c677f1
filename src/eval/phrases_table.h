// The phrases of a run in their rank, read back from its repeats.jsonl.
//
// Tested by tests/eval/phrase_evaluation_test.cc.
#ifndef LITANY_EVAL_PHRASES_TABLE_H_
#define LITANY_EVAL_PHRASES_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::eval {

struct RunPhrase {
  std::string repeat;
  std::string text;  // folded
};

// By `scores.rank`, where a row has none in the order of the file.  Rows
// without a text (formulas with gaps) are no phrases.  InvalidArgument for a
// run with --no-text, whose phrases cannot be told.
absl::StatusOr<std::vector<RunPhrase>> ReadPhrases(const std::string& path);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PHRASES_TABLE_H_
