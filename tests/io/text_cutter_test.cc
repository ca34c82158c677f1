#include "io/text_cutter.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/io/cut_record.h"

namespace litany::io {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string MustCut(const CutRecord& record,
                    const std::vector<ByteSpan>& spans) {
  const absl::StatusOr<std::string> cut = record.Without(spans);
  EXPECT_TRUE(cut.ok()) << record.bytes << ": " << cut.status();
  return cut.value_or("");
}

std::string CutJson(const std::string& json,
                    const std::vector<ByteSpan>& spans) {
  return MustCut({.bytes = json}, spans);
}

std::string CutFields(const std::vector<std::string>& fields,
                      const std::string& json,
                      const std::vector<ByteSpan>& spans) {
  CutRecord record{.bytes = json};
  record.options.text_fields = fields;
  return MustCut(record, spans);
}

std::string CutText(const std::string& text,
                    const std::vector<ByteSpan>& spans) {
  return MustCut({.bytes = text, .format = InputFormat::kText}, spans);
}

TEST(TextCutter, LeavesAllOtherBytesAsTheyCame) {
  EXPECT_EQ(CutJson("  {\"id\" : 1.50,\t\"text\" : \"abcdef\" , "
                    "\"x\":[NaN,\"\\/\",{\"text\":\"abc\"}]} \r\n",
                    {{1, 3}, {5, 6}}),
            "  {\"id\" : 1.50,\t\"text\" : \"ade\" , "
            "\"x\":[NaN,\"\\/\",{\"text\":\"abc\"}]} \r\n");
}

TEST(TextCutter, WithoutSpansTheRecordIsTheSame) {
  const std::string json = "{\"text\":\"\\u4e2d\\/\xFF\"}\r\n";
  EXPECT_EQ(CutJson(json, {}), json);
  EXPECT_EQ(CutJson(json, {{1, 1}}), json);
}

TEST(TextCutter, CutsAtTheEndsAndTheWhole) {
  EXPECT_EQ(CutJson(R"({"text":"abc"})", {{0, 1}}), R"({"text":"bc"})");
  EXPECT_EQ(CutJson(R"({"text":"abc"})", {{2, 3}}), R"({"text":"ab"})");
  EXPECT_EQ(CutJson(R"({"text":"abc"})", {{0, 3}}), R"({"text":""})");
  EXPECT_EQ(CutJson(R"({"text":"abc"})", {{0, 1}, {1, 2}, {2, 3}}),
            R"({"text":""})");
}

TEST(TextCutter, WhatStaysKeepsItsEscapes) {
  // a, U+4E2D (3 bytes), /, U+1F600 (4), ", U+00E9 (2), b, U+4E2D (3), \.
  const std::string json = R"({"text":"a\u4E2D\/\ud83d\uDE00\"\u00e9b)"
                           "\xE4\xB8\xAD"
                           R"(\\"})";
  EXPECT_EQ(CutJson(json, {{0, 1}, {12, 13}}),
            R"({"text":"\u4E2D\/\ud83d\uDE00\"\u00e9)"
            "\xE4\xB8\xAD"
            R"(\\"})");
  EXPECT_EQ(CutJson(json, {{1, 5}, {9, 17}}), R"({"text":"a\ud83d\uDE00"})");
  EXPECT_EQ(CutJson(json, {{5, 9}}), R"({"text":"a\u4E2D\/\"\u00e9b)"
                                     "\xE4\xB8\xAD"
                                     R"(\\"})");
}

TEST(TextCutter, TheFieldThatCountsIsCut) {
  EXPECT_EQ(CutJson(R"({"body":"abc","content":"abc","text":null})", {{0, 1}}),
            R"({"body":"abc","content":"bc","text":null})");
  EXPECT_EQ(CutJson(R"({"text":1,"text":"abc","te\u0078t":"abc","x":"abc"})",
                    {{1, 2}}),
            R"({"text":1,"text":"abc","te\u0078t":"ac","x":"abc"})");
}

