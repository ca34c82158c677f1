#include "base/utf8.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "gtest/gtest.h"

namespace litany::base {
namespace {

// One code point of each length: U+0041, U+00E9, U+4E2D, U+1F310.
constexpr std::string_view kText = "A\u00E9\u4E2D\U0001F310";
constexpr size_t kBegins[] = {0, 1, 3, 6, 10};

TEST(Utf8, PointsBeginWhereNoTrailIs) {
  size_t next = 0;
  for (size_t i = 0; i < kText.size(); ++i) {
    EXPECT_EQ(IsUtf8Trail(kText[i]), i != kBegins[next]) << i;
    if (i == kBegins[next]) ++next;
  }
  EXPECT_EQ(CountCodePoints(kText), 4u);
  EXPECT_EQ(CountCodePoints(""), 0u);
}

// The reference: a byte at a time.  Long enough that the counts of eight
// columns overflow if they are not taken out in time.
TEST(Utf8, CountsWhateverTheLengthAndTheOffset) {
  std::mt19937 random(1);
  std::string text(8 * 600, '\0');
  for (const uint32_t trails : {0u, 1u, 2u}) {
    for (char& byte : text) {
      const bool is_trail = random() % 2 < trails;
      byte = static_cast<char>(is_trail ? 0x80 | random() % 0x40
                                        : random() % 0x80);
    }
    for (size_t begin = 0; begin < 9; ++begin) {
      for (const size_t size :
           {size_t{0}, size_t{1}, size_t{7}, size_t{8}, size_t{8 * 255},
            size_t{8 * 256 + 3}, text.size() - begin}) {
        const auto part = std::string_view(text).substr(begin, size);
        size_t count = 0;
        for (const char byte : part) count += IsUtf8Trail(byte) ? 0 : 1;
        ASSERT_EQ(CountCodePoints(part), count)
            << "seed 1, " << trails << ", " << begin << ", " << size;
      }
    }
  }
}

TEST(Utf8, LengthsAndValuesAreThoseOfThePoints) {
  constexpr uint32_t kPoints[] = {0x41, 0xE9, 0x4E2D, 0x1F310};
  for (size_t i = 0; i < 4; ++i) {
    const size_t size = kBegins[i + 1] - kBegins[i];
    EXPECT_EQ(Utf8Length(kText[kBegins[i]]), size);
    EXPECT_EQ(CodePointOf(kText.substr(kBegins[i], size)), kPoints[i]);
  }
  // The least and the greatest of each length.
  for (const auto& [bytes, point] :
       {std::pair<std::string_view, uint32_t>{"\x7F", 0x7F},
        {"\xC2\x80", 0x80},
        {"\xDF\xBF", 0x7FF},
        {"\xE0\xA0\x80", 0x800},
        {"\xEF\xBF\xBF", 0xFFFF},
        {"\xF0\x90\x80\x80", 0x10000},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF}}) {
    EXPECT_EQ(CodePointOf(bytes), point);
    EXPECT_EQ(Utf8Length(bytes[0]), bytes.size());
  }
}

TEST(Utf8, StepsStopAtTheEnds) {
  for (size_t from = 0; from <= 4; ++from) {
    for (size_t points = 0; points <= 6; ++points) {
      EXPECT_EQ(ForwardCodePoints(kText, kBegins[from], points),
                kBegins[std::min<size_t>(4, from + points)]);
      EXPECT_EQ(BackCodePoints(kText, kBegins[from], points),
                kBegins[from < points ? 0 : from - points]);
    }
  }
}

}  // namespace
}  // namespace litany::base
