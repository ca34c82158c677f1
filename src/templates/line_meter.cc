#include "templates/line_meter.h"

#include "base/utf8.h"
#include "templates/letters.h"
#include "templates/point_set.h"

namespace litany::templates {
namespace {

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

// Marks that part words and end nothing, the commonest.
constexpr PointSet kCommas("，、：《》（「『【】〈〉—");

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

}  // namespace

bool IsLineLetter(uint32_t point) {
  return point < 0x80 ? kWordBytes[point] : !IsOtherMark(point);
}

// A code point outside ASCII.
void LineMeter::ReadPoint(uint32_t point) {
  if (IsOtherMark(point)) {
    in_word_ = false;
    has_stop_ = has_stop_ || IsWideStop(point);
    ends_ = IsWideStop(point) || (ends_ && IsClosing(point));
    return;
  }
  ++letters_;
  ends_ = false;
  if (IsDense(point)) {
    ++words_;
    in_word_ = false;
  } else {
    words_ += in_word_ ? 0 : 1;
    in_word_ = true;
  }
}

void LineMeter::ReadWide(size_t at) {
  ReadTo(at);
  if (kCommas.HasAt(line_, at)) {
    in_word_ = false;
    ends_ = false;
  } else {
    ReadPoint(base::CodePointOf(line_.substr(at, 3)));
  }
  at_ = at + 3;
}

void LineMeter::Read(size_t end) {
  while (at_ < end) {
    const auto byte = static_cast<unsigned char>(line_[at_]);
    if (byte >= 0x80) {
      if (const size_t han = HanRun(line_.substr(at_, end - at_)); han > 0) {
        ReadHan(at_, at_ + han);
        continue;
      }
      const size_t size = base::Utf8Length(line_[at_]);
      ReadPoint(base::CodePointOf(line_.substr(at_, size)));
      at_ += size;
    } else if (kWordBytes[byte]) {
      const size_t begin = at_;
      do {
        ++at_;
      } while (at_ < end && IsWordByte(line_[at_]));
      letters_ += static_cast<uint32_t>(at_ - begin);
      words_ += in_word_ ? 0 : 1;
      in_word_ = true;
      ends_ = false;
    } else {
      in_word_ = false;
      has_stop_ = has_stop_ || (IsAsciiStop(byte) && EndsSentence(line_, at_));
      ends_ = IsAsciiStop(byte) || (ends_ && IsClosing(byte));
      ++at_;
    }
  }
}

LineMeasure LineMeter::Measure() {
  ReadTo(line_.size());
  LineMeasure measure;
  measure.weight = letters_ + 1;
  measure.words = words_;
  measure.is_prose = has_stop_ && words_ >= kProseWords;
  measure.is_sentence = measure.is_prose || (ends_ && words_ >= kSentenceWords);
  return measure;
}

}  // namespace litany::templates
