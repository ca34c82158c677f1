// Laws of the fold on random text, for every unit and switch.
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "text/fold.h"
#include "text/fold_testing.h"

namespace litany::text {
namespace {

struct Case {
  std::string name;
  FoldOptions options;

  // How ctest names the test.
  friend void PrintTo(const Case& tested, std::ostream* out) {
    *out << tested.name;
  }
};

// Those that take the compiled table, and those whose table ICU is asked for.
std::vector<Case> Cases(bool compiled) {
  std::vector<Case> cases;
  const auto add = [&cases, compiled](std::string name, FoldOptions options,
                                      TokenUnit unit, Markup markup) {
    options.unit = unit;
    options.markup = markup;
    name += unit == TokenUnit::kAuto   ? "Auto"
            : unit == TokenUnit::kChar ? "Char"
                                       : "Word";
    name += markup == Markup::kAuto ? "" : "KeepTags";
    if (name.starts_with("Default") == compiled) {
      cases.push_back({name, options});
    }
  };
  for (const TokenUnit unit :
       {TokenUnit::kAuto, TokenUnit::kChar, TokenUnit::kWord}) {
    add("Default", {}, unit, Markup::kAuto);
    FoldOptions all;
    all.distinguish_script = all.distinguish_variant = true;
    all.distinguish_width = all.distinguish_case = true;
    all.distinguish_punct = all.distinguish_digits = true;
    add("All", all, unit, Markup::kKeep);
    FoldOptions some;
    some.distinguish_width = some.distinguish_digits = true;
    add("WidthDigits", some, unit, Markup::kAuto);
  }
  add("Default", {}, TokenUnit::kAuto, Markup::kKeep);
  const auto single = [&add](const char* name, bool FoldOptions::*kind) {
    FoldOptions options;
    options.*kind = true;
    add(name, options, TokenUnit::kAuto, Markup::kAuto);
  };
  single("Script", &FoldOptions::distinguish_script);
  single("Variant", &FoldOptions::distinguish_variant);
  single("Width", &FoldOptions::distinguish_width);
  single("Case", &FoldOptions::distinguish_case);
  single("Punct", &FoldOptions::distinguish_punct);
  single("Digits", &FoldOptions::distinguish_digits);
  return cases;
}

std::string Normalised(std::string_view text, const icu::Normalizer2* form) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode error = U_ZERO_ERROR;
  form->normalizeUTF8(
      0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
      nullptr, error);
  EXPECT_TRUE(U_SUCCESS(error));
  return out;
}

// Code points that begin in the first `bytes` bytes, counted one by one.
uint32_t CharsBefore(std::string_view text, size_t bytes) {
  return static_cast<uint32_t>(CodePoints(text.substr(0, bytes)).size());
}

bool IsBoundary(std::string_view text, size_t at) {
  return at == text.size() ||
         (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
}

class FoldLaws : public ::testing::TestWithParam<Case> {
 protected:
  FoldLaws() : folder_(MakeFolder(GetParam().options)) {}

  void FoldOfAFoldIsItself(const std::string& text);
  void CanonicallyEquivalentTextsFoldAlike(const std::string& text);
  void SpansChangeNoSymbol(const std::string& text);
  void SpansLieInTheTextAndDoNotGoBackwards(const std::string& text);
  void TextOfASpanFoldsToItsSymbol(const std::string& text);
  void FoldedTextHasTheTokens(const std::string& text);
  // Returns whether they were found.
  bool GapsLieBetweenSpans(const std::string& text);

  // Calls check(text) for many random texts.
  template <typename Check>
  void ForTexts(const Check& check) {
    for (uint32_t seed = 1; seed <= 600; ++seed) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed);
      std::mt19937 random(seed);
      const size_t size = 1 + seed % 40;
      check(seed % 4 == 0 ? AnyText(&random, size) : NastyText(&random, size));
      if (HasFatalFailure()) return;
    }
  }

