#include "io/record_parser.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::io {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// The seventh line of the file in.jsonl, or the file in.txt.
std::variant<Document, Reject> Parse(std::string_view record,
                                     const InputOptions& options = {},
                                     InputFormat format = InputFormat::kJsonl,
                                     bool at_start = false) {
  const std::vector<InputFile> files = {
      {"dir/in.jsonl", "in.jsonl", InputFormat::kJsonl, Codec::kPlain},
      {"dir/in.txt", "in.txt", InputFormat::kText, Codec::kPlain}};
  RecordBatch batch;
  // Neighbours that would show a read beyond the record.
  batch.bytes = "\"}" + std::string(record) + "{\"text\":1}\xFF";
  batch.bytes.append(RecordBatch::kPadding, '"');
  const bool text = format == InputFormat::kText;
  batch.entries.push_back(
      {{text ? 1u : 0u, text ? 1u : 7u, text || at_start ? 0u : 50u},
       2,
       record.size()});
  RecordParser parser(files, options);
  return parser.Parse(batch, batch.entries[0]);
}

Document MustParse(std::string_view record, const InputOptions& options = {},
                   InputFormat format = InputFormat::kJsonl,
                   bool at_start = false) {
  auto result = Parse(record, options, format, at_start);
  if (const Reject* reject = std::get_if<Reject>(&result)) {
    ADD_FAILURE() << record << ": " << reject->reason;
    return {};
  }
  return std::get<Document>(std::move(result));
}

// The reason, which is never empty; or empty if it is a document.
std::string Reason(std::string_view record, const InputOptions& options = {}) {
  const auto result = Parse(record, options);
  const Reject* reject = std::get_if<Reject>(&result);
  if (reject == nullptr) return "";
  EXPECT_FALSE(reject->reason.empty());
  EXPECT_EQ(reject->location.record, 7u);
  EXPECT_EQ(reject->location.byte, 50u);
  return reject->reason;
}

TEST(RecordParser, ReadsAPlainRecord) {
  const Document document = MustParse(
      R"({"id": "d1", "text": "a\n\u4e2d\"", "url": "http://Example.com/x",)"
      R"( "date": "20261123", "other": [1, {"text": "no"}]})"
      "\r\n");
  EXPECT_EQ(document.id, "d1");
  EXPECT_EQ(document.text, "a\n\xE4\xB8\xAD\"");
  EXPECT_EQ(document.source, "example.com");
  EXPECT_EQ(document.date, "2026-11-23");
  EXPECT_FALSE(document.number.has_value());
  EXPECT_EQ(document.repairs, 0u);
  EXPECT_EQ(document.location.record, 7u);
  EXPECT_EQ(document.location.byte, 50u);
}

TEST(RecordParser, TextIsTheFirstOfTheUsualFields) {
  EXPECT_EQ(MustParse(R"({"body":"b","raw_content":"r","content":"c"})").text,
            "c");
  EXPECT_EQ(MustParse(R"({"body":"b","raw_content":"r"})").text, "r");
  EXPECT_EQ(MustParse(R"({"body":"b"})").text, "b");
  EXPECT_EQ(MustParse(R"({"content":"c","text":""})").text, "");
  EXPECT_EQ(MustParse(R"({"content":"c","text":null})").text, "c");
}

TEST(RecordParser, NamedTextFieldsAreJoinedInTheOrderNamed) {
  InputOptions options;
  options.text_fields = {"title", "body", "missing"};
  EXPECT_EQ(MustParse(R"({"text":"x","body":"b","title":"t"})", options).text,
            "t\nb");
  EXPECT_EQ(MustParse(R"({"body":"b","title":null})", options).text, "b");
  EXPECT_EQ(MustParse(R"({"body":"b","title":""})", options).text, "\nb");
  EXPECT_THAT(Reason(R"({"text":"x"})", options),
              AllOf(HasSubstr(R"("title", "body", "missing")"),
                    HasSubstr("--text-field")));
  EXPECT_THAT(Reason(R"({"title":"t","body":2})", options),
              HasSubstr(R"(field "body" is a number, not a string)"));
}

