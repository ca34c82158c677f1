#include "templates/page_lines.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"

namespace litany::templates {
namespace {

// A page of fewer lines than this may be one that came as a single line.
constexpr size_t kFewLines = 4;
// A line of more bytes than this is cut on such a page.
constexpr uint32_t kLongLine = 400;
constexpr uint32_t kProseWords = 6;
constexpr uint32_t kSentenceWords = 2;

bool IsAsciiWord(unsigned char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z') || byte == '_';
}

// The code point at `at`, and its bytes.
struct Point {
  uint32_t value;
  size_t size;
};
Point PointAt(std::string_view text, size_t at) {
  const size_t size = base::Utf8Length(text[at]);
  return {base::CodePointOf(text.substr(at, size)), size};
}

// Punctuation, symbols and blanks outside ASCII, by block.
bool IsOtherMark(uint32_t point) {
  return (point >= 0x80 && point < 0xc0) ||
         (point >= 0x2000 && point < 0x2c00) ||
         (point >= 0x3000 && point < 0x3040 && point != 0x3005 &&
          point != 0x3007) ||
         (point >= 0xff00 && point < 0xff10) ||
         (point >= 0xff1a && point < 0xff21) ||
         (point >= 0xff3b && point < 0xff41) ||
         (point >= 0xff5b && point < 0xff66) || point == 0xfeff;
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

bool IsAsciiStop(unsigned char byte) {
  return byte == '.' || byte == '!' || byte == '?' || byte == ';';
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

// Bytes of the line break at `at`; 0 if there is none.
size_t BreakAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  switch (byte(0)) {
    case '\n':
      return 1;
    case 0xc2:
      return byte(1) == 0x85 ? 2 : 0;
    case 0xe2:
      return byte(1) == 0x80 && (byte(2) == 0xa8 || byte(2) == 0xa9) ? 3 : 0;
    default:
      return 0;
  }
}

// What weighs a line.
void Measure(std::string_view text, PageLine* line) {
  uint32_t letters = 0;
  uint32_t words = 0;
  bool has_stop = false;
  bool ends = false;  // the last mark is a stop, no letter follows
  bool in_word = false;
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (IsAsciiWord(byte)) {
        ++letters;
        words += in_word ? 0 : 1;
        in_word = true;
        ends = false;
      } else {
        in_word = false;
        has_stop = has_stop || (IsAsciiStop(byte) && EndsSentence(text, i));
        ends = IsAsciiStop(byte) || (ends && IsClosing(byte));
      }
      ++i;
      continue;
    }
    const Point point = PointAt(text, i);
    if (IsOtherMark(point.value)) {
      in_word = false;
      has_stop = has_stop || IsWideStop(point.value);
      ends = IsWideStop(point.value) || (ends && IsClosing(point.value));
    } else {
      ++letters;
      ends = false;
      if (IsDense(point.value)) {
        ++words;
        in_word = false;
      } else {
        words += in_word ? 0 : 1;
        in_word = true;
      }
    }
    i += point.size;
  }
  line->weight = letters + 1;
  line->words = words;
  line->is_prose = has_stop && words >= kProseWords;
  line->is_sentence = line->is_prose || (ends && words >= kSentenceWords);
}

}  // namespace

void LineSplitter::Add(std::string_view page, size_t begin, size_t end,
                       std::vector<PageLine>* lines) {
  while (begin < end) {
    const size_t blank = WhiteSpaceAt(page.substr(begin, end - begin));
    if (blank == 0) break;
    begin += blank;
  }
  while (begin < end) {
    const size_t last = base::BackCodePoints(page, end, 1);
    if (WhiteSpaceAt(page.substr(last, end - last)) == 0) break;
    end = last;
  }
  if (begin >= end) return;
  PageLine line;
  line.begin = static_cast<uint32_t>(begin);
  line.end = static_cast<uint32_t>(end);
  const std::string_view text = line.In(page);
  line.key = masker_.Mask(text, &spans_);
  Measure(text, &line);
  lines->push_back(line);
}

void LineSplitter::AddClauses(std::string_view page, const PageLine& line,
                              std::vector<PageLine>* lines) {
  size_t begin = line.begin;
  for (size_t i = line.begin; i < line.end;) {
    const Point point = PointAt(page, i);
    size_t cut = 0;
    if (point.value == 0x3002 || point.value == 0xff01 ||
        point.value == 0xff1f || point.value == 0x3000 || point.value == '|') {
      cut = i + point.size;
    } else if (point.value == ' ' && i + 1 < line.end &&
               (page[i + 1] == ' ' ||
                (i > begin &&
                 IsAsciiStop(static_cast<unsigned char>(page[i - 1]))))) {
      cut = i + 1;
    }
    i += point.size;
    if (cut == 0) continue;
    Add(page, begin, cut, lines);
    begin = cut;
  }
  Add(page, begin, line.end, lines);
}

void LineSplitter::Split(std::string_view page, std::vector<PageLine>* lines) {
  const size_t first = lines->size();
  size_t begin = 0;
  size_t at = 0;
  while (at < page.size()) {
    // Most breaks are U+000A, and most bytes are none.
    const auto byte = static_cast<unsigned char>(page[at]);
    if (byte != '\n' && byte != 0xc2 && byte != 0xe2) {
      ++at;
      continue;
    }
    const size_t size = BreakAt(page, at);
    if (size == 0) {
      ++at;
      continue;
    }
    Add(page, begin, at, lines);
    at += size;
    begin = at;
  }
  Add(page, begin, page.size(), lines);
  if (lines->size() - first >= kFewLines) return;
  if (std::none_of(lines->begin() + static_cast<ptrdiff_t>(first), lines->end(),
                   [](const PageLine& line) {
                     return line.end - line.begin > kLongLine;
                   })) {
    return;
  }
  whole_.assign(lines->begin() + static_cast<ptrdiff_t>(first), lines->end());
  lines->resize(first);
  for (const PageLine& line : whole_) {
    if (line.end - line.begin > kLongLine) {
      AddClauses(page, line, lines);
    } else {
      lines->push_back(line);
    }
  }
}

}  // namespace litany::templates
