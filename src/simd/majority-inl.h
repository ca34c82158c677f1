// SimHash votes, written with Highway.  Included by vector_kernels.cc once for
// each target; equals scalar.cc bit for bit.
//
// Bits are counted in slices: bit b of lane i of level l is bit l of how many
// of the hashes in that lane have bit b.  Eight vectors at a time go through a
// tree of full adders (Harley-Seal; Warren, Hacker's Delight, 5-1), so that of
// eight only one goes on to the levels above.

#ifndef LITANY_SIMD_MAJORITY_INL_H_
#define LITANY_SIMD_MAJORITY_INL_H_

#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/kernels.h"
#include "simd/sketch-inl.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

// Levels of counts below 2^32, and one that takes the last carry.
inline constexpr size_t kVoteLevels = 33;

class VoteCounter {
 public:
  using D = hn::ScalableTag<uint32_t>;
  using V = hn::Vec<D>;
  static constexpr size_t kMostLanes = HWY_MAX_BYTES / sizeof(uint32_t);

  VoteCounter() {
    for (V& level : levels_) level = hn::Zero(D());
  }

  // Counts the bits of one vector of hashes.
  HWY_INLINE void Add(V hashes) { Carry(0, hashes); }

  // The same of eight.
  HWY_INLINE void AddEight(const V (&h)[8]) {
    const V twos_a = FullAdd(&levels_[0], h[0], h[1]);
    const V twos_b = FullAdd(&levels_[0], h[2], h[3]);
    const V fours_a = FullAdd(&levels_[1], twos_a, twos_b);
    const V twos_c = FullAdd(&levels_[0], h[4], h[5]);
    const V twos_d = FullAdd(&levels_[0], h[6], h[7]);
    const V fours_b = FullAdd(&levels_[1], twos_c, twos_d);
    Carry(3, FullAdd(&levels_[2], fours_a, fours_b));
  }

  // The bits that more than half of `count` hashes had.
  uint32_t Majority(size_t count) const {
    const D d;
    const size_t pairs = hn::Lanes(d) / 2;
    const auto used = static_cast<size_t>(std::bit_width(count));
    // Two lanes are a word of 64 bits: what is left is added word by word.
    uint64_t words[kVoteLevels][kMostLanes / 2];
    for (size_t l = 0; l < used; ++l) {
      hn::StoreU(levels_[l], d, reinterpret_cast<uint32_t*>(words[l]));
    }
    uint64_t sums[kVoteLevels];
    for (size_t l = 0; l < used; ++l) sums[l] = words[l][0];
    for (size_t p = 1; p < pairs; ++p) {
      uint64_t carry = 0;
      for (size_t l = 0; l < used; ++l) {
        carry = FullAddWord(&sums[l], words[l][p], carry);
      }
    }
    uint64_t carry = 0;
    for (size_t l = 0; l < used; ++l) {
      carry = FullAddWord(&sums[l], sums[l] >> 32, carry);
    }
    return MoreThan(sums, used, count / 2);
  }

 private:
  // Adds a and b to *sum; returns what goes on to the next level.
  static HWY_INLINE V FullAdd(V* sum, V a, V b) {
    const V half = hn::Xor(*sum, a);
    const V carry = hn::Or(hn::And(*sum, a), hn::And(half, b));
    *sum = hn::Xor(half, b);
    return carry;
  }

  static uint64_t FullAddWord(uint64_t* sum, uint64_t a, uint64_t b) {
    const uint64_t half = *sum ^ a;
    const uint64_t carry = (*sum & a) | (half & b);
    *sum = half ^ b;
    return carry;
  }

  // Adds a vector whose bits count 2^level each.
  HWY_INLINE void Carry(size_t level, V carry) {
    const D d;
    while (!hn::AllTrue(d, hn::Eq(carry, hn::Zero(d)))) {
      const V next = hn::And(levels_[level], carry);
      levels_[level] = hn::Xor(levels_[level], carry);
      carry = next;
      ++level;
    }
  }

  // The columns whose number is more than `limit`, from the highest level down.
  static uint32_t MoreThan(const uint64_t* sums, size_t levels, size_t limit) {
    uint32_t more = 0;
    uint32_t equal = ~uint32_t{0};
    for (size_t l = levels; l-- > 0;) {
      const auto sum = static_cast<uint32_t>(sums[l]);
      if ((limit >> l & 1) != 0) {
        equal &= sum;
      } else {
        more |= equal & sum;
        equal &= ~sum;
      }
    }
    return more;
  }

  V levels_[kVoteLevels];
};

template <bool kHashAgain>
HWY_INLINE VoteCounter::V VotesAt(const uint32_t* hashes,
                                  VoteCounter::V round) {
  const VoteCounter::D d;
  const auto hash = hn::LoadU(d, hashes);
  return kHashAgain ? FinalMix(d, hn::Add(hash, round)) : hash;
}

template <bool kHashAgain>
HWY_INLINE uint32_t CountVotes(const uint32_t* hashes, size_t count,
                               uint32_t round) {
  const VoteCounter::D d;
  const size_t lanes = hn::Lanes(d);
  const auto add = hn::Set(d, round * 0x9e3779b9);
  VoteCounter counter;
  size_t i = 0;
  for (; i + 8 * lanes <= count; i += 8 * lanes) {
    VoteCounter::V votes[8];
    for (size_t v = 0; v < 8; ++v) {
      votes[v] = VotesAt<kHashAgain>(hashes + i + v * lanes, add);
    }
    counter.AddEight(votes);
  }
  for (; i + lanes <= count; i += lanes) {
    counter.Add(VotesAt<kHashAgain>(hashes + i, add));
  }
  if (i < count) {
    uint32_t rest[VoteCounter::kMostLanes] = {};
    std::memcpy(rest, hashes + i, (count - i) * sizeof(uint32_t));
    counter.Add(hn::IfThenElseZero(hn::FirstN(d, count - i),
                                   VotesAt<kHashAgain>(rest, add)));
  }
  return counter.Majority(count);
}

inline uint32_t MajorityBits(const uint32_t* hashes, size_t count,
                             uint32_t round) {
  return round == 0 ? CountVotes<false>(hashes, count, round)
                    : CountVotes<true>(hashes, count, round);
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_MAJORITY_INL_H_
