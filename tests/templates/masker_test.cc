#include "templates/masker.h"

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::templates {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "type:text" of each span.
std::vector<std::string> ValuesOf(std::string_view block) {
  std::vector<MaskedSpan> spans;
  Masker().Mask(block, &spans);
  std::vector<std::string> values;
  for (const MaskedSpan& span : spans) {
    values.push_back(
        std::string(GapTypeName(span.type)) + ":" +
        std::string(block.substr(span.begin, span.end - span.begin)));
  }
  return values;
}

uint64_t KeyOf(std::string_view block) {
  std::vector<MaskedSpan> spans;
  return Masker().Mask(block, &spans);
}

TEST(Masker, FindsNumbersDatesTimesAndAddresses) {
  EXPECT_THAT(ValuesOf("Processed in 0.242363 second(s), 42 queries"),
              ElementsAre("number:0.242363", "number:42"));
  EXPECT_THAT(ValuesOf("on 2024-03-05 at 12:07:33"),
              ElementsAre("date:2024-03-05", "time:12:07:33"));
  EXPECT_THAT(ValuesOf("see http://example.test/a?b=1 now"),
              ElementsAre("url:http://example.test/a?b=1"));
  EXPECT_THAT(ValuesOf("mail editor@example.test"),
              ElementsAre("email:editor@example.test"));
}

TEST(Masker, FindsChineseNumerals) {
  EXPECT_THAT(ValuesOf("\xe7\xac\xac 3 \xe9\xa1\xb5 \xe5\x85\xb1 12 \xe9\xa1"
                       "\xb5"),
              ElementsAre("number:3", "number:12"));
}

TEST(Masker, FindsNothingInPlainWords) {
  EXPECT_THAT(ValuesOf("All rights reserved"), IsEmpty());
  EXPECT_THAT(ValuesOf(""), IsEmpty());
}

TEST(Masker, KeysAgreeButForValuesAndBlanks) {
  EXPECT_EQ(KeyOf("read 12 items"), KeyOf("read 9871 items"));
  EXPECT_EQ(KeyOf("read 12 items"), KeyOf("read   12\titems"));
  EXPECT_NE(KeyOf("read 12 items"), KeyOf("reads 12 items"));
}

// (1) of the header, on any text.
TEST(Masker, SpansAreInOrderAndOnCodePoints) {
  std::mt19937 random(3);
  const std::vector<std::string> pieces = {"1",
                                           "23",
                                           ".",
                                           ":",
                                           "-",
                                           "/",
                                           "@",
                                           " ",
                                           "a",
                                           "Z",
                                           "x.y",
                                           "http://",
                                           "\xe4\xb8\x80",
                                           "\xe5\xb9\xb4",
                                           "\xef\xbc\x91",
                                           "0x",
                                           "%",
                                           "(",
                                           ")",
                                           "=",
                                           "\xc3\xa9",
                                           "\xf0\x9f\x8c\x90",
                                           "true"};
  Masker masker;
  std::vector<MaskedSpan> spans;
  for (int round = 0; round < 20000; ++round) {
    std::string block;
    const size_t size = random() % 12;
    for (size_t i = 0; i < size; ++i) block += pieces[random() % pieces.size()];
    masker.Mask(block, &spans);
    uint32_t end = 0;
    for (const MaskedSpan& span : spans) {
      ASSERT_LE(end, span.begin) << block;
      ASSERT_LT(span.begin, span.end) << block;
      ASSERT_LE(span.end, block.size()) << block;
      for (const uint32_t at : {span.begin, span.end}) {
        ASSERT_TRUE(at == block.size() ||
                    (static_cast<unsigned char>(block[at]) & 0xc0) != 0x80)
            << block;
      }
      end = span.end;
    }
  }
}

}  // namespace
}  // namespace litany::templates
