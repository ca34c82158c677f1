// From symbols of a folded text to spans of the original one.
#ifndef LITANY_ENGINE_ORIGINAL_SPANS_H_
#define LITANY_ENGINE_ORIGINAL_SPANS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/folded_text.h"

namespace litany::engine {

// Bytes and code points of an original text, both on code-point boundaries.
struct OriginalSpan {
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t char_begin = 0;
  uint64_t char_end = 0;

  std::string_view In(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
  friend auto operator<=>(const OriginalSpan&, const OriginalSpan&) = default;
};

// The span of symbols [begin, end) of a text folded with spans; of none, the
// empty span behind the symbol before them.
OriginalSpan SpanOf(const text::FoldedText& folded, uint32_t begin,
                    uint32_t end);

// A run of code points next to a span.
struct Punctuation {
  std::vector<std::string_view> points;  // nearest first
};

// The closing marks right behind `span` that end a sentence, a quotation or a
// bracket; and the opening ones right before it.  At most 8.  They are
// ignorable to the matcher, but part of what was copied where both have them.
// `symbol_end`, `symbol_begin`: the symbols of the span.
Punctuation ClosingMarks(std::string_view text, const text::FoldedText& folded,
                         uint32_t symbol_end);
Punctuation OpeningMarks(std::string_view text, const text::FoldedText& folded,
                         uint32_t symbol_begin);

// How many of the nearest marks two runs have in common.
uint32_t CommonMarks(const Punctuation& x, const Punctuation& y);

// Widens a span by the nearest `opening` and `closing` marks.
void Widen(const Punctuation& opening, uint32_t opening_count,
           const Punctuation& closing, uint32_t closing_count,
           OriginalSpan* span);

// Sorts, and joins what overlaps or touches.
void UnionSpans(std::vector<OriginalSpan>* spans);

// Code points in disjoint spans.
uint64_t CharsIn(const std::vector<OriginalSpan>& spans);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_ORIGINAL_SPANS_H_
