#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "templates/masker.h"

namespace litany::templates {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "number:42" for each span.
std::vector<std::string> Values(std::string_view text) {
  std::vector<MaskedSpan> spans;
  Masker().Mask(text, &spans);
  std::vector<std::string> values;
  for (const MaskedSpan& span : spans) {
    values.push_back(
        std::string(GapTypeName(span.type)) + ":" +
        std::string(text.substr(span.begin, span.end - span.begin)));
  }
  return values;
}

uint64_t HashOf(std::string_view text) {
  std::vector<MaskedSpan> spans;
  return Masker().Mask(text, &spans);
}

TEST(MaskerPropTest, FindsNumbersWithSignDecimalsAndUnit) {
  EXPECT_THAT(Values("auto=-1, rate=0.242363"),
              ElementsAre("number:-1", "number:0.242363"));
  EXPECT_THAT(Values("at 0x13d38aa0 of 1540k"),
              ElementsAre("number:0x13d38aa0", "number:1540k"));
  EXPECT_THAT(Values("(1.77 KB) in 5 seconds"),
              ElementsAre("number:1.77 KB", "number:5"));
  EXPECT_THAT(Values("1,234,567 views"), ElementsAre("number:1,234,567"));
  EXPECT_THAT(Values("Rect(0,48)"), ElementsAre("number:0", "number:48"));
}

TEST(MaskerPropTest, FindsDatesAndTimes) {
  EXPECT_THAT(Values("connection at Sun Jul 24 02:38:22 2005"),
              ElementsAre("date:Sun Jul 24 02:38:22 2005"));
  EXPECT_THAT(Values("M Thu Aug 04 15:31:25 PDT 2005"),
              ElementsAre("date:Thu Aug 04 15:31:25 PDT 2005"));
  EXPECT_THAT(Values("March 4, 2011"), ElementsAre("date:March 4, 2011"));
  EXPECT_THAT(Values("on 4 March 2011."), ElementsAre("date:4 March 2011"));
  EXPECT_THAT(Values("2011-03-04 12:30:05"),
              ElementsAre("date:2011-03-04", "time:12:30:05"));
  EXPECT_THAT(Values("2011-03-04T12:30:05Z"),
              ElementsAre("date:2011-03-04T12:30:05Z"));
  EXPECT_THAT(Values("lifetime 01:01"), ElementsAre("time:01:01"));
  EXPECT_THAT(Values("May the force"), IsEmpty());
}

TEST(MaskerPropTest, FindsDatesAndNumbersInChinese) {
  EXPECT_THAT(Values("发布时间:2011年3月4日 来源"),
              ElementsAre("date:2011年3月4日"));
  EXPECT_THAT(Values("二〇一一年三月四日"),
              ElementsAre("date:二〇一一年三月四日"));
  EXPECT_THAT(Values("第三十二页"), ElementsAre("number:三十二"));
  EXPECT_THAT(Values("第 3 页 共 12 页"), ElementsAre("number:3", "number:12"));
  EXPECT_THAT(Values("共１２３条"), ElementsAre("number:１２３"));
  EXPECT_THAT(Values("万一十分统一"), IsEmpty());
}

TEST(MaskerPropTest, FindsAddressesUrlsAndPaths) {
  EXPECT_THAT(Values("from /10.250.19.102:54106 to 10.1.2.3"),
              ElementsAre("address:/10.250.19.102:54106", "address:10.1.2.3"));
  EXPECT_THAT(Values("10.251.215.70:50010:Got exception"),
              ElementsAre("address:10.251.215.70:50010"));
  EXPECT_THAT(Values("proxy.example.org:5070 close"),
              ElementsAre("address:proxy.example.org:5070"));
  EXPECT_THAT(Values("see http://a.example/x?y=1, or"),
              ElementsAre("url:http://a.example/x?y=1"));
  EXPECT_THAT(Values("mail a.b@example.org now"),
              ElementsAre("email:a.b@example.org"));
  EXPECT_THAT(Values("file /var/lib/x.log: gone"),
              ElementsAre("path:/var/lib/x.log"));
  EXPECT_THAT(Values("FF:F2:9F:16:CF"), ElementsAre("address:FF:F2:9F:16:CF"));
}

TEST(MaskerPropTest, LeavesTheNameBeforeAValue) {
  EXPECT_THAT(Values("core.8832"), ElementsAre("number:8832"));
  EXPECT_THAT(Values("node-171"), ElementsAre("number:171"));
  EXPECT_THAT(Values("uid:10111"), ElementsAre("number:10111"));
  EXPECT_THAT(Values("nginx/1.2.3"), ElementsAre("id:1.2.3"));
  EXPECT_THAT(Values("illegal instruction......1"), ElementsAre("number:1"));
  EXPECT_THAT(Values("onTouchEvent::0"), ElementsAre("number:0"));
}

TEST(MaskerPropTest, FindsIdentifiersAndLiterals) {
  EXPECT_THAT(Values("block blk_-1608999687919862906"),
              ElementsAre("id:blk_-1608999687919862906"));
  EXPECT_THAT(Values("ret:false, x(null)"),
              ElementsAre("word:false", "word:null"));
  EXPECT_THAT(Values("name=com.example.Thing"),
              ElementsAre("id:com.example.Thing"));
}

TEST(MaskerPropTest, LeavesWordsAndNamesWithOneDigit) {
  EXPECT_THAT(Values("CPU: L2 cache on tty1 via eth0"), IsEmpty());
  EXPECT_THAT(Values("A plain line; nothing - in (it)."), IsEmpty());
  EXPECT_THAT(Values("falsehood and/or nullable"), IsEmpty());
  EXPECT_THAT(Values(""), IsEmpty());
}

TEST(MaskerPropTest, HashFoldsWhiteSpaceAndValues) {
  EXPECT_EQ(HashOf("  page 3\tof  12 "), HashOf("page 11 of 5"));
  EXPECT_EQ(HashOf("a\u3000b"), HashOf("a b"));
  EXPECT_EQ(HashOf("于2011年3月4日发"), HashOf("于1999年12月31日发"));
  EXPECT_NE(HashOf("page 3 of 12"), HashOf("page 3 in 12"));
  EXPECT_NE(HashOf("ab"), HashOf("a b"));
  EXPECT_EQ(HashOf(" \t "), HashOf(""));
}

// Pieces whose seams make all kinds of words.
std::string RandomText(std::mt19937* random) {
  static const std::vector<std::string> kPieces = {
      "a",    "Sun ", "Jul ", "4",      "12",     ":",  ".",    "/",  "@",
      "-",    "_",    " ",    "\u3000", "\u00a0", "年", "月",   "日", "第",
      "页",   "三",   "〇",   "１",     "，",     "=",  "true", "x1", "://",
      "www.", "com",  "0x",   "é",      "😀",      "\t", ",",    "(",  "%",
      "..",   "::",   "KB",   "2011",   "\\",     "T",  "一一"};
  std::string text;
  const size_t count = (*random)() % 14;
  for (size_t i = 0; i < count; ++i) {
    text += kPieces[(*random)() % kPieces.size()];
  }
  return text;
}

TEST(MaskerPropTest, SpansAreOrderedAndOnCodePoints) {
  std::mt19937 random(7);
  std::vector<MaskedSpan> spans;
  Masker masker;
  for (int i = 0; i < 60000; ++i) {
    const std::string text = RandomText(&random);
    masker.Mask(text, &spans);
    uint32_t last = 0;
    for (const MaskedSpan& span : spans) {
      ASSERT_LE(last, span.begin) << text;
      ASSERT_LT(span.begin, span.end) << text;
      ASSERT_LE(span.end, text.size()) << text;
      for (const uint32_t at : {span.begin, span.end}) {
        ASSERT_TRUE(at == text.size() ||
                    (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80)
            << text;
      }
      last = span.end;
    }
  }
}

TEST(MaskerPropTest, ValuesOfOneTypeDoNotChangeTheHash) {
  const std::vector<std::vector<std::string>> values = {
      {"3", "42", "-7", "10061", "0.25", "0x1f"},
      {"2011-03-04", "1999/12/31", "March 4, 2011"},
      {"12:30", "01:02:03"},
      {"10.0.0.1", "192.168.1.20:8080"},
      {"/usr/bin/x", "/p/q9/r"},
      {"http://a.b/c", "https://example.org/?q=1"},
      {"blk_12ab", "a1b2c3", "9f4ef63"}};
  const std::vector<std::string> frames = {"before % after", "key=% next",
                                           "(%)", "来源：% 次", "%"};
  for (const auto& type : values) {
    for (const std::string& frame : frames) {
      const size_t at = frame.find('%');
      const auto with = [&](const std::string& value) {
        return HashOf(frame.substr(0, at) + value + frame.substr(at + 1));
      };
      for (const std::string& value : type) {
        EXPECT_EQ(with(value), with(type[0])) << frame << " " << value;
      }
    }
  }
}

TEST(MaskerPropTest, HostileRunsTakeLinearTime) {
  std::vector<MaskedSpan> spans;
  Masker masker;
  for (const std::string piece :
       {"a@", "1@", "一", "1:", "a..", "1年", "Jul ", "://a", "1,", "a.b.", "/",
        "-", "１", "x=1 "}) {
    std::string text;
    while (text.size() < 2'000'000) text += piece;
    const auto begin = std::chrono::steady_clock::now();
    masker.Mask(text, &spans);
    // Quadratic time would be hours.
    EXPECT_LT(std::chrono::steady_clock::now() - begin,
              std::chrono::seconds(10))
        << piece;
  }
}

}  // namespace
}  // namespace litany::templates
