#include "templates/page_lines.h"

#include <algorithm>

#include "base/utf8.h"

namespace litany::templates {
namespace {

// A page of fewer lines than this may be one that came as a single line.
constexpr size_t kFewLines = 4;
// A line of more bytes than this is cut on such a page.
constexpr uint32_t kLongLine = 400;

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

// Whether a line ends in anything but U+000A.
bool HasOtherBreaks(std::string_view text) {
  // U+2028 and U+2029 begin alike.
  for (const std::string_view front : {"\xc2\x85", "\xe2\x80"}) {
    for (size_t at = text.find(front); at != std::string_view::npos;
         at = text.find(front, at + 1)) {
      if (BreakAt(text, at) > 0) return true;
    }
  }
  return false;
}

// The first line break from `at` on; the end of the text if there is none.
size_t NextBreak(std::string_view text, size_t at, bool has_other_breaks) {
  if (!has_other_breaks) return std::min(text.find('\n', at), text.size());
  while (at < text.size() && BreakAt(text, at) == 0) ++at;
  return at;
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
  line.text = texts_.Number(line.In(page));
  const LineText& text = texts_[line.text];
  line.key = text.key;
  line.weight = text.measure.weight;
  line.words = text.measure.words;
  line.is_prose = text.measure.is_prose;
  line.is_sentence = text.measure.is_sentence;
  lines->push_back(line);
}

void LineSplitter::AddClauses(std::string_view page, const PageLine& line,
                              std::vector<PageLine>* lines) {
  size_t begin = line.begin;
  for (size_t i = line.begin; i < line.end;) {
    const size_t size = base::Utf8Length(page[i]);
    const uint32_t point = base::CodePointOf(page.substr(i, size));
    size_t cut = 0;
    if (point == 0x3002 || point == 0xff01 || point == 0xff1f ||
        point == 0x3000 || point == '|') {
      cut = i + size;
    } else if (point == ' ' && i + 1 < line.end &&
               (page[i + 1] == ' ' ||
                (i > begin &&
                 IsAsciiStop(static_cast<unsigned char>(page[i - 1]))))) {
      cut = i + 1;
    }
    i += size;
    if (cut == 0) continue;
    Add(page, begin, cut, lines);
    begin = cut;
  }
  Add(page, begin, line.end, lines);
}

void LineSplitter::Split(std::string_view page, std::vector<PageLine>* lines) {
  const size_t first = lines->size();
  const bool has_other_breaks = HasOtherBreaks(page);
  size_t begin = 0;
  size_t at = 0;
  while ((at = NextBreak(page, at, has_other_breaks)) < page.size()) {
    Add(page, begin, at, lines);
    at += BreakAt(page, at);
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
