// Clustering by its definition, O(n^2) a step, for tests: no visit order that
// is sorted once, no adjacency lists, no early exits.
#ifndef LITANY_TESTS_REFERENCE_CLUSTERS_H_
#define LITANY_TESTS_REFERENCE_CLUSTERS_H_

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "cluster/verify.h"
#include "litany/options.h"

namespace litany::reference {

// A graph as a matrix: overlaps[a][b] where a and b are adjacent.
class PlainGraph {
 public:
  PlainGraph(std::vector<uint32_t> lengths,
             const std::vector<cluster::VerifiedPair>& pairs)
      : lengths_(std::move(lengths)),
        overlaps_(lengths_.size(), Row(lengths_.size())) {
    for (const cluster::VerifiedPair& pair : pairs) {
      overlaps_[pair.a][pair.b] = pair.overlap;
      overlaps_[pair.b][pair.a] = pair.overlap;
    }
  }

  size_t size() const { return lengths_.size(); }

  bool Adjacent(uint32_t a, uint32_t b) const {
    return overlaps_[a][b].has_value();
  }

  size_t Degree(uint32_t vertex) const {
    size_t degree = 0;
    for (uint32_t other = 0; other < size(); ++other) {
      degree += Adjacent(vertex, other);
    }
    return degree;
  }

  // Whether a is visited before b.
  bool Before(uint32_t a, uint32_t b, RepresentativeOrder order) const {
    if (order == RepresentativeOrder::kLength && lengths_[a] != lengths_[b]) {
      return lengths_[a] > lengths_[b];
    }
    if (Degree(a) != Degree(b)) return Degree(a) > Degree(b);
    return a < b;
  }

  std::vector<uint32_t> VisitOrder(RepresentativeOrder order) const {
    std::vector<uint32_t> visit;
    std::vector<bool> visited(size(), false);
    while (visit.size() < size()) {
      std::optional<uint32_t> next;
      for (uint32_t v = 0; v < size(); ++v) {
        if (!visited[v] && (!next || Before(v, *next, order))) next = v;
      }
      visited[*next] = true;
      visit.push_back(*next);
    }
    return visit;
  }

  // Whether the pair (v, a) is more similar than (v, b): a product of 32-bit
  // numbers does not overflow here, since test sets are small.
  bool Closer(uint32_t v, uint32_t a, uint32_t b) const {
    const cluster::Overlap& x = *overlaps_[v][a];
    const cluster::Overlap& y = *overlaps_[v][b];
    return uint64_t{x.shared} * y.union_size() >
           uint64_t{y.shared} * x.union_size();
  }

  std::vector<uint32_t> Representatives(RepresentativeOrder order) const {
    std::vector<uint32_t> representative(size());
    std::vector<uint32_t> heads;  // in the order they were visited
    for (const uint32_t v : VisitOrder(order)) {
      std::optional<uint32_t> best;
      for (const uint32_t head : heads) {
        if (!Adjacent(v, head)) continue;
        if (!best || Closer(v, head, *best)) best = head;
      }
      representative[v] = best.value_or(v);
      if (!best) heads.push_back(v);
    }
    return representative;
  }

  // The connected component of each vertex, by union-find.
  std::vector<uint32_t> Components() const {
    std::vector<uint32_t> parent(size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&parent](uint32_t v) {
      while (parent[v] != v) v = parent[v];
      return v;
    };
    for (uint32_t a = 0; a < size(); ++a) {
      for (uint32_t b = 0; b < a; ++b) {
        if (Adjacent(a, b)) parent[root(a)] = root(b);
      }
    }
    std::vector<uint32_t> component;
    for (uint32_t v = 0; v < size(); ++v) component.push_back(root(v));
    return component;
  }

 private:
  using Row = std::vector<std::optional<cluster::Overlap>>;

  std::vector<uint32_t> lengths_;
  std::vector<Row> overlaps_;
};

}  // namespace litany::reference

#endif  // LITANY_TESTS_REFERENCE_CLUSTERS_H_
