#include "base/text_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace litany::base {
namespace {

std::vector<uint32_t> OrderOf(const std::vector<std::string>& texts) {
  return OrderOfTexts(texts.size(),
                      [&](uint32_t i) -> std::string_view { return texts[i]; });
}

TEST(TextOrder, NoTextsHaveNoOrder) { EXPECT_TRUE(OrderOf({}).empty()); }

TEST(TextOrder, FrontsGrowWithTheBytes) {
  EXPECT_EQ(FrontOf(""), 0u);
  EXPECT_LT(FrontOf("a"), FrontOf("aa"));
  EXPECT_LT(FrontOf("az"), FrontOf("b"));
  EXPECT_LT(FrontOf("\x7f"), FrontOf("\x80"));
  EXPECT_EQ(FrontOf("12345678"), FrontOf("123456789"));
}

TEST(TextOrder, ATextComesBeforeWhatGoesOnWithNul) {
  const std::string nul("x\0", 2);
  EXPECT_EQ(OrderOf({nul, "x"}), (std::vector<uint32_t>{1, 0}));
}

TEST(TextOrder, EqualTextsKeepTheirOrder) {
  EXPECT_EQ(OrderOf({"b", "a", "b", "a"}), (std::vector<uint32_t>{1, 3, 0, 2}));
}

TEST(TextOrder, EqualTextsGoByWhatIsAskedFor) {
  const std::vector<uint32_t> counts = {3, 1, 2};
  EXPECT_EQ(OrderOfTexts(
                3, [](uint32_t) -> std::string_view { return "same"; },
                [&](uint32_t a, uint32_t b) { return counts[a] < counts[b]; }),
            (std::vector<uint32_t>{1, 2, 0}));
}

// Against a stable sort, on texts that share long fronts, ends and all.
TEST(TextOrder, IsThatOfAStableSort) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> texts(random() % 40);
    const std::string shared(random() % 12, 'p');
    for (std::string& text : texts) {
      text = shared;
      for (uint64_t size = random() % 14; size > 0; --size) {
        text.push_back("\0a\xff"[random() % 3]);
      }
    }
    std::vector<uint32_t> wanted(texts.size());
    std::iota(wanted.begin(), wanted.end(), 0u);
    std::stable_sort(wanted.begin(), wanted.end(), [&](uint32_t a, uint32_t b) {
      return texts[a] < texts[b];
    });
    ASSERT_EQ(OrderOf(texts), wanted);
  }
}

}  // namespace
}  // namespace litany::base
