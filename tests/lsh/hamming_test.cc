#include "lsh/hamming.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/lsh/print_candidate.h"

namespace litany::lsh {
namespace {

using ::testing::HasSubstr;

using Prints = std::vector<std::vector<uint16_t>>;

std::vector<uint16_t> FlatPrints(const Prints& prints) {
  std::vector<uint16_t> flat;
  for (const auto& print : prints) {
    flat.insert(flat.end(), print.begin(), print.end());
  }
  return flat;
}

uint32_t Distance(const std::vector<uint16_t>& a,
                  const std::vector<uint16_t>& b) {
  uint32_t distance = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    distance += static_cast<uint32_t>(
        std::popcount(static_cast<uint32_t>(a[i] ^ b[i])));
  }
  return distance;
}

std::vector<uint16_t> RandomPrint(std::mt19937* random, uint32_t slots) {
  std::vector<uint16_t> print(slots);
  for (uint16_t& slot : print) slot = static_cast<uint16_t>((*random)());
  return print;
}

// Prints around centres, up to `most` bits away from them.
Prints Around(std::mt19937* random, size_t count, size_t centres,
              uint32_t slots, uint32_t most) {
  Prints middle;
  for (size_t i = 0; i < centres; ++i) {
    middle.push_back(RandomPrint(random, slots));
  }
  Prints prints;
  for (size_t i = 0; i < count; ++i) {
    auto print = middle[(*random)() % centres];
    for (uint32_t flips = static_cast<uint32_t>((*random)() % (most + 1));
         flips > 0; --flips) {
      const auto bit = static_cast<uint32_t>((*random)() % (slots * 16));
      print[bit / 16] =
          static_cast<uint16_t>(print[bit / 16] ^ 1u << (bit % 16));
    }
    prints.push_back(print);
  }
  return prints;
}

std::vector<Candidate> FindPrints(const Prints& prints, uint32_t slots,
                                  uint32_t distance, uint32_t threads = 1) {
  const std::vector<uint16_t> flat = FlatPrints(prints);
  const auto found = FindWithinHamming({flat, slots}, distance, threads);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

struct PrintShape {
  uint32_t slots;
  uint32_t distance;
};

class HammingTest : public ::testing::TestWithParam<PrintShape> {};

// Few enough around a centre that nothing is capped.
TEST_P(HammingTest, FindsAllPairsWithinTheDistance) {
  const auto [slots, distance] = GetParam();
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    std::mt19937 random(seed);
    const Prints prints =
        Around(&random, 200, seed < 4 ? 12 : 90, slots, distance);
    std::vector<Candidate> want;
    for (uint32_t a = 0; a < prints.size(); ++a) {
      for (uint32_t b = a + 1; b < prints.size(); ++b) {
        if (Distance(prints[a], prints[b]) <= distance) want.push_back({a, b});
      }
    }
    ASSERT_EQ(FindPrints(prints, slots, distance), want) << "seed " << seed;
    ASSERT_EQ(FindPrints(prints, slots, distance, 3), want);
  }
}

TEST_P(HammingTest, FindsAllOfAReference) {
  const auto [slots, distance] = GetParam();
  std::mt19937 random(7);
  const Prints all = Around(&random, 200, 12, slots, distance);
  const Prints own(all.begin(), all.begin() + 80);
  const Prints theirs(all.begin() + 80, all.end());
  std::vector<Candidate> want;
  for (uint32_t a = 0; a < own.size(); ++a) {
    for (uint32_t b = 0; b < theirs.size(); ++b) {
      if (Distance(own[a], theirs[b]) <= distance) want.push_back({a, b});
    }
  }
  const std::vector<uint16_t> flat = FlatPrints(own);
  const std::vector<uint16_t> reference = FlatPrints(theirs);
  const auto found =
      FindWithinHammingAgainst({flat, slots}, {reference, slots}, distance, 2);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(*found, want);
}

INSTANTIATE_TEST_SUITE_P(PrintShapes, HammingTest,
                         ::testing::Values(PrintShape{4, 0}, PrintShape{4, 1},
                                           PrintShape{4, 3}, PrintShape{4, 8},
                                           PrintShape{8, 0}, PrintShape{8, 3},
                                           PrintShape{8, 10}),
                         [](const auto& tested) {
                           return "Bits" +
                                  std::to_string(tested.param.slots * 16) +
                                  "Distance" +
                                  std::to_string(tested.param.distance);
                         });

TEST(Hamming, APopularFingerprintMeetsThirtyTwo) {
  const Prints prints(500, std::vector<uint16_t>{1, 2, 3, 4});
  std::vector<Candidate> want;
  for (uint32_t b = 0; b < prints.size(); ++b) {
    for (uint32_t a = 0; a < std::min(b, 32u); ++a) want.push_back({a, b});
  }
  std::sort(want.begin(), want.end());
  EXPECT_EQ(FindPrints(prints, 4, 3), want);
}

TEST(Hamming, MoreFingerprintsTakeLongerKeys) {
  uint32_t last = 0;
  for (const uint64_t size :
       {uint64_t{1000}, uint64_t{1000000}, uint64_t{1000000000}}) {
    const auto blocks = ChooseBlocks(size, 64, 3);
    ASSERT_TRUE(blocks.ok());
    EXPECT_GE(blocks->least_key_bits, last);
    EXPECT_LT(static_cast<double>(size) /
                  static_cast<double>(uint64_t{1} << blocks->least_key_bits),
              200);
    last = blocks->least_key_bits;
  }
  // 4 blocks make 4 tables (Manku et al., 3 of 64 bits).
  const auto few = ChooseBlocks(1000, 64, 3);
  ASSERT_TRUE(few.ok());
  EXPECT_EQ(few->blocks, 4u);
  EXPECT_EQ(few->tables, 4u);
}

TEST(Hamming, RefusesWhatItCannotIndex) {
  EXPECT_THAT(ChooseBlocks(1000, 64, 9).status().message(),
              HasSubstr("at most 8 of 64 bits, not 9"));
  EXPECT_FALSE(ChooseBlocks(1000, 96, 3).ok());
}

}  // namespace
}  // namespace litany::lsh
