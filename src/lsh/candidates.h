// Pairs worth comparing: those that share a bucket of some band.
//
// The rule.  The members of a bucket stand in the order of their numbers
// (callers number vertices by folded length, longest first, then by content
// hash); member i is paired with the first min(i, 32) members and no others.
// A bucket of m members thus makes at most 32 m pairs, and the set of pairs
// depends on nothing but the signatures.  (With the first member alone, 70 %
// of the verified pairs are lost and 6 % of the representatives are surplus:
// measured.)
//
// A pair whose signatures agree in fewer slots than the threshold allows (four
// standard errors below it) is dropped at once.
#ifndef LITANY_LSH_CANDIDATES_H_
#define LITANY_LSH_CANDIDATES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "lsh/banding.h"

namespace litany::lsh {

inline constexpr uint32_t kPartnersPerMember = 32;

// Signatures one after another, in the order of their vertices.
struct SignatureTable {
  std::span<const uint16_t> slots_of_all;
  uint32_t slots = 128;

  uint32_t size() const {
    return static_cast<uint32_t>(slots_of_all.size() / slots);
  }
  std::span<const uint16_t> operator[](uint32_t vertex) const {
    return slots_of_all.subspan(size_t{vertex} * slots, slots);
  }
};

struct Candidate {
  uint32_t a = 0;
  uint32_t b = 0;

  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

// The fewest equal slots with which a pair at `threshold` may be expected.
uint32_t LeastEqualSlots(double threshold, uint32_t slots);

// Pairs (a, b), a < b, of one collection; sorted, each once.
absl::StatusOr<std::vector<Candidate>> FindCandidates(
    const SignatureTable& signatures, const Bands& bands, double threshold,
    uint32_t threads);

// Pairs (a, b), a of `signatures`, b of `reference`: in each bucket a member
// meets the first 32 reference members.
absl::StatusOr<std::vector<Candidate>> FindCandidatesAgainst(
    const SignatureTable& signatures, const SignatureTable& reference,
    const Bands& bands, double threshold, uint32_t threads);

}  // namespace litany::lsh

#endif  // LITANY_LSH_CANDIDATES_H_
