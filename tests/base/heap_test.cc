#include "base/heap.h"

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace litany::base {
namespace {

TEST(PrepareHeap, LeavesMemoryToBeAskedForAndGivenBack) {
  PrepareHeap();
  PrepareHeap();
  for (int round = 0; round < 3; ++round) {
    const std::vector<char> large(size_t{80} << 20, 'x');
    EXPECT_EQ(large.back(), 'x');
    std::thread([] {
      const std::string text(size_t{70} << 20, 'y');
      EXPECT_EQ(text.back(), 'y');
    }).join();
  }
}

}  // namespace
}  // namespace litany::base