TEST(RecordParser, SaysWhichFieldsTheTextIsMadeOf) {
  const std::vector<InputFile> files = {
      {"dir/in.jsonl", "in.jsonl", InputFormat::kJsonl, Codec::kPlain},
      {"dir/in.txt", "in.txt", InputFormat::kText, Codec::kPlain}};
  InputOptions options;
  options.text_fields = {"title", "missing", "body"};
  RecordParser parser(files, options);
  const auto parts = [&parser](const std::string& record, uint32_t file) {
    RecordBatch batch;
    batch.bytes = record + std::string(RecordBatch::kPadding, ' ');
    batch.entries.push_back({{file, 1, 0}, 0, record.size()});
    parser.Parse(batch, batch.entries[0]);
    std::vector<std::vector<size_t>> all;
    for (const TextPart& part : parser.text_parts()) {
      all.push_back({part.position, part.begin, part.end});
    }
    return all;
  };
  using Parts = std::vector<std::vector<size_t>>;
  EXPECT_EQ(parts("{\"body\":1,\"body\":\"\xFF\",\"x\":2,\"title\":\"t\"}", 0),
            (Parts{{3, 0, 1}, {1, 2, 5}}));
  EXPECT_EQ(parts(R"({"title":"t","body":2})", 0), Parts{});
  EXPECT_EQ(parts(R"({"body":"","title":null})", 0), (Parts{{0, 0, 0}}));
  EXPECT_EQ(parts("text", 1), Parts{});
}

TEST(RecordParser, NamesWhatIsWrongWithTheText) {
  EXPECT_THAT(Reason("{}"), HasSubstr(R"("text", "content")"));
  EXPECT_THAT(Reason(R"({"text":null})"), HasSubstr("no text"));
  EXPECT_THAT(Reason(R"({"text":12})"),
              HasSubstr(R"(field "text" is a number, not a string)"));
  EXPECT_THAT(Reason(R"({"text":1e999})"), HasSubstr("is a number"));
  EXPECT_THAT(Reason(R"({"text":true})"), HasSubstr("is true or false"));
  EXPECT_THAT(Reason(R"({"text":["a"]})"), HasSubstr("is an array"));
  EXPECT_THAT(Reason(R"({"text":{"a":1}})"), HasSubstr("is an object"));
}

TEST(RecordParser, OnlyObjectsAreRecords) {
  EXPECT_THAT(Reason("[1]"), HasSubstr("an array, not a JSON object"));
  EXPECT_THAT(Reason("12"), HasSubstr("a number, not"));
  EXPECT_THAT(Reason("NaN"), HasSubstr("a number, not"));
  EXPECT_THAT(Reason("\"text\""), HasSubstr("a string, not"));
  EXPECT_THAT(Reason("null"), HasSubstr("null, not"));
}

TEST(RecordParser, RefusesWhatIsNotWholeJson) {
  for (const std::string record : {R"({"text":"a")",
                                   R"({"text":"a)",
                                   R"({"text":)",
                                   "{",
                                   "x",
                                   "{]}",
                                   R"({"text":"a"} {"text":"b"})",
                                   R"({"text":"a"}x)",
                                   R"({"text":"a",})",
                                   R"({text:"a"})",
                                   R"({'text':'a'})",
                                   R"({"text":"\x41"})",
                                   R"({"text":"\u12"})",
                                   R"({"text":"a","n":01})",
                                   R"({"text":"a","n":1.})",
                                   R"({"text":"a","n":-})",
                                   R"({"text":"a","n":nan})",
                                   R"({"text":"a","n":NaNs})",
                                   R"({"text":"a","n":1 2})",
                                   R"({"text":"a","n":NaN 2})",
                                   R"({"text":"a","n":99999999999999999999x})",
                                   R"({"text":"a","n":nul})",
                                   R"({"text":"a","n":NaN)",
                                   R"({"text":"a","n":99999999999999999999)"}) {
    EXPECT_THAT(Reason(record), HasSubstr("not valid JSON")) << record;
  }
  // Python refuses raw control characters, and so do we.
  for (const char c : {'\0', '\x01', '\t', '\x1F'}) {
    const std::string record = std::string("{\"text\":\"a") + c + "\"}";
    EXPECT_THAT(Reason(record), HasSubstr("control character"));
  }
  EXPECT_THAT(Reason(std::string(512, '\0')), HasSubstr("not valid JSON"));
}

