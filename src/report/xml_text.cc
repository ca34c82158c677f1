#include "report/xml_text.h"

#include <cstddef>

namespace litany::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

void AppendXmlText(std::string_view text, std::string* out) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&':
        out->append("&amp;");
        break;
      case '<':
        out->append("&lt;");
        break;
      case '>':
        out->append("&gt;");
        break;
      case '"':
        out->append("&quot;");
        break;
      // A parser makes spaces of these in an attribute, and U+000A of a plain
      // U+000D anywhere.
      case '\t':
        out->append("&#9;");
        break;
      case '\n':
        out->append("&#10;");
        break;
      case '\r':
        out->append("&#13;");
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out->append(kReplacement);
        } else if (text.substr(i, 3) == "\xEF\xBF\xBE" ||
                   text.substr(i, 3) == "\xEF\xBF\xBF") {
          out->append(kReplacement);
          i += 2;
        } else {
          out->push_back(c);
        }
    }
  }
}

std::string XmlText(std::string_view text) {
  std::string out;
  AppendXmlText(text, &out);
  return out;
}

}  // namespace litany::report
