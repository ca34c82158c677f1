#include "cluster/clusters.h"

#include <algorithm>
#include <numeric>

namespace litany::cluster {
namespace {

// The pairs of each vertex: pair numbers, vertex by vertex.
class Adjacency {
 public:
  Adjacency(uint32_t vertices, std::span<const VerifiedPair> pairs)
      : begins_(size_t{vertices} + 1) {
    for (const VerifiedPair& pair : pairs) {
      ++begins_[pair.a + 1];
      ++begins_[pair.b + 1];
    }
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    std::vector<size_t> next(begins_.begin(), begins_.end() - 1);
    numbers_.resize(pairs.size() * 2);
    for (size_t i = 0; i < pairs.size(); ++i) {
      numbers_[next[pairs[i].a]++] = i;
      numbers_[next[pairs[i].b]++] = i;
    }
  }

  std::span<const size_t> operator[](uint32_t vertex) const {
    return std::span(numbers_).subspan(begins_[vertex], degree(vertex));
  }
  size_t degree(uint32_t vertex) const {
    return begins_[vertex + 1] - begins_[vertex];
  }

 private:
  std::vector<size_t> begins_;
  std::vector<size_t> numbers_;
};

uint32_t Other(const VerifiedPair& pair, uint32_t vertex) {
  return pair.a == vertex ? pair.b : pair.a;
}

std::vector<uint32_t> VisitOrder(std::span<const uint32_t> folded_lengths,
                                 const Adjacency& adjacency,
                                 RepresentativeOrder order) {
  std::vector<uint32_t> visit(folded_lengths.size());
  std::iota(visit.begin(), visit.end(), 0u);
  // Stable: what is equal stays in the order of the numbers.
  std::stable_sort(visit.begin(), visit.end(), [&](uint32_t a, uint32_t b) {
    if (order == RepresentativeOrder::kLength &&
        folded_lengths[a] != folded_lengths[b]) {
      return folded_lengths[a] > folded_lengths[b];
    }
    return adjacency.degree(a) > adjacency.degree(b);
  });
  return visit;
}

}  // namespace

std::vector<uint32_t> FindRepresentatives(
    std::span<const uint32_t> folded_lengths,
    std::span<const VerifiedPair> pairs, ClusterMethod method,
    RepresentativeOrder order) {
  constexpr uint32_t kNone = ~uint32_t{0};
  const auto vertices = static_cast<uint32_t>(folded_lengths.size());
  const Adjacency adjacency(vertices, pairs);
  const std::vector<uint32_t> visit =
      VisitOrder(folded_lengths, adjacency, order);
  std::vector<uint32_t> representative(vertices, kNone);

  if (method == ClusterMethod::kComponents) {
    std::vector<uint32_t> open;
    for (const uint32_t start : visit) {
      if (representative[start] != kNone) continue;
      representative[start] = start;
      open.assign(1, start);
      while (!open.empty()) {
        const uint32_t vertex = open.back();
        open.pop_back();
        for (const size_t number : adjacency[vertex]) {
          const uint32_t other = Other(pairs[number], vertex);
          if (representative[other] != kNone) continue;
          representative[other] = start;
          open.push_back(other);
        }
      }
    }
    return representative;
  }

  std::vector<uint32_t> visited_as(vertices, 0);
  for (uint32_t i = 0; i < vertices; ++i) visited_as[visit[i]] = i;
  for (const uint32_t vertex : visit) {
    const VerifiedPair* best = nullptr;
    for (const size_t number : adjacency[vertex]) {
      const VerifiedPair& pair = pairs[number];
      const uint32_t other = Other(pair, vertex);
      if (representative[other] != other) continue;
      if (best != nullptr) {
        if (MoreSimilar(best->overlap, pair.overlap)) continue;
        if (!MoreSimilar(pair.overlap, best->overlap) &&
            visited_as[Other(*best, vertex)] < visited_as[other]) {
          continue;
        }
      }
      best = &pair;
    }
    representative[vertex] = best == nullptr ? vertex : Other(*best, vertex);
  }
  return representative;
}

}  // namespace litany::cluster
