#include "templates/line_texts.h"

#include <string>
#include <vector>

#include "base/utf8.h"
#include "gtest/gtest.h"

namespace litany::templates {
namespace {

TEST(LineTexts, NumbersEqualTextsAlikeAndOthersAsTheyCome) {
  const std::string again = "Home News";
  LineTexts texts;
  EXPECT_EQ(texts.Number("Home News"), 0u);
  EXPECT_EQ(texts.Number("Read 15 times"), 1u);
  EXPECT_EQ(texts.Number(again), 0u);
  EXPECT_EQ(texts.Number("Read 16 times"), 2u);
  EXPECT_EQ(texts.size(), 3u);
}

TEST(LineTexts, KeepsWhatTheMaskerFindsInEach) {
  const std::vector<std::string> lines = {"Read 15 times",
                                          "All rights reserved",
                                          "发布时间:2011年3月4日 来源:新华网",
                                          "from 10.0.0.1 to 10.0.0.2 at 10:20"};
  LineTexts texts;
  for (const std::string& line : lines) texts.Number(line);
  for (uint32_t i = 0; i < lines.size(); ++i) {
    std::vector<MaskedSpan> spans;
    EXPECT_EQ(texts[i].key, Masker().Mask(lines[i], &spans)) << lines[i];
    const auto kept = texts.Spans(i);
    EXPECT_EQ(std::vector<MaskedSpan>(kept.begin(), kept.end()), spans)
        << lines[i];
  }
  EXPECT_EQ(texts[0].key, texts[texts.Number("Read 16 times")].key);
}

TEST(LineTexts, CountsHanByRunsAndOneByOneAlike) {
  // U+9FA5 is the last of a run, U+3005 and U+20000 are in none.
  LineTexts texts;
  const LineMeasure& line =
      texts[texts.Number("新华\xe9\xbe\xa5\xe3\x80\x85\xf0\xa0\x80\x80 ab 9。")]
          .measure;
  EXPECT_EQ(line.weight, 9u);  // five characters, ab, 9, and one
  EXPECT_EQ(line.words, 7u);
  EXPECT_TRUE(line.is_prose);
}

TEST(LineTexts, WeighTheLettersThatTheyCount) {
  LineTexts texts;
  for (const std::string_view one :
       {"a", "Z", "0", "_", "-", ".", "\xc2\xb7", "é", "\xe2\x86\x92", "新",
        "。", "々", "カ", "한", "Ａ", "（", "\xf0\xa0\x80\x80"}) {
    const uint32_t letters = IsLineLetter(base::CodePointOf(one)) ? 1 : 0;
    EXPECT_EQ(texts[texts.Number(one)].measure.weight, letters + 1) << one;
  }
}

}  // namespace
}  // namespace litany::templates
