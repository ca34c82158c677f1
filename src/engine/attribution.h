// Which characters of a document each cause explains.
#ifndef LITANY_ENGINE_ATTRIBUTION_H_
#define LITANY_ENGINE_ATTRIBUTION_H_

#include <cstdint>
#include <vector>

#include "engine/original_spans.h"
#include "litany/records.h"

namespace litany::engine {

// What was found in a document; spans in any order, also ones that overlap.
struct ExplainedSpans {
  const std::vector<OriginalSpan>& templates;
  // All of the text that no template covers: it is a member of a copy, and
  // does not represent it.
  bool is_copy = false;
  const std::vector<OriginalSpan>& passages;
  const std::vector<OriginalSpan>& phrases;
};

// Puts each of the document's `chars` code points down to one cause, template
// before copy before passage before phrase; what is left is its own.  The sum
// is `chars`.
CauseChars Attribute(uint64_t chars, const ExplainedSpans& explained);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_ATTRIBUTION_H_
