#include "base/utf8_repair.h"

#include <cstdint>

namespace litany::base {

// Table 3-7 of the Unicode Standard: the second byte is narrowed by the lead
// (no overlong forms, no surrogates, nothing above U+10FFFF), the others are
// any continuation byte.
Utf8Sequence ReadUtf8Sequence(std::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  size_t length = 0;
  uint8_t low = 0x80;
  uint8_t high = 0xBF;
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2) return {1, false};
  if (lead < 0xE0) {
    length = 2;
  } else if (lead < 0xF0) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead < 0xF5) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {1, false};
  }
  for (size_t i = 1; i < length; ++i) {
    if (i == text.size() || byte(i) < low || byte(i) > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

size_t ValidUtf8Prefix(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const Utf8Sequence sequence = ReadUtf8Sequence(text.substr(at));
    if (!sequence.well_formed) break;
    at += sequence.length;
  }
  return at;
}

size_t RepairUtf8(std::string_view in, std::string* out) {
  out->clear();
  out->reserve(in.size());
  size_t repairs = 0;
  while (true) {
    const size_t valid = ValidUtf8Prefix(in);
    out->append(in.substr(0, valid));
    in.remove_prefix(valid);
    if (in.empty()) return repairs;
    out->append(kReplacementCharacter);
    in.remove_prefix(ReadUtf8Sequence(in).length);
    ++repairs;
  }
}

}  // namespace litany::base