TEST(RecordParser, RefusesNestingBombs) {
  for (const size_t depth : {size_t{2000}, size_t{1000000}}) {
    const std::string open(depth, '[');
    const std::string close(depth, ']');
    EXPECT_THAT(Reason("{\"text\":\"a\",\"x\":" + open + close + "}"),
                HasSubstr("nested more than"));
    EXPECT_THAT(Reason("{\"text\":\"a\",\"x\":NaN,\"y\":" + open),
                HasSubstr("not valid JSON"));
  }
}

TEST(RecordParser, OfTwoFieldsWithOneNameTheLastCounts) {
  EXPECT_EQ(MustParse(R"({"text":"a","id":"1","text":"b","id":"2"})").text,
            "b");
  EXPECT_EQ(MustParse(R"({"text":"a","te\u0078t":"b"})").text, "b");
  EXPECT_EQ(MustParse(R"({"text":"a","id":"1","id":7})").id, "7");
  EXPECT_EQ(MustParse(R"({"text":"a","id":"1","id":null})").id, "in.jsonl:7");
  EXPECT_THAT(Reason(R"({"text":"a","text":null})"), HasSubstr("no text"));
}

TEST(RecordParser, AcceptsTheNumbersThatPythonAccepts) {
  for (const std::string& number :
       {std::string("NaN"), std::string("Infinity"), std::string("-Infinity"),
        std::string("18446744073709551616"), std::string("1e999"),
        std::string("-1E+999"), std::string(400, '9'),
        std::string("-9223372036854775809")}) {
    const Document document = MustParse(
        "{\"n\":" + number + ",\"text\":\"NaN 1e999\",\"id\":" + number + "}");
    EXPECT_EQ(document.text, "NaN 1e999") << number;
    EXPECT_EQ(document.id, number);
    EXPECT_EQ(document.repairs, 0u);
  }
}

TEST(RecordParser, IdIsTheStringOrTheSpellingOfTheNumber) {
  EXPECT_EQ(MustParse(R"({"id":"a b","text":""})").id, "a b");
  for (const char* number : {"0", "-0", "12", "1.50", "1e5", "-3",
                             "18446744073709551615", "123456789012345678901"}) {
    EXPECT_EQ(
        MustParse(std::string("{\"id\": ") + number + " ,\"text\":\"\"}").id,
        number);
  }
  for (const char* none : {"null", "\"\"", "true", "[1]", "{}"}) {
    EXPECT_EQ(MustParse(std::string("{\"id\":") + none + ",\"text\":\"\"}").id,
              "in.jsonl:7");
  }
  EXPECT_EQ(MustParse(R"({"text":""})").id, "in.jsonl:7");
  InputOptions options;
  options.id_field = "key";
  EXPECT_EQ(MustParse(R"({"id":"1","key":"2","text":""})", options).id, "2");
}

