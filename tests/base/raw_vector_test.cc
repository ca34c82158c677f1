#include "base/raw_vector.h"

#include <cstdint>
#include <numeric>
#include <span>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::base {
namespace {

using ::testing::ElementsAre;

TEST(RawVector, HoldsWhatIsWritten) {
  RawVector<uint32_t> numbers(3);
  std::iota(numbers.begin(), numbers.end(), 1u);
  numbers.push_back(7);
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 7));
}

TEST(RawVector, KeepsItsElementsWhenItGrows) {
  RawVector<uint16_t> numbers = {5, 6};
  numbers.resize(100000);
  EXPECT_THAT(std::span(numbers).first(2), ElementsAre(5, 6));
  EXPECT_EQ(numbers.size(), 100000u);
}

TEST(RawVector, SetsElementsToAValueThatIsGiven) {
  RawVector<uint8_t> bytes;
  bytes.assign(2, 9);
  bytes.resize(4, 1);
  EXPECT_THAT(bytes, ElementsAre(9, 9, 1, 1));
}

TEST(RawVector, IsCopiedAndMoved) {
  const RawVector<uint32_t> numbers = {1, 2};
  RawVector<uint32_t> copy = numbers;
  const RawVector<uint32_t> moved = std::move(copy);
  EXPECT_EQ(moved, numbers);
}

}  // namespace
}  // namespace litany::base