  const Folder folder_;
};

void FoldLaws::FoldOfAFoldIsItself(const std::string& text) {
  FoldScratch scratch;
  FoldedText again;
  const FoldedText folded = FoldWith(folder_, text);
  const std::string bytes = FoldedUtf8(folded);
  folder_.FoldFolded(bytes, &scratch, &again);
  ASSERT_EQ(again.symbols, folded.symbols)
      << Spell(text) << "\n folded " << Spell(bytes) << "\n again "
      << Spell(FoldedUtf8(again));
  // Kept punctuation may spell a tag that was none ("< b >").
  if (GetParam().options.distinguish_punct &&
      GetParam().options.markup != Markup::kKeep) {
    return;
  }
  ASSERT_EQ(FoldWith(folder_, bytes).symbols, folded.symbols)
      << Spell(text) << "\n folded " << Spell(bytes) << "\n again "
      << Spell(FoldedUtf8(FoldWith(folder_, bytes)));
}

void FoldLaws::CanonicallyEquivalentTextsFoldAlike(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  ASSERT_TRUE(U_SUCCESS(error));
  const auto symbols = FoldWith(folder_, text).symbols;
  ASSERT_EQ(FoldWith(folder_, Normalised(text, nfc)).symbols, symbols)
      << Spell(text);
  ASSERT_EQ(FoldWith(folder_, Normalised(text, nfd)).symbols, symbols)
      << Spell(text);
}

void FoldLaws::SpansChangeNoSymbol(const std::string& text) {
  const FoldedText folded = FoldWith(folder_, text, true);
  ASSERT_EQ(folded.symbols, FoldWith(folder_, text, false).symbols)
      << Spell(text);
  ASSERT_EQ(folded.spans.size(), folded.symbols.size()) << Spell(text);
}

void FoldLaws::SpansLieInTheTextAndDoNotGoBackwards(const std::string& text) {
  SourceSpan last;
  for (const SourceSpan& span : FoldWith(folder_, text, true).spans) {
    ASSERT_LT(span.begin, span.end) << Spell(text);
    ASSERT_LE(span.end, text.size()) << Spell(text);
    ASSERT_TRUE(IsBoundary(text, span.begin)) << Spell(text);
    ASSERT_TRUE(IsBoundary(text, span.end)) << Spell(text);
    ASSERT_EQ(span.char_begin, CharsBefore(text, span.begin)) << Spell(text);
    ASSERT_EQ(span.char_end, CharsBefore(text, span.end)) << Spell(text);
    ASSERT_LE(last.begin, span.begin) << Spell(text);
    ASSERT_LE(last.end, span.end) << Spell(text);
    last = span;
  }
}

void FoldLaws::TextOfASpanFoldsToItsSymbol(const std::string& text) {
  const FoldedText folded = FoldWith(folder_, text, true);
  for (size_t i = 0; i < folded.symbols.size(); ++i) {
    const SourceSpan& span = folded.spans[i];
    const uint32_t want = folded.symbols[i] & simd::kCodePointMask;
    const std::string source = text.substr(span.begin, span.end - span.begin);
    bool found = false;
    for (const uint32_t symbol : FoldWith(folder_, source).symbols) {
      found = found || (symbol & simd::kCodePointMask) == want;
    }
    ASSERT_TRUE(found) << Spell(text) << "\n symbol " << Spell(Utf8(want))
                       << "\n from " << Spell(source);
  }
}

void FoldLaws::FoldedTextHasTheTokens(const std::string& text) {
  const FoldedText folded = FoldWith(folder_, text);
  const std::vector<std::string> tokens = TokenStrings(folded);
  ASSERT_EQ(tokens.size(), CountTokens(folded));
  std::string joined;
  for (const std::string& token : tokens) {
    ASSERT_FALSE(token.empty());
    joined += token;
  }
  std::string without_separators;
  for (const char c : FoldedUtf8(folded)) {
    if (c != ' ') without_separators += c;
  }
  ASSERT_EQ(joined, without_separators) << Spell(text);
}

