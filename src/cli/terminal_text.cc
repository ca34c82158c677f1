#include "cli/terminal_text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/strings.h"
#include "base/utf8.h"

namespace litany::cli {
namespace {

bool IsSpace(uint32_t point) {
  return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 ||
         point == 0xa0 || point == 0x1680 ||
         (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
         point == 0x2029 || point == 0x202f || point == 0x205f ||
         point == 0x3000;
}

bool IsUnsafe(uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x61c ||
         point == 0x200e || point == 0x200f ||
         (point >= 0x202a && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x206f) ||
         (point >= 0xfff9 && point <= 0xfffb) ||
         (point >= 0xe0000 && point < 0xe0080);
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line;
  bool after_space = false;
  while (!text.empty()) {
    const std::string_view point =
        text.substr(0, base::ForwardCodePoints(text, 0, 1));
    text.remove_prefix(point.size());
    const uint32_t value = base::CodePointOf(point);
    const bool is_space = IsSpace(value);
    if (is_space) {
      if (!after_space) line.push_back(' ');
    } else if (IsUnsafe(value)) {
      absl::StrAppendFormat(&line, "<U+%04X>", value);
    } else {
      line += point;
    }
    after_space = is_space;
  }
  return line;
}

std::string Ending(std::string_view text, size_t points) {
  const size_t at = base::BackCodePoints(text, text.size(), points);
  return at == 0 ? std::string(text)
                 : absl::StrCat("...", base::ToAbsl(text.substr(at)));
}

std::string Beginning(std::string_view text, size_t points) {
  const size_t at = base::ForwardCodePoints(text, 0, points);
  return at == text.size()
             ? std::string(text)
             : absl::StrCat(base::ToAbsl(text.substr(0, at)), "...");
}

std::string Shortened(std::string_view text, size_t points) {
  const size_t all = base::CountCodePoints(text);
  if (all <= points) return std::string(text);
  const size_t tail = points / 4;
  return absl::StrCat(
      base::ToAbsl(
          text.substr(0, base::ForwardCodePoints(text, 0, points - tail))),
      " ...(", all - points, " more)... ",
      base::ToAbsl(text.substr(base::BackCodePoints(text, text.size(), tail))));
}

}  // namespace litany::cli
