#include "text/folded_text.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

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

// Against its tokens, joined: through all sizes about a part of the writer.
TEST(FoldedText, IsItsTokensWithASpaceBetweenWords) {
  std::mt19937 random(1);
  for (size_t size = 0; size < 1100; ++size) {
    FoldedText text;
    bool in_word = false;
    for (size_t i = 0; i < size; ++i) {
      constexpr uint32_t kPoints[] = {'a', 0xe9, 0x4e2d, 0x20000};
      const bool is_word = random() % 4 != 0;
      const bool is_start = !is_word || !in_word || random() % 3 == 0;
      text.symbols.push_back(kPoints[random() % 4] |
                             (is_word ? simd::kWordSymbol : 0) |
                             (is_start ? simd::kTokenStart : 0));
      in_word = is_word;
    }
    std::string wanted;
    const std::vector<std::string> tokens = TokenStrings(text);
    size_t token = 0;
    for (size_t i = 0; i < size; ++i) {
      if ((text.symbols[i] & simd::kTokenStart) == 0) continue;
      if (i > 0 &&
          (text.symbols[i - 1] & text.symbols[i] & simd::kWordSymbol) != 0) {
        wanted += ' ';
      }
      wanted += tokens[token++];
    }
    std::string out;
    const size_t points = AppendFoldedUtf8(text, &out);
    ASSERT_EQ(out, wanted) << "seed 1, size " << size;
    ASSERT_EQ(points, base::CountCodePoints(wanted));
  }
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
