#include "engine/attribution.h"

namespace litany::engine {

CauseChars Attribute(uint64_t chars, const ExplainedSpans& explained) {
  CauseChars result;
  std::vector<OriginalSpan> all;
  uint64_t before = 0;
  // How many code points `spans` adds to what is explained.
  const auto add = [&](const std::vector<OriginalSpan>& spans) {
    all.insert(all.end(), spans.begin(), spans.end());
    UnionSpans(&all);
    const uint64_t added = CharsIn(all) - before;
    before += added;
    return added;
  };
  result.template_chars = add(explained.templates);
  if (explained.is_copy) {
    result.copy = chars - before;
    return result;
  }
  result.passage = add(explained.passages);
  result.phrase = add(explained.phrases);
  result.own = chars - before;
  return result;
}

}  // namespace litany::engine
