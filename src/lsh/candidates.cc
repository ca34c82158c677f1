#include "lsh/candidates.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "lsh/buckets-inl.h"
#include "lsh/mem_store.h"
#include "simd/kernels.h"

namespace litany::lsh {
namespace {

// One common band is enough to be judged.
uint32_t Once(uint32_t /*vertex*/) { return 1; }

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
      CollectParts(
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
                 threads, Once, [&](uint32_t member, uint32_t partner) {
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
      CollectParts(
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
                    Once, [&](uint32_t member, uint32_t partner) {
                      return kernels.equal_slots(signatures[member].data(),
                                                 reference[partner].data(),
                                                 bands.slots) >= least;
                    });
}

}  // namespace litany::lsh
