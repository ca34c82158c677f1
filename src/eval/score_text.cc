#include "eval/score_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/strings.h"

namespace litany::eval {
namespace {

// Code points that would move the cursor or turn the direction of the line,
// as ranges of both ends.
constexpr std::array<std::array<uint32_t, 2>, 8> kUnprintable = {{
    {0x00, 0x1F},      // C0 controls
    {0x7F, 0x9F},      // DEL and C1 controls
    {0x061C, 0x061C},  // Arabic letter mark
    {0x200E, 0x200F},  // direction marks
    {0x2028, 0x202E},  // line and paragraph separators, embeddings, overrides
    {0x2066, 0x2069},  // isolates
    {0xFEFF, 0xFEFF},  // zero-width no-break space
    {0xFFF9, 0xFFFB},  // interlinear annotation
}};

bool IsUnprintable(uint32_t point) {
  return std::any_of(kUnprintable.begin(), kUnprintable.end(),
                     [point](const auto& range) {
                       return range[0] <= point && point <= range[1];
                     });
}

// Reads the code point at the front of valid UTF-8 and its length.
struct Decoded {
  uint32_t point = 0;
  size_t bytes = 1;
};
Decoded DecodeFront(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  uint32_t point = lead & (0xFFu >> (bytes + 1));
  for (size_t i = 1; i < bytes && i < text.size(); ++i) {
    point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  }
  return {point, std::min(bytes, text.size())};
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [point, bytes] = DecodeFront(text);
    if (point == '\n') {
      out += "\\n";
    } else if (point == '\t') {
      out += "\\t";
    } else if (IsUnprintable(point)) {
      absl::StrAppendFormat(&out, "\\u%04x", point);
    } else {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return out;
}

std::string TextCell(Score score) {
  return score.has_value() ? absl::StrFormat("%.4f", *score) : "-";
}

void AppendTextRow(std::string_view name, const PrecisionRecall& scores,
                   std::string* out) {
  absl::StrAppendFormat(out, "%-14s %9s %9s %9s\n", base::ToAbsl(name),
                        TextCell(scores.precision), TextCell(scores.recall),
                        TextCell(scores.f1));
}

std::string JsonNumber(Score score) {
  if (!score.has_value()) return "null";
  std::string digits = absl::StrFormat("%.6f", *score);
  if (digits.starts_with("-") &&
      digits.find_first_not_of("-0.") == std::string::npos) {
    digits.erase(0, 1);
  }
  const size_t last = digits.find_last_not_of('0');
  digits.erase(digits[last] == '.' ? last + 2 : last + 1);
  return digits;
}

std::string JsonScores(const PrecisionRecall& scores) {
  return absl::StrCat("\"precision\":", JsonNumber(scores.precision),
                      ",\"recall\":", JsonNumber(scores.recall),
                      ",\"f1\":", JsonNumber(scores.f1));
}

}  // namespace litany::eval
