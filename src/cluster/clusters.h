// From verified pairs to clusters that do not chain.
//
// Invariants (ClusterMethod::kRepresentative)
//   (1) Every member is adjacent to its representative.
//   (2) No two representatives are adjacent.
//   (3) Input order does not matter: vertices come numbered by (folded length
//       descending, XXH3-128 of the folded text).
// Tested by tests/cluster/clusters_test.cc, clusters_prop_test.cc.
#ifndef LITANY_CLUSTER_CLUSTERS_H_
#define LITANY_CLUSTER_CLUSTERS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/verify.h"
#include "litany/options.h"

namespace litany::cluster {

// Returns the representative of each vertex, itself for one that has none.
//
// `folded_lengths` has one entry a vertex, not increasing.
//
// kRepresentative: vertices are visited by (degree descending, number) or,
// with RepresentativeOrder::kLength, by (folded length descending, degree
// descending, number).  One that is adjacent to representatives joins the most
// similar (ties: the one visited first), else it becomes one.
//
// kComponents: the vertex visited first of each connected component.
std::vector<uint32_t> FindRepresentatives(
    std::span<const uint32_t> folded_lengths,
    std::span<const VerifiedPair> pairs, ClusterMethod method,
    RepresentativeOrder order);

}  // namespace litany::cluster

#endif  // LITANY_CLUSTER_CLUSTERS_H_
