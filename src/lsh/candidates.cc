#include "lsh/candidates.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "lsh/mem_store.h"
#include "simd/kernels.h"

namespace litany::lsh {
namespace {

// What a member of a bucket is to be paired with: `count` vertices from
// `begin` of Buckets::partners.
struct Membership {
  uint32_t vertex = 0;
  uint32_t count = 0;
  size_t begin = 0;
};

// The buckets of all bands, as far as they make pairs.
struct Buckets {
  std::vector<uint32_t> partners;
  std::vector<Membership> memberships;

  // `members[i]` meets the first min(i, 32) of `members`.
  void AddBucket(std::span<const Posting> members) {
    const size_t begin = partners.size();
    for (size_t i = 0; i < members.size() && i < kPartnersPerMember; ++i) {
      partners.push_back(members[i].document);
    }
    for (size_t i = 1; i < members.size(); ++i) {
      memberships.push_back(
          {members[i].document,
           static_cast<uint32_t>(std::min<size_t>(i, kPartnersPerMember)),
           begin});
    }
  }

  // Each of `members` meets the first 32 of `reference`.
  void AddBucketAgainst(std::span<const Posting> reference,
                        std::span<const Posting> members,
                        uint32_t first_member) {
    if (reference.empty()) return;
    const size_t begin = partners.size();
    const size_t count = std::min<size_t>(reference.size(), kPartnersPerMember);
    for (size_t i = 0; i < count; ++i) {
      partners.push_back(reference[i].document);
    }
    for (const Posting& member : members) {
      memberships.push_back({member.document - first_member,
                             static_cast<uint32_t>(count), begin});
    }
  }

