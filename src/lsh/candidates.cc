#include "lsh/candidates.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "lsh/mem_store.h"
#include "simd/kernels.h"

namespace litany::lsh {
namespace {

// Collects pairs from all threads; sorts out repeats as it grows, since a
// similar pair meets in nearly every band.
class PairCollector {
 public:
  void Add(std::vector<Candidate>* pairs) {
    const std::lock_guard lock(mutex_);
    pairs_.insert(pairs_.end(), pairs->begin(), pairs->end());
    pairs->clear();
    if (pairs_.size() > limit_) {
      Compact();
      limit_ = std::max(limit_, 2 * pairs_.size());
    }
  }

  std::vector<Candidate> Finish() {
    Compact();
    return std::move(pairs_);
  }

 private:
  void Compact() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  }

  std::mutex mutex_;
  std::vector<Candidate> pairs_;
  size_t limit_ = size_t{1} << 22;
};

// Pairs that one thread has judged lately.  A pair that is similar, or whose
// bucket is popular, meets in band after band; to compare it again, and to
// sort it out again, costs more than this look-up.
class JudgedPairs {
 public:
  JudgedPairs() : slots_(size_t{1} << kBits, ~uint64_t{0}) {}

  // Whether the pair was judged before; it is from now on.
  bool Check(uint32_t a, uint32_t b) {
    const uint64_t key = uint64_t{a} << 32 | b;
    uint64_t& slot = slots_[key * 0x9e3779b97f4a7c15 >> (64 - kBits)];
    if (slot == key) return true;
    slot = key;
    return false;
  }

 private:
  static constexpr int kBits = 20;
  std::vector<uint64_t> slots_;
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

// Runs `pairs_of_band` for each band on `threads` threads.
template <typename PairsOfBand>
absl::StatusOr<std::vector<Candidate>> CollectBands(
    uint32_t bands, uint32_t threads, const PairsOfBand& pairs_of_band) {
  PairCollector collector;
  std::mutex mutex;
  absl::Status first_error;
  std::vector<JudgedPairs> judged(std::max(1u, threads));
  base::ParallelFor(threads, bands, [&](uint32_t thread, size_t band) {
    std::vector<Candidate> pairs;
    const absl::Status status =
        pairs_of_band(static_cast<uint32_t>(band), &judged[thread], &pairs);
    if (!status.ok()) {
      const std::lock_guard lock(mutex);
      first_error.Update(status);
    }
    collector.Add(&pairs);
  });
  LITANY_RETURN_IF_ERROR(first_error);
  return collector.Finish();
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
  const uint32_t least = LeastEqualSlots(threshold, bands.slots);
  const simd::KernelTable& kernels = simd::Kernels();
  return CollectBands(
      bands.bands, threads,
      [&](uint32_t band, JudgedPairs* judged,
          std::vector<Candidate>* pairs) -> absl::Status {
        MemStore store;
        LITANY_RETURN_IF_ERROR(AddBand(signatures, bands, band, 0, &store));
        return store.Drain(2, [&](std::span<const Posting> bucket) {
          for (size_t i = 1; i < bucket.size(); ++i) {
            const uint32_t b = bucket[i].document;
            const size_t partners = std::min<size_t>(i, kPartnersPerMember);
            for (size_t j = 0; j < partners; ++j) {
              const uint32_t a = bucket[j].document;
              if (judged->Check(a, b)) continue;
              if (kernels.equal_slots(signatures[a].data(),
                                      signatures[b].data(),
                                      bands.slots) >= least) {
                pairs->push_back({a, b});
              }
            }
          }
          return absl::OkStatus();
        });
      });
}

absl::StatusOr<std::vector<Candidate>> FindCandidatesAgainst(
    const SignatureTable& signatures, const SignatureTable& reference,
    const Bands& bands, double threshold, uint32_t threads) {
  const uint32_t least = LeastEqualSlots(threshold, bands.slots);
  const simd::KernelTable& kernels = simd::Kernels();
  const uint32_t references = reference.size();
  return CollectBands(
      bands.bands, threads,
      [&](uint32_t band, JudgedPairs* judged,
          std::vector<Candidate>* pairs) -> absl::Status {
        // The reference comes first in every bucket.
        MemStore store;
        LITANY_RETURN_IF_ERROR(AddBand(reference, bands, band, 0, &store));
        LITANY_RETURN_IF_ERROR(
            AddBand(signatures, bands, band, references, &store));
        return store.Drain(2, [&](std::span<const Posting> bucket) {
          size_t partners = 0;
          while (partners < bucket.size() && partners < kPartnersPerMember &&
                 bucket[partners].document < references) {
            ++partners;
          }
          for (const Posting& posting : bucket) {
            if (posting.document < references) continue;
            const uint32_t a = posting.document - references;
            for (size_t j = 0; j < partners; ++j) {
              const uint32_t b = bucket[j].document;
              if (judged->Check(a, b)) continue;
              if (kernels.equal_slots(signatures[a].data(), reference[b].data(),
                                      bands.slots) >= least) {
                pairs->push_back({a, b});
              }
            }
          }
          return absl::OkStatus();
        });
      });
}

}  // namespace litany::lsh
