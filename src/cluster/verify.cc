#include "cluster/verify.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/numeric/int128.h"
#include "base/thread_pool.h"
#include "simd/kernels.h"

namespace litany::cluster {
namespace {

// Sets that one thread has read, dropped all at once when they are too many:
// pairs are sorted, so what is wanted soon was wanted lately.
class SetCache {
 public:
  SetCache(uint32_t thread, size_t budget) : thread_(thread), budget_(budget) {}

  // Valid until the next call.
  const std::vector<uint64_t>& Get(const SetReader& reader, uint32_t side,
                                   uint32_t vertex,
                                   const std::vector<uint64_t>* pinned) {
    const uint64_t key = uint64_t{side} << 32 | vertex;
    const auto found = sets_.find(key);
    if (found != sets_.end()) return *found->second;
    auto set = std::make_unique<std::vector<uint64_t>>();
    reader(thread_, vertex, set.get());
    const size_t bytes = set->size() * sizeof(uint64_t);
    if (bytes_ + bytes > budget_) {
      for (auto it = sets_.begin(); it != sets_.end();) {
        if (it->second.get() == pinned) {
          ++it;
        } else {
          sets_.erase(it++);
        }
      }
      bytes_ = pinned == nullptr ? 0 : pinned->size() * sizeof(uint64_t);
    }
    bytes_ += bytes;
    return *sets_.emplace(key, std::move(set)).first->second;
  }

 private:
  const uint32_t thread_;
  const size_t budget_;
  size_t bytes_ = 0;
  absl::flat_hash_map<uint64_t, std::unique_ptr<std::vector<uint64_t>>> sets_;
};

// Pieces of about this many pairs are handed to the threads.
constexpr size_t kPairsPerPiece = 2048;

}  // namespace

bool MoreSimilar(const Overlap& a, const Overlap& b) {
  using Wide = absl::uint128;
  return Wide(a.shared) * b.union_size() > Wide(b.shared) * a.union_size();
}

std::optional<Relation> PairRule::RelationOf(const Overlap& overlap) const {
  const double jaccard = overlap.jaccard();
  if (jaccard >= threshold) return Relation::kNear;
  if (contained && jaccard >= contained->jaccard &&
      overlap.containment() >= contained->containment) {
    return Relation::kContained;
  }
  return std::nullopt;
}

double PairRule::least_jaccard() const {
  return contained ? std::min(threshold, contained->jaccard) : threshold;
}

Overlap Compare(std::span<const uint64_t> a, std::span<const uint64_t> b) {
  Overlap overlap;
  overlap.size_a = static_cast<uint32_t>(a.size());
  overlap.size_b = static_cast<uint32_t>(b.size());
  overlap.shared = static_cast<uint32_t>(
      simd::Kernels().intersection(a.data(), a.size(), b.data(), b.size()));
  return overlap;
}

std::vector<VerifiedPair> VerifyPairs(
    std::span<const lsh::Candidate> candidates, const PairRule& rule,
    const SetReader& left, const SetReader& right, bool same_side,
    uint32_t threads, size_t cache_bytes) {
  // In a popular bucket a few members meet all others.  Walking by the others
  // reads each of their sets once and finds the few in the cache.
  std::vector<lsh::Candidate> pairs(candidates.begin(), candidates.end());
  if (same_side) {
    std::sort(pairs.begin(), pairs.end(),
              [](const lsh::Candidate& x, const lsh::Candidate& y) {
                return std::tie(x.b, x.a) < std::tie(y.b, y.a);
              });
  }
  const auto walked = [same_side](const lsh::Candidate& pair) {
    return same_side ? pair.b : pair.a;
  };
  // All pairs of one walked vertex stay in one piece.
  std::vector<size_t> begins;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const bool is_new = i == 0 || walked(pairs[i]) != walked(pairs[i - 1]);
    if (begins.empty() || (is_new && i - begins.back() >= kPairsPerPiece)) {
      begins.push_back(i);
    }
  }
  const double least_jaccard = rule.least_jaccard() * (1 - 1e-12);
  std::vector<std::vector<VerifiedPair>> found(begins.size());
  std::vector<SetCache> caches;
  for (uint32_t thread = 0; thread < std::max(1u, threads); ++thread) {
    caches.emplace_back(thread, cache_bytes);
  }
  base::ParallelFor(threads, begins.size(), [&](uint32_t thread, size_t piece) {
    const size_t end =
        piece + 1 < begins.size() ? begins[piece + 1] : pairs.size();
    for (size_t i = begins[piece]; i < end; ++i) {
      const lsh::Candidate& pair = pairs[i];
      const std::vector<uint64_t>& a =
          caches[thread].Get(left, 0, pair.a, nullptr);
      const std::vector<uint64_t>& b =
          caches[thread].Get(right, same_side ? 0 : 1, pair.b, &a);
      // The list form gives values; std::minmax(x, y) would give references
      // to temporaries.
      const auto [least, most] = std::minmax({a.size(), b.size()});
      if (static_cast<double>(least) <
          least_jaccard * static_cast<double>(most)) {
        continue;  // even a subset would not be similar enough
      }
      const Overlap overlap = Compare(a, b);
      if (const auto relation = rule.RelationOf(overlap)) {
        found[piece].push_back({pair.a, pair.b, overlap, *relation});
      }
    }
  });
  std::vector<VerifiedPair> all;
  for (const std::vector<VerifiedPair>& some : found) {
    all.insert(all.end(), some.begin(), some.end());
  }
  std::sort(all.begin(), all.end(),
            [](const VerifiedPair& x, const VerifiedPair& y) {
              return std::tie(x.a, x.b) < std::tie(y.a, y.b);
            });
  return all;
}

}  // namespace litany::cluster
