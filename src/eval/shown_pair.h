// An error of a run to look at: one or two stretches of text, and some facts.
//
// Tested by tests/eval/span_evaluation_test.cc.
#ifndef LITANY_EVAL_SHOWN_PAIR_H_
#define LITANY_EVAL_SHOWN_PAIR_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "eval/spans.h"
#include "eval/texts.h"

namespace litany::eval {

struct ShownSide {
  std::string id;
  std::optional<Span> span;  // none: the whole text
};

struct ShownPair {
  ShownSide a;
  std::optional<ShownSide> b;
  // Names and values; a value is JSON.
  std::vector<std::pair<std::string, std::string>> facts;
};

// The ids of both sides.
void AddIds(const std::vector<ShownPair>& pairs,
            absl::flat_hash_set<std::string>* ids);

// A heading and two lines a side for each: `title` 1, `title` 2, ...
void AppendShownText(std::string_view title,
                     const std::vector<ShownPair>& pairs, const Texts& texts,
                     std::string* out);

// An array of objects.
std::string ShownJson(const std::vector<ShownPair>& pairs, const Texts& texts);

}  // namespace litany::eval

#endif  // LITANY_EVAL_SHOWN_PAIR_H_
