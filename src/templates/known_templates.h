// Templates that were learned before, found on pages that were not there then.
//
// A template of n lines fits n lines of a page that follow each other if each
// line of its pattern fits its line; of several the one with the most lines
// wins, then the most constant text.  What fits is furniture only where the
// frame finder (frames.h) says so, with each line that fits held by all pages
// and each other line by this one alone; inside the text, once on a page that
// has the template nowhere else, and not if it is prose.  So a footer that an
// article quotes stays, and a byline between title and text goes.  A line of
// the page's own inside furniture is furniture if a template that is nothing
// but a gap was learned.
//
// Invariant: what is found on a page depends on that page and the templates.
//
// Cost: linear in the bytes of a page, times the templates whose first line
// begins with the same word.  Thread safety: immutable once made.
// Tested by tests/templates/known_templates_test.cc.
#ifndef LITANY_TEMPLATES_KNOWN_TEMPLATES_H_
#define LITANY_TEMPLATES_KNOWN_TEMPLATES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "templates/page_lines.h"
#include "templates/pattern.h"
#include "templates/source_templates.h"

namespace litany::templates {

class KnownTemplates {
 public:
  // The templates of one source.  With `whole` a page is one block and all of
  // it is furniture if it fits (TemplateRules).
  KnownTemplates(std::vector<Pattern> patterns, bool whole);

  // The same as FindTemplates gives, of the templates that have a place.
  // `counted` is the number of pages.
  SourceTemplates Find(std::span<const std::string_view> pages) const;

 private:
  struct Known {
    Pattern pattern;
    std::string constant;
    std::vector<Pattern> lines;
    std::vector<PatternMatcher> matchers;  // of the lines
  };
  // What fits lines [first, first + known.lines.size()) of a page.
  struct Fit {
    uint32_t known = 0;
    uint32_t first = 0;
    std::vector<GapSpan> gaps;  // bytes of the page
  };

  std::optional<Fit> FitAt(std::string_view page,
                           std::span<const PageLine> lines,
                           const LineTexts& texts, uint32_t first) const;
  void FindOnPage(std::string_view page, uint32_t number,
                  SourceTemplates* found) const;

  bool whole_;
  std::vector<Known> known_;  // by lines, then constant text, the most first
  // Numbers of templates by the first word of their constant text; those that
  // begin with a gap stand under "".
  absl::flat_hash_map<std::string, std::vector<uint32_t>> by_word_;
  std::optional<uint32_t> any_;  // nothing but a gap
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_KNOWN_TEMPLATES_H_
