#include "passage/phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/passage/phrase_sample.h"
#include "tests/passage/random.h"

namespace litany::passage {
namespace {

using testing::Contains;
using testing::Key;
using testing::Not;

std::map<std::string, Phrase> Find(const PhraseSample& sample,
                                   const PhraseParams& options = {}) {
  const auto found = FindPhrases(sample.texts(), options);
  EXPECT_TRUE(found.ok()) << found.status();
  std::map<std::string, Phrase> phrases;
  for (const Phrase& phrase : found->phrases) {
    const PhrasePlace& place = phrase.places.front();
    phrases.emplace(sample.Text(place.text, place.begin, place.end), phrase);
  }
  return phrases;
}

// Five notes with one slogan: in both scripts, with and without punctuation.
const std::vector<std::string>& Notes() {
  static const auto* const notes = new std::vector<std::string>{
      "村里修路，大家都说“一线办事、当天见底”，于是第二天就动了工。",
      "會上再次提出一線辦事當天見底的要求，各組回去研究。",
      "墙上写着一线办事。当天见底。旁边是值班表。",
      "他把 一 线办事当天 见底 写在本子上",
      "今年春天雨水多，河边的柳树早早发了芽。"};
  return *notes;
}

TEST(FindPhrases, MeetsASloganAcrossScriptsAndPunctuation) {
  const PhraseSample sample(Notes());
  const auto phrases = Find(sample);
  ASSERT_THAT(phrases, Contains(Key("一线办事当天见底")));
  const Phrase& slogan = phrases.at("一线办事当天见底");
  EXPECT_EQ(slogan.documents, 4u);
  EXPECT_EQ(slogan.count, 4u);
  EXPECT_EQ(slogan.symbols, 8u);
  EXPECT_EQ(slogan.sources, 0u);
  ASSERT_EQ(slogan.places.size(), 4u);
  for (const PhrasePlace& place : slogan.places) {
    EXPECT_EQ(sample.Text(place.text, place.begin, place.end),
              "一线办事当天见底");
  }
  // Its halves are never without the whole.
  EXPECT_THAT(phrases, Not(Contains(Key("一线办事"))));
  EXPECT_THAT(phrases, Not(Contains(Key("当天见底"))));
}

TEST(FindPhrases, TakesWholeWordsOfSpacedScripts) {
  const PhraseSample sample({"We will leave no stone unturned, said the mayor.",
                             "They leave no stone unturned in this town.",
                             "To leave no stone unturned is our promise",
                             "No stones were turned. Believe no stone of it."});
  const auto phrases = Find(sample);
  ASSERT_THAT(phrases, Contains(Key("leavenostoneunturned")));
  EXPECT_EQ(phrases.at("leavenostoneunturned").documents, 3u);
  // "believe no stone" holds the letters of "leave no stone".
  for (const auto& [text, phrase] : phrases) {
    EXPECT_NE(text.substr(0, 3), "ave");
    EXPECT_NE(text, "leavenostone");
  }
}

TEST(FindPhrases, CountsCopiesOnceAndListsTheirPlaces) {
  std::vector<std::string> texts = Notes();
  texts.push_back(texts[0]);
  texts.push_back(texts[0]);
  const PhraseSample sample(texts, {}, {1, 1, 1, 1, 1, 0, 0});
  const auto phrases = Find(sample);
  ASSERT_THAT(phrases, Contains(Key("一线办事当天见底")));
  const Phrase& slogan = phrases.at("一线办事当天见底");
  EXPECT_EQ(slogan.documents, 4u);
  EXPECT_EQ(slogan.places.size(), 6u);
}

TEST(FindPhrases, DoesNotCountMaskedStretches) {
  PhraseSample sample(Notes());
  const uint64_t begin = sample.table().begins[1];
  for (uint64_t i = begin; i < sample.table().begins[2]; ++i) {
    sample.marks()[i] |= kMasked;
  }
  const auto phrases = Find(sample);
  ASSERT_THAT(phrases, Contains(Key("一线办事当天见底")));
  EXPECT_EQ(phrases.at("一线办事当天见底").documents, 3u);
  for (const PhrasePlace& place : phrases.at("一线办事当天见底").places) {
    EXPECT_NE(place.text, 1u);
  }
}

TEST(FindPhrases, AsksForSourcesWhereManyAreKnown) {
  const PhraseSample one(Notes(), {0, 0, 0, 0, 0});
  EXPECT_EQ(DefaultMinSources(one.texts()), 1u);
  EXPECT_THAT(Find(one), Contains(Key("一线办事当天见底")));
  const PhraseSample spread(Notes(), {0, 1, 0, 1, 2});
  EXPECT_EQ(DefaultMinSources(spread.texts()), 2u);
  EXPECT_EQ(Find(spread).at("一线办事当天见底").sources, 2u);
  PhraseParams options;
  options.min_sources = 3;
  EXPECT_TRUE(Find(spread, options).empty());
  const PhraseSample some(Notes(), {0, 1, kNoSource, 1, 2});
  EXPECT_EQ(DefaultMinSources(some.texts()), 1u);
}

TEST(FindPhrases, MinDocumentsFollowsTheCollection) {
  const PhraseSample two({"一", "二"});
  EXPECT_EQ(DefaultMinDocuments(two.texts()), 2u);
  EXPECT_EQ(DefaultMinDocuments(PhraseSample(Notes()).texts()), 3u);
  PhraseParams options;
  options.min_documents = 5;
  EXPECT_TRUE(Find(PhraseSample(Notes()), options).empty());
}

TEST(FindPhrases, RefusesLengthsOutOfOrder) {
  PhraseParams options;
  options.min_length = 9;
  options.max_length = 8;
  const PhraseSample sample(Notes());
  EXPECT_EQ(FindPhrases(sample.texts(), options).status().code(),
            absl::StatusCode::kInvalidArgument);
  options = {};
  options.min_length = 1;
  EXPECT_EQ(FindPhrases(sample.texts(), options).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(FindPhrases, FindsNothingInNothing) {
  EXPECT_TRUE(Find(PhraseSample({})).empty());
  EXPECT_TRUE(Find(PhraseSample({"", "，", ""})).empty());
}

// Texts of random words with planted slogans.
std::vector<std::string> Planted(uint32_t count) {
  std::mt19937 random(77);
  const std::string slogans[] = {"把难事办在前头", "渠往一处修心往一处想",
                                 "以满仓实干迎满园新春"};
  std::vector<std::string> texts;
  for (uint32_t t = 0; t < count; ++t) {
    std::string text;
    for (uint32_t i = 0; i < 80; ++i) {
      if (random() % 40 == 0) text += "，" + slogans[Below(&random, 3)] + "。";
      text::AppendUtf8(0x4e00 + Below(&random, 500), &text);
    }
    texts.push_back(text);
  }
  return texts;
}

TEST(FindPhrases, IsTheSameForAnyThreads) {
  const PhraseSample sample(Planted(600));
  PhraseParams options;
  const auto one = FindPhrases(sample.texts(), options);
  ASSERT_TRUE(one.ok());
  ASSERT_GE(one->phrases.size(), 3u);
  for (const uint32_t threads : {2u, 5u}) {
    options.threads = threads;
    const auto many = FindPhrases(sample.texts(), options);
    ASSERT_TRUE(many.ok());
    ASSERT_EQ(many->phrases.size(), one->phrases.size());
    for (size_t i = 0; i < one->phrases.size(); ++i) {
      EXPECT_EQ(many->phrases[i].ids, one->phrases[i].ids);
      EXPECT_EQ(many->phrases[i].value, one->phrases[i].value);
      EXPECT_EQ(many->phrases[i].places, one->phrases[i].places);
      EXPECT_EQ(many->phrases[i].mutual_information,
                one->phrases[i].mutual_information);
    }
  }
}

TEST(FindPhrases, CutsAtTopAndSaysHowManyThereAre) {
  const PhraseSample sample(Planted(600));
  PhraseParams options;
  options.top = 2;
  const auto found = FindPhrases(sample.texts(), options);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->phrases.size(), 2u);
  EXPECT_GE(found->found, 3u);
  EXPECT_GE(found->phrases[0].value, found->phrases[1].value);
}

// The places of a phrase are all places of its symbols, between tokens.
TEST(FindPhrases, PlacesAreAllOfThem) {
  const PhraseSample sample(Planted(60));
  for (const auto& [text, phrase] : Find(sample)) {
    std::vector<PhrasePlace> want;
    for (uint32_t t = 0; t < sample.table().size(); ++t) {
      const auto size = static_cast<uint32_t>(sample.table()[t].size());
      for (uint32_t i = 0; i + phrase.symbols <= size; ++i) {
        if (sample.Text(t, i, i + phrase.symbols) == text) {
          want.push_back({t, i, i + phrase.symbols});
        }
      }
    }
    EXPECT_EQ(phrase.places, want) << text;
    EXPECT_EQ(phrase.count, want.size()) << text;
  }
}

}  // namespace
}  // namespace litany::passage
