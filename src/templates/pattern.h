// The pattern of a template: constant text and typed gaps, in turn.
//
// Invariants
//   (1) Constant text has white space folded to single spaces, but for U+00A0
//       and U+3000 that all texts have, and none at the ends of the pattern;
//       no two constant parts adjoin, no two gaps adjoin.
//   (2) Gaps are numbered from 1 in order.
//
// Thread safety: values and functions without state.
// Tested by tests/templates/pattern_test.cc, blocks_test.cc.
#ifndef LITANY_TEMPLATES_PATTERN_H_
#define LITANY_TEMPLATES_PATTERN_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "templates/masker.h"

namespace litany::templates {

struct PatternPart {
  std::string text;  // empty for a gap
  uint32_t gap = 0;  // 0: constant
  GapType type = GapType::kText;
  bool optional = false;              // the gap may be empty
  std::vector<std::string> examples;  // of a gap: up to 5, the commonest first
};

struct Pattern {
  std::vector<PatternPart> parts;
};

// "Processed in <*> second(s), <*> queries"
std::string PatternString(const Pattern& pattern);

// Its constant text, with U+0000 for each gap: what templates are told apart
// and named by.
std::string ConstantText(const Pattern& pattern);

// Code points of its constant text.
uint32_t ConstantLength(const Pattern& pattern);

struct GapSpan {
  uint32_t gap = 0;
  uint32_t begin = 0;  // bytes
  uint32_t end = 0;
};

// A pattern made ready to be looked for in many texts.
//
// Thread safety: immutable once made.
class PatternMatcher {
 public:
  explicit PatternMatcher(const Pattern& pattern);

  // Where `text` fits the pattern, white space of both folded; nullopt if it
  // does not.  A gap of kText takes any text, of kWord any without white space,
  // and any other type exactly one of `spans`, which are those of the Masker
  // for `text`.  The leftmost, shortest fit.  O(parts * size of text) at worst.
  std::optional<std::vector<GapSpan>> Match(
      std::string_view text, std::span<const MaskedSpan> spans) const;
  // The same, appended to *gaps, which stay as they are if it does not fit.
  // Returns whether it does.
  bool AppendMatch(std::string_view text, std::span<const MaskedSpan> spans,
                   std::vector<GapSpan>* gaps) const;

  bool has_gaps() const { return has_gaps_; }

  // Of a pattern: its white space folded.
  struct Part {
    std::string text;  // empty for a gap
    uint32_t gap = 0;
    GapType type = GapType::kText;
    bool optional = false;
  };

 private:
  bool MatchOneWay(std::string_view text, std::span<const MaskedSpan> spans,
                   std::vector<GapSpan>* gaps) const;

  std::vector<Part> parts_;
  bool has_gaps_ = false;
  // Nothing but constant text and values that no text goes without: there is
  // but one way to fit.
  bool one_way_ = true;
};

// The same for one text.
std::optional<std::vector<GapSpan>> MatchPattern(const Pattern& pattern,
                                                 std::string_view text);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_PATTERN_H_
