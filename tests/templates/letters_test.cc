#include "templates/letters.h"

#include <cstdint>
#include <string_view>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace litany::templates {
namespace {

TEST(Letters, WordBytesAreThoseOfAscii) {
  for (int c = 0; c < 256; ++c) {
    const bool is_word =
        absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
    EXPECT_EQ(IsWordByte(static_cast<char>(c)), is_word) << c;
  }
}

TEST(Letters, HanRunEndsBeforeAllElse) {
  EXPECT_EQ(HanRun(""), 0u);
  EXPECT_EQ(HanRun("中文。字"), 6u);
  EXPECT_EQ(HanRun("中a"), 3u);
  EXPECT_EQ(HanRun("あ中"), 0u);
  EXPECT_EQ(HanRun("\u4000\u9fff\ua000"), 6u);
  EXPECT_EQ(HanRun("\u3fff中"), 0u);
}

}  // namespace
}  // namespace litany::templates
