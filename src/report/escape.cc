#include "report/escape.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_format.h"
#include "base/utf8.h"
#include "base/utf8_repair.h"

namespace litany::report {
namespace {

// The same list as `isHidden` of page/src/text.jsx.
bool IsHidden(uint32_t code) {
  if (code < 0x20) return code != '\t' && code != '\n' && code != '\r';
  return (code >= 0x7F && code <= 0x9F) || code == 0xAD || code == 0x61C ||
         code == 0x180E || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
         (code >= 0xFFF9 && code <= 0xFFFB) ||
         (code >= 0xE0000 && code <= 0xE007F);
}

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const base::Utf8Sequence next = base::ReadUtf8Sequence(text);
    const std::string_view bytes = text.substr(0, next.length);
    text.remove_prefix(next.length);
    if (!next.well_formed) {
      html += base::kReplacementCharacter;
      continue;
    }
    const uint32_t code = base::CodePointOf(bytes);
    if (code == '&') {
      html += "&amp;";
    } else if (code == '<') {
      html += "&lt;";
    } else if (code == '>') {
      html += "&gt;";
    } else if (code == '"') {
      html += "&quot;";
    } else if (code == '\'') {
      html += "&#39;";
    } else if (IsHidden(code)) {
      html += absl::StrFormat("\u27E8U+%04X\u27E9", code);
    } else {
      html += bytes;
    }
  }
  return html;
}

void AppendScriptJson(std::string_view json, std::string* out) {
  constexpr std::string_view kLineSeparator = "\xE2\x80\xA8";
  constexpr std::string_view kParagraphSeparator = "\xE2\x80\xA9";
  size_t begin = 0;
  const auto replace = [&](size_t at, size_t length, const char* by) {
    out->append(json.substr(begin, at - begin));
    out->append(by);
    begin = at + length;
  };
  for (size_t i = 0; i < json.size(); ++i) {
    switch (json[i]) {
      case '<':
        replace(i, 1, "\\u003c");
        break;
      case '>':
        replace(i, 1, "\\u003e");
        break;
      case '&':
        replace(i, 1, "\\u0026");
        break;
      case '\xE2':
        if (json.substr(i, 3) == kLineSeparator) replace(i, 3, "\\u2028");
        if (json.substr(i, 3) == kParagraphSeparator) replace(i, 3, "\\u2029");
        break;
      default:
        break;
    }
  }
  out->append(json.substr(begin));
}

}  // namespace litany::report
