// Exact comparison of candidate pairs, and the relation that follows from it.
// Tested by tests/cluster/verify_test.cc.
#ifndef LITANY_CLUSTER_VERIFY_H_
#define LITANY_CLUSTER_VERIFY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "litany/options.h"
#include "litany/records.h"
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
  // The share of the smaller set that is common.
  double containment() const {
    return static_cast<double>(shared) /
           static_cast<double>(size_a < size_b ? size_a : size_b);
  }
};

// Whether a is more similar than b, exactly.
bool MoreSimilar(const Overlap& a, const Overlap& b);

// Which pairs are related, and how.
struct PairRule {
  double threshold = 1;  // of kNear
  std::optional<ContainedRule> contained;

  // kNear or kContained, or nothing.
  std::optional<Relation> RelationOf(const Overlap& overlap) const;
  // Below this similarity no pair is related.
  double least_jaccard() const;
};

struct VerifiedPair {
  uint32_t a = 0;
  uint32_t b = 0;
  Overlap overlap;
  Relation relation = Relation::kNear;
};

// Replaces *set by the distinct shingle hashes of a vertex, increasing.
// Called by several threads at once, each with its own number.
using SetReader = std::function<void(uint32_t thread, uint32_t vertex,
                                     std::vector<uint64_t>* set)>;

// The candidates that are related by `rule`, sorted by (a, b), as `candidates`
// are.  `left` and `right` read the sets of a and of b; `same_side` says that
// they are one collection, so that a set read as b serves as a.  Each thread
// keeps up to `cache_bytes` of sets.
std::vector<VerifiedPair> VerifyPairs(
    std::span<const lsh::Candidate> candidates, const PairRule& rule,
    const SetReader& left, const SetReader& right, bool same_side,
    uint32_t threads, size_t cache_bytes = size_t{128} << 20);

// One comparison.
Overlap Compare(std::span<const uint64_t> a, std::span<const uint64_t> b);

}  // namespace litany::cluster

#endif  // LITANY_CLUSTER_VERIFY_H_
