#include "engine/bench_recall.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "base/thread_pool.h"
#include "lsh/candidates.h"

namespace litany::engine {
namespace {

// The sampled vertices by their shingles.
class SampledSets {
 public:
  SampledSets(std::vector<uint32_t> vertices, VertexSets* sets)
      : vertices_(std::move(vertices)) {
    std::vector<std::pair<uint64_t, uint32_t>> entries;
    std::vector<uint64_t> set;
    for (uint32_t s = 0; s < vertices_.size(); ++s) {
      sets->Read(0, vertices_[s], &set);
      sizes_.push_back(static_cast<uint32_t>(set.size()));
      for (const uint64_t shingle : set) entries.emplace_back(shingle, s);
    }
    std::sort(entries.begin(), entries.end());
    for (size_t i = 0; i < entries.size(); ++i) {
      Range& range =
          ranges_
              .try_emplace(entries[i].first, Range{static_cast<uint32_t>(i), 0})
              .first->second;
      ++range.size;
      owners_.push_back(entries[i].second);
    }
  }

  size_t size() const { return vertices_.size(); }
  uint32_t vertex(uint32_t s) const { return vertices_[s]; }
  uint32_t set_size(uint32_t s) const { return sizes_[s]; }

  // The sampled sets that hold `shingle`.
  std::span<const uint32_t> Owners(uint64_t shingle) const {
    const auto found = ranges_.find(shingle);
    if (found == ranges_.end()) return {};
    return std::span(owners_).subspan(found->second.begin, found->second.size);
  }

 private:
  struct Range {
    uint32_t begin = 0;
    uint32_t size = 0;
  };

  std::vector<uint32_t> vertices_;
  std::vector<uint32_t> sizes_;
  std::vector<uint32_t> owners_;
  absl::flat_hash_map<uint64_t, Range> ranges_;
};

std::vector<uint32_t> ChooseSample(const Collection& collection,
                                   uint32_t sample) {
  std::vector<uint32_t> vertices(collection.vertices.size());
  std::iota(vertices.begin(), vertices.end(), 0u);
  sample = std::min(sample, static_cast<uint32_t>(vertices.size()));
  const auto end = vertices.begin() + sample;
  std::partial_sort(
      vertices.begin(), end, vertices.end(), [&](uint32_t a, uint32_t b) {
        return collection.vertices[a].content < collection.vertices[b].content;
      });
  vertices.erase(end, vertices.end());
  std::sort(vertices.begin(), vertices.end());
  return vertices;
}

// All pairs of a sampled vertex and another that the rule relates, sorted.
std::vector<lsh::Candidate> RelatedPairs(const SampledSets& sample,
                                         uint32_t vertices,
                                         const cluster::PairRule& rule,
                                         VertexSets* sets, uint32_t threads) {
  constexpr uint32_t kPiece = 256;
  struct Worker {
    std::vector<uint64_t> set;
    std::vector<uint32_t> shared;  // by sampled set
    std::vector<uint32_t> met;
    std::vector<lsh::Candidate> pairs;
  };
  std::vector<Worker> workers(threads);
  for (Worker& worker : workers) worker.shared.resize(sample.size());
  const auto compare = [&](uint32_t thread, uint32_t v) {
    Worker& worker = workers[thread];
    sets->Read(thread, v, &worker.set);
    for (const uint64_t shingle : worker.set) {
      for (const uint32_t s : sample.Owners(shingle)) {
        if (worker.shared[s]++ == 0) worker.met.push_back(s);
      }
    }
    const auto size = static_cast<uint32_t>(worker.set.size());
    for (const uint32_t s : worker.met) {
      const cluster::Overlap overlap{std::exchange(worker.shared[s], 0), size,
                                     sample.set_size(s)};
      const uint32_t other = sample.vertex(s);
      if (other == v || !rule.RelationOf(overlap)) continue;
      worker.pairs.push_back({std::min(v, other), std::max(v, other)});
    }
    worker.met.clear();
  };
  base::ParallelForPieces(threads, vertices, kPiece,
                          [&](uint32_t thread, const base::Piece& piece) {
                            for (size_t v = piece.begin; v < piece.end; ++v) {
                              compare(thread, static_cast<uint32_t>(v));
                            }
                          });
  std::vector<lsh::Candidate> pairs;
  for (const Worker& worker : workers) {
    pairs.insert(pairs.end(), worker.pairs.begin(), worker.pairs.end());
  }
  // Two sampled vertices meet twice.
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

// The sampled vertices that are in one of `pairs`.
uint64_t CountRelated(std::span<const lsh::Candidate> pairs,
                      const absl::flat_hash_set<uint32_t>& sampled) {
  absl::flat_hash_set<uint32_t> related;
  for (const lsh::Candidate& pair : pairs) {
    for (const uint32_t vertex : {pair.a, pair.b}) {
      if (sampled.contains(vertex)) related.insert(vertex);
    }
  }
  return related.size();
}

}  // namespace

SampledRecall MeasureRecall(const Collection& collection,
                            const Pipeline& pipeline, const Copies& copies,
                            uint32_t sample, uint32_t threads) {
  const std::vector<uint32_t> chosen = ChooseSample(collection, sample);
  const absl::flat_hash_set<uint32_t> sampled(chosen.begin(), chosen.end());
  VertexSets sets(collection, pipeline, threads);
  const std::vector<lsh::Candidate> related =
      RelatedPairs(SampledSets(chosen, &sets),
                   static_cast<uint32_t>(collection.vertices.size()),
                   copies.rule, &sets, threads);
  std::vector<lsh::Candidate> verified;
  for (const cluster::VerifiedPair& pair : copies.pairs) {
    if (sampled.contains(pair.a) || sampled.contains(pair.b)) {
      verified.push_back({pair.a, pair.b});
    }
  }
  std::vector<lsh::Candidate> found;
  std::set_intersection(related.begin(), related.end(), verified.begin(),
                        verified.end(), std::back_inserter(found));
  return {.sampled = chosen.size(),
          .pairs = related.size(),
          .found = found.size(),
          .wrong = verified.size() - found.size(),
          .related = CountRelated(related, sampled),
          .related_found = CountRelated(found, sampled)};
}

}  // namespace litany::engine
