// Whole runs of `litany find`.
#include "engine/find_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/utf8.h"
#include "engine/run.h"
#include "engine/templates_run.h"
#include "templates/site.h"

namespace litany::engine {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kFindTables[] = {
    "documents.jsonl", "repeats.jsonl", "occurrences.jsonl", "sources.jsonl",
    "reuse.jsonl",     "series.jsonl",  "variants.jsonl",    "pairs.jsonl",
    "scripting.jsonl", "rejects.jsonl", "summary.json"};

// What every second page of both sites reuses.
constexpr std::string_view kStatement =
    "The committee has examined every document that was submitted to it and "
    "finds no reason to reopen the matter before the end of the year.";

class FindRunTest : public DedupTest {
 protected:
  FindRunTest() {
    find_.dedup.pairs = true;
    find_.report = false;
  }
  FindReport RunAll() {
    run_.force = true;
    const auto report = RunFind(run_, find_, {});
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : FindReport();
  }
  std::string AllTables() {
    RunAll();
    std::string all;
    for (const std::string_view table : kFindTables) {
      all += Read("out/" + std::string(table)) + "----\n";
    }
    return all;
  }
  // Pages of two sites; every third text of the first is on the second too,
  // and some pages of both make the same statement.
  static std::vector<std::string> Lines() {
    std::vector<std::string> lines;
    for (uint32_t p = 0; p < 12; ++p) {
      templates::Site one;
      one.foot = absl::StrCat("Made in 0.", 1000 + p * 7, " seconds");
      templates::Site two;
      two.head = "\xe4\xbd\xa0\xe5\xa5\xbd\n\xe6\x96\xb0\xe9\x97\xbb";
      if (p % 2 == 0) {
        one.inserted = kStatement;
        two.inserted = kStatement;
      }
      const uint32_t text = p % 3 == 0 ? p : 100 + p;
      lines.push_back(
          Line(absl::StrCat("a", 10 + p), one.Page(p),
               absl::StrCat("\"url\": \"http://one.test/\", \"date\": \"2020-",
                            10 + p % 3, "-0", 1 + p % 9, "\"")));
      lines.push_back(
          Line(absl::StrCat("b", 10 + p), two.Page(text),
               absl::StrCat("\"url\": \"http://two.test/\", \"date\": \"2021-",
                            10 + p % 3, "-0", 1 + p % 9, "\"")));
    }
    lines.push_back(Line("alone", templates::Site().Page(500),
                         "\"url\": \"http://three.test/\""));
    lines.push_back(Line("nothing", "...", "\"url\": \"http://one.test/\""));
    return lines;
  }

