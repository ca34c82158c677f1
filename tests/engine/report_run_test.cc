#include "engine/report_run.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/phrases_run.h"
#include "engine/run.h"
#include "engine/templates_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ReportRun : public DedupTest {
 protected:
  ReportRun() { options_.threads = 2; }

  absl::StatusOr<ReportOutcome> TryReport() {
    return WriteReport(folder_.Path("out"), options_, {});
  }

  // The page; its notes in notes_.
  std::string Report() {
    auto outcome = TryReport();
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    if (!outcome.ok()) return "";
    notes_ = outcome->notes;
    const auto page = base::ReadWholeFile(outcome->path);
    EXPECT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->size(), outcome->bytes);
    return *page;
  }

  // A block of the page, parsed.
  simdjson::dom::element Block(const std::string& page, const char* name) {
    const std::string open = absl::StrCat(
        "<script type=\"application/json\" id=\"litany-", name, "\">");
    const size_t begin = page.find(open);
    EXPECT_NE(begin, std::string::npos) << name;
    const size_t from = begin + open.size();
    const std::string json = page.substr(from, page.find("</", from) - from);
    simdjson::dom::element element;
    EXPECT_EQ(parser_.parse(json).get(element), simdjson::SUCCESS) << name;
    return element;
  }

  size_t SizeOf(const std::string& page, const char* name) {
    const simdjson::dom::element block = Block(page, name);
    return block.is_array() ? block.get_array().size()
                            : block.get_object().size();
  }

  uint64_t Meta(const std::string& page, const char* name) {
    uint64_t value = 0;
    EXPECT_EQ(Block(page, "meta")[name].get(value), simdjson::SUCCESS) << name;
    return value;
  }

  ReportOptions options_;
  std::vector<std::string> notes_;
  simdjson::dom::parser parser_;
};

// `count` copies of two documents each.
std::string Pairs(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    const std::string text = Words(i, 0, 20);
    lines += Line(absl::StrCat("a", i), text, "\"date\": \"2024-01-02\"");
    lines += Line(absl::StrCat("b", i), text + " more",
                  absl::StrCat("\"url\": \"https://h", i % 3, ".example/x\""));
  }
  return lines;
}

TEST_F(ReportRun, HoldsTheRowsTheTextsAndTheAddresses) {
  Input("in.jsonl", Pairs(5));
  Run();
  const std::string page = Report();
  EXPECT_THAT(notes_, IsEmpty());
  EXPECT_EQ(SizeOf(page, "repeats"), 5u);
  EXPECT_EQ(SizeOf(page, "occurrences"), 10u);
  EXPECT_EQ(SizeOf(page, "documents"), 10u);
  EXPECT_EQ(SizeOf(page, "texts"), 10u);
  EXPECT_EQ(SizeOf(page, "urls"), 5u);
  EXPECT_EQ(SizeOf(page, "spans"), 10u);
  EXPECT_EQ(SizeOf(page, "sources"), 4u);
  EXPECT_EQ(SizeOf(page, "timeline"), 1u);
  EXPECT_EQ(Meta(page, "undated"), 5u);
  std::string_view text;
  ASSERT_EQ(Block(page, "texts")["b3"].get(text), simdjson::SUCCESS);
  EXPECT_EQ(text, Words(3, 0, 20) + " more");
}

TEST_F(ReportRun, FindsTheTextsOfLines) {
  Input("server.log", "open 17\nclosed\nopen 99\n");
  run_.input.records = TextRecords::kLine;
  ASSERT_TRUE(RunTemplates(run_, {}, {}).ok());
  const std::string page = Report();
  EXPECT_THAT(notes_, IsEmpty());
  std::string_view text;
  ASSERT_EQ(Block(page, "texts")["server.log:3"].get(text), simdjson::SUCCESS);
  EXPECT_EQ(text, "open 99");
}

