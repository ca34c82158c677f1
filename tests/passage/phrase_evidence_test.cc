// What texts tell of where phrases begin and end: marks, habits of words,
// furniture.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "passage/clause_words.h"
#include "passage/furniture.h"
#include "passage/symbol_marks.h"
#include "tests/passage/phrase_sample.h"

namespace litany::passage {
namespace {

// The text with "|" where a clause ends, "/" at another break.
std::string Breaks(const std::string& original) {
  const PhraseSample sample({original});
  std::string result;
  const Symbols text = sample.table()[0];
  for (size_t i = 0; i < text.size(); ++i) {
    const uint8_t marks = sample.texts().marks[i];
    if ((marks & kAfterClause) != 0) {
      result += '|';
    } else if ((marks & kAfterBreak) != 0) {
      result += '/';
    }
    text::AppendUtf8(text[i], &result);
  }
  return result;
}

std::string WordsIn(const std::string& original) {
  const PhraseSample sample({original});
  std::string result;
  const Symbols text = sample.table()[0];
  for (size_t i = 0; i < text.size(); ++i) {
    if ((sample.texts().marks[i] & kStartsWord) != 0) result += '|';
    text::AppendUtf8(text[i], &result);
  }
  return result;
}

TEST(MarkBreaks, TellsClausesFromListsAndQuotes) {
  EXPECT_EQ(Breaks("学习，工作"), "学习|工作");
  EXPECT_EQ(Breaks("学习.工作"), "学习|工作");
  EXPECT_EQ(Breaks("学习、工作"), "学习/工作");
  EXPECT_EQ(Breaks("的“学习”活动"), "的/学习/活动");
  EXPECT_EQ(Breaks("学习 工作\n生活"), "学习工作生活");
  EXPECT_EQ(Breaks("学习\n\n工作"), "学习|工作");
}

TEST(MarkBreaks, TellsItemsOfAListFromQuotes) {
  const auto is_item = [](const std::string& original) {
    const PhraseSample sample({original});
    return (sample.texts().marks[2] & kAfterItem) != 0;
  };
  EXPECT_TRUE(is_item("学习、工作"));
  EXPECT_TRUE(is_item("学习，工作"));
  EXPECT_FALSE(is_item("学习“工作”"));
  EXPECT_FALSE(is_item("学习工作"));
}

TEST(MarkBreaks, LeavesNumbersNamesAndHyphensWhole) {
  EXPECT_EQ(Breaks("增长3.5万"), "增长35万");
  EXPECT_EQ(Breaks("共1,250人"), "共1250人");
  EXPECT_EQ(Breaks("劳尔·卡斯特罗"), "劳尔卡斯特罗");
  EXPECT_EQ(Breaks("state-of-the-art"), "stateoftheart");
  EXPECT_EQ(Breaks("end. New"), "end|new");
}

// A text's gaps say of breaks what its spans do.
TEST(MarkBreaks, AreTheSameByGapsAndBySpans) {
  const text::Folder folder = *text::Folder::Create({});
  text::Folding folding;
  std::vector<text::Gap> gaps;
  for (const std::string original :
       {"“学习”，工作、生活。", "<p>增长 3.5 万。</p><p>共1,250人",
        "!!a b\n\nc", "劳尔·卡斯特罗；㍿株"}) {
    folder.Fold(original, /*with_spans=*/true, &folding.scratch,
                &folding.folded);
    std::vector<uint8_t> by_spans(folding.folded.symbols.size());
    MarkBreaks(original, folding.folded, by_spans);
    for (uint8_t& mark : by_spans) {
      mark = static_cast<uint8_t>(mark & ~kStartsToken);
    }
    std::vector<uint8_t> by_gaps(by_spans.size());
    ASSERT_TRUE(folder.FindGaps(original, &folding.scratch, &gaps));
    MarkBreaks(original, gaps, by_gaps);
    EXPECT_EQ(by_gaps, by_spans) << original;
    EXPECT_NE(by_gaps, std::vector<uint8_t>(by_gaps.size())) << original;
  }
}

TEST(MarkWords, AsksTheDictionaryForUnspacedScripts) {
  EXPECT_EQ(WordsIn("中国人民生活幸福"), "|中国|人民|生活|幸福");
  EXPECT_EQ(WordsIn("the new house"), "|the|new|house");
  // Letters and figures are words by themselves.
  EXPECT_EQ(WordsIn("2024年iPhone手机"), "|2024|年|iphone|手机");
  // No word goes on behind a break.
  EXPECT_EQ(WordsIn("中，国"), "|中|国");
}

// A run of one kind of script takes a shorter way than one that is mixed with
// what only ICU knows; both are cut the same.
TEST(MarkWords, AgreeInPlainAndMixedRuns) {
  const std::string plain = "中国人民5生活a幸福";
  EXPECT_EQ(WordsIn(plain), "|中国|人民|5|生活|a|幸福");
  EXPECT_EQ(WordsIn(plain + "ひ"), "|中国|人民|5|生活|a|幸福|ひ");
  EXPECT_EQ(WordsIn("中国ア人民"), "|中国|ア|人民");
}

TEST(ClauseWords, CountBeginsAndEndsOfClauses) {
  const PhraseSample sample({"the house, the garden.", "in the house"});
  const auto tokens = TokenTable::Build(sample.texts());
  ASSERT_TRUE(tokens.ok());
  const std::vector<uint32_t> the = {tokens->id(0)};
  const std::vector<uint32_t> house = {tokens->id(1)};
  const std::vector<uint32_t> the_house = {tokens->id(0), tokens->id(1)};
  for (const uint32_t threads : {1u, 3u}) {
    const ClauseWords words(sample.texts(), *tokens, threads);
    EXPECT_EQ(words.KindOf(the).count, 3u);
    EXPECT_EQ(words.KindOf(the).begins, 2u);
    EXPECT_EQ(words.KindOf(the).ends, 0u);
    EXPECT_EQ(words.KindOf(the).documents, 2u);
    EXPECT_EQ(words.KindOf(house).count, 2u);
    EXPECT_EQ(words.KindOf(house).ends, 2u);
    EXPECT_EQ(words.KindOf(the_house).count, 0u);
    EXPECT_EQ(words.total(), 7u);
    EXPECT_EQ(words.clause_total(), 3u);
  }
}

// However the texts are cut into ranges, kinds have the same numbers.
TEST(ClauseWords, AreTheSameForAnyThreads) {
  std::vector<std::string> originals;
  for (int i = 0; i < 30; ++i) {
    originals.push_back("中国人民，生活幸福。第" + std::to_string(i % 7) +
                        "次改革开放a");
  }
  std::vector<uint8_t> counted(originals.size(), 1);
  counted[3] = 0;
  const PhraseSample sample(originals, {}, counted);
  const auto tokens = TokenTable::Build(sample.texts());
  ASSERT_TRUE(tokens.ok());
  const ClauseWords one(sample.texts(), *tokens, 1);
  for (const uint32_t threads : {2u, 5u, 64u}) {
    const ClauseWords many(sample.texts(), *tokens, threads);
    EXPECT_TRUE(
        std::ranges::equal(one.kinds_of_words(), many.kinds_of_words()));
    ASSERT_EQ(one.clauses().size(), many.clauses().size());
    for (uint32_t c = 0; c < one.clauses().size(); ++c) {
      EXPECT_EQ(one.clauses()[c].text, many.clauses()[c].text);
      EXPECT_EQ(one.clauses()[c].begin, many.clauses()[c].begin);
      EXPECT_EQ(many.ClauseOf(one.clauses()[c].end - 1), c);
    }
    EXPECT_EQ(one.total(), many.total());
  }
}

// Texts of one source with a head, a foot and a body of their own.
std::vector<std::string> Pages(uint32_t count) {
  std::vector<std::string> pages;
  for (uint32_t i = 0; i < count; ++i) {
    std::string body;
    for (uint32_t j = 0; j < 300; ++j) {
      text::AppendUtf8(0x4e00 + (i * 7919 + j * 104729) % 20000, &body);
    }
    pages.push_back("本站消息" + body + "版权所有");
  }
  return pages;
}

uint32_t CountMasked(const TokenTable& tokens, uint32_t text) {
  uint32_t masked = 0;
  for (uint32_t i = tokens.begin(text); i < tokens.end(text); ++i) {
    masked += tokens.masked(i) ? 1 : 0;
  }
  return masked;
}

TEST(Furniture, AtTheEndsOfManyTextsOfASourceIsMasked) {
  const PhraseSample sample(Pages(12), std::vector<uint32_t>(12, 0));
  auto tokens = TokenTable::Build(sample.texts());
  ASSERT_TRUE(tokens.ok());
  MaskFurniture(sample.texts(), &*tokens);
  for (uint32_t t = 0; t < 12; ++t) {
    EXPECT_EQ(CountMasked(*tokens, t), 8u);
    EXPECT_TRUE(tokens->masked(tokens->begin(t)));
    EXPECT_TRUE(tokens->masked(tokens->end(t) - 1));
    EXPECT_FALSE(tokens->masked(tokens->begin(t) + 4));
  }
}

TEST(Furniture, IsNoneOfAHandfulOfTextsNorOfManySources) {
  const PhraseSample few(Pages(9), std::vector<uint32_t>(9, 0));
  auto tokens = TokenTable::Build(few.texts());
  ASSERT_TRUE(tokens.ok());
  MaskFurniture(few.texts(), &*tokens);
  EXPECT_EQ(CountMasked(*tokens, 0), 0u);

  std::vector<uint32_t> sources(12);
  for (uint32_t t = 0; t < 12; ++t) sources[t] = t;
  const PhraseSample many(Pages(12), sources);
  tokens = TokenTable::Build(many.texts());
  ASSERT_TRUE(tokens.ok());
  MaskFurniture(many.texts(), &*tokens);
  EXPECT_EQ(CountMasked(*tokens, 0), 0u);
}

TEST(Furniture, IsWhatStandsNearOneEndNearlyAlways) {
  // The name before it varies, so the head is not at the very begin.
  std::vector<std::string> pages = Pages(20);
  for (uint32_t i = 0; i < pages.size(); ++i) {
    std::string name;
    text::AppendUtf8(0x7000 + i, &name);
    pages[i] = name + pages[i];
  }
  const PhraseSample sample(pages, std::vector<uint32_t>(20, 0));
  const auto tokens = TokenTable::Build(sample.texts());
  ASSERT_TRUE(tokens.ok());
  const FurnitureFinder finder(sample.texts(), *tokens);
  std::vector<uint32_t> heads;
  std::vector<uint32_t> middles;
  for (uint32_t t = 0; t < 20; ++t) {
    heads.push_back(tokens->begin(t) + 1);
    middles.push_back(tokens->begin(t) + 5 + t * 14);
  }
  EXPECT_TRUE(finder.IsFurniture(heads, 4));
  EXPECT_FALSE(finder.IsFurniture(middles, 4));
  EXPECT_FALSE(finder.IsFurniture(std::span(heads).first(9), 4));
}

}  // namespace
}  // namespace litany::passage