  void Append(const Buckets& other) {
    const size_t base = partners.size();
    partners.insert(partners.end(), other.partners.begin(),
                    other.partners.end());
    for (Membership membership : other.memberships) {
      membership.begin += base;
      memberships.push_back(membership);
    }
  }
};

absl::Status AddBand(const SignatureTable& signatures, const Bands& bands,
                     uint32_t band, uint32_t first_document,
                     PostingStore* store) {
  std::vector<Posting> postings(signatures.size());
  for (uint32_t v = 0; v < signatures.size(); ++v) {
    postings[v] = {BandKey(signatures[v], bands, band), first_document + v,
                   band};
  }
  return store->Add(postings);
}

// Runs `buckets_of_band` for each band on `threads` threads.
template <typename BucketsOfBand>
absl::StatusOr<Buckets> CollectBands(uint32_t bands, uint32_t threads,
                                     const BucketsOfBand& buckets_of_band) {
  Buckets all;
  std::mutex mutex;
  absl::Status first_error;
  base::ParallelFor(threads, bands, [&](uint32_t, size_t band) {
    Buckets buckets;
    const absl::Status status =
        buckets_of_band(static_cast<uint32_t>(band), &buckets);
    const std::lock_guard lock(mutex);
    first_error.Update(status);
    all.Append(buckets);
  });
  LITANY_RETURN_IF_ERROR(first_error);
  return all;
}

// The distinct pairs (vertex, partner) for which `is_close` holds, by vertex,
// then partner.  A pair that is similar, or whose bucket is popular, meets in
// band after band; taking all buckets of a vertex at once, it is judged once.
template <typename IsClose>
std::vector<Candidate> JudgePairs(Buckets buckets, uint32_t vertices,
                                  uint32_t partners, uint32_t threads,
                                  const IsClose& is_close) {
  // Memberships by vertex.
  std::vector<size_t> begins(size_t{vertices} + 1);
  for (const Membership& membership : buckets.memberships) {
    ++begins[membership.vertex + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Membership> by_vertex(buckets.memberships.size());
  std::vector<size_t> next(begins.begin(), begins.end() - 1);
  for (const Membership& membership : buckets.memberships) {
    by_vertex[next[membership.vertex]++] = membership;
  }
  buckets.memberships = {};

  constexpr size_t kVerticesPerPiece = 4096;
  const size_t pieces = (vertices + kVerticesPerPiece - 1) / kVerticesPerPiece;
  std::vector<std::vector<Candidate>> found(pieces);
  // judged[thread][p] == vertex + 1: the pair was judged.
  std::vector<std::vector<uint32_t>> judged(std::max(1u, threads));
  base::ParallelFor(threads, pieces, [&](uint32_t thread, size_t piece) {
    std::vector<uint32_t>& seen = judged[thread];
    seen.resize(partners);
    const size_t end =
        std::min<size_t>(vertices, (piece + 1) * kVerticesPerPiece);
    for (size_t v = piece * kVerticesPerPiece; v < end; ++v) {
      const auto vertex = static_cast<uint32_t>(v);
      const size_t first = found[piece].size();
      for (size_t m = begins[v]; m < begins[v + 1]; ++m) {
        const auto* partner = buckets.partners.data() + by_vertex[m].begin;
        for (uint32_t i = 0; i < by_vertex[m].count; ++i) {
          const uint32_t other = partner[i];
          if (seen[other] == vertex + 1) continue;
          seen[other] = vertex + 1;
          if (is_close(vertex, other)) found[piece].push_back({vertex, other});
        }
      }
      std::sort(found[piece].begin() + static_cast<ptrdiff_t>(first),
                found[piece].end());
    }
  });
  std::vector<Candidate> all;
  for (const std::vector<Candidate>& some : found) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace

uint32_t LeastEqualSlots(double threshold, uint32_t slots) {
  const double sigma = std::sqrt(threshold * (1 - threshold) / slots);
  const double least = std::ceil((threshold - 4 * sigma) * slots);
  return least <= 0 ? 0 : static_cast<uint32_t>(least);
}

absl::StatusOr<std::vector<Candidate>> FindCandidates(
    const SignatureTable& signatures, const Bands& bands, double threshold,
    uint32_t threads) {
  LITANY_ASSIGN_OR_RETURN(
      Buckets buckets,
      CollectBands(
          bands.bands, threads,
          [&](uint32_t band, Buckets* found) -> absl::Status {
            MemStore store;
            LITANY_RETURN_IF_ERROR(AddBand(signatures, bands, band, 0, &store));
            return store.Drain(2, [&](std::span<const Posting> bucket) {
              found->AddBucket(bucket);
              return absl::OkStatus();
            });
          }));
  const uint32_t least = LeastEqualSlots(threshold, bands.slots);
  const simd::KernelTable& kernels = simd::Kernels();
  std::vector<Candidate> pairs =
      JudgePairs(std::move(buckets), signatures.size(), signatures.size(),
                 threads, [&](uint32_t member, uint32_t partner) {
                   return kernels.equal_slots(signatures[member].data(),
                                              signatures[partner].data(),
                                              bands.slots) >= least;
                 });
  // A partner comes before the member.
  for (Candidate& pair : pairs) std::swap(pair.a, pair.b);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

absl::StatusOr<std::vector<Candidate>> FindCandidatesAgainst(
    const SignatureTable& signatures, const SignatureTable& reference,
    const Bands& bands, double threshold, uint32_t threads) {
  const uint32_t references = reference.size();
  LITANY_ASSIGN_OR_RETURN(
      Buckets buckets,
      CollectBands(
          bands.bands, threads,
          [&](uint32_t band, Buckets* found) -> absl::Status {
            // The reference comes first in every bucket.
            MemStore store;
            LITANY_RETURN_IF_ERROR(AddBand(reference, bands, band, 0, &store));
            LITANY_RETURN_IF_ERROR(
                AddBand(signatures, bands, band, references, &store));
            return store.Drain(2, [&](std::span<const Posting> bucket) {
              const auto own = std::partition_point(
                  bucket.begin(), bucket.end(), [&](const Posting& posting) {
                    return posting.document < references;
                  });
              found->AddBucketAgainst({bucket.begin(), own},
                                      {own, bucket.end()}, references);
              return absl::OkStatus();
            });
          }));
  const uint32_t least = LeastEqualSlots(threshold, bands.slots);
  const simd::KernelTable& kernels = simd::Kernels();
  return JudgePairs(std::move(buckets), signatures.size(), references, threads,
                    [&](uint32_t member, uint32_t partner) {
                      return kernels.equal_slots(signatures[member].data(),
                                                 reference[partner].data(),
                                                 bands.slots) >= least;
                    });
}

}  // namespace litany::lsh
