#include "synth/planting.h"

#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace litany::synth {
namespace {

// Shingles as plain lists, counted by a set: shares nothing with the packed
// keys of the generator.
std::set<std::vector<Token>> ShingleSet(const Tokens& tokens) {
  std::set<std::vector<Token>> shingles;
  for (size_t i = 0; i + 5 <= tokens.size(); ++i) {
    shingles.emplace(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                     tokens.begin() + static_cast<std::ptrdiff_t>(i + 5));
  }
  return shingles;
}

size_t CountSharedTokens(const Tokens& a, const Tokens& b) {
  size_t shared = 0;
  const auto in_b = ShingleSet(b);
  for (const auto& shingle : ShingleSet(a)) shared += in_b.count(shingle);
  return shared;
}

Tokens MakeBase(const Lexicon& lexicon, Language language, size_t shingles,
                Random* random) {
  DistinctStream stream(lexicon, language, random);
  Tokens tokens;
  stream.Append(shingles + 4, &tokens);
  return tokens;
}

TEST(ShinglesToReplace, IsTheNearestWholeNumber) {
  EXPECT_EQ(ShinglesToReplace(46, 0.8), 5u);   // 41 / 51
  EXPECT_EQ(ShinglesToReplace(41, 0.8), 5u);   // 36 / 46
  EXPECT_EQ(ShinglesToReplace(90, 0.8), 10u);  // exactly 80 / 100
  EXPECT_EQ(ShinglesToReplace(30, 0.5), 10u);
  EXPECT_EQ(ShinglesToReplace(100, 1.0), 0u);
  EXPECT_EQ(ShinglesToReplace(100, 0.0), 100u);
}

TEST(CountOverlap, CountsDistinctShingles) {
  const Tokens a = {1, 1, 1, 1, 1, 1, 1, 2};  // 11111, 11112
  const Tokens b = {1, 1, 1, 1, 2, 1};        // 11112, 11121
  const Overlap overlap = CountOverlap(a, b);
  EXPECT_EQ(overlap.size_a, 2u);
  EXPECT_EQ(overlap.size_b, 2u);
  EXPECT_EQ(overlap.shared, 1u);
  EXPECT_EQ(CountOverlap(a, Tokens{1, 1, 1}).size_b, 0u);
}

TEST(DistinctStream, NoShingleOccursTwiceEvenAcrossPieces) {
  const Lexicon lexicon;
  for (const Language language :
       {Language::kChinese, Language::kEnglish, Language::kMixed}) {
    Random random({3});
    DistinctStream stream(lexicon, language, &random);
    Tokens tokens;
    for (int piece = 0; piece < 100; ++piece) stream.Append(500, &tokens);
    ASSERT_EQ(tokens.size(), 50000u);
    EXPECT_EQ(ShingleSet(tokens).size(), 50000u - 4);
  }
}

TEST(DistinctStream, ALanguageHasItsScriptAndMixedTextBoth) {
  const Lexicon lexicon;
  const auto count_words = [&lexicon](Language language) {
    Random random({4});
    size_t words = 0;
    for (const Token token : MakeBase(lexicon, language, 996, &random)) {
      words += lexicon.IsWord(token);
    }
    return words;
  };
  EXPECT_EQ(count_words(Language::kChinese), 0u);
  EXPECT_EQ(count_words(Language::kEnglish), 1000u);
  EXPECT_GT(count_words(Language::kMixed), 100u);
  EXPECT_LT(count_words(Language::kMixed), 500u);
}

TEST(MakeVariant, ReplacesExactlyAsManyShinglesAsAsked) {
  const Lexicon lexicon;
  Random random({5});
  for (const Language language : {Language::kChinese, Language::kMixed}) {
    for (size_t shingles = 1; shingles <= 48; ++shingles) {
      const Tokens base = MakeBase(lexicon, language, shingles, &random);
      ASSERT_EQ(ShingleSet(base).size(), shingles);
      for (size_t replaced = 0; replaced <= shingles; ++replaced) {
        const auto variant = MakeVariant(base, replaced, lexicon, &random);
        ASSERT_TRUE(variant.ok()) << variant.status().message();
        EXPECT_EQ(variant->size(), base.size());
        EXPECT_EQ(ShingleSet(*variant).size(), shingles);
        EXPECT_EQ(CountSharedTokens(base, *variant), shingles - replaced)
            << replaced << " of " << shingles;
      }
    }
  }
}

TEST(MakeVariant, ChangesAsFewTokensAsCanBe) {
  const Lexicon lexicon;
  Random random({6});
  const Tokens base = MakeBase(lexicon, Language::kChinese, 200, &random);
  const auto variant = MakeVariant(base, 33, lexicon, &random);
  ASSERT_TRUE(variant.ok());
  size_t changed = 0;
  for (size_t i = 0; i < base.size(); ++i) {
    changed += base[i] != (*variant)[i];
  }
  EXPECT_EQ(changed, 7u);  // six of five shingles each, one of three
}

TEST(MakeVariant, EditsFallAnywhere) {
  const Lexicon lexicon;
  Random random({7});
  const Tokens base = MakeBase(lexicon, Language::kEnglish, 40, &random);
  std::set<size_t> places;
  for (int i = 0; i < 2000; ++i) {
    const auto variant = MakeVariant(base, 5, lexicon, &random);
    ASSERT_TRUE(variant.ok());
    for (size_t at = 0; at < base.size(); ++at) {
      if (base[at] != (*variant)[at]) places.insert(at);
    }
  }
  // Every token that lies in five shingles.
  EXPECT_EQ(places.size(), 36u);
  EXPECT_EQ(*places.begin(), 4u);
  EXPECT_EQ(*places.rbegin(), 39u);
}

}  // namespace
}  // namespace litany::synth
