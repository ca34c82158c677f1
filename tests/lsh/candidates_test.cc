#include "lsh/candidates.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/lsh/print_candidate.h"

namespace litany::lsh {
namespace {

using Signatures = std::vector<std::vector<uint16_t>>;

std::vector<uint16_t> Flat(const Signatures& signatures) {
  std::vector<uint16_t> flat;
  for (const auto& signature : signatures) {
    flat.insert(flat.end(), signature.begin(), signature.end());
  }
  return flat;
}

std::vector<Candidate> Find(const Signatures& signatures, const Bands& bands,
                            double threshold, uint32_t threads = 1) {
  const std::vector<uint16_t> flat = Flat(signatures);
  const auto found =
      FindCandidates({flat, bands.slots}, bands, threshold, threads);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

std::vector<Candidate> FindAgainst(const Signatures& signatures,
                                   const Signatures& reference,
                                   const Bands& bands, double threshold,
                                   uint32_t threads = 1) {
  const std::vector<uint16_t> flat = Flat(signatures);
  const std::vector<uint16_t> flat_reference = Flat(reference);
  const auto found =
      FindCandidatesAgainst({flat, bands.slots}, {flat_reference, bands.slots},
                            bands, threshold, threads);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

// Families around random centres; members differ from their centre in a
// random share of slots, so that pairs share some bands and not others.
Signatures Families(std::mt19937* random, size_t count, uint32_t slots) {
  const size_t families = 1 + (*random)() % 6;
  Signatures centres(families, std::vector<uint16_t>(slots));
  for (auto& centre : centres) {
    for (auto& slot : centre) slot = static_cast<uint16_t>((*random)());
  }
  Signatures signatures;
  for (size_t i = 0; i < count; ++i) {
    auto signature = centres[(*random)() % families];
    const uint32_t changed = static_cast<uint32_t>((*random)() % 60);
    for (auto& slot : signature) {
      if ((*random)() % 100 < changed) {
        slot = static_cast<uint16_t>((*random)());
      }
    }
    signatures.push_back(signature);
  }
  return signatures;
}

bool MeetInBand(const std::vector<uint16_t>& a, const std::vector<uint16_t>& b,
                const Bands& bands, uint32_t band) {
  for (uint32_t row = 0; row < bands.rows; ++row) {
    const size_t slot = size_t{band} * bands.rows + row;
    if (a[slot] != b[slot]) return false;
  }
  return true;
}

bool AgreeEnough(const std::vector<uint16_t>& a, const std::vector<uint16_t>& b,
                 double threshold) {
  uint32_t equal = 0;
  for (size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i] ? 1 : 0;
  return equal >= LeastEqualSlots(threshold, static_cast<uint32_t>(a.size()));
}

// The rule in words: member i of a bucket meets the first min(i, 32).
std::vector<Candidate> BruteForce(const Signatures& signatures,
                                  const Bands& bands, double threshold) {
  std::set<Candidate> pairs;
  for (uint32_t band = 0; band < bands.bands; ++band) {
    for (uint32_t b = 0; b < signatures.size(); ++b) {
      uint32_t partners = 0;
      for (uint32_t a = 0; a < b && partners < 32; ++a) {
        if (!MeetInBand(signatures[a], signatures[b], bands, band)) continue;
        ++partners;
        if (AgreeEnough(signatures[a], signatures[b], threshold)) {
          pairs.insert({a, b});
        }
      }
    }
  }
  return {pairs.begin(), pairs.end()};
}

std::vector<Candidate> BruteForceAgainst(const Signatures& signatures,
                                         const Signatures& reference,
                                         const Bands& bands, double threshold) {
  std::set<Candidate> pairs;
  for (uint32_t band = 0; band < bands.bands; ++band) {
    for (uint32_t a = 0; a < signatures.size(); ++a) {
      uint32_t partners = 0;
      for (uint32_t b = 0; b < reference.size() && partners < 32; ++b) {
        if (!MeetInBand(signatures[a], reference[b], bands, band)) continue;
        ++partners;
        if (AgreeEnough(signatures[a], reference[b], threshold)) {
          pairs.insert({a, b});
        }
      }
    }
  }
  return {pairs.begin(), pairs.end()};
}

struct Shape {
  Bands bands;
  double threshold;

  // How ctest names the test.
  friend void PrintTo(const Shape& shape, std::ostream* out) {
    *out << shape.bands.bands << " by " << shape.bands.rows;
  }
};

class CandidatesTest : public ::testing::TestWithParam<Shape> {};

TEST_P(CandidatesTest, AreThoseOfTheRule) {
  const auto& [bands, threshold] = GetParam();
  size_t pairs = 0;
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    const auto signatures = Families(&random, random() % 250, bands.slots);
    const auto want = BruteForce(signatures, bands, threshold);
    pairs += want.size();
    for (const uint32_t threads : {1u, 2u, 5u}) {
      ASSERT_EQ(Find(signatures, bands, threshold, threads), want)
          << threads << " threads";
    }
  }
  EXPECT_GT(pairs, 1000u) << "the test tests nothing";
}

TEST_P(CandidatesTest, AgainstAReferenceAreThoseOfTheRule) {
  const auto& [bands, threshold] = GetParam();
  size_t pairs = 0;
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    // Of one draw, so that the two collections share families.
    auto signatures = Families(&random, random() % 300, bands.slots);
    const size_t cut = signatures.size() / 3;
    const Signatures reference(signatures.begin() + static_cast<ptrdiff_t>(cut),
                               signatures.end());
    signatures.resize(cut);
    const auto want =
        BruteForceAgainst(signatures, reference, bands, threshold);
    pairs += want.size();
    for (const uint32_t threads : {1u, 3u}) {
      ASSERT_EQ(FindAgainst(signatures, reference, bands, threshold, threads),
                want)
          << threads << " threads";
    }
  }
  EXPECT_GT(pairs, 500u) << "the test tests nothing";
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CandidatesTest,
    ::testing::Values(Shape{{128, 16, 6, 0}, 0.8}, Shape{{128, 35, 3, 0}, 0.5},
                      Shape{{256, 70, 3, 0}, 0.4},
                      // So low that no pair is dropped for its slots.
                      Shape{{128, 42, 3, 0}, 0.01}),
    [](const auto& tested) {
      return "Bands" + std::to_string(tested.param.bands.bands) + "Rows" +
             std::to_string(tested.param.bands.rows);
    });

TEST(Candidates, MemberMeetsTheFirst32OfItsBucketAndNoOthers) {
  const Signatures signatures(100, std::vector<uint16_t>(128, 5));
  const auto pairs = Find(signatures, {128, 16, 6, 0}, 0.8);
  std::vector<uint32_t> partners(100);
  for (const Candidate& pair : pairs) {
    EXPECT_LT(pair.a, 32u);
    EXPECT_LT(pair.a, pair.b);
    ++partners[pair.b];
  }
  for (uint32_t i = 0; i < 100; ++i) {
    EXPECT_EQ(partners[i], std::min(i, 32u)) << "member " << i;
  }
}

TEST(Candidates, AgainstMeetsTheFirst32OfTheReferenceHoweverLate) {
  const Signatures signatures(50, std::vector<uint16_t>(128, 5));
  const Signatures reference(40, std::vector<uint16_t>(128, 5));
  const auto pairs = FindAgainst(signatures, reference, {128, 16, 6, 0}, 0.8);
  EXPECT_EQ(pairs.size(), 50u * 32u);
  for (const Candidate& pair : pairs) EXPECT_LT(pair.b, 32u);
}

TEST(Candidates, AgainstNeverPairsWithinACollection) {
  const Signatures same(3, std::vector<uint16_t>(128, 5));
  const Signatures other(3, std::vector<uint16_t>(128, 6));
  EXPECT_TRUE(FindAgainst(same, other, {128, 16, 6, 0}, 0.8).empty());
  EXPECT_TRUE(FindAgainst(same, {}, {128, 16, 6, 0}, 0.8).empty());
  EXPECT_TRUE(FindAgainst({}, other, {128, 16, 6, 0}, 0.8).empty());
}

TEST(Candidates, NoneOrOneHasNoPair) {
  EXPECT_TRUE(Find({}, {128, 16, 6, 0}, 0.8).empty());
  EXPECT_TRUE(
      Find({std::vector<uint16_t>(128, 1)}, {128, 16, 6, 0}, 0.8).empty());
}

TEST(LeastEqualSlots, IsFourStandardErrorsBelowTheThreshold) {
  EXPECT_EQ(LeastEqualSlots(1.0, 128), 128u);
  EXPECT_EQ(LeastEqualSlots(0.8, 128), 85u);  // 102.4 - 4 * 4.525
  EXPECT_EQ(LeastEqualSlots(0.5, 128), 42u);  // 64 - 4 * 5.657
  EXPECT_EQ(LeastEqualSlots(0.4, 256), 72u);  // 102.4 - 4 * 7.838
  EXPECT_EQ(LeastEqualSlots(0.01, 128), 0u);
}

}  // namespace
}  // namespace litany::lsh