TEST(RecordParser, SourceIsTheHostElseTheNamedFieldElseADash) {
  InputOptions options;
  options.source_field = "source";
  EXPECT_EQ(
      MustParse(R"({"text":"","url":"http://h.org/","source":"s"})", options)
          .source,
      "h.org");
  EXPECT_EQ(MustParse(R"({"text":"","url":"","source":"s"})", options).source,
            "s");
  EXPECT_EQ(MustParse(R"({"text":"","url":5,"source":"s"})", options).source,
            "s");
  EXPECT_EQ(MustParse(R"({"text":"","source":""})", options).source, "-");
  EXPECT_EQ(MustParse(R"({"text":"","source":3})", options).source, "-");
  EXPECT_EQ(MustParse(R"({"text":"","source":"s"})").source, "-")
      << "a field called source counts only when named";
}

TEST(RecordParser, DateIsTheFirstFieldThatHoldsOne) {
  EXPECT_EQ(MustParse(R"({"text":"","published":"2026","date":"soon"})").date,
            "2026");
  EXPECT_EQ(MustParse(R"({"text":"","WARC-Date":"2026-11-23T00:00:00Z"})").date,
            "2026-11-23T00:00:00Z");
  EXPECT_EQ(MustParse(R"({"text":"","date":1000000000})").date,
            "2001-09-09T01:46:40Z");
  EXPECT_EQ(MustParse(R"({"text":"","date":1000000000.5})").date,
            "2001-09-09T01:46:40Z");
  EXPECT_EQ(MustParse(R"({"text":"","date":20261123})").date, "2026-11-23");
  EXPECT_EQ(MustParse(R"({"text":"","date":null})").date, "");
  EXPECT_EQ(MustParse(R"({"text":"","date":{"y":2026}})").date, "");
}

TEST(RecordParser, NumberFieldIsANumberOrANumericString) {
  InputOptions options;
  options.number_field = "score";
  const auto number = [&options](const std::string& value) {
    return MustParse("{\"text\":\"\",\"score\":" + value + "}", options).number;
  };
  EXPECT_EQ(number("1.5"), 1.5);
  EXPECT_EQ(number("-3"), -3);
  EXPECT_EQ(number("\" 2e3 \""), 2000);
  EXPECT_EQ(number("123456789012345678901"), 123456789012345678901.0);
  EXPECT_EQ(number("1e-999"), 0);
  for (const char* none : {"\"high\"", "\"\"", "\"1 2\"", "null", "true", "[1]",
                           "NaN", "Infinity", "1e999", "\"nan\"", "\"inf\""}) {
    EXPECT_FALSE(number(none).has_value()) << none;
  }
}

TEST(RecordParser, RepairsInvalidUtf8AndCountsTheRepairs) {
  const Document document = MustParse(
      "{\"text\":\"a\xE4\xB8\",\"title\":\"\xFF\",\"id\":\"\xC0\xAF\"}");
  EXPECT_EQ(document.text, "a\uFFFD");
  EXPECT_EQ(document.id, "\uFFFD\uFFFD");
  EXPECT_EQ(document.repairs, 4u);
  EXPECT_THAT(Reason("{\"text\":\"a\"\xFF}"), HasSubstr("not valid JSON"));
}

TEST(RecordParser, RepairsLoneSurrogatesAndCountsTheRepairs) {
  const Document document = MustParse(
      R"({"text":"a\ud83dz","pair":"\ud83d\ude00","x":"\udc00","y":"\\ud800"})");
  EXPECT_EQ(document.text, "a\uFFFDz");
  EXPECT_EQ(document.repairs, 2u);
  const Document both =
      MustParse("{\"text\":\"\\ud83d\xFF\",\"n\":NaN,\"id\":1e999}");
  EXPECT_EQ(both.text, "\uFFFD\uFFFD");
  EXPECT_EQ(both.repairs, 2u);
  EXPECT_EQ(both.id, "1e999");
}

TEST(RecordParser, AReplacementCharacterThatWasThereIsNoRepair) {
  EXPECT_EQ(MustParse("{\"text\":\"\uFFFD\\ufffd\"}").repairs, 0u);
}

TEST(RecordParser, SkipAndFailRejectWhatReplaceRepairs) {
  for (const OnError on_error : {OnError::kSkip, OnError::kFail}) {
    InputOptions options;
    options.on_error = on_error;
    EXPECT_THAT(Reason("{\"text\":\"a\xFF\"}", options),
                HasSubstr("not valid UTF-8 at byte 10 of the record"));
    EXPECT_THAT(Reason(R"({"text":"\ud83d"})", options),
                HasSubstr("surrogate"));
    EXPECT_EQ(MustParse(R"({"text":"\ud83d\ude00","n":NaN})", options).text,
              "\U0001F600");
  }
}

TEST(RecordParser, SkipsAByteOrderMarkAtTheStartOfTheFileOnly) {
  const std::string record = "\xEF\xBB\xBF{\"text\":\"a\"}\n";
  EXPECT_EQ(MustParse(record, {}, InputFormat::kJsonl, true).text, "a");
  EXPECT_THAT(Reason(record), HasSubstr("not valid JSON"));
}

TEST(RecordParser, TextFileIsItsBytesUnderItsName) {
  const Document document =
      MustParse("\xEF\xBB\xBF a\r\n\xE4\xB8\xAD\n", {}, InputFormat::kText);
  EXPECT_EQ(document.id, "in.txt");
  EXPECT_EQ(document.text, " a\r\n\xE4\xB8\xAD\n");
  EXPECT_EQ(document.source, "-");
  EXPECT_EQ(document.date, "");
  EXPECT_EQ(MustParse("", {}, InputFormat::kText).text, "");
  const Document repaired = MustParse("\xFFz\xE4", {}, InputFormat::kText);
  EXPECT_EQ(repaired.text, "\uFFFDz\uFFFD");
  EXPECT_EQ(repaired.repairs, 2u);
  InputOptions skip;
  skip.on_error = OnError::kSkip;
  EXPECT_TRUE(
      std::holds_alternative<Reject>(Parse("\xFF", skip, InputFormat::kText)));
}

TEST(RecordParser, OneParserReadsLongAndShortAndBrokenRecordsInTurn) {
  const std::vector<InputFile> files = {
      {"a", "a", InputFormat::kJsonl, Codec::kPlain}};
  RecordParser parser(files, InputOptions());
  std::vector<std::string> records;
  for (const size_t size : {size_t{10}, size_t{5} << 20, size_t{100},
                            size_t{6} << 20, size_t{1} << 16, size_t{1}}) {
    records.push_back("{\"text\":\"" + std::string(size, 'x') + "\"}");
    records.push_back("{\"text\":\"" + std::string(size, 'y') + "\xFF\"}");
    records.push_back("{\"text\":\"" + std::string(size, 'z') + "\"");
  }
  for (size_t i = 0; i < records.size(); ++i) {
    RecordBatch batch;
    batch.bytes = records[i] + std::string(RecordBatch::kPadding, '\0');
    batch.entries.push_back({{0, 1, 0}, 0, records[i].size()});
    const auto result = parser.Parse(batch, batch.entries[0]);
    ASSERT_EQ(std::holds_alternative<Reject>(result), i % 3 == 2) << i;
    if (const Document* document = std::get_if<Document>(&result)) {
      EXPECT_EQ(document->text.size(),
                records[i].size() - 11 + (i % 3 == 1 ? 2 : 0));
      EXPECT_EQ(document->repairs, i % 3);
    }
  }
}

// Every cut of a record is a reject, whatever fallback it took.
TEST(RecordParserProperty, NoPrefixOfARecordPasses) {
  for (const std::string& record :
       {std::string(R"({"id":1,"text":"a\"\\\u4e2d","n":[1,{"x":null}]})"),
        std::string(R"({"text":"\ud83d","n":NaN,"m":-Infinity,"k":1e999})"),
        std::string(
            "{\"text\":\"\xE4\xB8\xAD\xFF\",\"n\":99999999999999999999}")}) {
    EXPECT_EQ(Reason(record), "");
    for (size_t size = 1; size < record.size(); ++size) {
      EXPECT_NE(Reason(record.substr(0, size)), "") << record.substr(0, size);
    }
  }
}

