// This file is compiled once for each target: foreach_target.h includes it
// again and again, with other instructions allowed each time.

#include "simd/vector_kernels.h"

#include <hwy/detect_compiler_arch.h>

// What no machine of today is best at, and what nobody has tested yet.
#if HWY_ARCH_X86
#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#else
#define HWY_COMPILE_ONLY_SCALAR
#endif
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simd/vector_kernels.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

// Once more for each target.
#undef LITANY_SIMD_COMPRESS_INL_H_
#undef LITANY_SIMD_MAJORITY_INL_H_
#undef LITANY_SIMD_SETS_INL_H_
#undef LITANY_SIMD_SKETCH_INL_H_
#undef LITANY_SIMD_TOKENS_INL_H_
#undef LITANY_SIMD_VECTOR_ENCODE_INL_H_
#undef LITANY_SIMD_VECTOR_FOLD_INL_H_
#include "simd/majority-inl.h"
#include "simd/sets-inl.h"
#include "simd/sketch-inl.h"
#include "simd/tokens-inl.h"
#include "simd/vector_encode-inl.h"
#include "simd/vector_fold-inl.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

inline const KernelTable& Table() {
  static constexpr const char* kName = HWY_TARGET == HWY_SSE4   ? "sse4"
                                       : HWY_TARGET == HWY_AVX2 ? "avx2"
                                       : HWY_TARGET == HWY_AVX3 ? "avx3"
                                                                : "avx3_dl";
  static const KernelTable table = {
      kName,        FoldText,     Encode,         TokenHashes,
      WindowHashes, BinMinima,    FillRounds,     SlotValues,
      MajorityBits, Intersection, Intersection32, EqualSlots,
  };
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // HWY_TARGET is none of the portable ones

#if HWY_ONCE
namespace litany::simd {

std::vector<const KernelTable*> VectorKernels() {
  std::vector<const KernelTable*> tables;
#if HWY_ARCH_X86
  const int64_t supported = hwy::SupportedTargets();
  const auto add = [&](int64_t target, const KernelTable& table) {
    if ((supported & target) != 0) tables.push_back(&table);
  };
  add(HWY_SSE4, N_SSE4::Table());
  add(HWY_AVX2, N_AVX2::Table());
  add(HWY_AVX3, N_AVX3::Table());
  add(HWY_AVX3_DL, N_AVX3_DL::Table());
#endif
  return tables;
}

}  // namespace litany::simd
#endif  // HWY_ONCE
