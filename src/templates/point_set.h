// A set of code points that take three bytes in UTF-8 (U+0800 to U+FFFF, Han
// among them), asked by their bytes: one look-up, without making the code
// point.
//
// Memory: 8 KiB.
// Thread safety: a value.
// Tested by tests/templates/point_set_test.cc.
#ifndef LITANY_TEMPLATES_POINT_SET_H_
#define LITANY_TEMPLATES_POINT_SET_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace litany::templates {

class PointSet {
 public:
  constexpr PointSet() = default;
  // Of the code points of `points`, all of three bytes.
  constexpr explicit PointSet(std::string_view points) {
    for (size_t i = 0; i + 3 <= points.size(); i += 3) {
      bits_[Word(points[i], points[i + 1])] |= Bit(points[i + 2]);
    }
  }
  // Adds [first, end).
  constexpr PointSet& AddRange(uint32_t first, uint32_t end) {
    for (uint32_t point = first; point < end; ++point) {
      bits_[point / 64] |= uint64_t{1} << (point % 64);
    }
    return *this;
  }

  // REQUIRES: point < 0x10000
  constexpr bool Has(uint32_t point) const {
    return (bits_[point / 64] >> (point % 64) & 1) != 0;
  }
  // Whether the three bytes from `at` on are one of them.
  // REQUIRES: they are there, and `at` begins a code point of three bytes
  constexpr bool HasAt(std::string_view text, size_t at) const {
    return (bits_[Word(text[at], text[at + 1])] & Bit(text[at + 2])) != 0;
  }
  // The same wherever `at` begins a code point.  REQUIRES: valid UTF-8
  constexpr bool IsAt(std::string_view text, size_t at) const {
    return at + 3 <= text.size() &&
           (static_cast<uint8_t>(text[at]) & 0xF0) == 0xE0 && HasAt(text, at);
  }

 private:
  static constexpr size_t Word(char first, char second) {
    return static_cast<size_t>(static_cast<uint8_t>(first) & 15) << 6 |
           (static_cast<uint8_t>(second) & 63);
  }
  static constexpr uint64_t Bit(char third) {
    return uint64_t{1} << (static_cast<uint8_t>(third) & 63);
  }

  std::array<uint64_t, 1024> bits_{};
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_POINT_SET_H_
