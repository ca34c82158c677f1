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

// Appends a code point by the table of the Unicode standard (3-6).
void AppendUtf8(uint32_t c, std::string* out) {
  const auto byte = [out](uint32_t value) {
    out->push_back(static_cast<char>(value));
  };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xc0 + c / 64);
  } else if (c < 0x10000) {
    byte(0xe0 + c / 4096);
    byte(0x80 + c / 64 % 64);
  } else {
    byte(0xf0 + c / 262144);
    byte(0x80 + c / 4096 % 64);
    byte(0x80 + c / 64 % 64);
  }
  byte(0x80 + c % 64);
}

void CheckEncode(const KernelTable& kernels,
                 const std::vector<uint32_t>& symbols, uint32_t before) {
  std::string want;
  size_t blanks = 0;
  uint32_t last = before;
  for (const uint32_t symbol : symbols) {
    if ((symbol & kTokenStart) != 0 && (symbol & last & kWordSymbol) != 0) {
      want += ' ';
      ++blanks;
    }
    AppendUtf8(symbol & kCodePointMask, &want);
    last = symbol;
  }
  std::string out(symbols.size() * 5 + 1, '#');
  size_t separators = 7;
  const size_t bytes = kernels.encode(symbols.data(), symbols.size(), before,
                                      out.data(), &separators);
  ASSERT_EQ(out.back(), '#') << "written behind the end";
  out.resize(bytes);
  ASSERT_EQ(out, want);
  ASSERT_EQ(separators, blanks + 7);
}

// Runs of one kind after another: letters of ASCII, code points of two, three
// and four bytes, the ends of their ranges among them; words and single tokens.
TEST_P(KernelsTest, EncodeWritesUtf8AndParts) {
  struct Range {
    uint32_t first, last;
  };
  constexpr Range kRanges[] = {
      {'a', 'z'},       {0, 0x7f},        {0x80, 0x7ff},      {0x800, 0xd7ff},
      {0x4e00, 0x9fff}, {0xe000, 0xffff}, {0x10000, 0x10ffff}};
  for (uint32_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::vector<uint32_t> symbols;
    while (symbols.size() < seed % 150) {
      const Range& range = kRanges[random() % std::size(kRanges)];
      const bool is_word = random() % 2 != 0;
      const size_t run = 1 + random() % 40;
      for (size_t i = 0; i < run; ++i) {
        const uint32_t ends[] = {
            range.first, range.last,
            range.first + Draw(&random) % (range.last - range.first + 1)};
        const bool starts = !is_word || i == 0 || random() % 4 == 0;
        symbols.push_back(ends[random() % 3] | (is_word ? kWordSymbol : 0) |
                          (starts ? kTokenStart : 0));
      }
    }
    for (const uint32_t before : {uint32_t{0}, kWordSymbol | 'a'}) {
      CheckEncode(kernels_, symbols, before);
      if (HasFatalFailure()) return;
    }
  }
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
    // Horner's rule, from the last symbol to the first.
    uint32_t sum = 0;
    for (size_t i = token.size(); i-- > 0;) {
      const uint32_t premix =
          TokenLow(token[i] & kCodePointMask, seeds.token_low);
      sum = sum * kWordLow + RotateLeft(premix, 16);
    }
    hashes.push_back(WordFinish(sum));
  }
  return hashes;
}

void CheckTokenHashes(const KernelTable& kernels,
                      std::vector<uint32_t> symbols) {
  const ShingleSeeds seeds = {0x12345678, 2, 3, 4};
  const std::vector<uint32_t> want = NaiveTokenHashes(symbols, seeds);
  // Not a symbol more than there is room for.
  std::vector<uint32_t> out(symbols.size() + 1, kNone);
  const size_t count =
      kernels.token_hashes(symbols.data(), symbols.size(), seeds, out.data());
  ASSERT_EQ(out.back(), kNone) << "written behind the end";
  out.resize(count);
  ASSERT_EQ(out, want);
  // In place.
  symbols.resize(kernels.token_hashes(symbols.data(), symbols.size(), seeds,
                                      symbols.data()));
  ASSERT_EQ(symbols, want);
}

