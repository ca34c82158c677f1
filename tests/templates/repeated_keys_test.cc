#include "templates/repeated_keys.h"

#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::templates {
namespace {

constexpr auto kSelf = [](uint64_t key) { return key; };

TEST(RepeatedKeys, KeepsAllThatEnoughHaveInOrder) {
  std::mt19937_64 random(1);
  for (const size_t least : {2u, 10u, 300u}) {
    std::vector<uint64_t> pool(400);
    for (uint64_t& key : pool) key = random();
    std::vector<uint64_t> entries;
    for (size_t i = 0; i < 20000; ++i) {
      // Low numbers of the pool come far more often than high ones.
      const size_t most = 1 + random() % pool.size();
      entries.push_back(random() % 4 == 0 ? random() : pool[random() % most]);
    }
    std::map<uint64_t, size_t> counts;
    for (const uint64_t key : entries) ++counts[key];
    std::vector<uint64_t> needed;
    for (const uint64_t key : entries) {
      if (counts[key] >= least) needed.push_back(key);
    }
    std::vector<uint64_t> kept = entries;
    KeepRepeated(&kept, least, kSelf);
    std::erase_if(kept, [&](uint64_t key) { return counts[key] < least; });
    EXPECT_EQ(kept, needed) << least;
  }
}

TEST(RepeatedKeys, DropsMostThatStandAlone) {
  std::mt19937_64 random(2);
  std::vector<uint64_t> entries(10000);
  for (uint64_t& key : entries) key = random();
  KeepRepeated(&entries, 2, kSelf);
  // Two slots or more an entry: at most 1 - exp(-1/2) share one by chance.
  EXPECT_LT(entries.size(), 4200u);
  std::vector<uint64_t> none;
  KeepRepeated(&none, 2, kSelf);
  EXPECT_THAT(none, ::testing::IsEmpty());
}

}  // namespace
}  // namespace litany::templates
