// What weighs a line, measured as it is read: by the masker, which walks over
// each line anyway, or alone.
//
// Cost: linear; no allocation.
// Thread safety: one LineMeter a thread.
// Tested by tests/templates/line_meter_test.cc, line_texts_test.cc.
#ifndef LITANY_TEMPLATES_LINE_METER_H_
#define LITANY_TEMPLATES_LINE_METER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace litany::templates {

// Ends a sentence if a blank follows.
constexpr bool IsAsciiStop(unsigned char byte) {
  return byte == '.' || byte == '!' || byte == '?' || byte == ';';
}

// Letters and digits, as the weight of a line counts them.
bool IsLineLetter(uint32_t point);

struct LineMeasure {
  uint32_t weight = 0;  // letters and digits, and one
  uint32_t words = 0;   // words, and Han and kana characters
  // Six words or more, and a mark that ends a sentence.
  bool is_prose = false;
  // It is prose, or two words or more that end as a sentence does.
  bool is_sentence = false;

  friend bool operator==(const LineMeasure&, const LineMeasure&) = default;
};

class LineMeter {
 public:
  // REQUIRES: `line` is valid UTF-8 of less than 4 GiB, and outlives this
  explicit LineMeter(std::string_view line) : line_(line) {}

  // Reads on up to `end`, where a code point begins or the line ends.
  void ReadTo(size_t end) {
    if (at_ < end) Read(end);
  }
  // Reads on up to `end`, where [begin, end) is a HanRun (letters.h).
  // REQUIRES: nothing behind `begin` was read
  void ReadHan(size_t begin, size_t end) {
    ReadTo(begin);
    const auto points = static_cast<uint32_t>((end - begin) / 3);
    letters_ += points;
    words_ += points;
    in_word_ = false;
    ends_ = false;
    at_ = end;
  }
  // Reads the code point of three bytes at `at`.
  // REQUIRES: nothing behind `at` was read
  void ReadWide(size_t at);
  // Of the line, read to its end.
  LineMeasure Measure();

 private:
  void Read(size_t end);
  void ReadPoint(uint32_t point);

  std::string_view line_;
  size_t at_ = 0;  // what is before was read
  uint32_t letters_ = 0;
  uint32_t words_ = 0;
  bool has_stop_ = false;
  bool ends_ = false;  // the last mark is a stop, no letter follows
  bool in_word_ = false;
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_LINE_METER_H_
