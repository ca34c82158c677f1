// Whole runs of `litany templates`, and what `find` builds on.
#include "engine/templates_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/utf8.h"
#include "engine/collection.h"
#include "engine/find_templates.h"
#include "engine/run.h"
#include "templates/site.h"
#include "text/folded_text.h"

namespace litany::engine {
namespace {

using testing::HasSubstr;

constexpr std::string_view kTemplateTables[] = {
    "documents.jsonl", "repeats.jsonl", "occurrences.jsonl",
    "sources.jsonl",   "rejects.jsonl", "summary.json"};

class TemplatesRun : public DedupTest {
 protected:
  TemplatesReport RunAll() {
    run_.force = true;
    const auto report = RunTemplates(run_, templates_, {});
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : TemplatesReport();
  }
  std::string AllTables() {
    RunAll();
    std::string all;
    for (const std::string_view table : kTemplateTables) {
      all += Read("out/" + std::string(table)) + "----\n";
    }
    return all;
  }
  // Pages of two sites, and one of a third.
  static std::vector<std::string> Lines() {
    std::vector<std::string> lines;
    for (uint32_t p = 0; p < 12; ++p) {
      templates::Site one;
      one.foot = absl::StrCat("Made in 0.", 1000 + p * 7, " seconds");
      templates::Site two;
      two.head = "\xe4\xbd\xa0\xe5\xa5\xbd\n\xe6\x96\xb0\xe9\x97\xbb";
      lines.push_back(Line(absl::StrCat("a", p), one.Page(p),
                           "\"url\": \"http://one.test/\""));
      lines.push_back(Line(absl::StrCat("b", p), two.Page(100 + p),
                           "\"url\": \"http://two.test/\""));
    }
    lines.push_back(Line("alone", templates::Site().Page(500),
                         "\"url\": \"http://three.test/\""));
    return lines;
  }

