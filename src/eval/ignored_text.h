// Stretches of text that count for nothing: neither found nor missed.
//
// A span is made one over the other characters alone, by counting those before
// each of its ends.  What two spans have in common, and how long that is, then
// leaves the ignored characters out by itself.
//
// Tested by tests/eval/span_evaluation_test.cc.
#ifndef LITANY_EVAL_IGNORED_TEXT_H_
#define LITANY_EVAL_IGNORED_TEXT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/spans.h"

namespace litany::eval {

class IgnoredText {
 public:
  IgnoredText() = default;
  // A table `id, begin, end`, in code points.  InvalidArgument for a span
  // without a character.
  static absl::StatusOr<IgnoredText> Read(const std::string& path);

  void Add(const std::string& id, const Span& span);
  bool empty() const { return spans_.empty(); }

  // `span` over what is not ignored; empty if nothing is left.
  Span Without(std::string_view id, const Span& span) const;

 private:
  std::map<std::string, std::vector<Span>, std::less<>> spans_;  // unions
};

}  // namespace litany::eval

#endif  // LITANY_EVAL_IGNORED_TEXT_H_
