// How a signature is cut into bands, and the keys of the bands.
#ifndef LITANY_LSH_BANDING_H_
#define LITANY_LSH_BANDING_H_

#include <cstdint>
#include <span>

#include "absl/status/statusor.h"

namespace litany::lsh {

struct Bands {
  uint32_t slots = 128;
  uint32_t bands = 16;
  uint32_t rows = 6;
  // The chance that a pair at the threshold shares a band.
  double recall = 0;
};

// 1 - (1 - j^rows)^bands.
double CandidateProbability(double jaccard, uint32_t bands, uint32_t rows);

// The largest number of rows for which some number of bands that fits the
// signature reaches `recall` at `threshold`, then the smallest such number of
// bands: the fewest false candidates, then the fewest keys.  At least 3 rows,
// else a million documents drown in false candidates; where 128 slots cannot
// reach the recall with 3 rows, 256 are used, and where these cannot either,
// all of them (the recall reached is in the result).
// InvalidArgument unless 0 < threshold <= 1 and 0 < recall < 1.
absl::StatusOr<Bands> SolveBands(double threshold, double recall);

// The key of one band: XXH3-64 of its slots, seeded with the band's number.
// REQUIRES: band < bands.bands, signature.size() == bands.slots
uint64_t BandKey(std::span<const uint16_t> signature, const Bands& bands,
                 uint32_t band);

}  // namespace litany::lsh

#endif  // LITANY_LSH_BANDING_H_
