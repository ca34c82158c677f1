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

// `kinds` of high halves, all over their range.
void ExpectSortedHashes(uint32_t kinds, size_t size) {
  std::mt19937 random(1);
  std::vector<uint32_t> high;
  std::vector<uint32_t> low;
  std::set<uint64_t> wanted;
  for (size_t i = 0; i < size; ++i) {
    high.push_back(static_cast<uint32_t>(random() % kinds * (~0u / kinds)));
    low.push_back(static_cast<uint32_t>(random() % (i + 1)));
    wanted.insert(uint64_t{high.back()} << 32 | low.back());
  }
  std::vector<uint64_t> out = {7};
  SortUniqueHashes(high, low, &out);
  ASSERT_EQ(out, std::vector<uint64_t>(wanted.begin(), wanted.end()))
      << "seed 1, size " << size << ", kinds " << kinds;
}

TEST(SortUniqueHashes, EqualsAnOrderedSet) {
  for (size_t size = 0; size < 700; size += 1 + size / 40) {
    for (const uint32_t kinds : {1u, 2u, 60u, 1000u, 1u << 31}) {
      ExpectSortedHashes(kinds, size);
    }
  }
  // Where other ways begin: more values than buckets, and sorted otherwise.
  for (const size_t size : {4095u, 9000u, 16383u, 16384u, 30000u}) {
    for (const uint32_t kinds : {1u, 100u, 1u << 31}) {
      ExpectSortedHashes(kinds, size);
    }
  }
}

}  // namespace
}  // namespace litany::simd