TEST(TextCutter, CutsEachOfTheNamedFields) {
  const std::string json = R"({"body":"def","x":"abc","title":"abc"})";
  EXPECT_EQ(CutFields({"title", "body"}, json, {{1, 2}, {5, 6}}),
            R"({"body":"df","x":"abc","title":"ac"})");
  EXPECT_EQ(CutFields({"title", "missing", "body"}, json, {{4, 7}}),
            R"({"body":"","x":"abc","title":"abc"})");
}

TEST(TextCutter, SpanOverTheJoinCutsInBothFields) {
  const std::string json = R"({"body":"def","title":"abc"})";
  EXPECT_EQ(CutFields({"title", "body"}, json, {{2, 5}}),
            R"({"body":"ef","title":"ab"})");
  // The joining line feed itself is in no field.
  EXPECT_EQ(CutFields({"title", "body"}, json, {{3, 4}}), json);
  EXPECT_EQ(CutFields({"title", "body"}, json, {{0, 7}}),
            R"({"body":"","title":""})");
  EXPECT_EQ(CutFields({"a", "b", "c"}, R"({"a":"x","b":"","c":"y"})", {{0, 4}}),
            R"({"a":"","b":"","c":""})");
}

TEST(TextCutter, OffsetsCountRepairedTextAndBytesStayAsTheyWere) {
  // FF, E4 B8 and the lone surrogate are read as three bytes each.
  EXPECT_EQ(CutJson("{\"\xFF\":1,\"text\":\"\xFF"
                    "a\xE4\xB8"
                    "b\\ud83dc\"}",
                    {{3, 4}, {7, 8}}),
            "{\"\xFF\":1,\"text\":\"\xFF\xE4\xB8\\ud83dc\"}");
  EXPECT_EQ(CutJson("{\"text\":\"\xFF"
                    "a\xE4\xB8"
                    "b\\ud83dc\"}",
                    {{0, 3}, {4, 7}, {8, 11}}),
            "{\"text\":\"abc\"}");
}

// What was U+FFFD and something must not turn into a character.
TEST(TextCutter, HalvesThatMeetAreNotReadAsOne) {
  EXPECT_EQ(CutJson("{\"text\":\"\xE4x\xB8\xAD\"}", {{3, 4}}),
            "{\"text\":\"\xEF\xBF\xBD\xB8\xAD\"}");
  EXPECT_EQ(CutJson("{\"text\":\"\xF0\x9Fx\x98y\x80\"}", {{3, 4}, {7, 8}}),
            "{\"text\":\"\xEF\xBF\xBD\x98\x80\"}");
  EXPECT_EQ(CutJson(R"({"text":"\uD83Dx\ude00"})", {{3, 4}}),
            R"({"text":"\ufffd\ude00"})");
  EXPECT_EQ(CutJson(R"({"text":"\ud83dx\ud83d\ude00"})", {{3, 4}}),
            R"({"text":"\ud83d\ud83d\ude00"})");
  EXPECT_EQ(CutText("\xE4x\xB8\xAD", {{3, 4}}), "\xEF\xBF\xBD\xB8\xAD");
  // These would not be.
  EXPECT_EQ(CutText("\xE4x\xE4", {{3, 4}}), "\xE4\xE4");
  EXPECT_EQ(CutText("\xE4x", {{3, 4}}), "\xE4");
}

TEST(TextCutter, ByteOrderMarksStay) {
  const std::string mark = "\xEF\xBB\xBF";
  EXPECT_EQ(MustCut({.bytes = mark + R"({"text":"abc"})", .at_start = true},
                    {{0, 1}}),
            mark + R"({"text":"bc"})");
  EXPECT_EQ(CutText(mark + "abc", {{0, 1}}), mark + "bc");
  EXPECT_EQ(CutText(mark + "abc", {{0, 3}}), mark);
  // The second one is text.
  EXPECT_EQ(CutText(mark + mark + "a", {{0, 3}}), mark + "a");
  EXPECT_EQ(CutText(mark + mark + "a", {{3, 4}}), mark + mark);
  // So is this one, but it would not be once it comes first.
  EXPECT_EQ(CutText("a" + mark + "b", {{0, 1}}), mark + mark + "b");
}

