// From symbols to UTF-8, written with Highway.  Included by vector_kernels.cc
// once for each target; equals encode-inl.h bit for bit.
//
// Two kinds of text are written a vector at a time: single symbols of three
// bytes (Han, kana) and ASCII.  What is of both, or of neither, is written
// symbol by symbol.

#ifndef LITANY_SIMD_VECTOR_ENCODE_INL_H_
#define LITANY_SIMD_VECTOR_ENCODE_INL_H_

#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>

#include "simd/compress-inl.h"
#include "simd/compress_tables.h"
#include "simd/encode-inl.h"
#include "simd/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

// Eight symbols, or four where a vector holds no more.
using EncodeTag = hn::CappedTag<uint32_t, 8>;

// Writes code points of three bytes, and 4 or 8 bytes behind them.
HWY_INLINE char* StoreThrees(hn::Vec<EncodeTag> c, char* out) {
  const EncodeTag d;
  const hn::Repartition<uint8_t, EncodeTag> d8;
  const auto first = hn::ShiftRight<12>(c);
  const auto second = hn::And(hn::ShiftLeft<2>(c), hn::Set(d, 0x3f00));
  const auto third = hn::And(hn::ShiftLeft<16>(c), hn::Set(d, 0x3f0000));
  const auto bytes =
      hn::Or(hn::Or(first, hn::Set(d, 0x8080e0)), hn::Or(second, third));
  // Three of four bytes in each block of 16, then three of four lanes.
  alignas(16) static constexpr uint8_t kBytes[16] = {
      0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0};
  const auto packed = hn::BitCast(
      d,
      hn::TableLookupBytes(hn::BitCast(d8, bytes), hn::LoadDup128(d8, kBytes)));
  alignas(32) static constexpr int32_t kLanes[8] = {0, 1, 2, 4, 5, 6, 0, 0};
  const auto joined =
      hn::Lanes(d) == 8
          ? hn::TableLookupLanes(packed, hn::SetTableIndices(d, kLanes))
          : packed;
  hn::StoreU(hn::BitCast(d8, joined), d8, reinterpret_cast<uint8_t*>(out));
  return out + 3 * hn::Lanes(d);
}

// Writes ASCII, a blank before each lane whose bit is in `separators`, and up
// to 8 bytes behind them.
HWY_INLINE char* StoreAscii(hn::Vec<EncodeTag> c, uint64_t separators,
                            char* out) {
  const EncodeTag d;
  const hn::RebindToSigned<EncodeTag> di;
  const hn::Rebind<uint16_t, EncodeTag> d16;
  const hn::Repartition<uint8_t, decltype(d16)> d8;
  // A blank before each letter, then those that are wanted.
  const auto letters = hn::DemoteTo(d16, hn::BitCast(di, c));
  const auto parted = hn::Or(hn::ShiftLeft<8>(letters), hn::Set(d16, ' '));
  const auto order = hn::LoadU(d8, kSeparators[separators].data());
  hn::StoreU(hn::TableLookupBytes(hn::BitCast(d8, parted), order), d8,
             reinterpret_cast<uint8_t*>(out));
  return out + hn::Lanes(d) + std::popcount(separators);
}

inline size_t Encode(const uint32_t* symbols, size_t count, uint32_t before,
                     char* out, size_t* separators) {
  const EncodeTag d;
  const hn::RebindToSigned<EncodeTag> di;
  const size_t lanes = hn::Lanes(d);
  const auto start = hn::Set(d, kTokenStart);
  const auto word = hn::Set(d, kWordSymbol);
  const auto least_three = hn::Set(di, 0x7ff);
  const auto most_three = hn::Set(di, 0x10000);
  const auto ascii = hn::Set(d, 0x7f);
  const auto ascii_or_word = hn::Or(ascii, word);
  char* end = out;
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto symbol = hn::LoadU(d, symbols + i);
    const auto c = hn::AndNot(start, symbol);
    const auto c_signed = hn::BitCast(di, c);
    if (hn::AllTrue(di, hn::And(hn::Gt(c_signed, least_three),
                                hn::Lt(c_signed, most_three)))) {
      end = StoreThrees(c, end);
    } else if (hn::AllTrue(d,
                           hn::Eq(hn::AndNot(ascii_or_word, c), hn::Zero(d)))) {
      const uint64_t words = MaskBits(d, hn::TestBit(c, word));
      const uint64_t follow =
          words << 1 | ((before & kWordSymbol) != 0 ? 1 : 0);
      const uint64_t parted =
          MaskBits(d, hn::TestBit(symbol, start)) & words & follow;
      *separators += static_cast<size_t>(std::popcount(parted));
      end = StoreAscii(hn::And(c, ascii), parted, end);
    } else {
      end = EncodeScalar(symbols + i, lanes, before, end, separators);
    }
    before = symbols[i + lanes - 1];
  }
  end = EncodeScalar(symbols + i, count - i, before, end, separators);
  return static_cast<size_t>(end - out);
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_VECTOR_ENCODE_INL_H_
