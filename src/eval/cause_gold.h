// What stretches of text are known to come from: spans with a cause.
//
// Forms (docs/formats/gold.md): a table `id, begin, end, cause`, and documents
// with a field `spans` whose members have `begin`, `end` (or `this_begin`,
// `this_end`) and `cause`.
//
// Tested by tests/eval/attribution_test.cc.
#ifndef LITANY_EVAL_CAUSE_GOLD_H_
#define LITANY_EVAL_CAUSE_GOLD_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/spans.h"

namespace litany::eval {

// In their precedence: of causes that claim one character the first wins.
enum class Cause { kTemplate, kCopy, kPassage, kPhrase, kOwn };
inline constexpr size_t kCauseCount = 5;
std::string_view NameOf(Cause cause);

struct CauseSpan {
  std::string id;
  Span span;
  Cause cause = Cause::kOwn;

  friend auto operator<=>(const CauseSpan&, const CauseSpan&) = default;
};

// Sorted; spans of one document do not overlap.  InvalidArgument: a cause that
// is not one of the five, an empty span, or two spans that overlap.
absl::StatusOr<std::vector<CauseSpan>> ReadCauseGold(
    const std::string& path, const std::string& id_field);

}  // namespace litany::eval

#endif  // LITANY_EVAL_CAUSE_GOLD_H_
