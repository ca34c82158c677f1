// Which phrases are good ones: a list of those that should be found, or a
// table in which each phrase was judged.
//
// Forms (docs/formats/gold.md): tables with a column `phrase`.  With a column
// `verdict` it is a judged table; `whole`, `good`, `yes` and `ok` are good
// verdicts and any other is a bad one.  A column `folded` holds the text that
// is compared, where `phrase` does not; `ids` the documents, with commas.
//
// Tested by tests/eval/phrase_evaluation_test.cc.
#ifndef LITANY_EVAL_PHRASE_GOLD_H_
#define LITANY_EVAL_PHRASE_GOLD_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::eval {

struct PhraseGold {
  struct Entry {
    std::string text;  // folded
    std::string verdict;
    bool good = true;
    std::vector<std::string> ids;  // sorted; empty: not given
  };
  bool judged = false;
  std::vector<Entry> entries;  // by text, each once
};

// InvalidArgument for a phrase with two verdicts, or a table without a phrase.
absl::StatusOr<PhraseGold> ReadPhraseGold(const std::string& path);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PHRASE_GOLD_H_
