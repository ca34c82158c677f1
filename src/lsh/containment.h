// Candidates for `contained` pairs: texts of which the smaller has at least a
// share c of its shingles in the larger, while their Jaccard similarity is at
// least j.  Bands miss them: a signature agrees in a share j of its slots.
//
// How.  A vertex is posted under each value of its sample (the least 16 / j
// shingle hashes, sketch/shingle_sample.h; at least 64).  In each bucket the
// members stand by (estimated number of shingles descending, vertex), and
// member i meets the first 32 of those before it that are not too large for a
// similarity of j (twice the bound, as sizes are estimates), if the value is
// among the 32 least of its own sample.  So a bucket of m members makes at
// most 32 m meetings, and what they are depends on nothing but the samples.
//
// Of the least values of the smaller set a share c is expected in the larger,
// and in its sample, as that reaches twice as far up as j asks for.  So a pair
// meets often, and is judged at its fourth meeting (at the first, if the sample
// is shorter than 32).  It is kept if the samples say that it may reach c and
// j: below the lesser of their largest values the samples show all there is of
// the two sets, so their common values over those of the smaller, and over
// all, estimate c and j; three standard errors below them a pair is dropped.
//
// What is lost: of pairs exactly at both bounds, which is the worst case, less
// than 1 in 100 (tested).  And pairs all of whose common shingles are so
// popular that 32 larger vertices stand before the larger one in every bucket.
//
// Memory, for j = .25 and above: of the 64 values of a vertex those that others
// have too are posted, 16 bytes each, as much again for a quarter of them while
// they are sorted; a byte or two a value to tell which these are; and up to 20
// bytes for each bucket that a vertex looks into.
//
// Tested by tests/lsh/containment_test.cc.
#ifndef LITANY_LSH_CONTAINMENT_H_
#define LITANY_LSH_CONTAINMENT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "lsh/candidates.h"

namespace litany::lsh {

// The least similarity that FindContained can look for: a sample would hold
// more than 1600 values.
inline constexpr double kLeastContainedJaccard = 0.01;

// Values of a sample with which pairs of this similarity are found.
// REQUIRES: kLeastContainedJaccard <= jaccard <= 1
uint32_t SampleSize(double jaccard);

// Samples one after another, in the order of their vertices.
struct SampleTable {
  std::span<const uint32_t> values;
  // size() + 1 offsets into `values`, not decreasing.
  std::span<const uint64_t> begins;
  uint32_t sample_size = 64;

  uint32_t size() const {
    return begins.empty() ? 0 : static_cast<uint32_t>(begins.size() - 1);
  }
  std::span<const uint32_t> operator[](uint32_t vertex) const {
    return values.subspan(begins[vertex], begins[vertex + 1] - begins[vertex]);
  }
};

// What two samples say of their sets.
struct SampleOverlap {
  uint32_t size_a = 0;
  uint32_t size_b = 0;
  uint32_t shared = 0;
};

// Of the values up to the last that both samples reach to.  A sample of fewer
// than `sample_size` values reaches to the end.
SampleOverlap CompareSamples(std::span<const uint32_t> a,
                             std::span<const uint32_t> b, uint32_t sample_size);

// Whether sets with this overlap of their samples may have a containment of
// `containment` and a similarity of `jaccard`.
bool MayBeContained(const SampleOverlap& overlap, double containment,
                    double jaccard);

// Pairs (a, b), a < b, of one collection; sorted, each once.
absl::StatusOr<std::vector<Candidate>> FindContained(const SampleTable& samples,
                                                     double containment,
                                                     double jaccard,
                                                     uint32_t threads);

// Pairs (a, b), a of `samples`, b of `reference`, whichever is smaller.
absl::StatusOr<std::vector<Candidate>> FindContainedAgainst(
    const SampleTable& samples, const SampleTable& reference,
    double containment, double jaccard, uint32_t threads);

}  // namespace litany::lsh

#endif  // LITANY_LSH_CONTAINMENT_H_
