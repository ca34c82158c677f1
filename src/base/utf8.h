// Steps over well-formed UTF-8, code point by code point.  What is not known
// to be well-formed goes through utf8_repair.h first.
//
// Thread safety: functions without state.
// Tested by tests/base/utf8_test.cc.
#ifndef LITANY_BASE_UTF8_H_
#define LITANY_BASE_UTF8_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace litany::base {

// Whether a byte goes on with a code point, and begins none.
inline bool IsUtf8Trail(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// The bytes of the code point that `first` begins.
inline size_t Utf8Length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}

// The code point whose bytes `point` holds, and no others.
inline uint32_t CodePointOf(std::string_view point) {
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(point[i]));
  };
  const auto trail = [&](size_t i) { return byte(i) & 0x3f; };
  switch (point.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1f) << 6 | trail(1);
    case 3:
      return (byte(0) & 0x0f) << 12 | trail(1) << 6 | trail(2);
    default:
      return (byte(0) & 0x07) << 18 | trail(1) << 12 | trail(2) << 6 | trail(3);
  }
}

// The bytes of `text` that go on with a code point: eight at a time, each
// counted in a byte of its own for as long as that cannot overflow.
inline size_t CountUtf8Trails(std::string_view text) {
  constexpr size_t kMostWords = 255;
  size_t count = 0;
  while (text.size() >= 8) {
    const size_t words = std::min(text.size() / 8, kMostWords);
    uint64_t counts = 0;
    for (size_t i = 0; i < words; ++i) {
      uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + 8 * i, 8);
      // Bit 7 is set, bit 6 is not.
      counts += (bytes & ~bytes << 1) >> 7 & 0x0101010101010101;
    }
    constexpr uint64_t kEven = 0x00ff00ff00ff00ff;
    count +=
        ((counts & kEven) + (counts >> 8 & kEven)) * 0x0001000100010001 >> 48;
    text.remove_prefix(8 * words);
  }
  for (const char byte : text) count += IsUtf8Trail(byte) ? 1 : 0;
  return count;
}

inline size_t CountCodePoints(std::string_view text) {
  return text.size() - CountUtf8Trails(text);
}

// `at` moved on by so many code points, or to the end of `text`.
inline size_t ForwardCodePoints(std::string_view text, size_t at,
                                size_t points) {
  for (; points > 0 && at < text.size(); --points) {
    do {
      ++at;
    } while (at < text.size() && IsUtf8Trail(text[at]));
  }
  return at;
}

// `at` moved back by so many code points, or to the front of `text`.
inline size_t BackCodePoints(std::string_view text, size_t at, size_t points) {
  for (; points > 0 && at > 0; --points) {
    do {
      --at;
    } while (at > 0 && IsUtf8Trail(text[at]));
  }
  return at;
}

}  // namespace litany::base

#endif  // LITANY_BASE_UTF8_H_
