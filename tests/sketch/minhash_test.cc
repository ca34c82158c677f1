#include "sketch/minhash.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "simd/kernels.h"
#include "sketch/set_pairs.h"

namespace litany::sketch {
namespace {

uint32_t Draw(std::mt19937* random) {
  return static_cast<uint32_t>((*random)());
}

std::vector<uint16_t> Sign(const std::vector<uint32_t>& hashes,
                           uint32_t slots) {
  const auto hasher = MinHasher::Create(slots);
  EXPECT_TRUE(hasher.ok()) << hasher.status();
  MinHashScratch scratch;
  std::vector<uint16_t> out(slots);
  hasher->Sign(hashes, &scratch, out);
  return out;
}

TEST(MinHasher, HasSlotsOfTwoSizes) {
  EXPECT_EQ(MinHasher::Create(128).value().slots(), 128u);
  EXPECT_EQ(MinHasher::Create(256).value().slots(), 256u);
  for (const uint32_t slots : {0u, 1u, 64u, 127u, 129u, 512u}) {
    EXPECT_EQ(MinHasher::Create(slots).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

// A filled slot is the mixed least hash of its bin, its low 16 bits.
TEST(MinHasher, SlotOfAFilledBinIsTheLeastOfIt) {
  std::mt19937 random(1);
  std::vector<uint32_t> hashes(5000);
  for (uint32_t& hash : hashes) hash = Draw(&random);
  std::vector<uint32_t> least(128, ~uint32_t{0});
  for (const uint32_t hash : hashes) {
    least[hash % 128] = std::min(least[hash % 128], hash);
  }
  const std::vector<uint16_t> signature = Sign(hashes, 128);
  for (size_t bin = 0; bin < 128; ++bin) {
    EXPECT_EQ(signature[bin], static_cast<uint16_t>(simd::Fmix32(least[bin])));
  }
}

TEST(MinHasher, OneShingleIsSignedAndTwoDiffer) {
  for (const uint32_t slots : {128u, 256u}) {
    const auto one = Sign({12345}, slots);
    EXPECT_EQ(EstimateJaccard(one, Sign({12345}, slots)), 1.0);
    EXPECT_LT(EstimateJaccard(one, Sign({54321}, slots)), 0.05);
    // A slot says which bin it is: not all are one value.
    EXPECT_GT(std::count_if(one.begin(), one.end(),
                            [&](uint16_t slot) { return slot != one[0]; }),
              0);
  }
}

// Few shingles leave bins empty even after the rounds; what fills these must
// not be the same for everyone.
TEST(MinHasher, DisjointDocumentsOfFewShinglesAgreeNowhere) {
  for (const uint32_t slots : {128u, 256u}) {
    for (const size_t count : {1u, 2u, 3u}) {
      std::mt19937 random(1);
      double sum = 0;
      for (int i = 0; i < 300; ++i) {
        const SetPair pair = RandomPair(&random, count, count, 0);
        sum += EstimateJaccard(Sign(pair.a, slots), Sign(pair.b, slots));
      }
      EXPECT_LT(sum / 300, 0.001) << count << " shingles";
    }
  }
}

TEST(MinHasher, SharedScratchLeavesNoTrace) {
  std::mt19937 random(1);
  const auto hasher = MinHasher::Create(128).value();
  MinHashScratch scratch;
  for (const size_t count : {5000u, 1u, 50u, 2u, 1000u}) {
    std::vector<uint32_t> hashes(count);
    for (uint32_t& hash : hashes) hash = Draw(&random);
    std::vector<uint16_t> out(128, 7);
    hasher.Sign(hashes, &scratch, out);
    EXPECT_EQ(out, Sign(hashes, 128)) << count;
  }
}

TEST(EstimateJaccard, IsTheShareOfEqualSlots) {
  std::vector<uint16_t> a(128);
  std::iota(a.begin(), a.end(), uint16_t{0});
  std::vector<uint16_t> b = a;
  EXPECT_EQ(EstimateJaccard(a, b), 1.0);
  for (size_t i = 0; i < 32; ++i) b[i] = 1000;
  EXPECT_EQ(EstimateJaccard(a, b), 0.75);
}

class MinHasherSetTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(MinHasherSetTest, OrderAndRepetitionDoNotMatter) {
  for (uint32_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::vector<uint32_t> hashes(1 + random() % (seed % 2 == 0 ? 40 : 3000));
    for (uint32_t& hash : hashes) hash = Draw(&random);
    const std::vector<uint16_t> want = Sign(hashes, GetParam());
    const size_t distinct = hashes.size();
    for (size_t i = 0; i < distinct; i += 1 + random() % 3) {
      hashes.push_back(hashes[i]);
    }
    std::shuffle(hashes.begin(), hashes.end(), random);
    ASSERT_EQ(Sign(hashes, GetParam()), want);
  }
}

INSTANTIATE_TEST_SUITE_P(Slots, MinHasherSetTest,
                         ::testing::Values(128u, 256u));

}  // namespace
}  // namespace litany::sketch