TEST_P(KernelsTest, TokenHashesAreOneATokenAsSpecified) {
  for (uint32_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    CheckTokenHashes(kernels_, RandomSymbols(&random, seed % 700));
    if (HasFatalFailure()) return;
  }
}

// Words and single symbols of code points that no text has, each word of
// `length` symbols and followed by `singles`.
std::vector<uint32_t> RegularSymbols(std::mt19937* random, size_t count,
                                     size_t length, size_t singles) {
  std::vector<uint32_t> symbols;
  while (symbols.size() < count) {
    for (size_t i = 0; i < length; ++i) {
      symbols.push_back((Draw(random) & kCodePointMask) | kWordSymbol |
                        (i == 0 ? kTokenStart : 0));
    }
    for (size_t i = 0; i < singles; ++i) {
      symbols.push_back((Draw(random) & kCodePointMask) | kTokenStart);
    }
  }
  symbols.resize(count);
  return symbols;
}

// Kernels take words in groups, and symbols in blocks that words may cross.
TEST_P(KernelsTest, TokenHashesOfWordsOfEveryLength) {
  std::mt19937 random(1);
  for (size_t length = 0; length <= 40; ++length) {
    for (const size_t singles : {0u, 1u, 2u, 15u, 16u, 17u, 40u}) {
      if (length + singles == 0) continue;
      for (size_t count = 0; count <= 1200; count += count < 70 ? 1 : 31) {
        SCOPED_TRACE(::testing::Message() << "words of " << length << ", then "
                                          << singles << ", in all " << count);
        CheckTokenHashes(kernels_,
                         RegularSymbols(&random, count, length, singles));
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(KernelsTest, TokenHashesOfWordsWithoutEnd) {
  std::mt19937 random(1);
  for (const size_t length :
       {255u, 256u, 257u, 511u, 512u, 513u, 600u, 1025u, 5000u}) {
    for (const size_t singles : {0u, 1u, 20u}) {
      for (const size_t count : {length - 1, length, length + 1, 2 * length,
                                 2 * length + 30, 3 * length + 300}) {
        CheckTokenHashes(kernels_,
                         RegularSymbols(&random, count, length, singles));
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(KernelsTest, WindowHashesAreTheRotatedSumOfTheirTokens) {
  std::mt19937 random(1);
  for (uint32_t width = 1; width <= 32; ++width) {
    for (size_t more = 0; more <= 200; more += more < 70 ? 1 : 13) {
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
         {0u,    1u,    3u,    5u,    127u,  255u,  256u,  257u,  639u,
          641u,  1023u, 1024u, 1025u, 1026u, 1027u, 1279u, 1280u, 1281u,
          2559u, 2560u, 2561u, 5000u, 5001u, 5015u, 70000u}) {
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

// Kernels may look at the least hashes first and trust that no others matter.
TEST_P(KernelsTest, BinMinimaFindWhatIsLeastWhereAllIsGreat) {
  std::mt19937 random(1);
  for (const uint32_t slots : {128u, 256u}) {
    for (const size_t count : {300u, 2200u, 5000u, 20000u}) {
      for (const uint32_t low :
           {uint32_t{0}, uint32_t{1} << 30, uint32_t{1} << 31, kNone - 70000,
            kNone - 1, kNone}) {
        std::vector<uint32_t> hashes(count);
        for (uint32_t& hash : hashes) {
          hash = std::max(Draw(&random), low) | (low & ~255u);
        }
        // A few bins hold great ones alone.
        for (uint32_t& hash : hashes) {
          if (hash % slots < 3) hash |= 0xfffffe00;
        }
        std::vector<uint32_t> minima(slots, kNone);
        minima[5] = 5;
        const std::vector<uint32_t> want = NaiveMinima(hashes, minima);
        kernels_.bin_minima(hashes.data(), count, slots, minima.data());
        ASSERT_EQ(minima, want)
            << "slots " << slots << ", count " << count << ", low " << low;
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

// The hash of which Fmix32 makes `mixed`.
uint32_t BeforeFmix32(uint32_t mixed) {
  const auto undo_multiply = [](uint32_t value, uint32_t factor) {
    uint32_t inverse = factor;  // right in 3 bits, then in 6, 12, 24, 48
    for (int i = 0; i < 4; ++i) inverse *= 2 - factor * inverse;
    return value * inverse;
  };
  mixed ^= mixed >> 16;
  mixed = undo_multiply(mixed, 0xc2b2ae35);
  mixed ^= mixed >> 13 ^ mixed >> 26;
  mixed = undo_multiply(mixed, 0x85ebca6b);
  return mixed ^ mixed >> 16;
}

std::vector<uint32_t> NaiveFill(const std::vector<uint32_t>& hashes,
                                uint32_t rounds, std::vector<uint32_t> minima) {
  for (uint32_t round = 1; round <= rounds; ++round) {
    std::vector<uint32_t> least(minima.size(), kNone);
    for (const uint32_t hash : hashes) {
      const uint32_t mixed = Fmix32(hash + round * 0x9e3779b9);
      uint32_t& slot = least[mixed % least.size()];
      slot = std::min(slot, mixed);
    }
    for (size_t i = 0; i < minima.size(); ++i) {
      if (minima[i] == kNone) minima[i] = least[i];
    }
  }
  return minima;
}

TEST_P(KernelsTest, FillRoundsFillOnlyWhatIsEmptyAndTheEarliestRoundWins) {
  std::mt19937 random(1);
  std::vector<size_t> counts;
  for (size_t count = 1; count <= 70; ++count) counts.push_back(count);
  for (const size_t count :
       {127u, 200u, 511u, 512u, 513u, 527u, 1030u, 3000u}) {
    counts.push_back(count);
  }
  for (const uint32_t slots : {64u, 128u, 256u}) {
    for (const size_t count : counts) {
      const std::vector<uint32_t> hashes = Random32(&random, count);
      for (const uint32_t rounds : {0u, 1u, 2u, 3u, 32u}) {
        for (const uint32_t filled : {0u, 1u, 2u}) {  // none, some, all but one
          std::vector<uint32_t> minima(slots, kNone);
          for (uint32_t& slot : minima) {
            if (filled == 2 || (filled == 1 && random() % 2 == 0)) {
              slot = Draw(&random);
            }
          }
          minima[random() % slots] = kNone;
          const std::vector<uint32_t> want = NaiveFill(hashes, rounds, minima);
          kernels_.fill_rounds(hashes.data(), count, slots, rounds,
                               minima.data());
          ASSERT_EQ(minima, want)
              << "slots " << slots << ", rounds " << rounds << ", count "
              << count << ", filled " << filled;
        }
      }
    }
  }
}

TEST_P(KernelsTest, FillRoundsTakesTheGreatestHashForNone) {
  ASSERT_EQ(Fmix32(BeforeFmix32(0x12345678)), 0x12345678u);
  std::mt19937 random(1);
  for (const size_t count : {1u, 3u, 17u, 50u, 600u}) {
    for (const uint32_t round : {1u, 2u, 5u}) {
      // One whose hash in `round` looks like an empty slot.
      std::vector<uint32_t> hashes = Random32(&random, count);
      hashes[random() % count] = BeforeFmix32(kNone) - round * 0x9e3779b9;
      std::vector<uint32_t> minima(128, kNone);
      const std::vector<uint32_t> want = NaiveFill(hashes, 32, minima);
      kernels_.fill_rounds(hashes.data(), count, 128, 32, minima.data());
      ASSERT_EQ(minima, want) << "count " << count << ", round " << round;
    }
  }
}

TEST_P(KernelsTest, SlotValuesAreTheLowHalvesOfTheMixedMinima) {
  std::mt19937 random(1);
  for (const uint32_t slots : {64u, 128u, 256u}) {
    std::vector<uint32_t> minima = Random32(&random, slots);
    minima[0] = kNone;
    minima[1] = 0;
    std::vector<uint16_t> out(slots + 1, 7);
    kernels_.slot_values(minima.data(), slots, out.data());
    for (uint32_t i = 0; i < slots; ++i) {
      ASSERT_EQ(out[i], Fmix32(minima[i]) & 0xffff) << i;
    }
    ASSERT_EQ(out[slots], 7) << "written behind the end";
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

uint32_t NaiveMajority(const std::vector<uint32_t>& hashes, uint32_t round) {
  uint32_t majority = 0;
  for (uint32_t bit = 0; bit < 32; ++bit) {
    size_t yes = 0;
    for (const uint32_t hash : hashes) {
      const uint32_t vote = round == 0 ? hash : RoundHash(hash, round);
      yes += vote >> bit & 1;
    }
    if (2 * yes > hashes.size()) majority |= uint32_t{1} << bit;
  }
  return majority;
}

TEST_P(KernelsTest, MajorityBitsOfAnyNumberOfHashes) {
  const uint32_t seed = 1;
  std::mt19937 random(seed);
  std::vector<size_t> counts;
  for (size_t count = 0; count < 300; ++count) counts.push_back(count);
  for (size_t power = 512; power <= 65536; power *= 2) {
    for (const size_t count : {power - 1, power, power + 1}) {
      counts.push_back(count);
    }
  }
  for (const size_t count : counts) {
    const std::vector<uint32_t> hashes = Random32(&random, count);
    for (const uint32_t round : {0u, 1u, 3u}) {
      ASSERT_EQ(kernels_.majority_bits(hashes.data(), count, round),
                NaiveMajority(hashes, round))
          << "seed " << seed << ", " << count << " hashes, round " << round;
    }
  }
}

// Just half, one less and one more, in every column; and all, or none.
TEST_P(KernelsTest, MajorityBitsIsNeverATie) {
  for (size_t count = 1; count < 600; count += 1 + count / 8) {
    for (const size_t yes : {size_t{0}, count / 2, count / 2 + 1, count}) {
      std::vector<uint32_t> hashes(count, 0);
      std::fill_n(hashes.begin(), static_cast<ptrdiff_t>(yes), kNone);
      const uint32_t want = 2 * yes > count ? kNone : 0;
      EXPECT_EQ(kernels_.majority_bits(hashes.data(), count, 0), want);
      std::reverse(hashes.begin(), hashes.end());
      EXPECT_EQ(kernels_.majority_bits(hashes.data(), count, 0), want);
    }
  }
}

TEST_P(KernelsTest, IntersectionCountsWhatIsShared) {
  constexpr size_t kSizes[] = {0, 1,  2,  3,  4,  5,  7,   8,
                               9, 15, 16, 17, 31, 33, 100, 1000};
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

TEST_P(KernelsTest, IntersectionOf32BitsCountsWhatIsShared) {
  constexpr size_t kSizes[] = {0, 1, 7, 8, 9, 15, 16, 17, 56, 64, 65, 300};
  std::mt19937 random(2);
  for (const size_t size_a : kSizes) {
    for (const size_t size_b : kSizes) {
      for (const uint32_t gap : {1u, 2u, 10u, 1000u}) {
        // The comparison is unsigned, up to the last value there is.
        for (const uint64_t start :
             {uint64_t{0}, (uint64_t{1} << 31) - 50,
              (uint64_t{1} << 32) - uint64_t{gap} * 308 - 8}) {
          const auto narrow = [](const std::vector<uint64_t>& wide) {
            return std::vector<uint32_t>(wide.begin(), wide.end());
          };
          const auto a = narrow(Increasing(&random, size_a, start, gap));
          const auto b =
              narrow(Increasing(&random, size_b, start + random() % 8, gap));
          std::vector<uint32_t> both;
          std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                                std::back_inserter(both));
          ASSERT_EQ(
              kernels_.intersection32(a.data(), a.size(), b.data(), b.size()),
              both.size())
              << size_a << " and " << size_b << ", gap " << gap;
        }
      }
    }
  }
  const std::vector<uint32_t> ends(1, ~uint32_t{0});
  EXPECT_EQ(kernels_.intersection32(ends.data(), 1, ends.data(), 1), 1u);
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
  for (const uint32_t slots :
       {1u, 7u, 8u, 9u, 15u, 16u, 17u, 31u, 32u, 33u, 64u, 65u, 128u, 256u}) {
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
