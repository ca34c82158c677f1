// The kernels written with Highway, compiled once for each kind of processor.
#ifndef LITANY_SIMD_VECTOR_KERNELS_H_
#define LITANY_SIMD_VECTOR_KERNELS_H_

#include <vector>

#include "simd/kernels.h"

namespace litany::simd {

// The tables this processor can run, the best last; none where no target of
// ours fits it.  Called sse4, avx2, avx3 (AVX-512 F, BW, DQ, VL) and avx3_dl
// (and VBMI2: Ice Lake, Zen 4).
std::vector<const KernelTable*> VectorKernels();

}  // namespace litany::simd

#endif  // LITANY_SIMD_VECTOR_KERNELS_H_
