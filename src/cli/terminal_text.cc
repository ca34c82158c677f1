#include "cli/terminal_text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/strings.h"

namespace litany::cli {
namespace {

bool IsTrail(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

size_t CountPoints(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return !IsTrail(byte); }));
}

size_t Forward(std::string_view text, size_t points) {
  size_t at = 0;
  for (; points > 0 && at < text.size(); --points) {
    do {
      ++at;
    } while (at < text.size() && IsTrail(text[at]));
  }
  return at;
}

size_t Backward(std::string_view text, size_t points) {
  size_t at = text.size();
  for (; points > 0 && at > 0; --points) {
    do {
      --at;
    } while (at > 0 && IsTrail(text[at]));
  }
  return at;
}

uint32_t CodePoint(std::string_view point) {
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(point[i]));
  };
  if (point.size() == 1) return byte(0);
  uint32_t value = byte(0) & (0xffu >> (point.size() + 1));
  for (size_t i = 1; i < point.size(); ++i) {
    value = value << 6 | (byte(i) & 0x3f);
  }
  return value;
}

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
    const std::string_view point = text.substr(0, Forward(text, 1));
    text.remove_prefix(point.size());
    const uint32_t value = CodePoint(point);
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
  const size_t at = Backward(text, points);
  return at == 0 ? std::string(text)
                 : absl::StrCat("...", base::ToAbsl(text.substr(at)));
}

std::string Beginning(std::string_view text, size_t points) {
  const size_t at = Forward(text, points);
  return at == text.size()
             ? std::string(text)
             : absl::StrCat(base::ToAbsl(text.substr(0, at)), "...");
}

std::string Shortened(std::string_view text, size_t points) {
  const size_t all = CountPoints(text);
  if (all <= points) return std::string(text);
  const size_t tail = points / 4;
  return absl::StrCat(
      base::ToAbsl(text.substr(0, Forward(text, points - tail))), " ...(",
      all - points, " more)... ",
      base::ToAbsl(text.substr(Backward(text, tail))));
}

}  // namespace litany::cli
