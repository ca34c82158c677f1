#include "eval/spans.h"

#include <cstddef>

namespace litany::eval {

std::vector<Span> Union(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  size_t kept = 0;
  for (const Span& span : spans) {
    if (span.empty()) continue;
    if (kept > 0 && span.begin <= spans[kept - 1].end) {
      spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
    } else {
      spans[kept++] = span;
    }
  }
  spans.resize(kept);
  return spans;
}

uint64_t UnionLength(std::vector<Span> spans) {
  uint64_t length = 0;
  for (const Span& span : Union(std::move(spans))) length += span.length();
  return length;
}

uint64_t CommonLength(const Span& span, std::span<const Span> sorted) {
  auto at = std::partition_point(
      sorted.begin(), sorted.end(),
      [&span](const Span& other) { return other.end <= span.begin; });
  uint64_t length = 0;
  for (; at != sorted.end() && at->begin < span.end; ++at) {
    length += Common(span, *at).length();
  }
  return length;
}

}  // namespace litany::eval
