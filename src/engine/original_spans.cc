#include "engine/original_spans.h"

#include <algorithm>

#include "base/utf8.h"

namespace litany::engine {
namespace {

constexpr size_t kMostMarks = 8;

// ASCII and CJK marks that close something, and those that open something.
constexpr std::string_view kClosing[] = {
    ".",  "!", "?", ";", ")",  "]",  "}",  "\"", "'",  "。", "．", "！", "？",
    "；", "…", "”", "’", "」", "』", "）", "】", "》", "〉", "〕", "］", "»"};
constexpr std::string_view kOpening[] = {"(",  "[",  "{",  "\"", "'",  "“",
                                         "‘",  "「", "『", "（", "【", "《",
                                         "〈", "〔", "［", "«"};

template <size_t N>
bool IsOneOf(const std::string_view (&marks)[N], std::string_view point) {
  return std::find(std::begin(marks), std::end(marks), point) !=
         std::end(marks);
}

}  // namespace

OriginalSpan SpanOf(const text::FoldedText& folded, uint32_t begin,
                    uint32_t end) {
  if (begin < end) {
    const text::SourceSpan& first = folded.spans[begin];
    const text::SourceSpan& last = folded.spans[end - 1];
    return {first.begin, last.end, first.char_begin, last.char_end};
  }
  if (begin == 0) return {};
  const text::SourceSpan& before = folded.spans[begin - 1];
  return {before.end, before.end, before.char_end, before.char_end};
}

Punctuation ClosingMarks(std::string_view text, const text::FoldedText& folded,
                         uint32_t symbol_end) {
  Punctuation marks;
  size_t at = folded.spans[symbol_end - 1].end;
  const size_t stop = symbol_end < folded.spans.size()
                          ? size_t{folded.spans[symbol_end].begin}
                          : text.size();
  while (at < stop && marks.points.size() < kMostMarks) {
    size_t end = at + 1;
    while (end < text.size() && base::IsUtf8Trail(text[end])) ++end;
    const std::string_view point = text.substr(at, end - at);
    if (!IsOneOf(kClosing, point)) break;
    marks.points.push_back(point);
    at = end;
  }
  return marks;
}

Punctuation OpeningMarks(std::string_view text, const text::FoldedText& folded,
                         uint32_t symbol_begin) {
  Punctuation marks;
  size_t at = folded.spans[symbol_begin].begin;
  const size_t stop =
      symbol_begin > 0 ? size_t{folded.spans[symbol_begin - 1].end} : 0;
  while (at > stop && marks.points.size() < kMostMarks) {
    size_t begin = at - 1;
    while (begin > 0 && base::IsUtf8Trail(text[begin])) --begin;
    const std::string_view point = text.substr(begin, at - begin);
    if (!IsOneOf(kOpening, point)) break;
    marks.points.push_back(point);
    at = begin;
  }
  return marks;
}

uint32_t CommonMarks(const Punctuation& x, const Punctuation& y) {
  const size_t most = std::min(x.points.size(), y.points.size());
  size_t common = 0;
  while (common < most && x.points[common] == y.points[common]) ++common;
  return static_cast<uint32_t>(common);
}

void Widen(const Punctuation& opening, uint32_t opening_count,
           const Punctuation& closing, uint32_t closing_count,
           OriginalSpan* span) {
  for (uint32_t i = 0; i < opening_count; ++i) {
    span->begin -= opening.points[i].size();
    --span->char_begin;
  }
  for (uint32_t i = 0; i < closing_count; ++i) {
    span->end += closing.points[i].size();
    ++span->char_end;
  }
}

void UnionSpans(std::vector<OriginalSpan>* spans) {
  std::sort(spans->begin(), spans->end());
  size_t kept = 0;
  for (const OriginalSpan& span : *spans) {
    if (kept > 0 && span.begin <= (*spans)[kept - 1].end) {
      OriginalSpan& last = (*spans)[kept - 1];
      if (span.end > last.end) {
        last.end = span.end;
        last.char_end = span.char_end;
      }
    } else {
      (*spans)[kept++] = span;
    }
  }
  spans->resize(kept);
}

uint64_t CharsIn(const std::vector<OriginalSpan>& spans) {
  uint64_t chars = 0;
  for (const OriginalSpan& span : spans) {
    chars += span.char_end - span.char_begin;
  }
  return chars;
}

}  // namespace litany::engine
