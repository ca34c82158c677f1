// Whole runs of `litany phrases`.
#include "engine/phrases_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/utf8.h"
#include "engine/run.h"
#include "text/folded_text.h"

namespace litany::engine {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;

constexpr std::string_view kPhraseTables[] = {
    "documents.jsonl", "repeats.jsonl", "occurrences.jsonl", "series.jsonl",
    "variants.jsonl",  "rejects.jsonl", "summary.json"};

class PhrasesRun : public DedupTest {
 protected:
  PhrasesReport RunAll() {
    run_.force = true;
    const auto report = RunPhrases(run_, phrases_, {});
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : PhrasesReport();
  }
  std::string AllTables() {
    RunAll();
    std::string all;
    for (const std::string_view table : kPhraseTables) {
      all += Read("out/" + std::string(table)) + "----\n";
    }
    return all;
  }
  // repeats.jsonl by text; formulas are left out.
  std::map<std::string, Row> Phrases() const {
    std::map<std::string, Row> phrases;
    for (Row& row : Rows("repeats")) {
      if (row["pattern"] != "null") continue;
      const std::string text = row["text"];
      phrases.emplace(text, std::move(row));
    }
    return phrases;
  }
  static std::string Joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line;
    return all;
  }

  PhraseOptions phrases_;
};

