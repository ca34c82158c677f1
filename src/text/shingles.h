// Shingles: windows of consecutive tokens, as hashes.
//
// A document of fewer tokens than the width (but at least one) has one
// shingle, of all of them.  A document without a token has none.
#ifndef LITANY_TEXT_SHINGLES_H_
#define LITANY_TEXT_SHINGLES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simd/kernels.h"
#include "text/folded_text.h"

namespace litany::text {

// Derives the seeds of the shingle hash from the user's seed and secret.
simd::ShingleSeeds HashSeeds(uint64_t seed, std::string_view secret);

// Buffers of one thread.
struct ShingleScratch {
  // Hashes of `token_count` tokens, and room that is kept: to grow again is to
  // clear what will be written over.
  std::vector<uint32_t> tokens;
  size_t token_count = 0;
  std::vector<uint32_t> hashes;
  std::vector<uint32_t> low_hashes;  // of a set
};

class Shingler {
 public:
  // REQUIRES: 1 <= width <= 32
  Shingler(uint32_t width, const simd::ShingleSeeds& seeds)
      : width_(width), seeds_(seeds) {}

  // Sets scratch->hashes to the 32-bit hash of each window, in order, repeats
  // included: what sketches are made of.
  void Hashes(const FoldedText& text, ShingleScratch* scratch) const;

  // Replaces *set by the distinct 64-bit hashes, increasing; their low halves
  // are those of Hashes.  What verification compares: two distinct shingles
  // of a pair of documents fall together with a chance of about n^2 / 2^65.
  void Set(const FoldedText& text, ShingleScratch* scratch,
           std::vector<uint64_t>* set) const;

 private:
  uint32_t width_;
  simd::ShingleSeeds seeds_;
};

}  // namespace litany::text

#endif  // LITANY_TEXT_SHINGLES_H_