TEST(TextCutter, CutsTextFiles) {
  EXPECT_EQ(CutText("one\r\ntwo \\u4e2d \"\r\n", {{0, 5}, {8, 9}}),
            "two\\u4e2d \"\r\n");
  EXPECT_EQ(CutText("a", {{0, 1}}), "");
  EXPECT_EQ(CutText("", {}), "");
}

absl::Status Error(const CutRecord& record,
                   const std::vector<ByteSpan>& spans) {
  const absl::Status status = record.Without(spans).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << record.bytes;
  EXPECT_THAT(std::string(status.message()), HasSubstr("(in, record 7, byte "));
  return status;
}

std::string Message(const std::string& json,
                    const std::vector<ByteSpan>& spans) {
  return std::string(Error({.bytes = json}, spans).message());
}

TEST(TextCutter, RefusesSpansThatAreNotOfTheText) {
  const std::string json = R"({"text":"abc"})";
  for (const std::vector<ByteSpan>& spans :
       std::vector<std::vector<ByteSpan>>{{{0, 4}},
                                          {{4, 5}},
                                          {{4, 4}},
                                          {{2, 1}},
                                          {{1, 3}, {2, 3}},
                                          {{2, 3}, {0, 1}}}) {
    EXPECT_THAT(Message(json, spans), HasSubstr("the text of 3 bytes"));
  }
}

TEST(TextCutter, RefusesToCutThroughACharacter) {
  for (const std::string text :
       {"\\ud83d\\ude00", "\xF0\x9F\x98\x80", "a\xFF", "a\\ud83d"}) {
    for (const ByteSpan span :
         {ByteSpan{0, 2}, ByteSpan{0, 3}, ByteSpan{2, 4}, ByteSpan{3, 4}}) {
      EXPECT_THAT(Message("{\"text\":\"" + text + "\"}", {span}),
                  HasSubstr("inside a character"));
    }
  }
}

TEST(TextCutter, RefusesRecordsThatAreNoDocuments) {
  EXPECT_THAT(Message(R"({"text":"abc)", {{0, 1}}),
              AllOf(HasSubstr("no"), HasSubstr("not closed")));
  EXPECT_THAT(Message(R"({"x":"abc"})", {{0, 1}}), HasSubstr("--text-field"));
  CutRecord strict{.bytes = "{\"text\":\"a\xFF\"}"};
  strict.options.on_error = OnError::kSkip;
  EXPECT_THAT(std::string(Error(strict, {{0, 1}}).message()),
              HasSubstr("not valid UTF-8"));
}

TEST(TextCutter, RefusesAFieldThatIsNamedTwice) {
  CutRecord record{.bytes = R"({"a":"abc","b":"x"})"};
  record.options.text_fields = {"a", "b", "a"};
  EXPECT_THAT(std::string(Error(record, {{0, 1}}).message()),
              HasSubstr("name each field once"));
}

TEST(TextCutter, LineOfTextKeepsItsLineEnd) {
  const auto cut = [](const std::string& line,
                      const std::vector<ByteSpan>& spans) {
    const auto out =
        CutRecord{
            .bytes = line, .format = InputFormat::kText, .text_lines = true}
            .Without(spans);
    EXPECT_TRUE(out.ok()) << out.status();
    return out.ok() ? *out : "";
  };
  EXPECT_EQ(cut("a bcd\r\n", {{1, 3}}), "acd\r\n");
  EXPECT_EQ(cut("a bcd", {{0, 5}}), "");
  EXPECT_EQ(cut("a bcd\n", {{0, 5}}), "\n");
  // What is left of the text is "a" and U+000D.
  EXPECT_EQ(cut("a\rb\n", {{2, 3}}), "a\r\r\n");
}

}  // namespace
}  // namespace litany::io
