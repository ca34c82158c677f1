// The templates of one source: what its pages have in common, with gaps where
// values go, and every place of it.
//
//   pages -> lines -> frames -> near-equal lines made one -> frames again
//         -> frames once more, titles weighed by their own letters
//         -> lines that always stand together joined -> templates
//         -> numbers in front of pieces of text (chunk_numbers.h)
//
// Invariants
//   (1) The result depends on the set of pages: templates are ordered by their
//       constant text, places by page and begin.
//   (2) Places are disjoint, on code-point boundaries, not empty; every line
//       that is furniture is in exactly one, and no other line is but for a
//       number in front of it.
//   (3) A template's pattern fits the text of every place of it.
//
// Cost: linear in the bytes; near-equal lines are looked for among those near
// furniture alone.  What a line is by its text is found once for each
// different text.  Memory: about 60 bytes a line, and those of line_texts.h.
// Thread safety: functions without state.
// Tested by tests/templates/source_templates_test.cc.
#ifndef LITANY_TEMPLATES_SOURCE_TEMPLATES_H_
#define LITANY_TEMPLATES_SOURCE_TEMPLATES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "templates/frames.h"
#include "templates/pattern.h"

namespace litany::templates {

struct TemplateRules {
  // Every page is one block and all of it is furniture: the messages of a
  // log.  A page of several lines is still one block.
  bool whole = false;
};

struct Template {
  Pattern pattern;
  uint64_t count = 0;   // places
  uint32_t pages = 0;   // that hold it
  uint32_t length = 0;  // code points of the constant text
};

struct Place {
  uint32_t of = 0;     // into SourceTemplates::templates
  uint32_t page = 0;   // into the pages given
  uint32_t begin = 0;  // bytes of the page
  uint32_t end = 0;
  // Gaps [gaps_begin, gaps_end) of SourceTemplates::gaps.
  uint32_t gaps_begin = 0;
  uint32_t gaps_end = 0;
};

struct SourceTemplates {
  std::vector<Template> templates;
  std::vector<Place> places;
  std::vector<GapSpan> gaps;      // bytes of the page
  std::vector<Verdict> verdicts;  // by page
  uint32_t counted = 0;           // pages, near copies counted once
};

// `pages` are valid UTF-8 of less than 4 GiB each.
SourceTemplates FindTemplates(std::span<const std::string_view> pages,
                              const TemplateRules& rules);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_SOURCE_TEMPLATES_H_
