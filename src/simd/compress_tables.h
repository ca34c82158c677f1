// Which lanes a mask keeps, in order, as tables for processors that cannot
// compress.  (Highway 1.0.3 has such tables too, but as local constants, which
// GCC 12 copies to the stack at each call: eight times the time.)
#ifndef LITANY_SIMD_COMPRESS_TABLES_H_
#define LITANY_SIMD_COMPRESS_TABLES_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace litany::simd {

// kCompress[mask][i]: the lane of eight that comes i-th, 0 behind the last.
// The first 16 rows serve vectors of four lanes.
inline constexpr auto kCompress = [] {
  std::array<std::array<uint8_t, 8>, 256> rows = {};
  for (size_t mask = 0; mask < rows.size(); ++mask) {
    size_t kept = 0;
    for (size_t lane = 0; lane < 8; ++lane) {
      if ((mask >> lane & 1) != 0) {
        rows[mask][kept++] = static_cast<uint8_t>(lane);
      }
    }
  }
  return rows;
}();

}  // namespace litany::simd

#endif  // LITANY_SIMD_COMPRESS_TABLES_H_
