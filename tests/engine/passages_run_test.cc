#include "engine/passages_run.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Han(std::mt19937* random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const uint32_t c = 0x4e00 + static_cast<uint32_t>((*random)() % 5000);
    text.push_back(static_cast<char>(0xe0 | c >> 12));
    text.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
    text.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  }
  return text;
}

// `text` with `mark` after every seventh character of three bytes.
std::string Broken(const std::string& text, const std::string& mark) {
  std::string broken;
  for (size_t i = 0; i < text.size(); i += 21) {
    broken += text.substr(i, 21) + mark;
  }
  return broken;
}

class PassagesRun : public DedupTest {
 protected:
  // The text of a document of the input; its spans are checked against it.
  void Document(const std::string& id, const std::string& text,
                const std::string& more = "") {
    texts_[id] = text;
    lines_ += Line(id, text, more);
  }

  PassagesReport Find() {
    run_.inputs = {folder_.Write("docs.jsonl", lines_)};
    run_.force = true;
    auto report = RunPassages(run_, passages_, {});
    EXPECT_TRUE(report.ok()) << report.status();
    CheckSpans();
    return report.ok() ? *std::move(report) : PassagesReport();
  }

  // text[begin, end) is what is printed, in bytes and in code points.
  void CheckSpans() {
    for (Row& row : Rows("occurrences")) {
      const std::string& text = texts_.at(row["id"]);
      const size_t begin = std::stoul(row["begin"]);
      const size_t end = std::stoul(row["end"]);
      ASSERT_LE(begin, end);
      ASSERT_LE(end, text.size());
      EXPECT_EQ(text.substr(begin, end - begin), row["text"]);
      const auto chars = [&](size_t bytes) {
        return base::CountCodePoints(text.substr(0, bytes));
      };
      EXPECT_EQ(std::to_string(chars(begin)), row["char_begin"]);
      EXPECT_EQ(std::to_string(chars(end)), row["char_end"]);
    }
  }

  // {document: its text of the one passage}.
  std::map<std::string, std::string> Places() {
    std::map<std::string, std::string> places;
    for (Row& row : Rows("occurrences")) places[row["id"]] += row["text"];
    return places;
  }

  std::mt19937 random_{1};
  std::string lines_;
  std::map<std::string, std::string> texts_;
  PassageOptions passages_;
};

TEST_F(PassagesRun, FindsWhatTwoDocumentsShareAndNothingElse) {
  const std::string shared = Han(&random_, 60);
  Document("a", Han(&random_, 100) + "。" + shared + "。" + Han(&random_, 50));
  Document("b", Han(&random_, 30) + "“" + shared + "？" + Han(&random_, 70));
  Document("c", Han(&random_, 200));
  const PassagesReport report = Find();
  EXPECT_EQ(report.passages, 1u);
  EXPECT_EQ(report.reusing, 2u);
  EXPECT_EQ(Places(),
            (std::map<std::string, std::string>{{"a", shared}, {"b", shared}}));
  const auto documents = Documents();
  EXPECT_THAT(documents.at("a").at("chars"), HasSubstr("\"passage\":60"));
  EXPECT_THAT(documents.at("c").at("chars"), HasSubstr("\"passage\":0"));
}

TEST_F(PassagesRun, TakesInTheMarksThatBothHaveAroundIt) {
  const std::string shared = "“" + Han(&random_, 40) + "。”";
  Document("a", Han(&random_, 100) + shared + Han(&random_, 50));
  Document("b", Han(&random_, 30) + shared + "）" + Han(&random_, 70));
  Find();
  EXPECT_EQ(Places(),
            (std::map<std::string, std::string>{{"a", shared}, {"b", shared}}));
}

