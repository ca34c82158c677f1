#include "passage/formulas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "tests/passage/phrase_sample.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using testing::Contains;
using testing::IsEmpty;

// "以…为…" and so on, by the first place of each.
std::vector<std::string> Spelt(const PhraseSample& sample,
                               const std::vector<Formula>& formulas) {
  std::vector<std::string> result;
  for (const Formula& formula : formulas) {
    const FormulaPlace& place = formula.places.front();
    result.push_back(sample.Text(place.text, place.begin, place.gap_begin) +
                     "…" +
                     sample.Text(place.text, place.gap_end, place.second_end) +
                     (formula.ends_in_gap ? "…" : ""));
  }
  return result;
}

std::vector<Formula> Find(const PhraseSample& sample,
                          const FormulaParams& params = {}) {
  const auto tokens = TokenTable::Build(sample.texts());
  EXPECT_TRUE(tokens.ok());
  const ClauseWords words(sample.texts(), *tokens, params.threads);
  return FindFormulas(sample.texts(), *tokens, words, params);
}

// Sentences that share next to nothing.
std::string Filling(uint32_t number, bool han) {
  std::string text;
  for (uint32_t i = 0; i < 60; ++i) {
    if (han) {
      text::AppendUtf8(0x6000 + (number * 61 + i) * 7, &text);
    } else {
      text += " z" + std::to_string(number * 61 + i);
    }
    if (i % 10 == 9) text += han ? "。" : ".";
  }
  return text;
}

// Notes that use one frame with other words each time, among other sentences.
std::vector<std::string> Notes() {
  const std::string things[] = {"服务", "质量", "安全", "学习", "创新", "团结"};
  const std::string roles[] = {"目标", "中心", "基础", "重点", "动力", "前提"};
  const std::string fields[] = {"河边", "学校", "工厂", "市场", "公园", "医院"};
  std::vector<std::string> notes;
  for (uint32_t i = 0; i < 6; ++i) {
    notes.push_back("今天去" + fields[i] + "看了看，以" + things[i] + "为" +
                    roles[i] + "，大家从" + fields[(i + 1) % 6] + "走到" +
                    fields[(i + 2) % 6] + "。天气" + things[(i + 3) % 6] +
                    "不错，明天再来" + roles[(i + 4) % 6] + "。" +
                    Filling(i, /*han=*/true));
  }
  return notes;
}

TEST(FindFormulas, FindsAFrameWhoseFillersVary) {
  const PhraseSample sample(Notes());
  const std::vector<Formula> formulas = Find(sample);
  ASSERT_THAT(Spelt(sample, formulas), Contains("以…为…"));
  for (const Formula& formula : formulas) {
    if (Spelt(sample, {formula}).front() != "以…为…") continue;
    EXPECT_EQ(formula.count, 6u);
    EXPECT_EQ(formula.documents, 6u);
    EXPECT_EQ(formula.fillers, 6u);
    EXPECT_TRUE(formula.ends_in_gap);
    for (const FormulaPlace& place : formula.places) {
      EXPECT_EQ(sample.Text(place.text, place.begin, place.gap_begin), "以");
      EXPECT_EQ(sample.Text(place.text, place.gap_end, place.second_end), "为");
      EXPECT_EQ(place.end - place.second_end, 2u);
    }
  }
}

TEST(FindFormulas, LeavesFixedPhrasesToPhrases) {
  std::vector<std::string> notes;
  for (const char* const place : {"河边", "学校", "工厂", "市场", "公园"}) {
    notes.push_back(std::string("今天在") + place + "，以服务为目标。" +
                    Filling(static_cast<uint32_t>(notes.size()), true));
  }
  const PhraseSample sample(notes);
  for (const std::string& text : Spelt(sample, Find(sample))) {
    EXPECT_NE(text, "以…为…");
    EXPECT_NE(text, "以…为目标");
  }
}

TEST(FindFormulas, WorksOnWordsOfSpacedScripts) {
  std::vector<std::string> notes;
  const std::string places[] = {"north",  "river",   "school",
                                "market", "harbour", "forest"};
  for (uint32_t i = 0; i < 6; ++i) {
    notes.push_back("walking from the " + places[i] + " to the " +
                    places[(i + 1) % 6] + ", " + places[(i + 2) % 6] +
                    " people sang. Rain " + places[(i + 3) % 6] + " fell." +
                    Filling(i, /*han=*/false));
  }
  const PhraseSample sample(notes);
  std::vector<std::string> spelt = Spelt(sample, Find(sample));
  EXPECT_TRUE(std::any_of(spelt.begin(), spelt.end(), [](const auto& text) {
    return text.find("fromthe…tothe…") != std::string::npos;
  })) << testing::PrintToString(spelt);
}

TEST(FindFormulas, TopAndDocumentsBoundWhatIsGiven) {
  const PhraseSample sample(Notes());
  EXPECT_THAT(Find(sample, {.min_documents = 7}), IsEmpty());
  EXPECT_THAT(Find(sample, {.top = 0}), IsEmpty());
  EXPECT_EQ(Find(sample, {.top = 1}).size(), 1u);
  const std::vector<Formula> all = Find(sample);
  for (size_t i = 1; i < all.size(); ++i) {
    EXPECT_GE(all[i - 1].value, all[i].value);
  }
}

// On random texts: what is given is what its places say.
TEST(FindFormulas, CountsAreThoseOfTheirPlaces) {
  std::mt19937 random(5);
  size_t formulas = 0;
  for (int round = 0; round < 30; ++round) {
    std::vector<std::string> texts;
    std::vector<uint8_t> counted;
    for (uint32_t t = 0; t < 12; ++t) {
      std::string text;
      for (uint32_t i = 0; i < 120; ++i) {
        // The frame "a ? b" among random words.
        if (Below(&random, 40) == 0) {
          text += ". left w" + std::to_string(Below(&random, 50)) + " right ";
        }
        text += "x" + std::to_string(Below(&random, 300)) +
                (Below(&random, 6) == 0 ? ". " : " ");
      }
      texts.push_back(text);
      counted.push_back(Below(&random, 4) == 0 ? 0 : 1);
    }
    const PhraseSample sample(texts, {}, counted);
    bool has_frame = false;
    for (const Formula& formula : Find(sample)) {
      ++formulas;
      uint32_t count = 0;
      uint32_t documents = 0;
      uint32_t last = ~uint32_t{0};
      for (const FormulaPlace& place : formula.places) {
        EXPECT_LT(place.begin, place.gap_begin);
        EXPECT_LT(place.gap_begin, place.gap_end);
        EXPECT_LT(place.gap_end, place.second_end);
        EXPECT_EQ(place.second_end < place.end, formula.ends_in_gap);
        if (counted[place.text] == 0) continue;
        ++count;
        documents += last == place.text ? 0 : 1;
        last = place.text;
      }
      EXPECT_EQ(formula.count, count);
      EXPECT_EQ(formula.documents, documents);
      EXPECT_TRUE(std::is_sorted(formula.places.begin(), formula.places.end()));
      const FormulaPlace& place = formula.places.front();
      has_frame = has_frame || sample.Text(place.text, place.begin,
                                           place.gap_begin) == "left";
    }
    EXPECT_TRUE(has_frame) << "round " << round;
  }
  EXPECT_GT(formulas, 30u);
}

}  // namespace
}  // namespace litany::passage
