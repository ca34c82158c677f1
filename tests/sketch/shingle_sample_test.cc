// Samples against sets that are sorted as a whole.
#include "sketch/shingle_sample.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::sketch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<uint32_t> Sample(uint32_t size,
                             const std::vector<uint32_t>& hashes) {
  std::vector<uint32_t> sample;
  ShingleSampler(size).Append(hashes, &sample);
  return sample;
}

std::vector<uint32_t> LeastOf(uint32_t size,
                              const std::vector<uint32_t>& hashes) {
  const std::set<uint32_t> set(hashes.begin(), hashes.end());
  std::vector<uint32_t> least(set.begin(), set.end());
  least.resize(std::min<size_t>(size, least.size()));
  return least;
}

TEST(ShingleSampler, KeepsTheLeastDistinctHashesInOrder) {
  EXPECT_THAT(Sample(3, {9, 2, 7, 2, 5, 1}), ElementsAre(1, 2, 5));
}

TEST(ShingleSampler, SampleOfASmallSetIsTheSet) {
  EXPECT_THAT(Sample(64, {9, 2, 2}), ElementsAre(2, 9));
  EXPECT_THAT(Sample(64, {}), IsEmpty());
}

TEST(ShingleSampler, AppendsToWhatIsThere) {
  std::vector<uint32_t> samples = {70, 60};
  ShingleSampler(2).Append(std::vector<uint32_t>{3, 1, 2}, &samples);
  EXPECT_THAT(samples, ElementsAre(70, 60, 1, 2));
}

TEST(ShingleSampler, EqualsASortedSetForAnySizeAndRepetition) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const uint32_t size = 1 + static_cast<uint32_t>(random() % 100);
    const size_t distinct = 1 + random() % 3000;
    std::vector<uint32_t> hashes(distinct);
    for (uint32_t& hash : hashes) hash = static_cast<uint32_t>(random());
    // Some texts repeat a few shingles very often.
    const size_t repeats = random() % 3 == 0 ? 5000 : 0;
    for (size_t i = 0; i < repeats; ++i) hashes.push_back(hashes[i % 7]);
    std::shuffle(hashes.begin(), hashes.end(), random);
    ASSERT_EQ(Sample(size, hashes), LeastOf(size, hashes)) << "round " << round;
  }
}

TEST(ShingleSampler, HashesFarFromUniformLoseNothing) {
  // All above the limit that so many uniform hashes would suggest.
  std::vector<uint32_t> high;
  for (uint32_t i = 0; i < 5000; ++i) high.push_back(0xf0000000 + i * 7);
  EXPECT_EQ(Sample(64, high), LeastOf(64, high));
  std::vector<uint32_t> low;
  for (uint32_t i = 0; i < 5000; ++i) low.push_back(i / 3);
  EXPECT_EQ(Sample(64, low), LeastOf(64, low));
}

}  // namespace
}  // namespace litany::sketch
