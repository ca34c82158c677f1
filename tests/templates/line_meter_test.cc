#include "templates/line_meter.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "gtest/gtest.h"
#include "templates/masker.h"

namespace litany::templates {
namespace {

LineMeasure MeasureOf(std::string_view line) {
  return LineMeter(line).Measure();
}

TEST(LineMeter, CountsLettersAndWords) {
  EXPECT_EQ(MeasureOf(""), (LineMeasure{1, 0, false, false}));
  EXPECT_EQ(MeasureOf("Home 24"), (LineMeasure{7, 2, false, false}));
  EXPECT_EQ(MeasureOf("新华社 ab9"), (LineMeasure{7, 4, false, false}));
}

TEST(LineMeter, TellsSentences) {
  EXPECT_EQ(MeasureOf("It is on."), (LineMeasure{7, 3, false, true}));
  EXPECT_TRUE(MeasureOf("it is one of six words.").is_prose);
  EXPECT_FALSE(MeasureOf("a.b c.d e.f g.h").is_prose);
  EXPECT_TRUE(MeasureOf("“今天天气很好。”").is_prose);
  EXPECT_FALSE(MeasureOf("今天，天气很好").is_sentence);
}

// Lines of pieces that end and begin words, sentences and values.
std::string RandomLine(std::mt19937_64* random) {
  static const std::vector<std::string> kPieces = {"a",
                                                   "Word",
                                                   "9",
                                                   "12",
                                                   ".",
                                                   "!",
                                                   ":",
                                                   "/",
                                                   " ",
                                                   ",",
                                                   "\"",
                                                   "新",
                                                   "华社",
                                                   "一",
                                                   "年",
                                                   "。",
                                                   "，",
                                                   "”",
                                                   "々",
                                                   "カ",
                                                   "한",
                                                   "é",
                                                   "\xc2\xa0",
                                                   "０",
                                                   "\xe3\x80\x80",
                                                   "\xf0\xa0\x80\x80",
                                                   "www.a.bc/d",
                                                   "true",
                                                   "March 4"};
  std::string line;
  for (uint64_t pieces = (*random)() % 12; pieces > 0; --pieces) {
    line += kPieces[(*random)() % kPieces.size()];
  }
  return line;
}

TEST(LineMeter, MeasuresTheSameInAnyPieces) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string line = RandomLine(&random);
    LineMeter meter(line);
    for (size_t at = 0; at < line.size();) {
      at = base::ForwardCodePoints(line, at, 1 + random() % 4);
      meter.ReadTo(at);
    }
    EXPECT_EQ(meter.Measure(), MeasureOf(line)) << line;
  }
}

TEST(LineMeter, MeasuresTheSameAlongWithTheMasker) {
  std::mt19937_64 random(2);
  Masker masker;
  std::vector<MaskedSpan> spans;
  for (int i = 0; i < 20000; ++i) {
    const std::string line = "x" + RandomLine(&random) + "x";
    LineMeter meter(line);
    masker.MaskLine(line, 0, &spans, &meter);
    EXPECT_EQ(meter.Measure(), MeasureOf(line)) << line;
  }
}

}  // namespace
}  // namespace litany::templates
