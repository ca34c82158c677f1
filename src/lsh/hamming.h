// All pairs of fingerprints within a Hamming distance, by permuted tables
// (Manku, Jain, Das Sarma 2007).
//
// The bits are cut into n blocks.  Two fingerprints that differ in at most d
// bits agree in at least n - d whole blocks, so for each choice of n - d blocks
// there is a table sorted by their bits, and the pair is side by side in one of
// them at least: nothing is lost by chance.  More blocks make longer keys, so
// fewer strangers in a bucket, and more tables: C(n, d).
//
// A popular fingerprint must not grow the work beyond bounds.  So in each table
// a member of a bucket meets, in the order of the vertices' numbers, the first
// 32 before it that are within the distance and agree in no earlier table, and
// looks at no more than 65,536: the pairs are all there are but for those.
// Memory, threads and input order never change the set.
#ifndef LITANY_LSH_HAMMING_H_
#define LITANY_LSH_HAMMING_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lsh/candidates.h"

namespace litany::lsh {

// The tables of an index.
struct HammingBlocks {
  uint32_t blocks = 4;
  uint32_t tables = 4;
  uint32_t least_key_bits = 16;  // of a table
};

// The blocks with which `size` fingerprints of `bits` bits take the least work:
// for each table, sorting, and the strangers that a fingerprint meets.
// InvalidArgument unless bits is 64 or 128 and distance at most an eighth of
// it: from there on tables are many and keys short.
absl::StatusOr<HammingBlocks> ChooseBlocks(uint64_t size, uint32_t bits,
                                           uint32_t distance);

// Pairs (a, b), a < b, of one collection; sorted, each once.  Fingerprints are
// signatures of 4 or 8 slots (sketch/simhash.h).
// Cost: with the blocks of ChooseBlocks, tables * (n log n + n * strangers).
absl::StatusOr<std::vector<Candidate>> FindWithinHamming(
    const SignatureTable& fingerprints, uint32_t distance, uint32_t threads);

// Pairs (a, b), a of `fingerprints`, b of `reference`: in each table a meets
// the first 32 of `reference` by the same rule.
absl::StatusOr<std::vector<Candidate>> FindWithinHammingAgainst(
    const SignatureTable& fingerprints, const SignatureTable& reference,
    uint32_t distance, uint32_t threads);

}  // namespace litany::lsh

#endif  // LITANY_LSH_HAMMING_H_