TEST_F(PassagesRun, FirstOfThreeExactCopiesIsTheEarliest) {
  const std::string text = Han(&random_, 80);
  Document("x", text, R"("date": "2021-05-01", "url": "http://x.org/")");
  Document("y", text, R"("date": "2019-05-01", "url": "http://y.org/")");
  Document("z", text, R"("date": "2020-05-01", "url": "http://z.org/")");
  Find();
  std::vector<Row> repeats = Rows("repeats");
  ASSERT_EQ(repeats.size(), 1u);
  EXPECT_EQ(repeats[0]["first"],
            R"({"id":"y","date":"2019-05-01","ties":0,"undated":0})");
  EXPECT_EQ(repeats[0]["sources"], "3");
  EXPECT_EQ(repeats[0]["count"], "3");
  // Two took it from the first.
  std::vector<std::string> reuse;
  for (Row& row : Rows("reuse")) reuse.push_back(row["id"] + "<" + row["from"]);
  EXPECT_THAT(reuse, ElementsAre("x<y", "z<y"));
}

TEST_F(PassagesRun, KeepsExactSpansInTextOfEveryKind) {
  // Traditional, broken, with zero-width and bidirectional marks, decomposed,
  // and beyond the basic plane.
  const std::string base =
      "党和国家机关工作人员要坚持全心全意为人民服务的根本宗旨建设现代化";
  const std::string traditional =
      "黨和國家機關工作人員要堅持全心全意為人民服務的根本宗旨建設現代化";
  Document("a", Han(&random_, 50) + base + Han(&random_, 50));
  Document("b", Han(&random_, 40) + traditional + Han(&random_, 20));
  Document("c", Han(&random_, 10) + Broken(base, "\xe2\x80\x8b") + "x");
  Document("d", "\xe2\x80\xae" + Broken(base, "\xe2\x80\xac.\n") + "y");
  // The same words, once with marks of their own.
  const std::string composed =
      "Cafés démodés et théâtres oubliés à la lisière des forêts profondes";
  std::string latin;
  for (size_t i = 0; i < composed.size(); ++i) {
    const std::string_view letter = std::string_view(composed).substr(i, 2);
    const std::pair<std::string_view, std::string_view> forms[] = {
        {"é", "e\xcc\x81"},
        {"â", "a\xcc\x82"},
        {"à", "a\xcc\x80"},
        {"è", "e\xcc\x80"},
        {"ê", "e\xcc\x82"}};
    const auto* form =
        std::find_if(std::begin(forms), std::end(forms),
                     [&](const auto& pair) { return pair.first == letter; });
    if (form == std::end(forms)) {
      latin += composed[i];
    } else {
      latin += form->second;
      ++i;
    }
  }
  Document("e", "Aux " + latin + " two");
  Document("f", "Ces " + composed + " plus");
  const std::string astral =
      "𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋𠀌𠀍𠀎𠀏𠀐𠀑𠀒𠀓𠀔𠀕𠀖𠀗𠀘";
  Document("g", Han(&random_, 9) + astral);
  Document("h", astral + Han(&random_, 9));
  const PassagesReport report = Find();
  EXPECT_EQ(report.passages, 3u);
  EXPECT_EQ(report.reusing, 8u);
  std::map<std::string, std::string> places = Places();
  EXPECT_EQ(places["b"], traditional);
  EXPECT_EQ(places["e"], latin);
  EXPECT_EQ(places["f"], composed);
  EXPECT_EQ(places["g"], astral);
}

TEST_F(PassagesRun, ListsTheEditsOfAnOccurrence) {
  const std::string head = Han(&random_, 30);
  const std::string tail = Han(&random_, 30);
  Document("a", Han(&random_, 200) + head + "二十三" + tail);
  Document("b", head + "四十五" + tail + Han(&random_, 60));
  Find();
  std::string edits;
  for (Row& row : Rows("occurrences")) {
    if (row["id"] == "b") edits = row["edits"];
  }
  // "十" stays: it is as long as what is changed beside it.
  EXPECT_EQ(edits, R"([{"begin":30,"end":31,"was":"二","now":"四"},)"
                   R"({"begin":32,"end":33,"was":"三","now":"五"}])");
}

TEST_F(PassagesRun, BetweenSourcesOnlyLeavesOutASitesOwn) {
  const std::string furniture = Han(&random_, 50);
  const std::string shared = Han(&random_, 50);
  Document("a", Han(&random_, 20) + furniture, R"("url": "http://x.org/1")");
  Document("b", furniture + shared, R"("url": "http://x.org/2")");
  Document("c", shared + Han(&random_, 20), R"("url": "http://y.org/3")");
  EXPECT_EQ(Find().passages, 2u);
  passages_.between_sources_only = true;
  EXPECT_EQ(Find().passages, 1u);
  EXPECT_EQ(Places(),
            (std::map<std::string, std::string>{{"b", shared}, {"c", shared}}));
}

TEST_F(PassagesRun, WindowLeavesOutWhatIsFartherApart) {
  const std::string shared = Han(&random_, 50);
  const char* dates[] = {"2024-02-27", "2024-03-01", "2024-03-09", ""};
  for (int i = 0; i < 4; ++i) {
    Document(
        std::string(1, static_cast<char>('a' + i)), Han(&random_, 20) + shared,
        dates[i][0] == 0 ? "" : absl::StrCat("\"date\": \"", dates[i], "\""));
  }
  passages_.window_days = 3;
  Find();
  // 2024 is a leap year: the 27th of February and the 1st of March are three
  // days apart.
  EXPECT_EQ(Places(),
            (std::map<std::string, std::string>{{"a", shared}, {"b", shared}}));
  passages_.window_days = 2;
  EXPECT_EQ(Find().passages, 0u);
}

TEST_F(PassagesRun, AgainstAsksWhoReusedTheseTexts) {
  const std::string theirs = Han(&random_, 50);
  const std::string ours = Han(&random_, 50);
  Document("a", Han(&random_, 20) + theirs + ours);
  Document("b", Han(&random_, 20) + ours);
  passages_.against = {
      folder_.Write("speeches.jsonl", Line("a", Han(&random_, 5) + theirs))};
  const PassagesReport report = Find();
  EXPECT_EQ(report.documents, 2u);
  EXPECT_EQ(report.passages, 1u);
  EXPECT_EQ(Places(), (std::map<std::string, std::string>{{"a", theirs}}));
  EXPECT_EQ(Rows("repeats")[0]["representative"], "against:a");
  EXPECT_EQ(Rows("reuse")[0]["from"], "against:a");
}

TEST_F(PassagesRun, NoTextLeavesTheTextsOut) {
  const std::string shared = Han(&random_, 50);
  Document("a", Han(&random_, 20) + shared);
  Document("b", Han(&random_, 20) + shared);
  run_.no_text = true;
  run_.inputs = {folder_.Write("docs.jsonl", lines_)};
  run_.force = true;
  ASSERT_TRUE(RunPassages(run_, passages_, {}).ok());
  EXPECT_EQ(Rows("repeats")[0]["text"], "null");
  for (Row& row : Rows("occurrences")) EXPECT_EQ(row["text"], "null");
}

// The tables do not depend on threads, order or files.
TEST_F(PassagesRun, GivesTheSameBytesForAnyThreadsOrderAndFiles) {
  std::vector<std::string> runs;
  for (int i = 0; i < 12; ++i) runs.push_back(Han(&random_, 20 + i * 10));
  std::vector<std::string> lines;
  for (int d = 0; d < 60; ++d) {
    std::string text;
    for (int piece = 0; piece < 5; ++piece) {
      const size_t run = random_() % runs.size();
      text += random_() % 2 == 0 ? Han(&random_, 40) : runs[run];
    }
    if (d % 9 == 0) text = runs[11];
    lines.push_back(
        Line(absl::StrCat("d", d), text,
             absl::StrCat("\"date\": \"202", d % 7,
                          "-01-02\", \"url\": \"http://s", d % 4, ".org/\"")));
  }
  const auto tables = [&](uint32_t threads, size_t files) {
    run_.inputs.clear();
    for (size_t f = 0; f < files; ++f) {
      std::string bytes;
      for (size_t i = f; i < lines.size(); i += files) bytes += lines[i];
      run_.inputs.push_back(folder_.Write(absl::StrCat(f, ".jsonl"), bytes));
    }
    run_.threads = threads;
    run_.force = true;
    EXPECT_TRUE(RunPassages(run_, passages_, {}).ok());
    std::string all;
    for (const char* table :
         {"documents", "repeats", "occurrences", "reuse", "scripting"}) {
      all += Read(absl::StrCat("out/", table, ".jsonl"));
    }
    return all + Read("out/summary.json");
  };
  const std::string expected = tables(1, 1);
  EXPECT_THAT(expected, HasSubstr("\"kind\": \"passage\""));
  EXPECT_EQ(tables(3, 1), expected);
  std::shuffle(lines.begin(), lines.end(), random_);
  EXPECT_EQ(tables(2, 3), expected);
}

TEST_F(PassagesRun, MarksWhatComesWithSomethingLonger) {
  const std::string formula = Han(&random_, 40);
  const std::string article = Han(&random_, 200) + formula + Han(&random_, 300);
  Document("a", article, R"("date": "2020-01-01")");
  Document("b", article + Han(&random_, 1000) + formula,
           R"("date": "2020-01-02")");
  const PassagesReport report = Find();
  EXPECT_EQ(report.passages, 2u);
  std::map<std::string, std::string> whole;  // repeat: count
  for (Row& row : Rows("repeats")) {
    EXPECT_EQ(row["documents"], "2");
    EXPECT_EQ(row["count"], "2");
    EXPECT_THAT(row["first"], HasSubstr(R"("id":"a")"));
    if (row["length"] == "540") whole[row["repeat"]] = row["count"];
  }
  ASSERT_EQ(whole.size(), 1u);
  std::vector<std::string> rows;
  for (Row& row : Rows("occurrences")) {
    if (whole.count(row["repeat"]) > 0) {
      EXPECT_EQ(row["inside"], "null");
      continue;
    }
    EXPECT_EQ(row["text"], formula);
    rows.push_back(row["id"] + " " + row["inside"]);
  }
  EXPECT_THAT(rows, ElementsAre("a " + whole.begin()->first, "b null"));
}

TEST_F(PassagesRun, ScriptingCountsSourcesOfOneDay) {
  const std::string line = Han(&random_, 60);
  for (int i = 0; i < 4; ++i) {
    Document(absl::StrCat("d", i), Han(&random_, 100) + line,
             absl::StrCat("\"date\": \"2024-01-0", i == 3 ? 5 : 2,
                          "\", \"url\": \"http://s", i, ".org/\""));
  }
  Find();
  // Three of four sources on one day: three of six pairs.
  EXPECT_THAT(Rows("repeats")[0]["scores"], HasSubstr("\"scripting\":0.5"));
  std::vector<Row> days = Rows("scripting");
  ASSERT_EQ(days.size(), 1u);
  EXPECT_EQ(days[0]["date"], "2024-01-02");
  EXPECT_EQ(days[0]["ids"], R"(["d0","d1","d2"])");
}

TEST_F(PassagesRun, OfAnEmptyCollectionIsEmpty) {
  Document("a", "");
  Document("b", "。。");
  EXPECT_EQ(Find().passages, 0u);
  EXPECT_THAT(Rows("occurrences"), IsEmpty());
}

}  // namespace
}  // namespace litany::engine
