// Words of Han against ICU's word breaker itself.
#include "passage/han_words.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace litany::passage {
namespace {

using HanRun = std::vector<uint32_t>;

class IcuWords {
 public:
  IcuWords() {
    UErrorCode error = U_ZERO_ERROR;
    breaker_.reset(
        icu::BreakIterator::createWordInstance(icu::Locale("zh"), error));
    EXPECT_TRUE(U_SUCCESS(error));
  }

  std::vector<uint32_t> Split(const HanRun& run) {
    icu::UnicodeString units;
    for (const uint32_t symbol : run) {
      units.append(static_cast<UChar32>(symbol));
    }
    breaker_->setText(units);
    std::vector<uint32_t> starts;
    for (int32_t at = breaker_->first(); at < units.length();
         at = breaker_->next()) {
      if (at == icu::BreakIterator::DONE) break;
      starts.push_back(static_cast<uint32_t>(at));
    }
    return starts;
  }

 private:
  std::unique_ptr<icu::BreakIterator> breaker_;
};

HanRun RunOf(std::string_view utf8) {
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(
      {utf8.data(), static_cast<int32_t>(utf8.size())});
  HanRun run;
  for (int32_t i = 0; i < units.length(); ++i) run.push_back(units[i]);
  return run;
}

class HanWordsTest : public testing::Test {
 protected:
  void SetUp() override {
    words_ = HanWords::Create();
    ASSERT_NE(words_, nullptr);
  }
  std::vector<uint32_t> Split(const HanRun& run) {
    std::vector<uint32_t> starts;
    words_->Split(run, &starts);
    std::reverse(starts.begin(), starts.end());
    return starts;
  }

  std::unique_ptr<HanWords> words_;
  IcuWords icu_;
};

TEST_F(HanWordsTest, FindsTheWordsOfText) {
  EXPECT_EQ(Split(RunOf("中国人民生活幸福")),
            (std::vector<uint32_t>{0, 2, 4, 6}));
  EXPECT_EQ(Split(RunOf("国")), std::vector<uint32_t>{0});
  EXPECT_EQ(Split({}), std::vector<uint32_t>{});
}

// Words of the text below, which share characters with it and each other.
TEST_F(HanWordsTest, AgreesWithIcuOnMixedWords) {
  const HanRun text = RunOf(
      "中华人民共和国万岁全国人民代表大会常务委员会副委员长研究生命起源的"
      "科学家们在北京大学生活动中心发表了关于改革开放四十周年的重要讲话"
      "乒乓球拍卖完了南京市长江大桥他说的确实在理一石二鳥東京都庁古池蛙");
  const uint64_t seed = 20240607;
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 4000; ++i) {
    HanRun run;
    const size_t pieces = 1 + random() % 12;
    for (size_t p = 0; p < pieces; ++p) {
      const size_t begin = random() % text.size();
      const size_t size = 1 + random() % 8;
      for (size_t at = begin; at < std::min(text.size(), begin + size); ++at) {
        run.push_back(text[at]);
      }
    }
    ASSERT_EQ(Split(run), icu_.Split(run)) << "run " << i;
  }
}

TEST_F(HanWordsTest, AgreesWithIcuOnAnyCharacters) {
  const uint64_t seed = 8128;
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 2000; ++i) {
    // Few kinds make words likely, all of them reach the dictionary's corners.
    const uint32_t kinds = i % 2 == 0 ? 400 : 0x9fa6 - 0x4e00;
    HanRun run(1 + random() % 60);
    for (uint32_t& symbol : run) {
      symbol = 0x4e00 + static_cast<uint32_t>(random() % kinds);
    }
    ASSERT_TRUE(std::all_of(run.begin(), run.end(), IsBasicHan));
    ASSERT_EQ(Split(run), icu_.Split(run)) << "run " << i;
  }
}

}  // namespace
}  // namespace litany::passage