  TemplateOptions templates_;
};

TEST_F(TemplatesRun, CountsEveryCharacterOnce) {
  Input("pages.jsonl", Joined(Lines()));
  const TemplatesReport report = RunAll();
  EXPECT_EQ(report.documents, 25u);
  EXPECT_EQ(report.sources, 3u);
  EXPECT_EQ(report.too_few_pages, 1u);
  EXPECT_EQ(report.holding, 24u);
  for (Row& row : Rows("documents")) {
    const bool is_alone = row["id"] == "alone";
    EXPECT_EQ(row["chars"].find("\"template\":0,") != std::string::npos,
              is_alone)
        << row["id"];
  }
  for (Row& row : Rows("sources")) {
    EXPECT_EQ(row["reason"],
              row["source"] == "three.test" ? "too-few-pages" : "null");
  }
}

TEST_F(TemplatesRun, OccurrencesAreWhatTheyPrint) {
  const std::vector<std::string> lines = Lines();
  Input("pages.jsonl", Joined(lines));
  RunAll();
  size_t gaps = 0;
  for (Row& row : Rows("occurrences")) {
    ASSERT_EQ(row["kind"], "template");
    const uint32_t page =
        static_cast<uint32_t>(std::stoul(row["id"].substr(1)));
    templates::Site site;
    if (row["id"][0] == 'a') {
      site.foot = absl::StrCat("Made in 0.", 1000 + page * 7, " seconds");
    } else {
      site.head = "\xe4\xbd\xa0\xe5\xa5\xbd\n\xe6\x96\xb0\xe9\x97\xbb";
    }
    const std::string text = site.Page(row["id"][0] == 'a' ? page : 100 + page);
    const size_t begin = std::stoul(row["begin"]);
    const size_t end = std::stoul(row["end"]);
    EXPECT_EQ(text.substr(begin, end - begin), row["text"]);
    EXPECT_EQ(base::CountCodePoints(text.substr(0, begin)),
              std::stoul(row["char_begin"]));
    if (row["gaps"] != "[]") {
      ++gaps;
      EXPECT_THAT(row["gaps"],
                  HasSubstr(absl::StrCat("\"0.", 1000 + page * 7, "\"")));
    }
  }
  EXPECT_EQ(gaps, 12u);
}

TEST_F(TemplatesRun, SameTablesForAnyThreadsOrderAndSplit) {
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

TEST_F(TemplatesRun, WritesTheDocumentsWithoutThem) {
  Input("pages.jsonl", Joined(Lines()));
  templates_.write_path = folder_.Path("clean.jsonl");
  RunAll();
  const std::string clean = Read("clean.jsonl");
  EXPECT_THAT(clean, HasSubstr(templates::SentenceOf(3, 2)));
  EXPECT_EQ(clean.find("Made in"), std::string::npos);
  // The one page of a source stays as it is.
  EXPECT_THAT(clean, HasSubstr(Lines().back()));
}

// The half that was learned from, then the other half.
TEST_F(TemplatesRun, SavedTemplatesAreAppliedToNewPages) {
  const std::vector<std::string> lines = Lines();
  const auto middle = lines.begin() + 12;
  Input("old.jsonl", Joined({lines.begin(), middle}));
  templates_.save_path = folder_.Path("known.jsonl");
  RunAll();
  const std::string known = Read("known.jsonl");
  EXPECT_EQ(known.substr(0, known.find('\n')),
            "{\"litany_templates\": 1, \"whole\": false}");
  RunAll();
  EXPECT_EQ(Read("known.jsonl"), known);

  run_.inputs.clear();
  Input("new.jsonl", Joined({middle, lines.end()}));
  templates_.save_path.clear();
  const TemplatesReport learned = RunAll();
  const std::string want = Read("out/occurrences.jsonl");
  templates_.apply_path = folder_.Path("known.jsonl");
  const TemplatesReport report = RunAll();
  EXPECT_EQ(report.occurrences, learned.occurrences);
  EXPECT_EQ(report.template_chars, learned.template_chars);
  EXPECT_EQ(report.unknown, 1u);  // three.test
  // Ids are of source and constant text, so they are the same, too.
  EXPECT_EQ(Read("out/occurrences.jsonl"), want);
  for (Row& row : Rows("sources")) {
    EXPECT_EQ(row["reason"],
              row["source"] == "three.test" ? "no-templates" : "null");
  }
}

TEST_F(TemplatesRun, SaysWhatIsWrongWithSavedTemplates) {
  Input("pages.jsonl", Joined(Lines()));
  const auto message = [&](std::string_view bytes) {
    templates_.apply_path = folder_.Write("known.jsonl", bytes);
    run_.force = true;
    return std::string(RunTemplates(run_, templates_, {}).status().message());
  };
  const std::string header = "{\"litany_templates\": 1, \"whole\": false}\n";
  EXPECT_THAT(message(""), HasSubstr("is empty"));
  EXPECT_THAT(message("{\"id\": 1}\n"),
              HasSubstr("this is no file of templates"));
  EXPECT_THAT(message("{\"litany_templates\": 2, \"whole\": false}\n"),
              HasSubstr("schema 2 is not the one"));
  EXPECT_THAT(message("{\"litany_templates\": 1, \"whole\": true}\n"),
              HasSubstr("give --whole"));
  EXPECT_THAT(message(header + "{\"pattern\": []}\n"),
              HasSubstr("no `source`"));
  EXPECT_THAT(message(header + "{\"source\": \"a\"}\n"),
              HasSubstr("no `pattern`"));
  EXPECT_THAT(message(header + "{\"source\": \"a\", \"pattern\": []}\n"),
              HasSubstr("`pattern` is empty"));
  const auto with = [&](std::string_view part) {
    return message(absl::StrCat(header, "{\"source\": \"a\", \"pattern\": [",
                                std::string(part), "]}\n"));
  };
  EXPECT_THAT(with("{\"text\": \"\"}"), HasSubstr("a part of a pattern"));
  EXPECT_THAT(with("{\"gap\": 2, \"type\": \"date\", \"optional\": false, "
                   "\"examples\": []}"),
              HasSubstr("a part of a pattern"));
  const std::string odd = with(
      "{\"gap\": 1, \"type\": \"odd\", \"optional\": false, "
      "\"examples\": []}");
  EXPECT_THAT(odd, HasSubstr("no gap of type \"odd\""));
  EXPECT_THAT(odd, HasSubstr("known.jsonl, line 2"));
  templates_.save_path = folder_.Path("saved.jsonl");
  EXPECT_THAT(message(header), HasSubstr("leave one of them out"));
}

TEST_F(TemplatesRun, LeaveNoTableToALaterRun) {
  Input("pages.jsonl", Joined(Lines()));
  RunAll();
  ASSERT_TRUE(Exists("out/sources.jsonl"));
  Run();  // copies
  EXPECT_FALSE(Exists("out/sources.jsonl"));
}

// What `find` does between templates and copies.
TEST_F(TemplatesRun, FoldingLaterIsFoldingAtOnce) {
  Input("pages.jsonl", Joined(Lines()));
  const auto files = io::ListInputs(run_.inputs, run_.input);
  ASSERT_TRUE(files.ok());
  auto pipeline = MakePipeline(run_, 128);
  ASSERT_TRUE(pipeline.ok());
  pipeline->keep_symbols = true;
  pipeline->keep_signatures = true;
  const auto want = ReadCollection(*files, run_.input, *pipeline, 1, {});
  ASSERT_TRUE(want.ok());
  pipeline->texts_only = true;
  auto got = ReadCollection(*files, run_.input, *pipeline, 1, {});
  ASSERT_TRUE(got.ok());
  EXPECT_TRUE(got->vertices.empty());
  pipeline->texts_only = false;
  FoldCollection(*pipeline, 3, &*got);
  EXPECT_EQ(got->symbols, want->symbols);
  EXPECT_EQ(got->signatures, want->signatures);
  ASSERT_EQ(got->documents.size(), want->documents.size());
  for (size_t d = 0; d < got->documents.size(); ++d) {
    EXPECT_EQ(got->documents[d].vertex, want->documents[d].vertex);
  }
}

TEST_F(TemplatesRun, MaskingKeepsEveryOffset) {
  Input("pages.jsonl", Joined(Lines()));
  const auto files = io::ListInputs(run_.inputs, run_.input);
  ASSERT_TRUE(files.ok());
  auto pipeline = MakePipeline(run_, 128);
  ASSERT_TRUE(pipeline.ok());
  pipeline->texts_only = true;
  auto collection = ReadCollection(*files, run_.input, *pipeline, 1, {});
  ASSERT_TRUE(collection.ok());
  OrderById(&*collection);
  const auto found = FindTemplates(*collection, {}, 2, {});
  ASSERT_TRUE(found.ok());
  MaskTemplates(*found, /*threads=*/2, &*collection);
  text::FoldScratch scratch;
  text::FoldedText folded;
  for (uint32_t d = 0; d < collection->documents.size(); ++d) {
    const std::string_view text = collection->Text(d);
    const std::string_view matched = collection->MatchedText(d);
    ASSERT_EQ(text.size(), matched.size());
    EXPECT_EQ(base::CountCodePoints(text), base::CountCodePoints(matched));
    for (const OriginalSpan& span : found->covered[d]) {
      pipeline->folder.Fold(span.In(matched), /*with_spans=*/false, &scratch,
                            &folded);
      EXPECT_TRUE(folded.symbols.empty()) << span.In(text);
    }
  }
}

}  // namespace
}  // namespace litany::engine