bool FoldLaws::GapsLieBetweenSpans(const std::string& text) {
  FoldScratch scratch;
  std::vector<Gap> gaps;
  if (!folder_.FindGaps(text, &scratch, &gaps)) return false;
  const FoldedText folded = FoldWith(folder_, text, true);
  std::vector<Gap> want;
  uint32_t end = 0;
  for (uint32_t i = 0; i < folded.spans.size(); ++i) {
    const SourceSpan& span = folded.spans[i];
    if (span.begin > end) want.push_back({i, end, span.begin});
    end = span.end;
  }
  EXPECT_EQ(gaps, want) << Spell(text);
  return true;
}

class FoldPropTest : public FoldLaws {};

TEST_P(FoldPropTest, GapsLieBetweenSpans) {
  uint32_t found = 0;
  ForTexts([&](const std::string& text) {
    found += GapsLieBetweenSpans(text) ? 1 : 0;
  });
  EXPECT_GT(found, 50u);
}

TEST_P(FoldPropTest, FoldOfAFoldIsItself) {
  ForTexts([this](const std::string& text) { FoldOfAFoldIsItself(text); });
}

TEST_P(FoldPropTest, CanonicallyEquivalentTextsFoldAlike) {
  ForTexts([this](const std::string& text) {
    CanonicallyEquivalentTextsFoldAlike(text);
  });
}

TEST_P(FoldPropTest, SpansChangeNoSymbol) {
  ForTexts([this](const std::string& text) { SpansChangeNoSymbol(text); });
}

TEST_P(FoldPropTest, SpansLieInTheTextAndDoNotGoBackwards) {
  ForTexts([this](const std::string& text) {
    SpansLieInTheTextAndDoNotGoBackwards(text);
  });
}

TEST_P(FoldPropTest, TextOfASpanFoldsToItsSymbol) {
  ForTexts(
      [this](const std::string& text) { TextOfASpanFoldsToItsSymbol(text); });
}

TEST_P(FoldPropTest, FoldedTextHasTheTokens) {
  ForTexts([this](const std::string& text) { FoldedTextHasTheTokens(text); });
}

INSTANTIATE_TEST_SUITE_P(Options, FoldPropTest,
                         ::testing::ValuesIn(Cases(true)),
                         [](const auto& tested) { return tested.param.name; });

// All laws in one test, since each program start computes the table anew.
class DistinguishPropTest : public FoldLaws {};

TEST_P(DistinguishPropTest, KeepsAllLawsOfTheFold) {
  ForTexts([this](const std::string& text) {
    FoldOfAFoldIsItself(text);
    CanonicallyEquivalentTextsFoldAlike(text);
    SpansChangeNoSymbol(text);
    SpansLieInTheTextAndDoNotGoBackwards(text);
    TextOfASpanFoldsToItsSymbol(text);
    FoldedTextHasTheTokens(text);
  });
}

INSTANTIATE_TEST_SUITE_P(Options, DistinguishPropTest,
                         ::testing::ValuesIn(Cases(false)),
                         [](const auto& tested) { return tested.param.name; });

