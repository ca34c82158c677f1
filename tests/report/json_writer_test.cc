#include "report/json_writer.h"

#include <simdjson.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace litany::report {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(text, &out);
  return out;
}

// What a JSON reader that is not ours makes of it.
std::string ReadBack(const std::string& json) {
  simdjson::dom::parser parser;
  std::string_view text;
  const auto error = parser.parse(json).get(text);
  EXPECT_EQ(error, simdjson::SUCCESS) << json;
  return std::string(text);
}

void AppendUtf8(uint32_t c, std::string* out) {
  const auto put = [out](uint32_t byte) {
    out->push_back(static_cast<char>(byte));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

// Code points of all lengths, half of them in ASCII, where escapes are.
std::string RandomText(std::mt19937* random) {
  constexpr uint32_t kEnds[] = {0x80, 0x80, 0x80, 0x800, 0x10000, 0x110000};
  std::string text;
  for (size_t left = (*random)() % 60; left > 0; --left) {
    uint32_t c = static_cast<uint32_t>((*random)() % kEnds[(*random)() % 6]);
    if (c >= 0xd800 && c < 0xe000) c -= 0x1000;  // no surrogates
    AppendUtf8(c, &text);
  }
  return text;
}

TEST(AppendJsonString, EscapesWhatJsonMustAndNothingElse) {
  EXPECT_EQ(Quoted("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(Quoted("\n\r\t"), R"("\n\r\t")");
  EXPECT_EQ(Quoted(std::string_view("\0\x01\x1f\x7f", 4)),
            R"("\u0000\u0001\u001f\u007f")");
  EXPECT_EQ(Quoted("é漢𠀀"), "\"é漢𠀀\"");
  EXPECT_EQ(Quoted(""), "\"\"");
}

TEST(AppendJsonString, AppendsToWhatIsThere) {
  std::string out = "x";
  AppendJsonString("y", &out);
  EXPECT_EQ(out, "x\"y\"");
}

TEST(AppendJsonString, EveryCodePointComesBack) {
  std::string text;
  for (uint32_t c = 0; c < 0x110000; ++c) {
    if (c < 0xd800 || c >= 0xe000) AppendUtf8(c, &text);
  }
  EXPECT_TRUE(ReadBack(Quoted(text)) == text);
}

TEST(AppendJsonString, EveryByteIsEscapedOrNotWhereverItStands) {
  // Plain bytes are passed over several at a time.
  for (int byte = 0; byte < 0x80; ++byte) {
    const std::string one(1, static_cast<char>(byte));
    const std::string quoted = Quoted(one);
    for (size_t at = 0; at < 20; ++at) {
      const std::string before(at, 'x');
      const std::string behind(19 - at, 'y');
      EXPECT_EQ(
          Quoted(before + one + behind),
          '"' + before + quoted.substr(1, quoted.size() - 2) + behind + '"')
          << byte << " at " << at;
    }
  }
}

TEST(AppendJsonString, RandomTextComesBack) {
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    const std::string text = RandomText(&random);
    ASSERT_EQ(ReadBack(Quoted(text)), text) << "seed " << seed;
  }
}

TEST(FormatRatio, KeepsOneDigitBehindThePoint) {
  EXPECT_EQ(FormatRatio(1, 1), "1.0");
  EXPECT_EQ(FormatRatio(0, 1), "0.0");
  EXPECT_EQ(FormatRatio(3, 1), "3.0");
}

TEST(FormatRatio, DropsTrailingZeros) {
  EXPECT_EQ(FormatRatio(4, 5), "0.8");
  EXPECT_EQ(FormatRatio(1, 8), "0.125");
  EXPECT_EQ(FormatRatio(1, 1000000), "0.000001");
  EXPECT_EQ(FormatRatio(100001, 100000), "1.00001");
}

TEST(FormatRatio, RoundsToSixPlaces) {
  EXPECT_EQ(FormatRatio(41, 51), "0.803922");
  EXPECT_EQ(FormatRatio(1, 3), "0.333333");
  EXPECT_EQ(FormatRatio(2, 3), "0.666667");
}

TEST(FormatRatio, RoundsHalfUp) {
  EXPECT_EQ(FormatRatio(1, 2000000), "0.000001");
  EXPECT_EQ(FormatRatio(3, 2000000), "0.000002");  // not to even
  EXPECT_EQ(FormatRatio(5, 2000000), "0.000003");
  EXPECT_EQ(FormatRatio(999999, 2000000000000), "0.0");
}

TEST(FormatRatio, RoundsUpIntoTheNextUnit) {
  EXPECT_EQ(FormatRatio(9999999, 10000000), "1.0");
  EXPECT_EQ(FormatRatio(9999994, 10000000), "0.999999");
}

TEST(FormatRatio, LargestIntegersDoNotOverflow) {
  constexpr uint64_t kMany = ~uint64_t{0};
  EXPECT_EQ(FormatRatio(kMany, kMany), "1.0");
  EXPECT_EQ(FormatRatio(kMany / 2, kMany), "0.5");
  EXPECT_EQ(FormatRatio(uint64_t{1} << 40, 1), "1099511627776.0");
}

TEST(FormatRatioDeathTest, RefusesToDivideByZero) {
  EXPECT_DEATH(FormatRatio(1, 0), "denominator > 0");
}

TEST(JsonWriter, PutsCommasBetweenMembersAlone) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Key("a").Number(1).Key("b").BeginArray();
  json.String("x").Bool(true).Null().BeginArray().EndArray();
  json.BeginObject().EndObject().EndArray().Key("c").Ratio(1, 4).EndObject();
  EXPECT_EQ(out, R"({"a": 1, "b": ["x", true, null, [], {}], "c": 0.25})");
}

TEST(JsonWriter, IndentsByDepth) {
  std::string out;
  JsonWriter json(&out, /*indent=*/true);
  json.BeginObject().Key("a").BeginArray().Number(1).Number(2).EndArray();
  json.Key("b").BeginObject().EndObject().Key("c").Bool(false).EndObject();
  EXPECT_EQ(out,
            "{\n"
            "  \"a\": [\n"
            "    1,\n"
            "    2\n"
            "  ],\n"
            "  \"b\": {},\n"
            "  \"c\": false\n"
            "}");
}

TEST(JsonWriter, EscapesKeys) {
  std::string out;
  JsonWriter(&out)
      .BeginObject()
      .Key(std::string_view("a\"b"))
      .Null()
      .EndObject();
  EXPECT_EQ(out, R"({"a\"b": null})");
}

TEST(JsonWriter, BytesThatAreNoUtf8AreRepaired) {
  std::string out;
  JsonWriter(&out).Bytes("caf\xe9.jsonl");
  EXPECT_EQ(ReadBack(out), "caf\uFFFD.jsonl");
}

TEST(JsonWriter, SpellsDecimals) {
  std::string out;
  JsonWriter json(&out);
  json.BeginArray().Seconds(1.23456).Seconds(0).Probability(0.99);
  json.Probability(0.1).Number(~uint64_t{0}).EndArray();
  EXPECT_EQ(out, "[1.235, 0.000, 0.99, 0.1, 18446744073709551615]");
}

}  // namespace
}  // namespace litany::report
