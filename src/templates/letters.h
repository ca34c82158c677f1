// Letters that can be told by their bytes: of ASCII, and most of Han.
//
// Thread safety: functions without state.
// Tested by tests/templates/letters_test.cc.
#ifndef LITANY_TEMPLATES_LETTERS_H_
#define LITANY_TEMPLATES_LETTERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace litany::templates {

// Letters and digits of ASCII, and the underscore.
inline constexpr std::array<bool, 256> kWordBytes = [] {
  std::array<bool, 256> bytes{};
  for (size_t c = 0; c < 26; ++c) bytes['a' + c] = bytes['A' + c] = true;
  for (size_t c = 0; c < 10; ++c) bytes['0' + c] = true;
  bytes['_'] = true;
  return bytes;
}();

constexpr bool IsWordByte(char c) {
  return kWordBytes[static_cast<uint8_t>(c)];
}

// Begins a Han character from U+4000 to U+9FFF: most of a Chinese line.
constexpr bool IsHanRunByte(char c) {
  return static_cast<uint8_t>(static_cast<uint8_t>(c) - 0xE4) < 6;
}

// Bytes of such characters at the front of `text`.  REQUIRES: valid UTF-8
constexpr size_t HanRun(std::string_view text) {
  size_t at = 0;
  while (at + 3 <= text.size() && IsHanRunByte(text[at])) at += 3;
  return at;
}

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_LETTERS_H_