// Long runs of marks are put in order by other code than short ones.
TEST(FoldLongRuns, OrderedRunFoldsLikeTheNormalisedText) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  ASSERT_TRUE(U_SUCCESS(error));
  const std::vector<std::string> marks = {
      "\u0301", "\u0308", "\u0323", "\u0327", "\u0338", "\u0345", "\u3099",
      "\u093c", "\u0344", "\u0f73", "\u0f71", "\u0f72", "\u0f74", "\u094d"};
  const std::vector<std::string> bases = {"", "e", "か", "中", " ", "<b>"};
  const Folder folder = MakeFolder();
  for (uint32_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::string text;
    for (int run = 0; run < 3; ++run) {
      text += bases[random() % bases.size()];
      for (size_t i = 60 + random() % 10; i > 0; --i) {
        text += marks[random() % marks.size()];
      }
    }
    const FoldedText folded = FoldWith(folder, text, true);
    EXPECT_EQ(folded.symbols, FoldWith(folder, Normalised(text, nfc)).symbols);
    EXPECT_EQ(folded.symbols, FoldWith(folder, text).symbols);
    SourceSpan last;
    for (const SourceSpan& span : folded.spans) {
      ASSERT_LE(last.begin, span.begin);
      ASSERT_LE(last.end, span.end);
      ASSERT_LE(span.end, text.size());
      ASSERT_EQ(span.char_begin, CharsBefore(text, span.begin));
      ASSERT_EQ(span.char_end, CharsBefore(text, span.end));
      last = span;
    }
    FoldScratch scratch;
    FoldedText again;
    folder.FoldFolded(FoldedUtf8(folded), &scratch, &again);
    EXPECT_EQ(again.symbols, folded.symbols);
  }
}

TEST(FoldSpans, PointIntoTheOriginal) {
  const std::string text = "é<b>ﬁ</b>\u200b㍿e\u0301";
  const FoldedText folded = FoldWith(MakeFolder(), text, true);
  ASSERT_EQ(FoldedUtf8(folded), "é fi株式会社é");
  ASSERT_EQ(folded.spans.size(), 8u);
  EXPECT_EQ(folded.spans[0], (SourceSpan{0, 2, 0, 1}));
  EXPECT_EQ(folded.spans[1], (SourceSpan{5, 8, 4, 5}));
  EXPECT_EQ(folded.spans[2], (SourceSpan{5, 8, 4, 5}));
  EXPECT_EQ(folded.spans[3], (SourceSpan{15, 18, 10, 11}));
  EXPECT_EQ(folded.spans[6], (SourceSpan{15, 18, 10, 11}));
  EXPECT_EQ(folded.spans[7], (SourceSpan{18, 21, 11, 13}));
}

// Long texts, so that the vector fold runs before and behind what is wanted,
// and through the buffers of one text after another.
TEST(FoldSpans, OfSomeSymbolsAreThoseOfAll) {
  const Folder folder = MakeFolder();
  Folding folding;
  size_t plain = 0;
  for (uint32_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::string text;
    for (size_t i = random() % 12; i > 0; --i) {
      text += random() % 8 == 0 ? NastyText(&random, 5)
                                : "党的建设。Words and 12 <i>tags</i>，ﬁ㍿";
    }
    const FoldedText all = FoldWith(folder, text, true);
    const size_t size = all.symbols.size();
    const size_t begin = random() % (size + 1);
    const size_t end = begin + random() % (size + 2 - begin);  // or one behind
    folder.FoldWithSpansOf(text, {begin, end}, &folding.scratch,
                           &folding.folded);
    ASSERT_EQ(folding.folded.symbols, all.symbols);
    ASSERT_EQ(folding.folded.spans.size(), size);
    for (size_t i = begin; i < std::min(end, size); ++i) {
      ASSERT_EQ(folding.folded.spans[i], all.spans[i]) << i;
    }
    plain += folding.folded.spans != all.spans ? 1 : 0;
  }
  EXPECT_GT(plain, 50u);  // texts of which no more was made than asked for
}

// A letter and the mark that joins it after what stood between was dropped.
TEST(FoldSpans, CoverWhatJoinedThem) {
  const std::string text = "xか\u200b\u3099y";
  const FoldedText folded = FoldWith(MakeFolder(), text, true);
  ASSERT_EQ(FoldedUtf8(folded), "xがy");
  ASSERT_EQ(folded.spans.size(), 3u);
  EXPECT_EQ(folded.spans[1], (SourceSpan{1, 10, 1, 4}));
  EXPECT_EQ(folded.spans[2], (SourceSpan{10, 11, 4, 5}));
}

}  // namespace
}  // namespace litany::text
