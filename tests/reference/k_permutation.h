// MinHash as Broder wrote it down: one permutation for each slot.  Slow and
// beyond doubt; what the one-permutation sketch is compared with.
#ifndef LITANY_TESTS_REFERENCE_K_PERMUTATION_H_
#define LITANY_TESTS_REFERENCE_K_PERMUTATION_H_

#include <algorithm>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace litany::reference {

class KPermutationMinHash {
 public:
  KPermutationMinHash(uint32_t slots, uint32_t seed) {
    std::mt19937_64 random(seed);
    for (uint32_t i = 0; i < slots; ++i) {
      multipliers_.push_back(random() | 1);
      offsets_.push_back(random());
    }
  }

  // The least value of each permutation.  O(slots * hashes).
  std::vector<uint64_t> Sign(std::span<const uint32_t> hashes) const {
    std::vector<uint64_t> signature(multipliers_.size(), ~uint64_t{0});
    for (const uint32_t hash : hashes) {
      for (size_t i = 0; i < signature.size(); ++i) {
        signature[i] = std::min(signature[i], Permute(hash, i));
      }
    }
    return signature;
  }

  // The share of slots that agree.
  static double Estimate(const std::vector<uint64_t>& a,
                         const std::vector<uint64_t>& b) {
    size_t equal = 0;
    for (size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i] ? 1 : 0;
    return static_cast<double>(equal) / static_cast<double>(a.size());
  }

 private:
  // A bijection of 64 bits: multiplication by an odd number, and xorshifts.
  uint64_t Permute(uint64_t x, size_t i) const {
    x = (x + offsets_[i]) * multipliers_[i];
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93;
    return x ^ (x >> 32);
  }

  std::vector<uint64_t> multipliers_;
  std::vector<uint64_t> offsets_;
};

}  // namespace litany::reference

#endif  // LITANY_TESTS_REFERENCE_K_PERMUTATION_H_
