// From symbols to UTF-8, one after another: the specification of the kernel
// `encode`, and what vector code does with what it leaves.
#ifndef LITANY_SIMD_ENCODE_INL_H_
#define LITANY_SIMD_ENCODE_INL_H_

#include <cstddef>
#include <cstdint>

#include "simd/kernels.h"

namespace litany::simd {

// Writes one code point and returns its end.
inline char* WriteUtf8(uint32_t c, char* out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  if (c < 0x800) {
    *out++ = static_cast<char>(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      *out++ = static_cast<char>(0xe0 | c >> 12);
    } else {
      *out++ = static_cast<char>(0xf0 | c >> 18);
      *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
    }
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  *out++ = static_cast<char>(0x80 | (c & 0x3f));
  return out;
}

// Appends symbols; `before` is the one before the first.
inline char* EncodeScalar(const uint32_t* symbols, size_t count,
                          uint32_t before, char* out, size_t* separators) {
  for (size_t i = 0; i < count; ++i) {
    const uint32_t symbol = symbols[i];
    // Without a branch: where words end cannot be predicted.
    const bool is_parted =
        (before & symbol & kWordSymbol) != 0 && (symbol & kTokenStart) != 0;
    *out = ' ';
    out += is_parted ? 1 : 0;
    *separators += is_parted ? 1 : 0;
    out = WriteUtf8(symbol & kCodePointMask, out);
    before = symbol;
  }
  return out;
}

}  // namespace litany::simd

#endif  // LITANY_SIMD_ENCODE_INL_H_
