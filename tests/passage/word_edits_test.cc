#include "passage/word_edits.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A text without its spaces.
struct Words {
  explicit Words(std::string_view text) {
    bool is_start = true;
    for (const char c : text) {
      if (c != ' ') {
        symbols.push_back(static_cast<unsigned char>(c));
        starts.push_back(is_start ? 1 : 0);
      }
      is_start = c == ' ';
    }
  }
  TokenText text() const { return {symbols, starts}; }
  std::string Part(uint32_t begin, uint32_t end) const {
    return std::string(symbols.begin() + begin, symbols.begin() + end);
  }

  std::vector<uint32_t> symbols;
  std::vector<uint8_t> starts;
};

// "was>now" of each edit of the alignment of a and b in whole words.
std::vector<std::string> Edits(std::string_view one, std::string_view other) {
  const Words a(one);
  const Words b(other);
  AlignScratch scratch;
  SpanAlignment alignment;
  AlignSpans(a.symbols, b.symbols, &scratch, &alignment);
  WidenToWords(a.text(), b.text(), &alignment.edits);
  std::vector<std::string> edits;
  for (const SymbolEdit& edit : alignment.edits) {
    edits.push_back(a.Part(edit.begin_a, edit.end_a) + ">" +
                    b.Part(edit.begin_b, edit.end_b));
  }
  return edits;
}

TEST(WidenToWords, TellsTheWordThatAnotherStandsFor) {
  EXPECT_THAT(Edits("the involuntary confinement of any of them all in a room",
                    "the involuntary isolation of any of them all in a room"),
              ElementsAre("confinement>isolation"));
  EXPECT_THAT(Edits("of the year 2023 and after", "of the year 2024 and after"),
              ElementsAre("2023>2024"));
}

TEST(WidenToWords, PutsAnInsertionBetweenWords) {
  EXPECT_THAT(Edits("of body cameras by law enforcement officers",
                    "of body cameras being used by law enforcement officers"),
              ElementsAre(">beingused"));
  EXPECT_THAT(
      Edits("so the the words of that song", "so the words of that song"),
      ElementsAre("the>"));
}

TEST(WidenToWords, JoinsEditsOfOneWord) {
  EXPECT_THAT(Edits("they will misunderstand all of this",
                    "they will misanderstend all of this"),
              ElementsAre("misunderstand>misanderstend"));
}

TEST(WidenToWords, TakesInWordsThatAreWrittenTogether) {
  EXPECT_THAT(
      Edits("some on line text that is long", "some onlune text that is long"),
      ElementsAre("online>onlune"));
}

TEST(WidenToWords, LeavesEqualTextsAndLongWordsAlone) {
  EXPECT_THAT(Edits("one and the same", "one and the same"), IsEmpty());
  const std::string half(40, 'x');
  EXPECT_THAT(Edits(half + "a" + half, half + "b" + half), ElementsAre("a>b"));
}

TEST(WidenToWords, LeavesSymbolsThatAreTokensAlone) {
  std::string one;
  std::string other;
  for (const char c : std::string("abcdefghijklmnop")) {
    one += std::string(1, c) + " ";
    other += std::string(1, c == 'h' ? 'H' : c) + " ";
  }
  EXPECT_THAT(Edits(one, other), ElementsAre("h>H"));
}

TEST(WidenToWords, TheEditsStillMakeTheOther) {
  std::mt19937 random(1);
  const auto random_text = [&random] {
    std::string text;
    for (uint32_t i = 1 + Below(&random, 60); i > 0; --i) {
      text.push_back(Below(&random, 4) == 0
                         ? ' '
                         : static_cast<char>('a' + Below(&random, 3)));
    }
    return text;
  };
  int wider = 0;
  for (int round = 0; round < 3000; ++round) {
    const Words a(random_text());
    const Words b(random_text());
    AlignScratch scratch;
    SpanAlignment alignment;
    AlignSpans(a.symbols, b.symbols, &scratch, &alignment);
    std::vector<SymbolEdit> edits = alignment.edits;
    WidenToWords(a.text(), b.text(), &edits);
    wider += edits != alignment.edits ? 1 : 0;
    std::string made;
    uint32_t at_a = 0;
    uint32_t at_b = 0;
    for (const SymbolEdit& edit : edits) {
      ASSERT_LE(at_a, edit.begin_a);
      ASSERT_LE(edit.begin_a, edit.end_a);
      ASSERT_LE(edit.begin_b, edit.end_b);
      ASSERT_TRUE(edit.begin_a < edit.end_a || edit.begin_b < edit.end_b);
      // Words begin and end there, but at the ends of the texts.
      for (const auto& [words, at] :
           {std::pair(&a, edit.begin_a), std::pair(&a, edit.end_a),
            std::pair(&b, edit.begin_b), std::pair(&b, edit.end_b)}) {
        EXPECT_TRUE(at == 0 || at == words->symbols.size() ||
                    words->starts[at] != 0);
      }
      made += a.Part(at_a, edit.begin_a);
      EXPECT_EQ(a.Part(at_a, edit.begin_a), b.Part(at_b, edit.begin_b));
      made += b.Part(edit.begin_b, edit.end_b);
      at_a = edit.end_a;
      at_b = edit.end_b;
    }
    made += a.Part(at_a, static_cast<uint32_t>(a.symbols.size()));
    EXPECT_EQ(made, b.Part(0, static_cast<uint32_t>(b.symbols.size())));
  }
  EXPECT_GT(wider, 1000);
}

}  // namespace
}  // namespace litany::passage
