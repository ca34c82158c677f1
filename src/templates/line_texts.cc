#include "templates/line_texts.h"

#include <algorithm>

#include "base/hash.h"
#include "base/utf8.h"
#include "templates/letters.h"
#include "templates/point_set.h"

namespace litany::templates {
namespace {

constexpr uint32_t kNoText = ~uint32_t{0};
constexpr uint32_t kProseWords = 6;
constexpr uint32_t kSentenceWords = 2;

// Punctuation, symbols and blanks from U+0800 on, by block.
constexpr PointSet kOtherMarks = PointSet()
                                     .AddRange(0x2000, 0x2c00)
                                     .AddRange(0x3000, 0x3005)
                                     .AddRange(0x3006, 0x3007)
                                     .AddRange(0x3008, 0x3040)
                                     .AddRange(0xfeff, 0xff10)
                                     .AddRange(0xff1a, 0xff21)
                                     .AddRange(0xff3b, 0xff41)
                                     .AddRange(0xff5b, 0xff66);

// The same, outside ASCII.
bool IsOtherMark(uint32_t point) {
  if (point < 0x800) return point >= 0x80 && point < 0xc0;
  return point < 0x10000 && kOtherMarks.Has(point);
}

bool IsDense(uint32_t point) {
  return (point >= 0x2e80 && point < 0xa4d0) || point >= 0x20000 ||
         (point >= 0xf900 && point < 0xfb00) || point == 0x3005;
}

// Ends a sentence wherever it stands.
bool IsWideStop(uint32_t point) {
  return point == 0x3002 || point == 0xff01 || point == 0xff1f ||
         point == 0xff1b || point == 0x2026;
}

// Quotation marks and brackets that may follow the stop of a sentence.
bool IsClosing(uint32_t point) {
  return point == '"' || point == '\'' || point == ')' || point == 0x201d ||
         point == 0x2019 || point == 0x300d || point == 0x300f ||
         point == 0xff09;
}

// Whether an ASCII stop at `at` ends a sentence: the end of the line, or a
// blank after it and maybe after a closing quotation mark.
bool EndsSentence(std::string_view line, size_t at) {
  size_t next = at + 1;
  if (next < line.size() && IsClosing(static_cast<uint8_t>(line[next]))) {
    ++next;
  }
  return next >= line.size() || line[next] == ' ';
}

// What weighs a line.
void Measure(LineText* line) {
  const std::string_view text = line->text;
  uint32_t letters = 0;
  uint32_t words = 0;
  bool has_stop = false;
  bool ends = false;  // the last mark is a stop, no letter follows
  bool in_word = false;
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (kWordBytes[byte]) {
        const size_t begin = i;
        do {
          ++i;
        } while (i < text.size() && IsWordByte(text[i]));
        letters += static_cast<uint32_t>(i - begin);
        words += in_word ? 0 : 1;
        in_word = true;
        ends = false;
        continue;
      }
      in_word = false;
      has_stop = has_stop || (IsAsciiStop(byte) && EndsSentence(text, i));
      ends = IsAsciiStop(byte) || (ends && IsClosing(byte));
      ++i;
      continue;
    }
    if (const size_t han = HanRun(text.substr(i)); han > 0) {
      letters += static_cast<uint32_t>(han / 3);
      words += static_cast<uint32_t>(han / 3);
      in_word = false;
      ends = false;
      i += han;
      continue;
    }
    const size_t size = base::Utf8Length(text[i]);
    const uint32_t point = base::CodePointOf(text.substr(i, size));
    if (IsOtherMark(point)) {
      in_word = false;
      has_stop = has_stop || IsWideStop(point);
      ends = IsWideStop(point) || (ends && IsClosing(point));
    } else {
      ++letters;
      ends = false;
      if (IsDense(point)) {
        ++words;
        in_word = false;
      } else {
        words += in_word ? 0 : 1;
        in_word = true;
      }
    }
    i += size;
  }
  line->weight = letters + 1;
  line->words = words;
  line->is_prose = has_stop && words >= kProseWords;
  line->is_sentence = line->is_prose || (ends && words >= kSentenceWords);
}

}  // namespace

bool IsLineLetter(uint32_t point) {
  return point < 0x80 ? kWordBytes[point] : !IsOtherMark(point);
}

uint32_t LineTexts::Number(std::string_view text) {
  const auto number = static_cast<uint32_t>(texts_.size());
  const auto [at, is_new] = last_.try_emplace(base::HashBytes64(text), number);
  if (!is_new) {
    for (uint32_t same = at->second; same != kNoText; same = before_[same]) {
      if (texts_[same].text == text) return same;
    }
  }
  before_.push_back(is_new ? kNoText : at->second);
  at->second = number;
  LineText made;
  made.text = text;
  made.key = masker_.Mask(text, &spans_of_one_);
  Measure(&made);
  texts_.push_back(made);
  spans_.insert(spans_.end(), spans_of_one_.begin(), spans_of_one_.end());
  span_begins_.push_back(spans_.size());
  return number;
}

}  // namespace litany::templates
