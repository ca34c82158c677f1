#include "engine/attribution.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace litany::engine {
namespace {

// A span of ASCII, in which bytes are code points.
OriginalSpan Ascii(uint64_t begin, uint64_t end) {
  return {begin, end, begin, end};
}

TEST(Attribution, EarlierCausesGoFirst) {
  const CauseChars chars =
      Attribute(100, {.templates = {Ascii(0, 10), Ascii(90, 100)},
                      .is_copy = false,
                      .passages = {Ascii(5, 30), Ascii(20, 40)},
                      .phrases = {Ascii(38, 44), Ascii(95, 97)}});
  EXPECT_EQ(chars.template_chars, 20u);
  EXPECT_EQ(chars.copy, 0u);
  EXPECT_EQ(chars.passage, 30u);
  EXPECT_EQ(chars.phrase, 4u);
  EXPECT_EQ(chars.own, 46u);
}

TEST(Attribution, ACopyIsAllButItsTemplates) {
  const CauseChars chars = Attribute(50, {.templates = {Ascii(0, 10)},
                                          .is_copy = true,
                                          .passages = {Ascii(5, 30)},
                                          .phrases = {Ascii(40, 44)}});
  EXPECT_EQ(chars.template_chars, 10u);
  EXPECT_EQ(chars.copy, 40u);
  EXPECT_EQ(chars.passage + chars.phrase + chars.own, 0u);
}

// Against colours on an array.
TEST(Attribution, EqualsColouringCharacterByCharacter) {
  for (uint32_t seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    constexpr uint32_t kChars = 60;
    std::array<std::vector<OriginalSpan>, 3> spans;
    std::array<int, kChars> cause{};
    cause.fill(3);
    for (int kind = 2; kind >= 0; --kind) {
      for (uint32_t i = random() % 4; i > 0; --i) {
        const uint32_t begin = static_cast<uint32_t>(random()) % kChars;
        const uint32_t end =
            begin + static_cast<uint32_t>(random()) % (kChars - begin + 1);
        if (begin == end) continue;
        spans[static_cast<size_t>(kind)].push_back(Ascii(begin, end));
        for (uint32_t c = begin; c < end; ++c) cause[c] = kind;
      }
    }
    std::array<uint64_t, 4> want{};
    for (const int kind : cause) ++want[static_cast<size_t>(kind)];
    const CauseChars got = Attribute(kChars, {.templates = spans[0],
                                              .is_copy = false,
                                              .passages = spans[1],
                                              .phrases = spans[2]});
    EXPECT_EQ(got.template_chars, want[0]) << seed;
    EXPECT_EQ(got.passage, want[1]) << seed;
    EXPECT_EQ(got.phrase, want[2]) << seed;
    EXPECT_EQ(got.own, want[3]) << seed;
  }
}

}  // namespace
}  // namespace litany::engine
