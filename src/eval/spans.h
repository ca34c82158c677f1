// Stretches of text in code points, and sets of them.
//
// Tested by tests/eval/spans_test.cc.
#ifndef LITANY_EVAL_SPANS_H_
#define LITANY_EVAL_SPANS_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace litany::eval {

// [begin, end)
struct Span {
  uint64_t begin = 0;
  uint64_t end = 0;

  bool empty() const { return begin >= end; }
  uint64_t length() const { return empty() ? 0 : end - begin; }
  friend auto operator<=>(const Span&, const Span&) = default;
};

// Empty where the two have nothing in common.
inline Span Common(const Span& x, const Span& y) {
  return {std::max(x.begin, y.begin), std::min(x.end, y.end)};
}

inline bool Overlap(const Span& x, const Span& y) {
  return !Common(x, y).empty();
}

// The same characters as sorted spans that do not touch; empty ones are
// dropped.  O(n log n).
std::vector<Span> Union(std::vector<Span> spans);

// How many characters are in any of the spans.
uint64_t UnionLength(std::vector<Span> spans);

// How many characters of `span` are in `sorted`, which is a Union.
uint64_t CommonLength(const Span& span, std::span<const Span> sorted);

// A stretch of one document and one of another: a case of the gold, or a
// detection.  Documents are numbers of some list of ids.
struct SpanPair {
  uint32_t a = 0;  // a < b
  uint32_t b = 0;
  Span in_a;
  Span in_b;

  friend auto operator<=>(const SpanPair&, const SpanPair&) = default;
};

// The same with its documents in order.  REQUIRES: a != b
inline SpanPair MakeSpanPair(uint32_t a, const Span& in_a, uint32_t b,
                             const Span& in_b) {
  return a < b ? SpanPair{a, b, in_a, in_b} : SpanPair{b, a, in_b, in_a};
}

inline bool SameDocuments(const SpanPair& x, const SpanPair& y) {
  return x.a == y.a && x.b == y.b;
}

}  // namespace litany::eval

#endif  // LITANY_EVAL_SPANS_H_