  FindOptions find_;
};

uint64_t CharsOf(const Row& row) {
  uint64_t sum = 0;
  const std::string& chars = row.at("chars");
  for (size_t at = chars.find(':'); at != std::string::npos;
       at = chars.find(':', at + 1)) {
    sum += std::stoull(chars.substr(at + 1));
  }
  return sum;
}

TEST_F(FindRunTest, TellsTheCausesApart) {
  Input("pages.jsonl", Joined(Lines()));
  const FindReport report = RunAll();
  EXPECT_EQ(report.documents, 26u);
  EXPECT_GE(report.templates, 3u);
  EXPECT_EQ(report.copies, 4u);
  EXPECT_EQ(report.in_copies, 8u);
  // The statement is one passage, between the pages that are no copies of each
  // other, and the copies hold it too.
  EXPECT_EQ(report.passages, 1u);
  EXPECT_EQ(report.in_passages, 12u);
  std::set<std::string> holders;
  for (Row& row : Rows("occurrences")) {
    if (row["kind"] != "passage") continue;
    EXPECT_EQ(row["text"], kStatement);
    holders.insert(row["id"]);
  }
  EXPECT_EQ(holders.size(), 12u);
  auto documents = Documents();
  // A copy is that and its site's; not a passage.
  Row& copy = documents["b10"];
  Row& original = documents["a10"];
  const bool is_b_copy = copy["chars"].find("\"copy\":0,") == std::string::npos;
  Row& member = is_b_copy ? copy : original;
  EXPECT_THAT(member["chars"], HasSubstr("\"passage\":0,"));
  EXPECT_THAT(member["chars"], HasSubstr("\"own\":0"));
  EXPECT_THAT(member["chars"], Not(HasSubstr("\"template\":0,")));
  // The other page of it has the statement as a passage.
  Row& head = is_b_copy ? original : copy;
  EXPECT_THAT(head["chars"],
              HasSubstr(absl::StrCat("\"passage\":", kStatement.size(), ",")));
  EXPECT_EQ(documents["nothing"]["reason"], "no-tokens");
  EXPECT_EQ(documents["alone"]["reason"], "unique");
}

TEST_F(FindRunTest, CountsEveryCharacterOnce) {
  const std::vector<std::string> lines = Lines();
  Input("pages.jsonl", Joined(lines));
  const FindReport report = RunAll();
  uint64_t all = 0;
  for (Row& row : Rows("documents")) {
    const uint64_t sum = CharsOf(row);
    all += sum;
    if (row["id"] == "nothing") {
      EXPECT_EQ(sum, 3u);
    }
    if (row["id"] == "alone") {
      EXPECT_EQ(sum, base::CountCodePoints(templates::Site().Page(500)));
    }
  }
  const CauseChars& chars = report.chars;
  EXPECT_EQ(all, chars.template_chars + chars.copy + chars.passage +
                     chars.phrase + chars.own);
  uint64_t by_source = 0;
  for (Row& row : Rows("sources")) by_source += CharsOf(row);
  EXPECT_EQ(by_source, all);
}

TEST_F(FindRunTest, OccurrencesAreWhatTheyPrint) {
  const std::vector<std::string> lines = Lines();
  Input("pages.jsonl", Joined(lines));
  RunAll();
  std::map<std::string, std::string> texts;
  for (const std::string& line : lines) {
    Row row = RowsOf(line).front();
    texts[row["id"]] = row["text"];
  }
  size_t printed = 0;
  for (Row& row : Rows("occurrences")) {
    const std::string& text = texts[row["id"]];
    const size_t begin = std::stoul(row["begin"]);
    const size_t end = std::stoul(row["end"]);
    ASSERT_LE(end, text.size());
    EXPECT_EQ(base::CountCodePoints(std::string_view(text).substr(0, begin)),
              std::stoul(row["char_begin"]));
    if (row["kind"] == "copy") continue;
    EXPECT_EQ(text.substr(begin, end - begin), row["text"]);
    ++printed;
  }
  EXPECT_GE(printed, 60u);
}

TEST_F(FindRunTest, SameTablesForAnyThreadsOrderAndSplit) {
  std::vector<std::string> lines = Lines();
  Input("pages.jsonl", Joined(lines));
  run_.threads = 1;
  const std::string want = AllTables();
  run_.threads = 3;
  EXPECT_EQ(AllTables(), want);
  std::reverse(lines.begin(), lines.end());
  run_.inputs.clear();
  const auto middle = lines.begin() + 10;
  Input("one.jsonl", Joined({lines.begin(), middle}));
  Input("two.jsonl", Joined({middle, lines.end()}));
  EXPECT_EQ(AllTables(), want);
}

TEST_F(FindRunTest, SourcesSayWhomTheyCopy) {
  Input("pages.jsonl", Joined(Lines()));
  RunAll();
  for (Row& row : Rows("sources")) {
    if (row["source"] == "two.test") {
      // What is dated 2021 was taken from what is dated 2020.
      EXPECT_THAT(row["copies_from"], HasSubstr("\"source\":\"one.test\""));
      EXPECT_THAT(row["copied_by"], Not(HasSubstr("three.test")));
    }
    if (row["source"] == "three.test") {
      EXPECT_EQ(row["copies_from"], "[]");
      EXPECT_EQ(row["copied_by"], "[]");
    }
  }
}

// One kind alone finds what the command of that kind finds.
TEST_F(FindRunTest, OneKindIsItsCommand) {
  Input("pages.jsonl", Joined(Lines()));
  find_.find_templates = find_.find_passages = find_.find_phrases = false;
  const FindReport report = RunAll();
  EXPECT_EQ(report.templates + report.passages + report.phrases, 0u);
  const std::string repeats = Read("out/repeats.jsonl");
  const std::string occurrences = Read("out/occurrences.jsonl");
  const std::string pairs = Read("out/pairs.jsonl");
  dedup_ = {};
  dedup_.pairs = true;
  Run();
  EXPECT_EQ(Read("out/repeats.jsonl"), repeats);
  EXPECT_EQ(Read("out/occurrences.jsonl"), occurrences);
  EXPECT_EQ(Read("out/pairs.jsonl"), pairs);

  find_ = {};
  find_.report = false;
  find_.find_copies = find_.find_passages = find_.find_phrases = false;
  RunAll();
  const std::string found = Read("out/occurrences.jsonl");
  run_.force = true;
  ASSERT_TRUE(RunTemplates(run_, {}, {}).ok());
  EXPECT_EQ(Read("out/occurrences.jsonl"), found);
}

TEST_F(FindRunTest, WritesWhatIsKeptWithAndWithoutTemplates) {
  const std::vector<std::string> lines = Lines();
  Input("pages.jsonl", Joined(lines));
  find_.write_path = folder_.Path("kept.jsonl");
  const FindReport report = RunAll();
  const std::string kept = Read("kept.jsonl");
  EXPECT_EQ(static_cast<uint64_t>(std::count(kept.begin(), kept.end(), '\n')),
            report.kept);
  EXPECT_THAT(kept, HasSubstr("Made in"));
  for (const std::string& line : lines) {
    const std::string id = RowsOf(line).front()["id"];
    const bool is_kept = Documents()[id]["keep"] == "true";
    EXPECT_EQ(kept.find(line) != std::string::npos, is_kept) << id;
  }
  find_.strip_templates = true;
  RunAll();
  const std::string stripped = Read("kept.jsonl");
  EXPECT_THAT(stripped, Not(HasSubstr("Made in")));
  EXPECT_THAT(stripped, HasSubstr(templates::SentenceOf(3, 2)));
}

TEST_F(FindRunTest, EndsWithTheReport) {
  Input("pages.jsonl", Joined(Lines()));
  find_.report = true;
  const FindReport report = RunAll();
  EXPECT_EQ(report.report_path, folder_.Path("out/report.html"));
  EXPECT_EQ(report.report_bytes, Read("out/report.html").size());
  EXPECT_TRUE(report.report_notes.empty());
}

TEST_F(FindRunTest, AMessageOfALogIsNoPage) {
  std::string log;
  for (int i = 0; i < 50; ++i) {
    absl::StrAppend(&log, "job ", i, " done in ", i * 7 + 3, " ms\n");
  }
  Input("jobs.txt", log);
  run_.input.records = TextRecords::kLine;
  const FindReport report = RunAll();
  EXPECT_EQ(report.templates, 1u);
  EXPECT_EQ(report.kept, 50u);
  EXPECT_EQ(report.all_template, 0u);
  EXPECT_EQ(report.chars.own + report.chars.copy, 0u);
}

TEST_F(FindRunTest, SaysWhatCannotBe) {
  Input("pages.jsonl", Joined(Lines()));
  find_.strip_templates = true;
  EXPECT_THAT(std::string(RunFind(run_, find_, {}).status().message()),
              HasSubstr("--strip needs --write"));
  find_ = {};
  find_.find_templates = find_.find_copies = false;
  find_.find_passages = find_.find_phrases = false;
  EXPECT_THAT(std::string(RunFind(run_, find_, {}).status().message()),
              HasSubstr("no kind"));
}

}  // namespace
}  // namespace litany::engine
