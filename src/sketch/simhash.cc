#include "sketch/simhash.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "simd/kernels.h"

namespace litany::sketch {

absl::StatusOr<SimHasher> SimHasher::Create(uint32_t bits) {
  if (bits != 64 && bits != 128) {
    return absl::InvalidArgumentError(
        absl::StrCat("a SimHash has 64 or 128 bits, not ", bits));
  }
  return SimHasher(bits);
}

void SimHasher::Sign(std::span<const uint32_t> hashes,
                     std::span<uint16_t> out) const {
  LITANY_DCHECK(out.size() == slots());
  const simd::KernelTable& kernels = simd::Kernels();
  for (uint32_t round = 0; round < bits_ / 32; ++round) {
    const uint32_t votes =
        kernels.majority_bits(hashes.data(), hashes.size(), round);
    out[2 * size_t{round}] = static_cast<uint16_t>(votes);
    out[2 * size_t{round} + 1] = static_cast<uint16_t>(votes >> 16);
  }
}

}  // namespace litany::sketch
