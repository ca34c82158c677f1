#include "engine/query_run.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "report/query_line.h"
#include "text/folded_text.h"

namespace litany::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class QueryRun : public DedupTest {
 protected:
  QueryRun() {
    query_.run = folder_.Path("out");
    query_.threads = 2;
  }

  absl::StatusOr<QueryReport> TryAsk(const std::vector<std::string>& texts) {
    query_.queries.clear();
    for (const std::string& text : texts)
      query_.queries.push_back({text, text});
    return RunQuery(query_, {});
  }

  // The answer to one query.
  QueryAnswer Ask(const std::string& text) {
    auto report = TryAsk({text});
    EXPECT_TRUE(report.ok()) << report.status();
    if (!report.ok()) return {};
    warnings_ = report->warnings;
    return report->answers[0];
  }

  std::vector<std::string> IdsOf(const std::string& text) {
    std::vector<std::string> ids;
    for (const QueryHitRecord& row : Ask(text).rows) ids.push_back(row.id);
    return ids;
  }

  QueryOptions query_;
  std::vector<std::string> warnings_;
};

TEST_F(QueryRun, SpansAreThoseOfTheOriginalText) {
  // Traditional script, a zero-width mark, an astral character, a decomposed
  // accent, tags, an override and a page number around and inside.
  const std::vector<std::string> texts = {
      "前言。少說空話，多添磚瓦！後記",
      "\xF0\x9F\x8D\x8E 少说\xE2\x80\x8B空话<b>多添</b>砖瓦",
      "cafe\xCC\x81 \xE2\x80\xAE少说空话 多 添 砖 瓦", "少说空话12多添砖瓦"};
  std::string lines;
  for (size_t i = 0; i < texts.size(); ++i) {
    lines += Line(std::to_string(i), texts[i]);
  }
  Input("in.jsonl", lines);
  Run();
  const QueryAnswer answer = Ask("少说空话，多添砖瓦！");
  ASSERT_EQ(answer.rows.size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    const QueryHitRecord& row = answer.rows[i];
    SCOPED_TRACE(row.text);
    EXPECT_EQ(row.text, texts[i].substr(row.begin, row.end - row.begin));
    EXPECT_EQ(row.char_begin,
              base::CountCodePoints(texts[i].substr(0, row.begin)));
    EXPECT_EQ(row.char_end, base::CountCodePoints(texts[i].substr(0, row.end)));
    EXPECT_EQ(row.context_before, texts[i].substr(0, row.begin));
    EXPECT_EQ(row.context_after, texts[i].substr(row.end));
    EXPECT_EQ(row.relation, i < 3 ? Relation::kSame : Relation::kNear);
  }
  EXPECT_EQ(answer.rows[0].text, "少說空話，多添磚瓦！");
  ASSERT_EQ(answer.rows[3].edits.size(), 1u);
  EXPECT_EQ(answer.rows[3].edits[0].now, "12");
  EXPECT_EQ(answer.rows[3].edits[0].was, "");
  EXPECT_EQ(answer.rows[3].edits[0].begin, 4u);
  EXPECT_EQ(answer.rows[3].edits[0].end, 6u);
  EXPECT_EQ(answer.exact_documents, 3u);
  EXPECT_EQ(answer.other_documents, 1u);
}

TEST_F(QueryRun, IdenticalIsTheTextAsItWasAsked) {
  Input("in.jsonl", Line("a", "he said: Small steps, shared roads. So") +
                        Line("b", "small steps shared roads"));
  Run();
  const QueryAnswer answer = Ask(" Small steps, shared roads. ");
  ASSERT_EQ(answer.rows.size(), 2u);
  EXPECT_EQ(answer.rows[0].relation, Relation::kIdentical);
  EXPECT_EQ(answer.rows[0].text, "Small steps, shared roads.");
  EXPECT_EQ(answer.rows[1].relation, Relation::kSame);
}

TEST_F(QueryRun, RowsComeByDateThenIdAndUndatedLast) {
  Input("in.jsonl",
        Line("u", "one and the same line") +
            Line("c", "one and the same line", R"("date": "2021")") +
            Line("b", "one and the same line", R"("date": "2019-05-01")") +
            Line("a",
                 "one and the same line. One and the same "
                 "line",
                 R"("date": "2021")"));
  Run();
  EXPECT_THAT(IdsOf("one and the same line"),
              ElementsAre("b", "a", "a", "c", "u"));
  const QueryAnswer answer = Ask("one and the same line");
  EXPECT_EQ(answer.first_id, "b");
  EXPECT_EQ(answer.first_date, "2019-05-01");
  EXPECT_EQ(answer.exact_documents, 4u);
  query_.limit = 2;
  const QueryAnswer limited = Ask("one and the same line");
  EXPECT_EQ(limited.rows.size(), 2u);
  EXPECT_EQ(limited.hits, 5u);
  EXPECT_EQ(limited.first_id, "b");
}

