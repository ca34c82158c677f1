// The texts of a few documents, found again in the input.
//
// Tested by tests/eval/gold_test.cc and evaluation_report_test.cc.
#ifndef LITANY_EVAL_TEXTS_H_
#define LITANY_EVAL_TEXTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "eval/evaluation.h"
#include "eval/spans.h"
#include "io/input_files.h"
#include "litany/options.h"

namespace litany::eval {

// Id -> text.
using Texts = absl::flat_hash_map<std::string, std::string>;

// Reads `files` until the texts of all `wanted` documents are found, and holds
// no others.  An id that is not there is left out: texts are shown beside a
// score and never change it.  Of documents that share an id, the first is
// taken.
Texts LoadTexts(absl::flat_hash_set<std::string> wanted,
                const std::vector<io::InputFile>& files,
                const InputOptions& input);

// Of all documents named in the errors of `evaluation`.
Texts LoadErrorTexts(const Evaluation& evaluation,
                     const std::vector<io::InputFile>& files,
                     const InputOptions& input);

// text[span] in code points, cut off at the end of the text.
std::string CutOut(const std::string& text, const Span& span);

// The part of two texts around their first difference.
struct Excerpt {
  std::string text;
  bool cut_before = false;
  bool cut_after = false;
};
struct ExcerptPair {
  Excerpt a;
  Excerpt b;
};

// At most `points` code points of each, a quarter of them from before the
// first difference.  REQUIRES: valid UTF-8
ExcerptPair CutAroundDifference(const std::string& a, const std::string& b,
                                size_t points = 200);

}  // namespace litany::eval

#endif  // LITANY_EVAL_TEXTS_H_
