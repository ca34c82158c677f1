// Which lanes a mask keeps, in order, as tables for processors that cannot
// compress.  (Highway 1.0.3 has such tables too, but as local constants, which
// GCC 12 copies to the stack at each call: eight times the time.)
#ifndef LITANY_SIMD_COMPRESS_TABLES_H_
#define LITANY_SIMD_COMPRESS_TABLES_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace litany::simd {

// Element i: the lane that comes i-th of those whose bits are in `mask`, 0
// behind the last.
template <size_t kLanes>
constexpr std::array<uint8_t, kLanes> KeptLanes(uint64_t mask) {
  std::array<uint8_t, kLanes> lanes = {};
  size_t kept = 0;
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if ((mask >> lane & 1) != 0) lanes[kept++] = static_cast<uint8_t>(lane);
  }
  return lanes;
}

// By mask of eight lanes.  The first 16 rows serve vectors of four.
inline constexpr auto kCompress = [] {
  std::array<std::array<uint8_t, 8>, 256> rows = {};
  for (size_t mask = 0; mask < rows.size(); ++mask) {
    rows[mask] = KeptLanes<8>(mask);
  }
  return rows;
}();

// Of eight pairs of bytes (separator, letter): all letters stay, and the
// separators of the pairs in the mask.  The first 16 rows serve four pairs.
inline constexpr auto kSeparators = [] {
  std::array<std::array<uint8_t, 16>, 256> rows = {};
  for (size_t mask = 0; mask < rows.size(); ++mask) {
    uint64_t bytes = 0xaaaa;  // the letters
    for (size_t pair = 0; pair < 8; ++pair) {
      bytes |= (mask >> pair & 1) << (2 * pair);
    }
    rows[mask] = KeptLanes<16>(bytes);
  }
  return rows;
}();

}  // namespace litany::simd

#endif  // LITANY_SIMD_COMPRESS_TABLES_H_