TEST_F(ReportRun, IsTheSameForAnyThreadsOrderAndSplit) {
  std::string lines = Pairs(40);
  // Two documents of one id.
  lines += Line("twice", Words(90, 0, 20)) + Line("twice", Words(91, 0, 20));
  Input("in.jsonl", lines);
  Run();
  options_.threads = 1;
  const std::string page = Report();
  EXPECT_THAT(page, HasSubstr("\"twice#2\""));
  std::vector<std::string> parts;
  for (size_t begin = 0; begin < lines.size();) {
    const size_t end = lines.find('\n', begin) + 1;
    parts.push_back(lines.substr(begin, end - begin));
    begin = end;
  }
  std::reverse(parts.begin(), parts.end());
  std::string first;
  std::string second;
  for (size_t i = 0; i < parts.size(); ++i) {
    (i % 3 == 0 ? first : second) += parts[i];
  }
  run_.inputs.clear();
  Input("one.jsonl", first);
  Input("two.jsonl", second);
  Run();
  options_.threads = 3;
  EXPECT_EQ(Report(), page);
}

TEST_F(ReportRun, ShowsTheTopOfEachKindAndCountsTheRest) {
  std::string lines = Pairs(6);
  for (int i = 0; i < 4; ++i) {
    lines +=
        Line(absl::StrCat("x", i), Words(70, 0, 20) + " " + std::to_string(i));
  }
  Input("in.jsonl", lines);
  Run();
  options_.limits.repeats = 2;
  const std::string page = Report();
  EXPECT_EQ(SizeOf(page, "repeats"), 2u);
  EXPECT_THAT(notes_, Contains(HasSubstr("2 of 7 repeats")));
  uint64_t documents = 0;
  ASSERT_EQ(Block(page, "repeats").at(0)["documents"].get(documents),
            simdjson::SUCCESS);
  EXPECT_EQ(documents, 4u);
  // Those that stand for nothing shown are there as far as there is room.
  EXPECT_EQ(SizeOf(page, "documents"), 16u);
  EXPECT_EQ(SizeOf(page, "occurrences"), 6u);
  EXPECT_THAT(page, HasSubstr("5 more are not shown in this table"));
}

TEST_F(ReportRun, KeepsItsBounds) {
  Input("in.jsonl", Pairs(30));
  Run();
  options_.limits.documents = 7;
  options_.limits.texts = 3;
  options_.limits.occurrences = 1;
  std::string page = Report();
  EXPECT_EQ(SizeOf(page, "documents"), 7u);
  EXPECT_EQ(SizeOf(page, "texts"), 3u);
  EXPECT_EQ(SizeOf(page, "spans"), 3u);
  // The two that are named are shown whatever the bound.
  EXPECT_LE(SizeOf(page, "occurrences"), 60u);
  options_.limits.text_bytes = 0;
  options_.limits.occurrence_bytes = 0;
  page = Report();
  EXPECT_EQ(SizeOf(page, "texts"), 0u);
  EXPECT_EQ(SizeOf(page, "occurrences"), 0u);
}

TEST_F(ReportRun, InputThatIsGoneCostsTheTextsAlone) {
  Input("in.jsonl", Pairs(3));
  Run();
  std::filesystem::rename(folder_.Path("in.jsonl"),
                          folder_.Path("moved.jsonl"));
  std::string page = Report();
  EXPECT_THAT(notes_, Contains(HasSubstr("--texts")));
  EXPECT_EQ(SizeOf(page, "texts"), 0u);
  EXPECT_EQ(SizeOf(page, "repeats"), 3u);
  EXPECT_THAT(page, HasSubstr("\"texts\": \"gone\""));
  options_.inputs = {folder_.Path("moved.jsonl")};
  page = Report();
  EXPECT_EQ(SizeOf(page, "texts"), 6u);
}

TEST_F(ReportRun, ATextThatChangedItsLengthIsNotShown) {
  Input("in.jsonl", Pairs(3));
  Run();
  std::string lines = Pairs(3);
  lines.replace(lines.find("s1w0 "), 5, "other ");
  folder_.Write("in.jsonl", lines);
  const std::string page = Report();
  EXPECT_EQ(SizeOf(page, "texts"), 5u);
  EXPECT_EQ(Meta(page, "texts_changed"), 1u);
  EXPECT_THAT(notes_, Contains(HasSubstr("not as long as")));
}

