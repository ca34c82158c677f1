#include "templates/skeletons.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::templates {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Words 1, 2 and 3 with names between that no two blocks share.
std::vector<std::vector<uint64_t>> Named(uint64_t count) {
  std::vector<std::vector<uint64_t>> units;
  for (uint64_t i = 0; i < count; ++i) {
    units.push_back({1, 100 + i, 2, 200 + i, 3});
  }
  return units;
}

std::vector<Skeleton> Find(const std::vector<std::vector<uint64_t>>& units) {
  const std::vector<uint32_t> counts(units.size(), 1);
  return FindSkeletons(units, counts);
}

TEST(Skeletons, AreTheWordsThatStandTogether) {
  const std::vector<Skeleton> found = Find(Named(5));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].words, ElementsAre(1, 2, 3));
  EXPECT_THAT(found[0].units, ElementsAre(0, 1, 2, 3, 4));
}

TEST(Skeletons, NeedThreeBlocks) { EXPECT_THAT(Find(Named(2)), IsEmpty()); }

TEST(Skeletons, AreHalfOfTheWordsOrMore) {
  std::vector<std::vector<uint64_t>> units;
  for (uint64_t i = 0; i < 9; ++i) {
    units.push_back({1, 100 + i, 200 + i, 300 + i, 2});
  }
  EXPECT_THAT(Find(units), IsEmpty());
}

TEST(Skeletons, LeaveBlocksOfOtherWords) {
  std::vector<std::vector<uint64_t>> units = Named(6);
  units.insert(units.begin() + 3, {7, 8, 9});
  const std::vector<Skeleton> found = Find(units);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].units, ElementsAre(0, 1, 2, 4, 5, 6));
}

TEST(Skeletons, OfOtherOrderAreOthers) {
  std::vector<std::vector<uint64_t>> units = Named(4);
  for (uint64_t i = 0; i < 4; ++i) {
    units.push_back({3, 300 + i, 2, 400 + i, 1});
  }
  EXPECT_EQ(Find(units).size(), 2u);
}

}  // namespace
}  // namespace litany::templates
