// Samples of shingle sets: the least hashes of a set (a bottom-k sketch,
// Broder 1997), from which both the Jaccard similarity and the containment of
// two sets can be estimated, and at which a set and a larger one that holds
// most of it meet.
//
// Why not signatures: their slots agree as often as the Jaccard similarity
// says, and a text in one that is three times as long has .3 of it.  Why not
// winnowed anchors: which shingles they pick follows from the neighbours, so
// each edit costs the anchors around it, and a poem of twenty symbols has
// hardly a window (docs/quality.md has the figures).  A sampled shingle is
// picked in both sets or in neither.
//
// Invariants
//   (1) Same set => same sample, for any order and repetition of the hashes.
//   (2) Strictly increasing; fewer than `size` values are the whole set.
//
// Thread safety: immutable; scratch is the caller's.
// Tested by tests/sketch/shingle_sample_test.cc.
#ifndef LITANY_SKETCH_SHINGLE_SAMPLE_H_
#define LITANY_SKETCH_SHINGLE_SAMPLE_H_

#include <cstdint>
#include <span>
#include <vector>

namespace litany::sketch {

class ShingleSampler {
 public:
  // Values in a sample, at most.  REQUIRES: size > 0
  explicit ShingleSampler(uint32_t size) : size_(size) {}

  uint32_t size() const { return size_; }

  // Appends the sample of the set of `hashes` to *out.  Cost: O(n) for n well
  // above size(); O(n log n) below it and for texts that repeat themselves.
  void Append(std::span<const uint32_t> hashes,
              std::vector<uint32_t>* out) const;

 private:
  uint32_t size_;
};

}  // namespace litany::sketch

#endif  // LITANY_SKETCH_SHINGLE_SAMPLE_H_
