// Which of eight pairs (separator, letter) keep their separator, as a table of
// the bytes that stay, in order.
#ifndef LITANY_SIMD_SEPARATOR_TABLE_H_
#define LITANY_SIMD_SEPARATOR_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace litany::simd {

// kSeparators[mask][i]: the byte of sixteen that comes i-th, 0 behind the last;
// bit k of the mask keeps the separator of pair k.  The first 16 rows serve
// vectors of four pairs.
inline constexpr auto kSeparators = [] {
  std::array<std::array<uint8_t, 16>, 256> rows = {};
  for (size_t mask = 0; mask < rows.size(); ++mask) {
    size_t kept = 0;
    for (size_t pair = 0; pair < 8; ++pair) {
      if ((mask >> pair & 1) != 0) {
        rows[mask][kept++] = static_cast<uint8_t>(2 * pair);
      }
      rows[mask][kept++] = static_cast<uint8_t>(2 * pair + 1);
    }
  }
  return rows;
}();

}  // namespace litany::simd

#endif  // LITANY_SIMD_SEPARATOR_TABLE_H_
