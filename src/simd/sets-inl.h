// Comparison of signatures and of sorted sets, written with Highway.  Included
// by vector_kernels.cc once for each target; equals scalar.cc bit for bit.

#ifndef LITANY_SIMD_SETS_INL_H_
#define LITANY_SIMD_SETS_INL_H_

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

// Blocks of as many values as a vector of `d` has lanes are compared each with
// each; then the block with the lesser last value makes room for the next one
// (both, if they end alike).  No branch depends on the values.  Sets *i and *j
// to what is left of the sequences.
template <typename D, typename Value>
size_t IntersectionOfBlocks(D d, const Value* a, size_t size_a, const Value* b,
                            size_t size_b, size_t* i, size_t* j) {
  const size_t lanes = hn::Lanes(d);
  size_t shared = 0;
  while (*i + lanes <= size_a && *j + lanes <= size_b) {
    const auto block = hn::LoadU(d, a + *i);
    auto found = hn::Eq(block, hn::Set(d, b[*j]));
    for (size_t k = 1; k < lanes; ++k) {
      found = hn::Or(found, hn::Eq(block, hn::Set(d, b[*j + k])));
    }
    shared += hn::CountTrue(d, found);
    const Value last_a = a[*i + lanes - 1];
    const Value last_b = b[*j + lanes - 1];
    *i += last_a <= last_b ? lanes : 0;
    *j += last_b <= last_a ? lanes : 0;
  }
  return shared;
}

inline size_t Intersection(const uint64_t* a, size_t size_a, const uint64_t* b,
                           size_t size_b) {
  size_t i = 0;
  size_t j = 0;
  const size_t shared = IntersectionOfBlocks(hn::ScalableTag<uint64_t>(), a,
                                             size_a, b, size_b, &i, &j);
  return shared +
         ScalarKernels().intersection(a + i, size_a - i, b + j, size_b - j);
}

// Of samples, most of which have 64 values or fewer: blocks of eight, so that
// little is left behind them.
inline size_t Intersection32(const uint32_t* a, size_t size_a,
                             const uint32_t* b, size_t size_b) {
  size_t i = 0;
  size_t j = 0;
  const size_t shared = IntersectionOfBlocks(hn::CappedTag<uint32_t, 8>(), a,
                                             size_a, b, size_b, &i, &j);
  return shared +
         ScalarKernels().intersection32(a + i, size_a - i, b + j, size_b - j);
}

inline uint32_t EqualSlots(const uint16_t* a, const uint16_t* b,
                           uint32_t slots) {
  const hn::ScalableTag<uint16_t> d;
  const auto lanes = static_cast<uint32_t>(hn::Lanes(d));
  size_t equal = 0;
  uint32_t i = 0;
  for (; i + lanes <= slots; i += lanes) {
    equal += hn::CountTrue(d, hn::Eq(hn::LoadU(d, a + i), hn::LoadU(d, b + i)));
  }
  for (; i < slots; ++i) equal += a[i] == b[i] ? 1u : 0u;
  return static_cast<uint32_t>(equal);
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_SETS_INL_H_
