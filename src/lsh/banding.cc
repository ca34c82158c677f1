#include "lsh/banding.h"

#include <bit>
#include <cmath>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/hash.h"

namespace litany::lsh {
namespace {

constexpr uint32_t kLeastRows = 3;

static_assert(std::endian::native == std::endian::little,
              "band keys are made of slots as stored, least byte first");

}  // namespace

double CandidateProbability(double jaccard, uint32_t bands, uint32_t rows) {
  return 1 - std::pow(1 - std::pow(jaccard, rows), bands);
}

absl::StatusOr<Bands> SolveBands(double threshold, double recall) {
  if (!(threshold > 0 && threshold <= 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--threshold must be above 0 and at most 1, not ", threshold));
  }
  if (!(recall > 0 && recall < 1)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--recall must be between 0 and 1, not ", recall));
  }
  for (const uint32_t slots : {128u, 256u}) {
    for (uint32_t rows = slots; rows >= kLeastRows; --rows) {
      const uint32_t most = slots / rows;
      if (CandidateProbability(threshold, most, rows) < recall) continue;
      uint32_t bands = most;
      while (bands > 1 &&
             CandidateProbability(threshold, bands - 1, rows) >= recall) {
        --bands;
      }
      return Bands{slots, bands, rows,
                   CandidateProbability(threshold, bands, rows)};
    }
  }
  const uint32_t bands = 256 / kLeastRows;
  return Bands{256, bands, kLeastRows,
               CandidateProbability(threshold, bands, kLeastRows)};
}

uint64_t BandKey(std::span<const uint16_t> signature, const Bands& bands,
                 uint32_t band) {
  LITANY_DCHECK(band < bands.bands && signature.size() == bands.slots);
  const auto slots = signature.subspan(size_t{band} * bands.rows, bands.rows);
  return base::HashBytes64(
      std::string_view(reinterpret_cast<const char*>(slots.data()),
                       slots.size_bytes()),
      band);
}

}  // namespace litany::lsh
