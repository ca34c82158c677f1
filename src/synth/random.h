// Random numbers that are the same on every platform, unlike the standard
// library's distributions.
//
// Tested by tests/synth/lexicon_test.cc.
#ifndef LITANY_SYNTH_RANDOM_H_
#define LITANY_SYNTH_RANDOM_H_

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>

namespace litany::synth {

// SplitMix64 (Steele, Lea and Flood 2014): a bijection of 64 bits.
inline uint64_t Mix64(uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// xoshiro256** 1.0 (Blackman and Vigna 2018).
class Random {
 public:
  // One stream for each list of keys; streams of different keys have nothing
  // to do with each other, so documents can be made in any order.
  // NOLINTNEXTLINE(google-explicit-constructor): a list is not converted
  explicit Random(std::initializer_list<uint64_t> keys) {
    uint64_t seed = 0;
    for (const uint64_t key : keys) seed = Mix64(seed ^ Mix64(key));
    for (uint64_t& word : state_) word = seed = Mix64(seed);
  }

  uint64_t Next() {
    const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Uniform in [0, end).  REQUIRES: end > 0
  uint64_t Below(uint64_t end) {
    // Of the 2^64 values, the first (2^64 mod end) would favour some results.
    const uint64_t surplus = (0 - end) % end;
    uint64_t value = Next();
    while (value < surplus) value = Next();
    return value % end;
  }

  // Uniform in [low, high].  REQUIRES: low <= high, and not all of uint64_t
  uint64_t Between(uint64_t low, uint64_t high) {
    return low + Below(high - low + 1);
  }

 private:
  std::array<uint64_t, 4> state_;
};

}  // namespace litany::synth

#endif  // LITANY_SYNTH_RANDOM_H_