TEST_F(ReportRun, ARunWithoutTextGivesAPageWithoutText) {
  Input("in.jsonl", Pairs(3));
  run_.no_text = true;
  Run();
  const std::string page = Report();
  EXPECT_EQ(SizeOf(page, "texts"), 0u);
  EXPECT_THAT(page, Not(HasSubstr("s1w0")));
  EXPECT_THAT(notes_, Contains(HasSubstr("--no-text")));
}

TEST_F(ReportRun, APhraseStandsInItsSurroundings) {
  std::string lines;
  for (int i = 0; i < 8; ++i) {
    lines += Line(
        absl::StrCat("p", i),
        absl::StrCat(Words(i, 0, 9), "。把難事辦在前頭，", Words(50 + i, 0, 9)),
        absl::StrCat("\"url\": \"https://h", i, ".example/x\""));
  }
  Input("in.jsonl", lines);
  run_.force = true;
  const auto run = RunPhrases(run_, PhraseOptions(), {});
  ASSERT_TRUE(run.ok()) << run.status();
  const std::string page = Report();
  EXPECT_THAT(page, HasSubstr("把难事办在前头"));
  ASSERT_GE(SizeOf(page, "contexts"), 8u);
  std::string_view before;
  ASSERT_EQ(Block(page, "contexts").at(0).at(1).get(before), simdjson::SUCCESS);
  EXPECT_TRUE(before.ends_with("w8。")) << before;
}

TEST_F(ReportRun, MissingTablesAreEmpty) {
  Input("in.jsonl", Pairs(2));
  Run();
  for (const char* table : {"repeats", "occurrences"}) {
    std::filesystem::remove(
        folder_.Path(absl::StrCat("out/", table, ".jsonl")));
  }
  const std::string page = Report();
  EXPECT_EQ(SizeOf(page, "repeats"), 0u);
  EXPECT_EQ(SizeOf(page, "texts"), 4u);
  EXPECT_THAT(page, HasSubstr("This run has no copies"));
}

TEST_F(ReportRun, ATableThatIsDamagedIsAnError) {
  Input("in.jsonl", Pairs(2));
  Run();
  const std::string good = Read("out/repeats.jsonl");
  for (const std::string& bad :
       {std::string("nonsense\n"), std::string("{\"repeat\": \"x\"}\n"),
        good.substr(0, good.size() / 3)}) {
    folder_.Write("out/repeats.jsonl", bad);
    EXPECT_EQ(TryReport().status().code(), absl::StatusCode::kDataLoss) << bad;
  }
}

TEST_F(ReportRun, ReplacesNoTableAndNoInput) {
  Input("in.jsonl", Pairs(2));
  Run();
  for (const char* path : {"in.jsonl", "out/documents.jsonl", "out"}) {
    options_.output = folder_.Path(path);
    EXPECT_EQ(TryReport().status().code(), absl::StatusCode::kInvalidArgument)
        << path;
  }
  EXPECT_EQ(Read("in.jsonl"), Pairs(2));
}

TEST_F(ReportRun, WantsAFinishedRun) {
  EXPECT_EQ(TryReport().status().code(), absl::StatusCode::kNotFound);
  Input("in.jsonl", Pairs(2));
  Run();
  std::filesystem::remove(folder_.Path("out/summary.json"));
  EXPECT_EQ(TryReport().status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ReportRun, CanBeInterrupted) {
  Input("in.jsonl", Pairs(2));
  Run();
  Hooks hooks;
  hooks.cancelled = [] { return true; };
  EXPECT_EQ(WriteReport(folder_.Path("out"), options_, hooks).status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_FALSE(Exists("out/report.html"));
}

}  // namespace
}  // namespace litany::engine
