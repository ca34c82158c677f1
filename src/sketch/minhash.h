// MinHash signatures: fixed-length summaries whose slot-wise agreement
// estimates the Jaccard similarity of two shingle sets (Broder 1997).
//
// One permutation (Li, Owen, Zhang 2012): the low bits of a shingle hash name
// its bin, and the bin keeps its least hash.  Bins that stay empty are filled
// by rounds in which every shingle is hashed again to a random bin (Dahlgaard,
// Knudsen, Thorup 2017), never by rotation, which on short documents more than
// doubles the error and floods the buckets (measured: n = 50, J = .49, 8 rows:
// .81 of pairs become candidates instead of .05).  A slot is the low 16 bits
// of the mixed minimum.
//
// Invariants
//   (1) Same set of shingle hashes and slots => same bytes, on every ISA and
//       for any order and repetition of the hashes.
//   (2) Error at most that of independent permutations, sqrt(J(1-J)/slots).
//   (3) An empty set has no signature: REQUIRES at least one hash.
//
// Thread safety: immutable; scratch is the caller's.
// Tested by tests/sketch/minhash_test.cc, minhash_prop_test.cc.
#ifndef LITANY_SKETCH_MINHASH_H_
#define LITANY_SKETCH_MINHASH_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::sketch {

// Buffers of one thread.
struct MinHashScratch {
  std::vector<uint32_t> minima;
};

class MinHasher {
 public:
  // InvalidArgument unless slots is 128 or 256.
  static absl::StatusOr<MinHasher> Create(uint32_t slots);

  uint32_t slots() const { return slots_; }

  // Overwrites `out`.  Cost: O(n) for n well above the number of slots, else
  // about slots * ln(slots) hashes more.  Allocates nothing after the first
  // call with a scratch.
  // REQUIRES: !hashes.empty(), out.size() == slots()
  void Sign(std::span<const uint32_t> hashes, MinHashScratch* scratch,
            std::span<uint16_t> out) const;

 private:
  explicit MinHasher(uint32_t slots) : slots_(slots) {}

  uint32_t slots_;
};

// The share of slots that agree: an estimate of the Jaccard similarity.
double EstimateJaccard(std::span<const uint16_t> a,
                       std::span<const uint16_t> b);

}  // namespace litany::sketch

#endif  // LITANY_SKETCH_MINHASH_H_
