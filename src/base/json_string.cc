#include "base/json_string.h"

#include <cstdint>
#include <cstring>

namespace litany::base {
namespace {

// Whether none of the eight bytes of a word is escaped.
bool IsPlainWord(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighs = 0x8080808080808080;
  const auto has = [&](uint64_t byte) {
    const uint64_t zero = word ^ (kOnes * byte);
    return (zero - kOnes) & ~zero;
  };
  const uint64_t low = (word - kOnes * 0x20) & ~word;
  return ((low | has('"') | has('\\') | has(0x7f)) & kHighs) == 0;
}

bool IsPlain(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return IsPlainWord(word);
}

// The first byte from `at` on that is escaped; the end of the text if none is.
size_t NextEscaped(std::string_view text, size_t at) {
  while (at + 8 <= text.size() && IsPlain(text.data() + at)) at += 8;
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) break;
  }
  return at;
}

void AppendEscaped(char c, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
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
      out->push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
      out->push_back(kDigits[c & 0xf]);
  }
}

}  // namespace

bool IsPlainJson(std::string_view text) {
  const size_t size = text.size();
  if (size < 8) {
    constexpr uint64_t kSpaces = 0x2020202020202020;
    uint64_t word = kSpaces;
    for (const char c : text) word = word << 8 | static_cast<unsigned char>(c);
    return IsPlainWord(word);
  }
  for (size_t i = 0; i + 8 < size; i += 8) {
    if (!IsPlain(text.data() + i)) return false;
  }
  return IsPlain(text.data() + size - 8);
}

void AppendJsonString(std::string_view text, std::string* out) {
  if (IsPlainJson(text)) {
    // One growth of the string for the text and its quotes.
    const size_t begin = out->size();
    out->resize(begin + text.size() + 2, '"');
    text.copy(out->data() + begin + 1, text.size());
    return;
  }
  out->push_back('"');
  size_t copied = 0;
  for (size_t at = NextEscaped(text, 0); at < text.size();
       at = NextEscaped(text, copied)) {
    out->append(text.substr(copied, at - copied));
    AppendEscaped(text[at], out);
    copied = at + 1;
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
