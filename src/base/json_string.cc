#include "base/json_string.h"

#include <cstdint>
#include <cstring>

namespace litany::base {
namespace {

// Whether none of eight bytes is escaped.
bool IsPlain(const char* bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighs = 0x8080808080808080;
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  const auto has = [&](uint64_t byte) {
    const uint64_t zero = word ^ (kOnes * byte);
    return (zero - kOnes) & ~zero;
  };
  const uint64_t low = (word - kOnes * 0x20) & ~word;
  return ((low | has('"') | has('\\') | has(0x7f)) & kHighs) == 0;
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out->push_back('"');
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i + 8 <= text.size() && IsPlain(text.data() + i)) {
      i += 7;
      continue;
    }
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
    out->append(text.substr(copied, i - copied));
    copied = i + 1;
    switch (c) {
      case '"':
        out->append("\\\"");
        break;
      case '\\':
        out->append("\\\\");
        break;
      case '\n':
        out->append("\\n");
        break;
      case '\r':
        out->append("\\r");
        break;
      case '\t':
        out->append("\\t");
        break;
      default:
        out->append("\\u00");
        out->push_back(kDigits[c >> 4]);
        out->push_back(kDigits[c & 0xf]);
    }
  }
  out->append(text.substr(copied));
  out->push_back('"');
}

std::string JsonString(std::string_view text) {
  std::string out;
  AppendJsonString(text, &out);
  return out;
}

}  // namespace litany::base
