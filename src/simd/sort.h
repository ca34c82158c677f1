// Sorting of hashes.
#ifndef LITANY_SIMD_SORT_H_
#define LITANY_SIMD_SORT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace litany::simd {

// Sorts `values` from `begin` on and leaves each once.
//
// By Highway's vectorised quicksort (Blacher, Giesen, Kühne 2022), by std::sort
// where there are few and with the scalar kernels.  Measured on 1,000 random
// values with AVX-512: 7 ns each of 64 bits and 4 of 32, std::sort 55.
void SortUnique(size_t begin, std::vector<uint32_t>* values);
void SortUnique(size_t begin, std::vector<uint64_t>* values);

}  // namespace litany::simd

#endif  // LITANY_SIMD_SORT_H_