// Line 7 of a text file whose lines are documents.
std::variant<Document, Reject> ParseLine(std::string_view line,
                                         const InputOptions& options = {}) {
  const std::vector<InputFile> files = {
      {"dir/in.log", "in.log", InputFormat::kText, Codec::kPlain, true}};
  RecordBatch batch;
  batch.bytes = line;
  batch.bytes.append(RecordBatch::kPadding, '"');
  batch.entries.push_back({{0, 7, 50}, 0, line.size()});
  return RecordParser(files, options).Parse(batch, batch.entries[0]);
}

TEST(RecordParser, LineOfTextIsADocumentWithoutItsLineEnd) {
  const auto text_of = [](std::string_view line) {
    const auto parsed = ParseLine(line);
    const Document& document = std::get<Document>(parsed);
    EXPECT_EQ(document.id, "in.log:7");
    EXPECT_EQ(document.source, "-");
    return document.text;
  };
  EXPECT_EQ(text_of(" {\"a\" b \n"), " {\"a\" b ");
  EXPECT_EQ(text_of("a\rb\r\n"), "a\rb");
  EXPECT_EQ(text_of("a\r\r\n"), "a\r");
  EXPECT_EQ(text_of("last\r"), "last");
  EXPECT_EQ(text_of("last"), "last");
}

TEST(RecordParser, IllFormedLineOfTextIsRepairedOrRejected) {
  const auto repaired = ParseLine("a\xFF\n");
  EXPECT_EQ(std::get<Document>(repaired).text, "a\uFFFD");
  EXPECT_EQ(std::get<Document>(repaired).repairs, 1u);
  InputOptions options;
  options.on_error = OnError::kSkip;
  const auto skipped = ParseLine("a\xFF\n", options);
  EXPECT_EQ(std::get<Reject>(skipped).location.record, 7u);
  EXPECT_EQ(std::get<Reject>(skipped).location.byte, 50u);
}

}  // namespace
}  // namespace litany::io
