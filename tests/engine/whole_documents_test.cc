// Long documents are compared by all of their text.
#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/run.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

constexpr size_t kBytes = 1000000;

// A megabyte of Han characters that no other seed has in this order.
std::string LongText(uint32_t seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < kBytes) {
    const auto c = static_cast<uint32_t>(0x4e00 + random() % 5000);
    text += static_cast<char>(0xe0 | c >> 12);
    text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (c & 0x3f));
  }
  return text;
}

class WholeDocuments : public DedupTest {
 protected:
  // Documents a and b; whether they are one copy.
  bool AreCopies(const std::string& a, const std::string& b) {
    Input("in.jsonl", Line("a", a) + Line("b", b));
    return Run().copies == 1;
  }
};

TEST_F(WholeDocuments, EqualInTheirFirstTenthAreNoCopies) {
  const std::string a = LongText(1);
  std::string b = LongText(2);
  const size_t tenth = kBytes / 10 / 3 * 3;
  b.replace(0, tenth, a, 0, tenth);
  dedup_.contained = ContainedRule();
  EXPECT_FALSE(AreCopies(a, b));
}

TEST_F(WholeDocuments, EqualButForScatteredCharactersAreCopies) {
  const std::string a = LongText(1);
  std::string b = a;
  std::mt19937 random(3);
  for (int i = 0; i < 500; ++i) {
    b.replace(random() % (b.size() / 3) * 3, 3, "龍");
  }
  ASSERT_NE(a, b);
  EXPECT_TRUE(AreCopies(a, b));
}

}  // namespace
}  // namespace litany::engine
