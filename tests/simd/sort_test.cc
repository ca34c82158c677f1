#include "simd/sort.h"

#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace litany::simd {
namespace {

// Against an ordered set; what stands before `begin` is left alone.
template <typename T>
void ExpectSortedSets(uint64_t kinds) {
  std::mt19937_64 random(1);
  for (size_t size = 0; size < 700; size += 1 + size / 40) {
    for (const size_t begin : {size_t{0}, size_t{3}}) {
      std::vector<T> values;
      for (size_t i = 0; i < begin + size; ++i) {
        values.push_back(static_cast<T>(random() % kinds));
      }
      std::vector<T> wanted(values.begin(),
                            values.begin() + static_cast<ptrdiff_t>(begin));
      const std::set<T> set(values.begin() + static_cast<ptrdiff_t>(begin),
                            values.end());
      wanted.insert(wanted.end(), set.begin(), set.end());
      SortUnique(begin, &values);
      ASSERT_EQ(values, wanted) << "seed 1, size " << size;
    }
  }
}

TEST(SortUnique, EqualsAnOrderedSet) {
  ExpectSortedSets<uint32_t>(~uint64_t{0});
  ExpectSortedSets<uint64_t>(~uint64_t{0});
}

TEST(SortUnique, EqualsAnOrderedSetWhereMostRepeat) {
  ExpectSortedSets<uint32_t>(7);
  ExpectSortedSets<uint64_t>(7);
}

TEST(SortUnique, TakesTheEndsOfTheRange) {
  std::vector<uint64_t> values(100, ~uint64_t{0});
  values.resize(200, 0);
  SortUnique(0, &values);
  EXPECT_EQ(values, (std::vector<uint64_t>{0, ~uint64_t{0}}));
}

}  // namespace
}  // namespace litany::simd
