// Lanes picked out by a mask, written with Highway.  Included by
// vector_kernels.cc once for each target.

#ifndef LITANY_SIMD_COMPRESS_INL_H_
#define LITANY_SIMD_COMPRESS_INL_H_

#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>

#include "simd/compress_tables.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

// Bit i of the result is lane i.
template <class D>
HWY_INLINE uint64_t MaskBits(D d, hn::Mask<D> mask) {
  uint64_t bits = 0;
  hn::StoreMaskBits(d, mask, reinterpret_cast<uint8_t*>(&bits));
  return bits;
}

// The mask whose lane i is bit i.
template <class D>
HWY_INLINE hn::Mask<D> BitsMask(D d, uint64_t bits) {
  return hn::LoadMaskBits(d, reinterpret_cast<const uint8_t*>(&bits));
}

// Bit i of the result is bit kBit of lane i.
template <int kBit, class D>
HWY_INLINE uint64_t LaneBits(D d, hn::Vec<D> v) {
  using T = hn::TFromD<D>;
  constexpr int kLast = 8 * sizeof(T) - 1;
#if HWY_TARGET <= HWY_AVX3
  return MaskBits(d, hn::TestBit(v, hn::Set(d, static_cast<T>(T{1} << kBit))));
#else
  // One instruction takes the uppermost bits.
  if constexpr (kBit < kLast) v = hn::ShiftLeft<kLast - kBit>(v);
  return MaskBits(d, hn::MaskFromVec(v));
#endif
}

// Stores the lanes of 32 bits in `mask`, or whose bits are set, one after
// another, and after them what fills a vector; returns their number.
template <class D>
HWY_INLINE size_t StoreLanes(D d, hn::Vec<D> v, uint64_t bits, uint32_t* out) {
#if HWY_TARGET <= HWY_AVX3
  // Not to memory: that takes Zen 4 a hundred cycles.
  hn::StoreU(hn::Compress(v, BitsMask(d, bits)), d, out);
#else
  const hn::Rebind<uint8_t, D> d8;
  const auto lanes = hn::PromoteTo(d, hn::LoadU(d8, kCompress[bits].data()));
  hn::StoreU(hn::TableLookupLanes(v, hn::IndicesFromVec(d, lanes)), d, out);
#endif
  return static_cast<size_t>(std::popcount(bits));
}

template <class D>
HWY_INLINE size_t StoreLanes(D d, hn::Vec<D> v, hn::Mask<D> mask,
                             uint32_t* out) {
  return StoreLanes(d, v, MaskBits(d, mask), out);
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_COMPRESS_INL_H_
