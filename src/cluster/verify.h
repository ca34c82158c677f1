// Exact comparison of candidate pairs.
#ifndef LITANY_CLUSTER_VERIFY_H_
#define LITANY_CLUSTER_VERIFY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "lsh/candidates.h"

namespace litany::cluster {

// The integers of a comparison: distinct shingles.
struct Overlap {
  uint32_t shared = 0;
  uint32_t size_a = 0;
  uint32_t size_b = 0;

  uint64_t union_size() const { return uint64_t{size_a} + size_b - shared; }
  double jaccard() const {
    return static_cast<double>(shared) / static_cast<double>(union_size());
  }
};

// Whether a is more similar than b, exactly.
bool MoreSimilar(const Overlap& a, const Overlap& b);

struct VerifiedPair {
  uint32_t a = 0;
  uint32_t b = 0;
  Overlap overlap;
};

// Replaces *set by the distinct shingle hashes of a vertex, increasing.
// Called by several threads at once, each with its own number.
using SetReader = std::function<void(uint32_t thread, uint32_t vertex,
                                     std::vector<uint64_t>* set)>;

// The candidates whose exact Jaccard similarity is at least `threshold`,
// sorted by (a, b), as `candidates` are.  `left` and `right` read the sets of a
// and of b; `same_side` says that they are one collection, so that a set read
// as b serves as a.  Each thread keeps up to `cache_bytes` of sets.
std::vector<VerifiedPair> VerifyPairs(
    std::span<const lsh::Candidate> candidates, double threshold,
    const SetReader& left, const SetReader& right, bool same_side,
    uint32_t threads, size_t cache_bytes = size_t{128} << 20);

// One comparison.
Overlap Compare(std::span<const uint64_t> a, std::span<const uint64_t> b);

}  // namespace litany::cluster

#endif  // LITANY_CLUSTER_VERIFY_H_
