#include "sketch/minhash.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "simd/kernels.h"

namespace litany::sketch {
namespace {

constexpr uint32_t kEmpty = simd::kNoMinimum;

// After so many rounds a document of 20 shingles has filled all but a few
// bins.  More would only cost time on documents of a handful (one of a single
// shingle, 256 slots: 35 us with as many rounds as slots, 9 us with these;
// perf over 200,000 one-character documents).
constexpr uint32_t kMostRounds = 32;

// A bin that the rounds left empty takes the least of a hash of its own.  It
// happens to documents of a handful of shingles.
uint32_t DirectMinimum(std::span<const uint32_t> hashes, uint32_t bin) {
  uint32_t least = kEmpty;
  for (const uint32_t hash : hashes) {
    least = std::min(least, simd::Fmix32(hash ^ simd::Fmix32(~bin)));
  }
  return least;
}

}  // namespace

absl::StatusOr<MinHasher> MinHasher::Create(uint32_t slots) {
  if (slots != 128 && slots != 256) {
    return absl::InvalidArgumentError(
        absl::StrCat("a signature has 128 or 256 slots, not ", slots));
  }
  return MinHasher(slots);
}

void MinHasher::Sign(std::span<const uint32_t> hashes, MinHashScratch* scratch,
                     std::span<uint16_t> out) const {
  LITANY_DCHECK(!hashes.empty() && out.size() == slots_);
  const simd::KernelTable& kernels = simd::Kernels();
  std::vector<uint32_t>& minima = scratch->minima;
  minima.assign(slots_, kEmpty);
  kernels.bin_minima(hashes.data(), hashes.size(), slots_, minima.data());

  kernels.fill_rounds(hashes.data(), hashes.size(), slots_, kMostRounds,
                      minima.data());
  for (uint32_t bin = 0; bin < slots_; ++bin) {
    if (minima[bin] == kEmpty) minima[bin] = DirectMinimum(hashes, bin);
  }
  kernels.slot_values(minima.data(), slots_, out.data());
}

double EstimateJaccard(std::span<const uint16_t> a,
                       std::span<const uint16_t> b) {
  LITANY_DCHECK(a.size() == b.size() && !a.empty());
  const uint32_t equal = simd::Kernels().equal_slots(
      a.data(), b.data(), static_cast<uint32_t>(a.size()));
  return static_cast<double>(equal) / static_cast<double>(a.size());
}

}  // namespace litany::sketch
