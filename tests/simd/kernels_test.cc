// Every kernel table against implementations written here from the words of
// simd/kernels.h: the slowest that could be meant.
#include "simd/kernels.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "simd/kernel_names.h"

namespace litany::simd {
namespace {

constexpr uint32_t kNone = ~uint32_t{0};

class KernelsTest : public ::testing::TestWithParam<std::string> {
 protected:
  const KernelTable& kernels_ = KernelsCalled(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Tables, KernelsTest,
                         ::testing::ValuesIn(KernelNames()),
                         [](const auto& tested) { return tested.param; });

uint32_t Draw(std::mt19937* random) {
  return static_cast<uint32_t>((*random)());
}

std::vector<uint32_t> Random32(std::mt19937* random, size_t count) {
  std::vector<uint32_t> values(count);
  for (uint32_t& value : values) value = Draw(random);
  return values;
}

uint32_t RotateLeft(uint32_t value, uint32_t by) {
  by %= 32;
  return by == 0 ? value : value << by | value >> (32 - by);
}

// Symbols of single tokens and words; a word's first symbol starts a token.
std::vector<uint32_t> RandomSymbols(std::mt19937* random, size_t count) {
  std::vector<uint32_t> symbols;
  bool in_word = false;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t code_point = static_cast<uint32_t>((*random)() % 0x110000);
    const bool is_word = (*random)() % 3 != 0;
    const bool starts = !is_word || !in_word || (*random)() % 4 == 0;
    symbols.push_back(code_point | (is_word ? kWordSymbol : 0) |
                      (starts ? kTokenStart : 0));
    in_word = is_word;
  }
  return symbols;
}

std::vector<uint32_t> NaiveTokenHashes(const std::vector<uint32_t>& symbols,
                                       const ShingleSeeds& seeds) {
  std::vector<std::vector<uint32_t>> tokens;
  for (const uint32_t symbol : symbols) {
    if ((symbol & kTokenStart) != 0) tokens.emplace_back();
    tokens.back().push_back(symbol);
  }
  std::vector<uint32_t> hashes;
  for (const std::vector<uint32_t>& token : tokens) {
    if ((token[0] & kWordSymbol) == 0) {
      hashes.push_back(TokenLow(token[0] & kCodePointMask, seeds.token_low));
      continue;
    }
    uint64_t state = seeds.word;
    for (const uint32_t symbol : token) {
      state = WordStep(state, symbol & kCodePointMask);
    }
    hashes.push_back(static_cast<uint32_t>(WordFinish(state)));
  }
  return hashes;
}

TEST_P(KernelsTest, TokenHashesAreOneATokenAsSpecified) {
  const ShingleSeeds seeds = {0x12345678, 2, 3, 4, 0xfedcba9876543210};
  for (uint32_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::vector<uint32_t> symbols = RandomSymbols(&random, seed % 100);
    const std::vector<uint32_t> want = NaiveTokenHashes(symbols, seeds);
    std::vector<uint32_t> out(symbols.size() + 1, kNone);
    out.resize(kernels_.token_hashes(symbols.data(), symbols.size(), seeds,
                                     out.data()));
    ASSERT_EQ(out, want);
    // In place.
    symbols.resize(kernels_.token_hashes(symbols.data(), symbols.size(), seeds,
                                         symbols.data()));
    ASSERT_EQ(symbols, want);
  }
}

TEST_P(KernelsTest, WindowHashesAreTheRotatedSumOfTheirTokens) {
  std::mt19937 random(1);
  for (uint32_t width = 1; width <= 32; ++width) {
    for (const size_t more : {0u, 1u, 2u, 7u, 8u, 15u, 16u, 17u, 63u, 200u}) {
      const std::vector<uint32_t> tokens = Random32(&random, width + more);
      const uint32_t seed = Draw(&random);
      std::vector<uint32_t> want;
      for (size_t i = 0; i + width <= tokens.size(); ++i) {
        uint32_t window = 0;
        for (uint32_t j = 0; j < width; ++j) {
          window ^= RotateLeft(tokens[i + j], 7 * (width - 1 - j));
        }
        want.push_back(Fmix32(window ^ seed));
      }
      // One more, to see that nothing is written behind the end.
      std::vector<uint32_t> out(want.size() + 1, kNone);
      kernels_.window_hashes(tokens.data(), tokens.size(), width, seed,
                             out.data());
      ASSERT_EQ(out.back(), kNone) << "width " << width << " more " << more;
      out.pop_back();
      ASSERT_EQ(out, want) << "width " << width << " more " << more;
    }
  }
}

std::vector<uint32_t> NaiveMinima(const std::vector<uint32_t>& hashes,
                                  std::vector<uint32_t> minima) {
  for (const uint32_t hash : hashes) {
    uint32_t& slot = minima[hash % minima.size()];
    slot = std::min(slot, hash);
  }
  return minima;
}

TEST_P(KernelsTest, BinMinimaKeepTheLeastOfEachBin) {
  std::mt19937 random(1);
  for (const uint32_t slots : {64u, 128u, 256u, 512u}) {
    for (const size_t count :
         {0u, 1u, 3u, 5u, 127u, 1023u, 1024u, 1025u, 1026u, 1027u, 5000u}) {
      SCOPED_TRACE(::testing::Message()
                   << "slots " << slots << ", count " << count);
      const std::vector<uint32_t> hashes = Random32(&random, count);
      for (const bool empty : {true, false}) {
        // What is there already takes part.
        std::vector<uint32_t> minima(slots, kNone);
        if (!empty) {
          for (uint32_t& slot : minima) slot = Draw(&random) >> 8;
        }
        const std::vector<uint32_t> want = NaiveMinima(hashes, minima);
        kernels_.bin_minima(hashes.data(), hashes.size(), slots, minima.data());
        ASSERT_EQ(minima, want);
      }
    }
  }
}

TEST_P(KernelsTest, BinMinimaOfOneBinOverAndOver) {
  std::vector<uint32_t> hashes;
  for (uint32_t i = 3000; i > 0; --i) hashes.push_back(i * 128 + 5);
  std::vector<uint32_t> minima(128, kNone);
  kernels_.bin_minima(hashes.data(), hashes.size(), 128, minima.data());
  for (uint32_t bin = 0; bin < 128; ++bin) {
    ASSERT_EQ(minima[bin], bin == 5 ? 133 : kNone);
  }
}

TEST_P(KernelsTest, RoundMinimaAreBinMinimaOfTheRoundHashes) {
  std::mt19937 random(1);
  for (const uint32_t slots : {128u, 256u}) {
    for (const uint32_t round : {1u, 2u, 77u, 256u}) {
      for (const size_t count : {0u, 1u, 7u, 50u, 300u, 1100u}) {
        const std::vector<uint32_t> hashes = Random32(&random, count);
        std::vector<uint32_t> rehashed;
        for (const uint32_t hash : hashes) {
          rehashed.push_back(RoundHash(hash, round));
        }
        std::vector<uint32_t> minima(slots, kNone);
        const std::vector<uint32_t> want = NaiveMinima(rehashed, minima);
        kernels_.round_minima(hashes.data(), hashes.size(), slots, round,
                              minima.data());
        ASSERT_EQ(minima, want)
            << "slots " << slots << ", round " << round << ", count " << count;
      }
    }
  }
}

// Increasing, with gaps of at most `gap`.
std::vector<uint64_t> Increasing(std::mt19937* random, size_t count,
                                 uint64_t start, uint32_t gap) {
  std::vector<uint64_t> values;
  for (size_t i = 0; i < count; ++i) {
    values.push_back(start);
    start += 1 + (*random)() % gap;
  }
  return values;
}

TEST_P(KernelsTest, IntersectionCountsWhatIsShared) {
  constexpr size_t kSizes[] = {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 33, 100, 1000};
  std::mt19937 random(1);
  for (const size_t size_a : kSizes) {
    for (const size_t size_b : kSizes) {
      for (const uint32_t gap : {1u, 2u, 10u, 1000u}) {
        // Beginnings near 2^32 and 2^63: the comparison is of all 64 bits,
        // and unsigned.
        for (const uint64_t start : {uint64_t{0}, (uint64_t{1} << 32) - 50,
                                     (uint64_t{1} << 63) - 50}) {
          const auto a = Increasing(&random, size_a, start, gap);
          const auto b = Increasing(&random, size_b, start + random() % 8, gap);
          std::vector<uint64_t> both;
          std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                                std::back_inserter(both));
          ASSERT_EQ(
              kernels_.intersection(a.data(), a.size(), b.data(), b.size()),
              both.size())
              << size_a << " and " << size_b << ", gap " << gap;
        }
      }
    }
  }
}

TEST_P(KernelsTest, IntersectionLooksAtBothHalves) {
  const std::vector<uint64_t> a = {1, (uint64_t{7} << 32) | 1};
  const std::vector<uint64_t> b = {2, (uint64_t{7} << 32) | 2};
  EXPECT_EQ(kernels_.intersection(a.data(), 2, b.data(), 2), 0u);
  EXPECT_EQ(kernels_.intersection(a.data(), 2, a.data(), 2), 2u);
}

TEST_P(KernelsTest, IntersectionWithTheEndsOfTheRange) {
  const std::vector<uint64_t> a = {0, 5, ~uint64_t{0}};
  const std::vector<uint64_t> b = {0, 6, ~uint64_t{0}};
  EXPECT_EQ(kernels_.intersection(a.data(), 3, b.data(), 3), 2u);
}

TEST_P(KernelsTest, EqualSlotsCountsThem) {
  std::mt19937 random(1);
  for (const uint32_t slots : {1u, 8u, 31u, 64u, 128u, 256u}) {
    for (const uint32_t kinds : {1u, 2u, 3u, 65536u}) {
      std::vector<uint16_t> a(slots);
      std::vector<uint16_t> b(slots);
      uint32_t want = 0;
      for (uint32_t i = 0; i < slots; ++i) {
        a[i] = static_cast<uint16_t>(random() % kinds);
        b[i] = static_cast<uint16_t>(random() % kinds);
        if (a[i] == b[i]) ++want;
      }
      ASSERT_EQ(kernels_.equal_slots(a.data(), b.data(), slots), want);
      ASSERT_EQ(kernels_.equal_slots(a.data(), a.data(), slots), slots);
    }
  }
}

TEST_P(KernelsTest, EqualSlotsTellsSlotsOfOneBitApart) {
  std::vector<uint16_t> a(128, 0x8000);
  for (uint32_t i = 0; i < 128; ++i) {
    for (uint32_t bit = 0; bit < 16; ++bit) {
      std::vector<uint16_t> b = a;
      b[i] = static_cast<uint16_t>(b[i] ^ (1u << bit));
      ASSERT_EQ(kernels_.equal_slots(a.data(), b.data(), 128), 127u);
    }
  }
}

// Stored signatures depend on these: a change is a change of the scheme.
TEST(Mixers, HaveTheirPublishedValues) {
  EXPECT_EQ(Fmix32(0), 0u);
  EXPECT_EQ(Fmix32(1), 0x514e28b7u);  // MurmurHash3
  EXPECT_EQ(RoundHash(1, 0), Fmix32(1));
  EXPECT_EQ(RoundHash(0, 1), Fmix32(0x9e3779b9));
}

}  // namespace
}  // namespace litany::simd
