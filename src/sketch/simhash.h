// SimHash fingerprints: 64 or 128 bits whose Hamming distance grows with the
// angle between the shingle counts of two texts (Charikar 2002; for web pages
// Manku, Jain, Das Sarma 2007).
//
// Every shingle votes for each bit, as often as it occurs; a bit is set if more
// than half of the votes are for it.  Bits 0 to 31 are voted on by the shingle
// hash itself, the next 32 by simd::RoundHash of it in round 1, and so on: one
// multiplication more a bit in sixteen than from a hash of 64 bits, and no
// second hash of the text.
//
// Invariants
//   (1) Same shingle hashes and bits => same fingerprint, on every ISA and for
//       any order of the hashes.
//   (2) A pair of which the angle is a differs in each bit with probability
//       a / pi; so 64 bits tell J = .95 from J = .9 only roughly.
//
// Thread safety: immutable.
// Tested by tests/sketch/simhash_test.cc.
#ifndef LITANY_SKETCH_SIMHASH_H_
#define LITANY_SKETCH_SIMHASH_H_

#include <cstdint>
#include <span>

#include "absl/status/statusor.h"

namespace litany::sketch {

class SimHasher {
 public:
  // InvalidArgument unless bits is 64 or 128.
  static absl::StatusOr<SimHasher> Create(uint32_t bits);

  uint32_t bits() const { return bits_; }
  // Of 16 bits, as MinHash has them: fingerprints are kept in the same tables.
  uint32_t slots() const { return bits_ / 16; }

  // Overwrites `out`; bit b of the fingerprint is bit b % 16 of slot b / 16.
  // Cost: about 6 instructions a shingle and 64 bits with AVX-512.
  // REQUIRES: out.size() == slots()
  void Sign(std::span<const uint32_t> hashes, std::span<uint16_t> out) const;

 private:
  explicit SimHasher(uint32_t bits) : bits_(bits) {}

  uint32_t bits_;
};

}  // namespace litany::sketch

#endif  // LITANY_SKETCH_SIMHASH_H_
