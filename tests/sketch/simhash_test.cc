#include "sketch/simhash.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "simd/kernels.h"
#include "sketch/set_pairs.h"

namespace litany::sketch {
namespace {

std::vector<uint16_t> SignBits(uint32_t bits,
                               const std::vector<uint32_t>& hashes) {
  const SimHasher hasher = SimHasher::Create(bits).value();
  std::vector<uint16_t> out(hasher.slots());
  hasher.Sign(hashes, out);
  return out;
}

// The definition, vote by vote.
bool NaiveBit(const std::vector<uint32_t>& hashes, uint32_t bit) {
  int64_t votes = 0;
  for (const uint32_t hash : hashes) {
    const uint32_t word = bit < 32 ? hash : simd::RoundHash(hash, bit / 32);
    votes += (word >> (bit % 32) & 1) != 0 ? 1 : -1;
  }
  return votes > 0;
}

TEST(SimHasher, HasTwoSizes) {
  EXPECT_EQ(SimHasher::Create(64)->slots(), 4u);
  EXPECT_EQ(SimHasher::Create(128)->slots(), 8u);
  for (const uint32_t bits : {0u, 32u, 96u, 256u}) {
    EXPECT_FALSE(SimHasher::Create(bits).ok());
  }
}

TEST(SimHasher, EachBitIsAVote) {
  std::mt19937 random(1);
  for (const size_t size : {1u, 2u, 3u, 50u, 1000u}) {
    std::vector<uint32_t> hashes(size);
    for (uint32_t& hash : hashes) hash = static_cast<uint32_t>(random());
    const std::vector<uint16_t> print = SignBits(128, hashes);
    for (uint32_t bit = 0; bit < 128; ++bit) {
      ASSERT_EQ((print[bit / 16] >> (bit % 16) & 1) != 0, NaiveBit(hashes, bit))
          << "seed 1, size " << size << ", bit " << bit;
    }
    // The shorter one is the beginning of the longer.
    const std::vector<uint16_t> half = SignBits(64, hashes);
    EXPECT_TRUE(std::equal(half.begin(), half.end(), print.begin()));
  }
}

TEST(SimHasher, OrderDoesNotMatter) {
  std::mt19937 random(1);
  std::vector<uint32_t> hashes(777);
  for (uint32_t& hash : hashes) hash = static_cast<uint32_t>(random());
  const std::vector<uint16_t> print = SignBits(64, hashes);
  std::shuffle(hashes.begin(), hashes.end(), random);
  EXPECT_EQ(SignBits(64, hashes), print);
}

// Two sets at an angle a differ in a share of a / pi of the bits (Charikar
// 2002, theorem 1); for sets of one size the cosine is 2J / (1 + J).
TEST(SimHasher, DistanceIsThatOfTheAngle) {
  const uint32_t seed = 1;
  std::mt19937 random(seed);
  constexpr size_t kSize = 500;
  constexpr int kTrials = 400;
  for (const double target : {0.5, 0.8, 0.95}) {
    const auto shared =
        static_cast<size_t>(std::lround(2 * kSize * target / (1 + target)));
    const double jaccard = Jaccard(kSize, kSize, shared);
    double differing = 0;
    for (int i = 0; i < kTrials; ++i) {
      const SetPair pair = RandomPair(&random, kSize, kSize, shared);
      const std::vector<uint16_t> a = SignBits(128, pair.a);
      const std::vector<uint16_t> b = SignBits(128, pair.b);
      for (size_t s = 0; s < a.size(); ++s) {
        differing += std::popcount(static_cast<uint32_t>(a[s] ^ b[s]));
      }
    }
    const double share = differing / (128.0 * kTrials);
    const double want =
        std::acos(2 * jaccard / (1 + jaccard)) / std::numbers::pi;
    // Four standard errors and the error of the normal approximation.
    EXPECT_NEAR(share, want, 0.012) << "seed " << seed << ", J " << jaccard;
  }
}

}  // namespace
}  // namespace litany::sketch
