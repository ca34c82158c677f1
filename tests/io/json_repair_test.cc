#include "io/json_repair.h"

#include <random>
#include <string>

#include "gtest/gtest.h"

namespace litany::io {
namespace {

std::string Repaired(std::string json) {
  RepairLoneSurrogates(json);
  return json;
}

TEST(RepairLoneSurrogates, ReplacesHalvesAndLeavesPairs) {
  EXPECT_EQ(Repaired(R"("\ud83d\ude00")"), R"("\ud83d\ude00")");
  EXPECT_EQ(Repaired(R"("\ud83d")"), R"("\ufffd")");
  EXPECT_EQ(Repaired(R"("\uDE00")"), R"("\ufffd")");
  EXPECT_EQ(Repaired(R"("\ude00\ud83d")"), R"("\ufffd\ufffd")");
  EXPECT_EQ(Repaired(R"("\ud83d\ud83d\ude00")"), R"("\ufffd\ud83d\ude00")");
  EXPECT_EQ(Repaired(R"("\ud83d\u0041")"), R"("\ufffd\u0041")");
  EXPECT_EQ(Repaired(R"("\ud83dx\ude00")"), R"("\ufffdx\ufffd")");
  EXPECT_EQ(Repaired(R"("\ud7ff\ue000")"), R"("\ud7ff\ue000")");
}

TEST(RepairLoneSurrogates, RespectsEscapedBackslashes) {
  EXPECT_EQ(Repaired(R"("\\ud83d")"), R"("\\ud83d")");
  EXPECT_EQ(Repaired(R"("\\\ud83d")"), R"("\\\ufffd")");
  EXPECT_EQ(Repaired(R"("\ud83d\\ude00")"), R"("\ufffd\\ude00")");
}

TEST(RepairLoneSurrogates, LeavesCutAndMalformedEscapes) {
  for (const char* json : {R"("\ud8)", R"("\u)", R"("\)", R"("\ud8zz")", ""}) {
    EXPECT_FALSE(HasLoneSurrogate(json));
    EXPECT_EQ(Repaired(json), json);
  }
}

std::string Blanked(std::string json) {
  BlankNumbers(json);
  return json;
}

TEST(BlankNumbers, ReplacesNumbersAndTheThreeNames) {
  EXPECT_EQ(Blanked("[NaN,Infinity, -Infinity]"), "[0  ,0       , 0        ]");
  EXPECT_EQ(Blanked("{\"a\":123}"), "{\"a\":0  }");
  EXPECT_EQ(Blanked("[-1.50e+99]"), "[0        ]");
  EXPECT_EQ(Blanked("0"), "0");
  const std::string huge(5000, '9');
  EXPECT_EQ(Blanked("[" + huge + "]"), "[0" + std::string(4999, ' ') + "]");
}

TEST(BlankNumbers, LeavesStringsAlone) {
  EXPECT_EQ(Blanked(R"("NaN 12")"), R"("NaN 12")");
  EXPECT_EQ(Blanked(R"("\" 12 \\",12)"), R"("\" 12 \\",0 )");
  EXPECT_EQ(Blanked(R"("open 12)"), R"("open 12)");
}

TEST(BlankNumbers, LeavesWhatIsNotQuiteANumber) {
  for (const char* token :
       {"01", "1.", ".5", "1e", "1e+", "-", "+1", "0x10", "nan", "-NaN", "Inf",
        "NaNs", "1NaN", "--1", "true", "1_000",
        "\xC2\xA0"
        "1"}) {
    const std::string json = std::string("[") + token + "]";
    std::string copy = json;
    EXPECT_FALSE(BlankNumbers(copy)) << token;
    EXPECT_EQ(copy, json);
  }
}

TEST(FieldValue, FindsTheTextOfAValueByItsPosition) {
  const std::string json =
      R"( {"a" : 1.50 , "b":"x,\"}:" ,"c":[1,{"d":2}],"e":{"f":3},)"
      R"("g\":,":-0e1})";
  EXPECT_EQ(FieldValue(json, 0), "1.50");
  EXPECT_EQ(FieldValue(json, 1), R"("x,\"}:")");
  EXPECT_EQ(FieldValue(json, 2), R"([1,{"d":2}])");
  EXPECT_EQ(FieldValue(json, 3), R"({"f":3})");
  EXPECT_EQ(FieldValue(json, 4), "-0e1");
}

TEST(FieldValue, ReadsStringsThatEndInBackslashes) {
  EXPECT_EQ(FieldValue(R"({"a":"\\","b":7})", 1), "7");
  EXPECT_EQ(FieldValue(R"({"a":"\\\"","b":7})", 1), "7");
}

TEST(ReadStringUnit, MeasuresSpellingAndReading) {
  struct Case {
    const char* rest;
    size_t length;
    size_t decoded;
    bool repaired;
  };
  constexpr Case kCases[] = {
      {"ab", 1, 1, false},
      {R"(\\x)", 2, 1, false},
      {R"(\"x)", 2, 1, false},
      {R"(\/)", 2, 1, false},
      {R"(\u00410)", 6, 1, false},
      {R"(\u007f)", 6, 1, false},
      {R"(\u0080)", 6, 2, false},
      {R"(\u07FF)", 6, 2, false},
      {R"(\u0800)", 6, 3, false},
      {R"(\uffff)", 6, 3, false},
      {R"(\uD83D\uDE00\uDE00)", 12, 4, false},
      {R"(\ud83d\ud83d\ude00)", 6, 3, true},
      {R"(\ud83d)", 6, 3, true},
      {R"(\ude00\ude00)", 6, 3, true},
      {"\xE4\xB8\xAD\xE4", 3, 3, false},
      {"\xF0\x9F\x98\x80", 4, 4, false},
      {"\xE4\xB8", 2, 3, true},
      {"\xE4\\n", 1, 3, true},
      {"\x80\x80", 1, 3, true},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.rest);
    const StringUnit unit = ReadStringUnit(c.rest);
    EXPECT_EQ(unit.length, c.length);
    EXPECT_EQ(unit.decoded, c.decoded);
    EXPECT_EQ(unit.repaired, c.repaired);
  }
}

// Any bytes may come: they have to leave the length as it was and end.
TEST(JsonRepairProperty, SurvivesRandomBytes) {
  std::mt19937 random(5);
  constexpr char kAlphabet[] = "\"\\u0dDefNaN-+.,:[]{} x";
  for (int round = 0; round < 20000; ++round) {
    std::string json(random() % 40, ' ');
    for (char& c : json) c = kAlphabet[random() % (sizeof(kAlphabet) - 1)];
    const size_t size = json.size();
    RepairLoneSurrogates(json);
    EXPECT_FALSE(HasLoneSurrogate(json)) << json;
    BlankNumbers(json);
    EXPECT_EQ(json.size(), size);
  }
}

}  // namespace
}  // namespace litany::io
