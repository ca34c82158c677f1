#include "synth/lexicon.h"

#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace litany::synth {
namespace {

TEST(Random, IsTheReferenceSequence) {
  // SplitMix64 of the states 0 and 1 * 0x9E37..., from the reference code.
  EXPECT_EQ(Mix64(0), 0xE220A8397B1DCDAFu);
  EXPECT_EQ(Mix64(0x9E3779B97F4A7C15u), 0x6E789E6AA1B965F4u);
}

TEST(Random, StreamsOfDifferentKeysDiffer) {
  std::set<uint64_t> firsts;
  for (uint64_t a = 0; a < 30; ++a) {
    for (uint64_t b = 0; b < 30; ++b) firsts.insert(Random({a, b}).Next());
  }
  EXPECT_EQ(firsts.size(), 900u);
}

TEST(Random, BelowReachesEveryValueAboutEquallyOften) {
  Random random({1});
  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts[random.Below(7)];
  // Ten standard deviations of a binomial count are below 1000.
  for (const int count : counts) EXPECT_NEAR(count, 10000, 1000);
}

TEST(Lexicon, NoTwoTokensAreSpeltAlike) {
  const Lexicon lexicon;
  std::set<std::string> spellings;
  for (Token token = 0; token < kTokens; ++token) {
    const std::string spelling(lexicon.Spelling(token));
    EXPECT_TRUE(spellings.insert(spelling).second) << spelling;
    if (lexicon.IsWord(token)) {
      EXPECT_EQ(spelling.find_first_not_of("abcdefghijklmnopqrstuvwxyz"),
                std::string::npos)
          << spelling;
    } else {
      EXPECT_EQ(spelling.size(), 3u) << spelling;
    }
  }
}

TEST(Lexicon, DrawsEveryTokenOfItsScriptTheCommonOnesMostOften) {
  const Lexicon lexicon;
  Random random({2});
  std::vector<int> counts(kTokens);
  for (int i = 0; i < 400000; ++i) {
    const Token character = lexicon.DrawCharacter(&random);
    const Token word = lexicon.DrawWord(&random);
    ASSERT_FALSE(lexicon.IsWord(character));
    ASSERT_TRUE(lexicon.IsWord(word));
    ++counts[character];
    ++counts[word];
  }
  for (Token token = 0; token < kTokens; ++token) {
    EXPECT_GT(counts[token], 0) << lexicon.Spelling(token);
    EXPECT_LT(counts[token], 400000 / 30) << lexicon.Spelling(token);
  }
  EXPECT_GT(counts[0], 5 * counts[100]);
  EXPECT_GT(counts[lexicon.first_word()],
            5 * counts[lexicon.first_word() + 100]);
}

}  // namespace
}  // namespace litany::synth
