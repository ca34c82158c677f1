#include "text/folded_text.h"

#include <string>

#include "base/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simd/kernels.h"
#include "text/fold_testing.h"

namespace litany::text {
namespace {

using ::testing::ElementsAre;

constexpr uint32_t kSingle = simd::kTokenStart;
constexpr uint32_t kFirst = simd::kTokenStart | simd::kWordSymbol;
constexpr uint32_t kNext = simd::kWordSymbol;

// "ab c" and 中 between two words.
FoldedText Sample() {
  FoldedText text;
  text.symbols = {kFirst | 'a',     kNext | 'b',  kFirst | 'c',
                  kSingle | 0x4e2d, kFirst | 'd', kSingle | 0x6587};
  return text;
}

TEST(FoldedText, SeparatesTwoWordsAndNothingElse) {
  EXPECT_EQ(FoldedUtf8(Sample()), "ab c中d文");
}

TEST(FoldedText, AppendsToWhatIsThere) {
  std::string out = "x";
  AppendFoldedUtf8(Sample(), &out);
  EXPECT_EQ(out, "xab c中d文");
}

TEST(FoldedText, CountsAndSpellsTokens) {
  EXPECT_EQ(CountTokens(Sample()), 5u);
  EXPECT_THAT(TokenStrings(Sample()), ElementsAre("ab", "c", "中", "d", "文"));
  EXPECT_EQ(CountTokens(FoldedText()), 0u);
}

TEST(AppendUtf8, EveryCodePointReadsBack) {
  for (uint32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string bytes;
    AppendUtf8(c, &bytes);
    ASSERT_EQ(bytes.size(), c < 0x80      ? 1u
                            : c < 0x800   ? 2u
                            : c < 0x10000 ? 3u
                                          : 4u);
    ASSERT_EQ(CodePoints(bytes), std::vector<uint32_t>{c});
    ASSERT_EQ(base::CountCodePoints(bytes), 1u);
  }
}

}  // namespace
}  // namespace litany::text
