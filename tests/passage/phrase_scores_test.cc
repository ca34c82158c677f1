#include "passage/phrase_scores.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/passage/phrase_sample.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

double Bits(int64_t units) {
  return static_cast<double>(units) / static_cast<double>(kLogUnit);
}

TEST(Log2, IsThatOfTheMathematicsLibrary) {
  EXPECT_EQ(Log2(0), 0);
  EXPECT_EQ(Log2(1), 0);
  EXPECT_EQ(Log2(8), 3 * kLogUnit);
  std::mt19937_64 random(5);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t x = (random() >> (random() % 64)) | 1;
    ASSERT_NEAR(Bits(Log2(x)), std::log2(static_cast<double>(x)), 4e-5) << x;
  }
  for (uint64_t x = 4000; x < 4200; ++x) EXPECT_LT(Log2(x), Log2(x + 2));
}

TEST(EntropyOf, CountsWhatIsNotGivenAsMetOnce) {
  std::vector<uint32_t> values = {7, 9, 7, 7};
  EXPECT_NEAR(Bits(EntropyOf(&values, 4)),
              -.75 * std::log2(.75) - .25 * std::log2(.25), 1e-4);
  values = {};
  EXPECT_NEAR(Bits(EntropyOf(&values, 8)), 3, 1e-4);
  values = {1, 1, 1, 1};
  EXPECT_NEAR(Bits(EntropyOf(&values, 4)), 0, 1e-4);
  values = {};
  EXPECT_EQ(EntropyOf(&values, 0), 0);
}

TEST(ResidualIdf, IsTheDistanceFromPoisson) {
  std::mt19937 random(8);
  for (int i = 0; i < 5000; ++i) {
    const uint32_t texts = 1 + Below(&random, 100000);
    const uint32_t documents = 1 + Below(&random, texts);
    const uint32_t count = documents + Below(&random, 5000);
    const double expected =
        -std::log2(-std::expm1(-static_cast<double>(count) / texts));
    const double idf = std::log2(static_cast<double>(texts) / documents);
    ASSERT_NEAR(Bits(ResidualIdf(count, documents, texts)), idf - expected,
                2e-3)
        << count << " in " << documents << " of " << texts;
  }
}

TEST(SideCounter, TellsWhatStandsBesideARun) {
  const PhraseSample sample({
      "他说发展，我说发展。",  // 0..7, "发展" at 2 and 6
      "发展了发展5",           // at 0 and 3
  });
  const auto tokens = TokenTable::Build(sample.texts());
  ASSERT_TRUE(tokens.ok());
  ASSERT_EQ(tokens->begin(1), 8u);
  const std::vector<uint32_t> places = {2, 6, 8, 11};
  SideCounter counter;
  const Sides sides = counter.Count(*tokens, places, 2);
  EXPECT_EQ(sides.count, 4u);
  EXPECT_EQ(sides.left_breaks, 1u);
  EXPECT_EQ(sides.left_items, 1u);
  EXPECT_EQ(sides.right_breaks, 2u);
  EXPECT_EQ(sides.right_items, 2u);
  EXPECT_EQ(sides.right_numbers, 1u);
  EXPECT_EQ(sides.left_numbers, 0u);
  EXPECT_EQ(sides.left_words, 4u);
  EXPECT_EQ(sides.right_words, 4u);
  // 说, 说, begin, 了; and two ends, 了, 5.
  EXPECT_NEAR(Bits(sides.left_entropy), 1.5, 1e-4);
  EXPECT_NEAR(Bits(sides.right_entropy), 2, 1e-4);
}

}  // namespace
}  // namespace litany::passage
