// Frames: which lines of a source's pages belong to the site and not to the
// text.
//
// Every line weighs for the text or against it: the more pages of its source
// hold it, the more against; sentences weigh for the text unless nearly every
// page has them.  A page's text is then the stretch of lines of the greatest
// weight (Pasternack and Roth, "Extracting article text from the web with
// maximum subsequence segmentation", WWW 2009), and further such stretches
// where sentences stand between furniture.  What lies outside is furniture, a
// line of this page alone too if furniture stands on both sides of it and it is
// no sentence; a frequent line inside the text stays, unless it stands there,
// between other sentences, on nearly all pages.  A passage that several texts
// have in common is text to its end.
//
// A line that fits a template but holds what no other page has, as a title
// with the page's subject in it, weighs for the text by its own letters
// (own_letters.h).
//
// Pages whose texts are near copies count once.  With few pages the evidence
// is weak and weighs less; where more than half of the pages would have no text
// left they are copies, and nothing is furniture; no line counts against the
// text before three pages hold it.
//
// Invariants: the result depends on the pages alone, not on their order.
//
// Cost: linear in the lines; finding near copies looks at no more than
// kMostListed pages a line.  Memory: about 16 bytes a line.
// Thread safety: functions without state.
// Tested by tests/templates/frames_test.cc.
#ifndef LITANY_TEMPLATES_FRAMES_H_
#define LITANY_TEMPLATES_FRAMES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "templates/page_lines.h"

namespace litany::templates {

// Why a page is as it is.
enum class Verdict : uint8_t {
  kText,         // it has a text of its own
  kAllTemplate,  // nothing but furniture
  kTooFewPages,  // the source has too few pages to tell
  kAlike,        // more than half of them would have no text left
  // No template of its source is known (known_templates.h).
  kUnknownSource,
};

// All pages of one source.  Borrows everything.
struct SourceLines {
  std::span<const PageLine> lines;   // page by page
  std::span<const uint32_t> begins;  // by page, and one more
  std::span<const uint32_t> blocks;  // by line: equal lines, equal numbers
  uint32_t block_count = 0;          // numbers are below this
  // PageDigests, for those who ask more than once; else empty.
  std::span<const uint64_t> digests = {};
  // By line: letters that are its page's own though its block is not
  // (own_letters.h); empty: none.
  std::span<const uint32_t> own = {};

  size_t pages() const { return begins.size() - 1; }
  std::span<const PageLine> Lines(size_t page) const {
    return lines.subspan(begins[page], begins[page + 1] - begins[page]);
  }
  std::span<const uint32_t> Blocks(size_t page) const {
    return blocks.subspan(begins[page], begins[page + 1] - begins[page]);
  }
  std::span<const uint32_t> Own(size_t page) const {
    if (own.empty()) return {};
    return own.subspan(begins[page], begins[page + 1] - begins[page]);
  }
};

struct Frames {
  std::vector<uint8_t> furniture;  // by line
  std::vector<Verdict> verdicts;   // by page
  // By block: pages that hold it, near copies counted once.
  std::vector<uint32_t> pages;
  uint32_t counted = 0;  // pages, near copies counted once
};

// No line counts against a text before so many pages hold it.
inline constexpr uint32_t kLeastPages = 3;

Frames FindFrames(const SourceLines& source);

// The furniture of one page, of which `known` lines are those of templates: as
// on a page of a large source whose pages all hold these, and that holds the
// others alone.  kText or kAllTemplate.
Verdict FramePage(std::span<const PageLine> lines,
                  std::span<const uint8_t> known,
                  std::vector<uint8_t>* furniture);

// By page: a hash of its lines.
std::vector<uint64_t> PageDigests(const SourceLines& source);

// By page: the first with the same lines.
std::vector<uint32_t> EqualPages(const SourceLines& source);

// The page that stands for each as a near copy, itself where it is alone.
// Jaccard similarity of .6 or more of the sets of unframed lines, of at least
// four.
std::vector<uint32_t> NearCopies(const SourceLines& source,
                                 std::span<const uint8_t> furniture);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_FRAMES_H_
