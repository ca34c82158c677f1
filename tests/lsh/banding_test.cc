#include "lsh/banding.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace litany::lsh {
namespace {

Bands Solve(double threshold, double recall = 0.99) {
  const auto bands = SolveBands(threshold, recall);
  EXPECT_TRUE(bands.ok()) << bands.status();
  return *bands;
}

void ExpectBands(double threshold, uint32_t slots, uint32_t bands,
                 uint32_t rows) {
  const Bands got = Solve(threshold);
  EXPECT_EQ(got.slots, slots) << "threshold " << threshold;
  EXPECT_EQ(got.bands, bands) << "threshold " << threshold;
  EXPECT_EQ(got.rows, rows) << "threshold " << threshold;
}

TEST(SolveBands, HasTheDocumentedValues) {
  ExpectBands(0.8, 128, 16, 6);
  ExpectBands(0.5, 128, 35, 3);
  ExpectBands(0.4, 256, 70, 3);
}

TEST(SolveBands, ThresholdOneIsOneBandOfAllSlots) {
  ExpectBands(1.0, 128, 1, 128);
}

TEST(SolveBands, TakesAllThereIsWhereTheRecallIsOutOfReach) {
  const Bands bands = Solve(0.1);
  EXPECT_EQ(bands.slots, 256u);
  EXPECT_EQ(bands.bands, 85u);
  EXPECT_EQ(bands.rows, 3u);
  EXPECT_NEAR(bands.recall, 1 - std::pow(1 - 0.001, 85), 1e-12);
  EXPECT_LT(bands.recall, 0.99);
}

TEST(SolveBands, NeedsAThresholdAndARecallInRange) {
  const double nan = std::nan("");
  for (const double threshold : {0.0, -0.1, 1.01, nan}) {
    EXPECT_EQ(SolveBands(threshold, 0.99).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
  for (const double recall : {0.0, 1.0, -1.0, 2.0, nan}) {
    EXPECT_EQ(SolveBands(0.5, recall).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

// The rule in words, tried on every (bands, rows) there is.
std::optional<Bands> BestOfAll(double threshold, double recall,
                               uint32_t slots) {
  std::optional<Bands> best;
  for (uint32_t rows = 3; rows <= slots; ++rows) {
    for (uint32_t bands = 1; bands * rows <= slots; ++bands) {
      const double reached = CandidateProbability(threshold, bands, rows);
      if (reached < recall) continue;
      if (!best || rows > best->rows ||
          (rows == best->rows && bands < best->bands)) {
        best = Bands{slots, bands, rows, reached};
      }
    }
  }
  return best;
}

TEST(SolveBands, IsTheBestOfAllBandsAndRows) {
  for (int t = 1; t <= 100; ++t) {
    for (const double recall : {0.5, 0.9, 0.95, 0.99, 0.999}) {
      const double threshold = t / 100.0;
      SCOPED_TRACE(::testing::Message()
                   << "threshold " << threshold << ", recall " << recall);
      std::optional<Bands> want = BestOfAll(threshold, recall, 128);
      if (!want) want = BestOfAll(threshold, recall, 256);
      if (!want) {
        want = Bands{256, 85, 3, CandidateProbability(threshold, 85, 3)};
      }
      const Bands got = Solve(threshold, recall);
      EXPECT_EQ(got.slots, want->slots);
      EXPECT_EQ(got.bands, want->bands);
      EXPECT_EQ(got.rows, want->rows);
      EXPECT_DOUBLE_EQ(got.recall, want->recall);
    }
  }
}

TEST(CandidateProbability, IsTheSCurve) {
  EXPECT_DOUBLE_EQ(CandidateProbability(1, 16, 8), 1);
  EXPECT_DOUBLE_EQ(CandidateProbability(0, 16, 8), 0);
  EXPECT_DOUBLE_EQ(CandidateProbability(0.5, 1, 3), 0.125);
  EXPECT_DOUBLE_EQ(CandidateProbability(0.5, 2, 1), 0.75);
  EXPECT_NEAR(CandidateProbability(0.8, 16, 8), 0.9470, 1e-4);
}

TEST(BandKey, DependsOnTheSlotsOfItsBandAndOnNoOthers) {
  const Bands bands = {128, 16, 6, 0};
  std::vector<uint16_t> signature(128);
  for (size_t i = 0; i < 128; ++i) signature[i] = static_cast<uint16_t>(i * 7);
  for (uint32_t band = 0; band < bands.bands; ++band) {
    const uint64_t key = BandKey(signature, bands, band);
    for (size_t slot = 0; slot < 128; ++slot) {
      std::vector<uint16_t> changed = signature;
      changed[slot] ^= 0x100;
      const bool inside = slot / 6 == band;
      EXPECT_EQ(BandKey(changed, bands, band) != key, inside)
          << "band " << band << ", slot " << slot;
    }
  }
}

TEST(BandKey, EqualSlotsInTwoBandsHaveTwoKeys) {
  const Bands bands = {128, 35, 3, 0};
  const std::vector<uint16_t> signature(128, 9);
  std::set<uint64_t> keys;
  for (uint32_t band = 0; band < bands.bands; ++band) {
    keys.insert(BandKey(signature, bands, band));
  }
  EXPECT_EQ(keys.size(), 35u);
}

TEST(BandKey, OrderOfSlotsCounts) {
  const Bands bands = {128, 35, 3, 0};
  std::vector<uint16_t> a(128, 0);
  std::vector<uint16_t> b = a;
  a[0] = 1;
  b[1] = 1;
  EXPECT_NE(BandKey(a, bands, 0), BandKey(b, bands, 0));
}

}  // namespace
}  // namespace litany::lsh
