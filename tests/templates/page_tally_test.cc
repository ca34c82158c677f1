#include "templates/page_tally.h"

#include "gtest/gtest.h"

namespace litany::templates {
namespace {

TEST(PageTally, CountsEachPageOnce) {
  PageTally tally;
  EXPECT_EQ(tally.pages(), 0u);
  for (const uint32_t page : {0u, 0u, 2u, 2u, 2u, 7u}) tally.Add(page);
  EXPECT_EQ(tally.pages(), 3u);
}

}  // namespace
}  // namespace litany::templates
