#include "passage/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "reference/local_alignment.h"
#include "tests/passage/collection.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

Text RandomLetters(std::mt19937* random, size_t size, uint32_t kinds) {
  Text text(size);
  for (uint32_t& symbol : text) symbol = 'a' + Below(random, kinds);
  return text;
}

// `text` with about `percent` of its symbols replaced, dropped or doubled.
Text Edited(std::mt19937* random, const Text& text, uint32_t percent,
            uint32_t kinds) {
  Text edited;
  for (const uint32_t symbol : text) {
    const bool is_changed = (*random)() % 100 < percent;
    const uint32_t how = Below(random, 3);
    if (!is_changed || how == 0) {
      edited.push_back(is_changed ? 'a' + Below(random, kinds) : symbol);
    } else if (how == 1) {
      edited.push_back(symbol);
      edited.push_back('a' + Below(random, kinds));
    }
  }
  return edited;
}

reference::AlignmentScores Scores() {
  return {kMatchScore, kReplaceScore, kGapScore};
}

TEST(Extension, OfSmallTextsIsTheBestThereIs) {
  AlignScratch scratch;
  for (uint32_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t kinds = 1 + Below(&random, 5);
    // Too short for any path to fall below the drop-off and rise again.
    const Text a = RandomLetters(&random, random() % 12, kinds);
    const Text b = random() % 2 == 0
                       ? RandomLetters(&random, random() % 12, kinds)
                       : Edited(&random, a, 20, kinds);
    const reference::LocalAlignment best =
        reference::AlignBeginnings(a, b, Scores());
    const Extension forward = ExtendForward(a, b, &scratch);
    EXPECT_EQ(forward.score, best.score);
    // It is what it says it is.
    const auto part = reference::AlignWhole(
        Symbols(a).first(forward.a), Symbols(b).first(forward.b), Scores());
    EXPECT_EQ(part.score, forward.score);
    EXPECT_LE(forward.matches, std::min(forward.a, forward.b));

    const Text back_a(a.rbegin(), a.rend());
    const Text back_b(b.rbegin(), b.rend());
    const Extension backward = ExtendBackward(back_a, back_b, &scratch);
    EXPECT_EQ(backward.a, forward.a);
    EXPECT_EQ(backward.b, forward.b);
    EXPECT_EQ(backward.matches, forward.matches);
    EXPECT_EQ(backward.score, forward.score);
  }
}

TEST(Extension, CrossesWhatIsEditedAndEndsWhereTextsPart) {
  AlignScratch scratch;
  int reached = 0;
  for (uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    constexpr uint32_t kKinds = 3000;
    const Text common = RandomLetters(&random, 400, kKinds);
    Text a = common;
    Text b = Edited(&random, common, 20, kKinds);
    const size_t end_a = a.size();
    const size_t end_b = b.size();
    const Text tail_a = RandomLetters(&random, 300, kKinds);
    const Text tail_b = RandomLetters(&random, 300, kKinds);
    a.insert(a.end(), tail_a.begin(), tail_a.end());
    b.insert(b.end(), tail_b.begin(), tail_b.end());
    const Extension extension = ExtendForward(a, b, &scratch);
    EXPECT_LE(extension.a, end_a + 2);
    EXPECT_LE(extension.b, end_b + 2);
    reached += extension.a + 12 >= end_a ? 1 : 0;
  }
  // A stretch of a dozen changed symbols ends a few of them early.
  EXPECT_GE(reached, 180);
}

TEST(Extension, EndsWhereTheScoreHasFallenTooFar) {
  // A run, `replaced` symbols that differ, `dropped` that one text has more,
  // and a long run: it goes on if the last edit begins within the drop-off.
  AlignScratch scratch;
  for (uint32_t replaced = 0; replaced <= 16; ++replaced) {
    for (uint32_t dropped = 0; dropped <= 12; ++dropped) {
      uint32_t next = 0x4e00;  // no symbol twice but for the runs
      Text a;
      for (int i = 0; i < 30; ++i) a.push_back(next++);
      Text b = a;
      for (uint32_t i = 0; i < replaced; ++i) {
        a.push_back(next++);
        b.push_back(next++);
      }
      for (uint32_t i = 0; i < dropped; ++i) a.push_back(next++);
      const auto edited = static_cast<uint32_t>(a.size());
      for (int i = 0; i < 60; ++i) {
        a.push_back(next);
        b.push_back(next++);
      }
      const auto cost = static_cast<int32_t>(2 * replaced + 3 * dropped);
      const int32_t last = dropped > 0 ? 3 : replaced > 0 ? 2 : 0;
      const bool goes_on = cost - last <= kDropOff;
      SCOPED_TRACE(testing::Message()
                   << replaced << " replaced, " << dropped << " dropped");
      const Extension ahead = ExtendForward(a, b, &scratch);
      EXPECT_EQ(ahead.a, goes_on ? edited + 60 : 30);
      EXPECT_EQ(ahead.matches, goes_on ? 90u : 30u);
      EXPECT_EQ(ExtendForward(b, a, &scratch).b, ahead.a);
      std::reverse(a.begin(), a.end());
      std::reverse(b.begin(), b.end());
      EXPECT_EQ(ExtendBackward(a, b, &scratch).a, ahead.a);
    }
  }
}