TEST_F(QueryRun, AnswersDoNotDependOnThreadsOrOrder) {
  std::vector<std::string> lines;
  for (int i = 0; i < 400; ++i) {
    lines.push_back(Line(i % 9 == 0 ? "same" : absl::StrCat("d", i),
                         Words(i, 0, 90) + " the line they all share " +
                             (i % 3 == 0 ? "now" : "then") + Words(i, 0, 90),
                         absl::StrCat(R"("date": "20)", 10 + i % 7, "\"")));
  }
  const auto spelt = [&](uint32_t threads) {
    query_.threads = threads;
    query_.limit = 100;
    std::string all;
    for (const QueryHitRecord& row : Ask("the line they all share then").rows) {
      all += report::JsonLine(row);
    }
    EXPECT_THAT(warnings_, IsEmpty());
    return all;
  };
  std::string forward, backward;
  for (const std::string& line : lines) {
    forward += line;
    backward.insert(0, line);
  }
  Input("in.jsonl", forward);
  Run();
  const std::string expected = spelt(1);
  EXPECT_EQ(RowsOf(expected).size(), 100u);
  EXPECT_EQ(spelt(4), expected);
  folder_.Write("in.jsonl", backward);
  EXPECT_EQ(spelt(3), expected);
}

TEST_F(QueryRun, DocumentsOfOneIdHaveTheirNamesOfTheRun) {
  Input("in.jsonl", Line("x", "alpha beta gamma one") +
                        Line("x", "alpha beta gamma two") + Line("x#2", "no") +
                        Line("x", "alpha beta gamma three"));
  Run();
  std::vector<std::string> with_text;
  for (const auto& [id, row] : Documents()) {
    if (id != "x#2") with_text.push_back(id);
  }
  EXPECT_EQ(IdsOf("alpha beta gamma"), with_text);
  EXPECT_THAT(with_text, ElementsAre("x", "x#3", "x#4"));
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(QueryRun, InputThatChangedIsSaid) {
  Input("in.jsonl", Line("a", "alpha") + Line("b", "beta") + Line("c", "x"));
  Run();
  folder_.Write("in.jsonl", Line("a", "alpha") + Line("c", "xyz") +
                                Line("d", "delta") + Line("a", "again"));
  Ask("alpha");
  EXPECT_THAT(
      warnings_,
      ElementsAre(
          "2 documents are not in the run, but in its input now; the first: a",
          "1 document of the run is not in its input any more: b",
          "1 document is not as long as it was in the run: c"));
}

TEST_F(QueryRun, InputThatIsGoneIsAnErrorWithAWayOut) {
  Input("in.jsonl", Line("a", "alpha"));
  Run();
  std::filesystem::rename(folder_.Path("in.jsonl"), folder_.Path("b.jsonl"));
  const auto gone = TryAsk({"alpha"});
  EXPECT_EQ(gone.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(gone.status().message()), HasSubstr("--texts INPUT"));
  query_.texts = {folder_.Path("b.jsonl")};
  EXPECT_THAT(IdsOf("alpha"), ElementsAre("a"));
}

TEST_F(QueryRun, QueryOfNothingButMarksIsRefused) {
  Input("in.jsonl", Line("a", "alpha"));
  Run();
  const auto report = TryAsk({"alpha", "。！ \n"});
  EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr("no letter, mark or number"));
}

TEST_F(QueryRun, FoldIsThatOfTheRun) {
  Input("in.jsonl", Line("a", "简体字的文章") + Line("b", "簡體字的文章"));
  run_.fold.distinguish_script = true;
  Run();
  query_.exact = true;
  EXPECT_THAT(IdsOf("簡體字的文章"), ElementsAre("b"));
  run_.fold.distinguish_script = false;
  Run();
  EXPECT_THAT(IdsOf("簡體字的文章"), ElementsAre("a", "b"));
}

TEST_F(QueryRun, PartsOfALongQueryAreNamedWithTheirPlaceInIt) {
  const std::string asked = Words(1, 0, 60);
  const std::string part = Words(1, 20, 40);
  Input("in.jsonl", Line("all", "here: " + asked + " end") +
                        Line("none", Words(2, 0, 60)) +
                        Line("part", "before " + part + " after"));
  Run();
  const QueryAnswer answer = Ask(asked);
  EXPECT_TRUE(answer.is_long);
  ASSERT_EQ(answer.rows.size(), 2u);
  EXPECT_EQ(answer.rows[0].relation, Relation::kIdentical);
  EXPECT_EQ(answer.rows[1].id, "part");
  EXPECT_EQ(answer.rows[1].text, part);
  EXPECT_EQ(asked.substr(answer.rows[1].query_begin,
                         answer.rows[1].query_end - answer.rows[1].query_begin),
            part);
  EXPECT_EQ(answer.exact_documents, 1u);
  EXPECT_EQ(answer.other_documents, 1u);
}

TEST_F(QueryRun, SeveralQueriesAreAnsweredOneByOne) {
  Input("in.jsonl", Line("a", "red green") + Line("b", "green blue"));
  Run();
  const auto report = TryAsk({"green", "blue", "white"});
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->answers.size(), 3u);
  EXPECT_EQ(report->answers[0].rows.size(), 2u);
  EXPECT_EQ(report->answers[1].rows.size(), 1u);
  EXPECT_THAT(report->answers[2].rows, IsEmpty());
  EXPECT_EQ(report->answers[1].rows[0].query, "blue");
}

TEST_F(QueryRun, RejectsAreCounted) {
  Input("in.jsonl", Line("a", "alpha") + "nonsense\n");
  Run();
  const auto report = TryAsk({"alpha"});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rejects, 1u);
  EXPECT_THAT(report->first_reject, HasSubstr("record 2"));
  EXPECT_EQ(report->documents, 1u);
}

}  // namespace
}  // namespace litany::engine
