#include "passage/common_run.h"

#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace litany::passage {
namespace {

TEST(CommonRunTest, CountsAsOneByOne) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const size_t most = random() % 24;
    std::vector<uint32_t> a(most);
    for (uint32_t& symbol : a) symbol = static_cast<uint32_t>(random() % 3);
    std::vector<uint32_t> b = a;
    for (size_t changes = random() % 3; changes > 0 && most > 0; --changes) {
      b[random() % most] ^= 1;
    }
    size_t prefix = 0;
    while (prefix < most && a[prefix] == b[prefix]) ++prefix;
    size_t suffix = 0;
    while (suffix < most && a[most - 1 - suffix] == b[most - 1 - suffix]) {
      ++suffix;
    }
    EXPECT_EQ(CommonPrefix(a.data(), b.data(), most), prefix);
    EXPECT_EQ(CommonSuffix(a.data() + most, b.data() + most, most), suffix);
  }
}

TEST(CommonRunTest, StopsWhereItIsTold) {
  const std::vector<uint32_t> same(20, 7);
  for (size_t most = 0; most <= 20; ++most) {
    EXPECT_EQ(CommonPrefix(same.data(), same.data(), most), most);
    EXPECT_EQ(CommonSuffix(same.data() + 20, same.data() + 20, most), most);
  }
}

}  // namespace
}  // namespace litany::passage