TEST(Extension, OfAnEmptyTextIsEmpty) {
  AlignScratch scratch;
  const Text text = {'a', 'b'};
  EXPECT_EQ(ExtendForward({}, text, &scratch).score, 0);
  EXPECT_EQ(ExtendBackward(text, {}, &scratch).a, 0u);
}

// Applies the edits to a.
Text Apply(const Text& a, const Text& b, const SpanAlignment& alignment) {
  Text result;
  uint32_t at = 0;
  for (const SymbolEdit& edit : alignment.edits) {
    result.insert(result.end(), a.begin() + at, a.begin() + edit.begin_a);
    result.insert(result.end(), b.begin() + edit.begin_b,
                  b.begin() + edit.end_b);
    at = edit.end_a;
  }
  result.insert(result.end(), a.begin() + at, a.end());
  return result;
}

void ExpectSound(const Text& a, const Text& b, const SpanAlignment& alignment) {
  EXPECT_EQ(Apply(a, b, alignment), b);
  uint64_t dropped = 0;
  const SymbolEdit* last = nullptr;
  for (const SymbolEdit& edit : alignment.edits) {
    EXPECT_TRUE(edit.begin_a < edit.end_a || edit.begin_b < edit.end_b);
    if (last != nullptr) {
      // Something matches between two edits.
      EXPECT_GT(edit.begin_a, last->end_a);
      EXPECT_GT(edit.begin_b, last->end_b);
    }
    dropped += edit.end_a - edit.begin_a;
    last = &edit;
  }
  EXPECT_EQ(alignment.matches + dropped, a.size());
}

TEST(AlignSpans, MakesOneTextOfTheOther) {
  AlignScratch scratch;
  SpanAlignment alignment;
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const uint32_t kinds = 1 + Below(&random, 30);
    const Text a = RandomLetters(&random, random() % 60, kinds);
    const Text b = random() % 2 == 0
                       ? RandomLetters(&random, random() % 60, kinds)
                       : Edited(&random, a, 25, kinds);
    AlignSpans(a, b, &scratch, &alignment);
    ExpectSound(a, b, alignment);
    EXPECT_LE(alignment.matches, reference::CommonSubsequence(a, b));
  }
}

TEST(AlignSpans, FindsAllMatchesWhereEditsAreFew) {
  AlignScratch scratch;
  SpanAlignment alignment;
  for (uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    constexpr uint32_t kKinds = 5000;
    const Text a = RandomLetters(&random, 200, kKinds);
    Text b = a;
    // Single symbols, far apart: no match is shorter than what is changed.
    for (size_t at = 5; at + 5 < b.size(); at += 10) b[at] = 'A';
    AlignSpans(a, b, &scratch, &alignment);
    ExpectSound(a, b, alignment);
    EXPECT_EQ(alignment.matches, reference::CommonSubsequence(a, b));
  }
}

TEST(AlignSpans, DropsMatchesThatAreShorterThanWhatWasReplacedAroundThem) {
  AlignScratch scratch;
  SpanAlignment alignment;
  const auto text = [](const char* letters) {
    return Text(letters, letters + std::char_traits<char>::length(letters));
  };
  AlignSpans(text("headabcxdeftail"), text("headuvwxyz.tail"), &scratch,
             &alignment);
  EXPECT_EQ(alignment.edits, (std::vector<SymbolEdit>{{4, 11, 4, 11}}));
  EXPECT_EQ(alignment.matches, 8u);
  // Between two insertions a match stays.
  AlignSpans(text("headabtail"), text("head1234ab5678tail"), &scratch,
             &alignment);
  EXPECT_EQ(alignment.edits,
            (std::vector<SymbolEdit>{{4, 4, 4, 8}, {6, 6, 10, 14}}));
  // One changed symbol on each side is no more than the match.
  AlignSpans(text("headaxbtail"), text("headuxvtail"), &scratch, &alignment);
  EXPECT_EQ(alignment.edits,
            (std::vector<SymbolEdit>{{4, 5, 4, 5}, {6, 7, 6, 7}}));
}

TEST(AlignSpans, OfLongTextsGoesByTheirCommonGrams) {
  AlignScratch scratch;
  SpanAlignment alignment;
  std::mt19937 random(3);
  const Text a = RandomLetters(&random, 60000, 4000);
  // Notes set between the sentences, longer in all than the text.
  Text b;
  for (size_t i = 0; i < a.size(); ++i) {
    b.push_back(a[i]);
    if (i % 40 != 39) continue;
    const Text note = RandomLetters(&random, 50, 4000);
    b.insert(b.end(), note.begin(), note.end());
  }
  AlignSpans(a, b, &scratch, &alignment);
  ExpectSound(a, b, alignment);
  EXPECT_GE(alignment.matches, a.size() * 99 / 100);
  // Nothing in common: one replacement, soon.
  const Text other = RandomLetters(&random, 60000, 4000);
  const Text third(60000, 'A');
  AlignSpans(other, third, &scratch, &alignment);
  EXPECT_EQ(alignment.edits.size(), 1u);
}

}  // namespace
}  // namespace litany::passage