// Notes with the slogan 一线办事当天见底 in every shape: combining marks, full
// width, zero-width and bidirectional marks, astral characters around it.
std::vector<std::string> Notes() {
  return {
      Line("plain", "村里修路，大家都说“一线办事、当天见底”，第二天就动了工。",
           R"("date": "2023-05-01", "url": "https://a.example/1")"),
      Line("hant", "會上再次提出一線辦事當天見底的要求，各組回去研究。",
           R"("date": "2021-05-01", "url": "https://b.example/1")"),
      Line("marks",
           "cafe\xcc\x81 墙上写着\xe2\x80\x8b一线\xe2\x80\xae办事"
           "\xe2\x80\xac。当\xe2\x80\x8d天见底，旁边是值班表 e\xcc\x81",
           R"("date": "2022-01-05", "url": "https://c.example/1")"),
      Line("astral",
           "\xf0\x9f\x98\x80他把 一 线办事当天 见底\xf0\xa0\x80\x80写下",
           R"("url": "https://b.example/2")"),
      Line("none", "今年春天雨水多，河边的柳树早早发了芽。"),
  };
}

TEST_F(PhrasesRun, SpansAreExactWhateverStandsAroundThem) {
  const std::vector<std::string> lines = Notes();
  Input("a.jsonl", Joined(lines));
  RunAll();
  std::map<std::string, std::string> texts;
  for (const Row& row : RowsOf(Joined(lines))) {
    texts[row.at("id")] = row.at("text");
  }
  const std::vector<Row> rows = Rows("occurrences");
  std::set<std::string> holders;
  for (const Row& row : rows) {
    const std::string& text = texts.at(row.at("id"));
    const size_t begin = std::stoul(row.at("begin"));
    const size_t end = std::stoul(row.at("end"));
    EXPECT_EQ(text.substr(begin, end - begin), row.at("text"));
    EXPECT_EQ(base::CountCodePoints(text.substr(0, begin)),
              std::stoul(row.at("char_begin")));
    EXPECT_EQ(base::CountCodePoints(text.substr(0, end)),
              std::stoul(row.at("char_end")));
    holders.insert(row.at("id"));
  }
  EXPECT_EQ(holders,
            (std::set<std::string>{"plain", "hant", "marks", "astral"}));
}

TEST_F(PhrasesRun, ARowSaysWhoHadItFirstAndWhere) {
  Input("a.jsonl", Joined(Notes()));
  const PhrasesReport report = RunAll();
  EXPECT_EQ(report.min_documents, 3u);
  const auto phrases = Phrases();
  ASSERT_THAT(phrases, Contains(Key("一线办事当天见底")));
  const Row& row = phrases.at("一线办事当天见底");
  EXPECT_EQ(row.at("kind"), "phrase");
  EXPECT_EQ(row.at("documents"), "4");
  EXPECT_EQ(row.at("sources"), "3");
  EXPECT_EQ(row.at("count"), "4");
  EXPECT_EQ(row.at("length"), "8");
  EXPECT_EQ(row.at("first"),
            R"({"id":"hant","date":"2021-05-01","ties":0,"undated":1})");
  const std::string key("phrase\0一线办事当天见底", 7 + 24);
  EXPECT_EQ(row.at("repeat"), base::Hex16(base::HashBytes128(key)));
  std::vector<std::string> series;
  for (const Row& day : Rows("series")) {
    if (day.at("repeat") != row.at("repeat")) continue;
    series.push_back(day.at("date") + " " + day.at("documents") + " " +
                     day.at("count"));
  }
  EXPECT_EQ(series, (std::vector<std::string>{
                        "2021-05-01 1 1", "2022-01-05 1 1", "2023-05-01 1 1"}));
  // Eight characters and what stands between them.
  EXPECT_THAT(Documents().at("hant").at("chars"), HasSubstr("\"phrase\":8"));
  EXPECT_THAT(Documents().at("none").at("chars"), HasSubstr("\"phrase\":0"));
}

TEST_F(PhrasesRun, CopiesCountOnceAndHaveTheirOccurrences) {
  std::vector<std::string> lines = Notes();
  // A copy with a word more, and one in the other script.
  lines.push_back(Line(
      "near", "村里修路，大家都说“一线办事、当天见底”，第二天就动了工！好。"));
  lines.push_back(
      Line("same", "村裡修路大家都說一線辦事當天見底第二天就動了工"));
  Input("a.jsonl", Joined(lines));
  PhrasesReport report = RunAll();
  EXPECT_EQ(report.copies, 2u);
  const Row row = Phrases().at("一线办事当天见底");
  EXPECT_EQ(row.at("documents"), "6");
  EXPECT_THAT(row.at("scores"), HasSubstr("\"counted_documents\":4.0"));
  phrases_.count_copies = true;
  report = RunAll();
  EXPECT_EQ(report.copies, 0u);
  // Documents of one folded text are one text.
  EXPECT_THAT(Phrases().at("一线办事当天见底").at("scores"),
              HasSubstr("\"counted_documents\":5.0"));
}

TEST_F(PhrasesRun, VariantsNameTheirPhrases) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    const std::string n = std::to_string(i);
    bytes += Line("a" + n, Words(i, 0, 9) + ". Leave no stone unturned. " +
                               Words(i, 9, 12));
    bytes += Line("b" + n, Words(20 + i, 0, 9) +
                               ", leave no stone unturned today, " +
                               Words(20 + i, 9, 12));
  }
  Input("a.jsonl", bytes);
  RunAll();
  const auto phrases = Phrases();
  ASSERT_THAT(phrases, Contains(Key("leave no stone unturned")));
  ASSERT_THAT(phrases, Contains(Key("leave no stone unturned today")));
  const std::vector<Row> variants = Rows("variants");
  ASSERT_EQ(variants.size(), 1u);
  EXPECT_EQ(variants[0].at("repeat"),
            phrases.at("leave no stone unturned today").at("repeat"));
  EXPECT_EQ(variants[0].at("other"),
            phrases.at("leave no stone unturned").at("repeat"));
  EXPECT_EQ(variants[0].at("relation"), "contains");
  EXPECT_EQ(variants[0].at("distance"), "1");
}

TEST_F(PhrasesRun, NoTextWritesNoneAndKeepsTheIds) {
  Input("a.jsonl", Joined(Notes()));
  RunAll();
  const std::string repeat = Phrases().at("一线办事当天见底").at("repeat");
  run_.no_text = true;
  RunAll();
  EXPECT_THAT(Read("out/repeats.jsonl"), Not(HasSubstr("一线")));
  EXPECT_THAT(Read("out/occurrences.jsonl"), Not(HasSubstr("办事")));
  EXPECT_THAT(Read("out/repeats.jsonl"), HasSubstr(repeat));
}

TEST_F(PhrasesRun, LeavesOutWhatIsBehindTopAndSaysSo) {
  Input("a.jsonl", Joined(Notes()) + Joined(Notes()));
  phrases_.top = 1;
  phrases_.count_copies = true;
  phrases_.min_documents = 1;
  const PhrasesReport report = RunAll();
  EXPECT_EQ(report.phrases, 1u);
  EXPECT_GE(report.found, report.phrases);
  const bool cut = report.found > report.phrases;
  EXPECT_EQ(
      Read("out/summary.json").find("phrases_left_out") != std::string::npos,
      cut);
}

TEST_F(PhrasesRun, ImpossibleLengthsAreRefused) {
  Input("a.jsonl", Joined(Notes()));
  phrases_.min_length = 50;
  EXPECT_EQ(RunPhrases(run_, phrases_, {}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

// Documents of random words with slogans, dates, sources, copies.
std::vector<std::string> RandomDocuments(uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&random](uint32_t end) {
    return static_cast<uint32_t>(random() % end);
  };
  const std::string slogans[] = {"把难事办在前头", "以满仓实干迎满园新春",
                                 "leave no stone unturned", "以服务为目标",
                                 "以质量为中心"};
  std::vector<std::string> lines;
  for (uint32_t d = 0; d < 150; ++d) {
    std::string text;
    for (uint32_t i = 0; i < 60; ++i) {
      if (below(15) == 0) text += "，" + slogans[below(5)] + "。";
      text::AppendUtf8(0x4e00 + below(800), &text);
      if (below(9) == 0) text += below(2) == 0 ? "，" : "\n\n";
    }
    std::string more =
        "\"url\": \"https://h" + std::to_string(below(5)) + ".example/\"";
    if (below(3) > 0) {
      more += ", \"date\": \"2020-0" + std::to_string(1 + below(9)) + "-11\"";
    }
    lines.push_back(Line("d" + std::to_string(d), text, more));
    if (below(8) == 0) {
      lines.push_back(Line("c" + std::to_string(d), text + "完"));
    }
  }
  return lines;
}

TEST_F(PhrasesRun, ThreadsOrderAndSplitDoNotMatter) {
  std::vector<std::string> lines = RandomDocuments(3);
  Input("a.jsonl", Joined(lines));
  run_.threads = 1;
  const std::string expected = AllTables();
  ASSERT_THAT(Phrases(), Contains(Key("把难事办在前头")));
  ASSERT_THAT(Phrases(), Contains(Key("leave no stone unturned")));
  ASSERT_THAT(Read("out/repeats.jsonl"), HasSubstr("\"gap\": 1"));
  run_.threads = 3;
  EXPECT_EQ(AllTables(), expected);
  std::mt19937 random(9);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(lines.begin(), lines.end(), random);
    run_.inputs.clear();
    std::vector<std::string> files(3);
    for (const std::string& line : lines) files[random() % 3] += line;
    for (size_t i = 0; i < files.size(); ++i) {
      Input("part" + std::to_string(i) + ".jsonl", files[i]);
    }
    EXPECT_EQ(AllTables(), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace litany::engine
