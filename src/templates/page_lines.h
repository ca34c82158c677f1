// The blocks of a page: its lines, and of each what the frame finder needs.
//
// A page is cut at U+000A, U+2028, U+2029 and U+0085; blank lines are no
// blocks.  A page of fewer than four lines that holds a line of more than 400
// bytes is cut at the ends of sentences and at wide blanks too, since a site
// whose pages come as one line has its furniture inside that line.
//
// Invariants: spans are in order, disjoint, trimmed of white space, on
// code-point boundaries.
//
// Cost: linear.  Memory: 32 bytes a line, and those of its texts
// (line_texts.h).
// Thread safety: one LineSplitter a thread.
// Tested by tests/templates/page_lines_test.cc.
#ifndef LITANY_TEMPLATES_PAGE_LINES_H_
#define LITANY_TEMPLATES_PAGE_LINES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "templates/line_texts.h"

namespace litany::templates {

struct PageLine {
  uint64_t key = 0;    // of LineText, as are the four below
  uint32_t begin = 0;  // bytes of the page
  uint32_t end = 0;
  uint32_t weight = 0;
  uint32_t words = 0;
  bool is_prose = false;
  bool is_sentence = false;
  uint32_t text = 0;  // number in the LineTexts of its splitter

  std::string_view In(std::string_view page) const {
    return page.substr(begin, end - begin);
  }
};

class LineSplitter {
 public:
  // Appends the blocks of `page`.
  // REQUIRES: `page` is valid UTF-8 of less than 4 GiB
  void Split(std::string_view page, std::vector<PageLine>* lines);
  // Appends the page as one block, unless it is blank.
  void Whole(std::string_view page, std::vector<PageLine>* lines) {
    Add(page, 0, page.size(), lines);
  }

  // Of all lines so far, and of lines that were cut.  The pages must outlive
  // them.
  const LineTexts& texts() const { return texts_; }

 private:
  void Add(std::string_view page, size_t begin, size_t end,
           std::vector<PageLine>* lines);
  void AddClauses(std::string_view page, const PageLine& line,
                  std::vector<PageLine>* lines);

  LineTexts texts_;
  std::vector<PageLine> whole_;
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_PAGE_LINES_H_
