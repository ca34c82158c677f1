// The different texts of the lines of a source, each measured and masked once
// however many lines have it.
//
// Invariant: texts are numbered as they come; equal texts, equal numbers.
//
// Cost: linear in the bytes of a line, for its hash; what is masked and
// measured is linear in those of different texts.  Memory: about 64 bytes a
// text, 12 a value in it. Thread safety: one object a thread. Tested by
// tests/templates/line_texts_test.cc, page_lines_test.cc.
#ifndef LITANY_TEMPLATES_LINE_TEXTS_H_
#define LITANY_TEMPLATES_LINE_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "templates/line_meter.h"
#include "templates/masker.h"

namespace litany::templates {

struct LineText {
  std::string_view text;
  uint64_t key = 0;  // XXH3-64 of the masked line (masker.h)
  LineMeasure measure;
};

class LineTexts {
 public:
  // The number of `text`, which must outlive this object and is not empty.
  // REQUIRES: `text` is valid UTF-8 of less than 4 GiB, without white space at
  // its ends
  uint32_t Number(std::string_view text);

  size_t size() const { return texts_.size(); }
  const LineText& operator[](uint32_t number) const { return texts_[number]; }

  // The values of a text.
  std::span<const MaskedSpan> Spans(uint32_t number) const {
    return std::span(spans_).subspan(
        span_begins_[number], span_begins_[number + 1] - span_begins_[number]);
  }

 private:
  Masker masker_;
  std::vector<MaskedSpan> spans_of_one_;
  std::vector<LineText> texts_;
  std::vector<MaskedSpan> spans_;            // text by text
  std::vector<uint64_t> span_begins_ = {0};  // by text, and one more
  // By hash: the last text that has it; and by text the one before with the
  // same hash.
  absl::flat_hash_map<uint64_t, uint32_t> last_;
  std::vector<uint32_t> before_;
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_LINE_TEXTS_H_
