// Where the tables go, and what a run does to what is there already.
#include "engine/run_directory.h"

#include <filesystem>
#include <string>

#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::HasSubstr;

class RunDirectory : public DedupTest {
 protected:
  RunDirectory() { Input("a.jsonl", Line("a", Words(1, 0, 50))); }

  void ExpectRefused(std::string_view reason) {
    const auto report = TryRun();
    EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument)
        << report.status();
    EXPECT_THAT(std::string(report.status().message()),
                HasSubstr(std::string(reason)));
  }
};

TEST_F(RunDirectory, IsMadeWithItsParents) {
  run_.output = folder_.Path("new/deep/out");
  ASSERT_TRUE(TryRun().ok());
  for (const char* table :
       {"documents.jsonl", "repeats.jsonl", "occurrences.jsonl",
        "rejects.jsonl", "summary.json", "run.json"}) {
    EXPECT_TRUE(Exists(absl::StrCat("new/deep/out/", table))) << table;
  }
}

TEST_F(RunDirectory, EmptyFolderIsFine) {
  std::filesystem::create_directory(run_.output);
  EXPECT_TRUE(TryRun().ok());
}

TEST_F(RunDirectory, FolderThatIsNotEmptyNeedsForce) {
  folder_.Write("out/mine.txt", "precious");
  ExpectRefused("--force");
  EXPECT_FALSE(Exists("out/documents.jsonl"));
  Run();
  EXPECT_TRUE(Exists("out/documents.jsonl"));
  EXPECT_EQ(Read("out/mine.txt"), "precious");
}

TEST_F(RunDirectory, FileInItsPlaceIsRefusedEvenWithForce) {
  folder_.Write("out", "precious");
  run_.force = true;
  ExpectRefused("is a file");
  EXPECT_EQ(Read("out"), "precious");
}

TEST_F(RunDirectory, TableThatIsAnInputIsNotReplaced) {
  const std::string bytes = Line("x", Words(2, 0, 50));
  run_.inputs = {folder_.Write("out/documents.jsonl", bytes)};
  run_.force = true;
  ExpectRefused("which is an input");
  EXPECT_EQ(Read("out/documents.jsonl"), bytes);
}

TEST_F(RunDirectory, TableThatIsAReferenceIsNotReplaced) {
  const std::string bytes = Line("x", Words(2, 0, 50));
  dedup_.against = {folder_.Write("out/documents.jsonl", bytes)};
  run_.force = true;
  ExpectRefused("which is an input");
  EXPECT_EQ(Read("out/documents.jsonl"), bytes);
}

TEST_F(RunDirectory, BadThresholdLeavesAnEarlierRunAlone) {
  Run();
  dedup_.threshold = 2;
  ExpectRefused("--threshold");
  EXPECT_TRUE(Exists("out/summary.json"));
}

TEST_F(RunDirectory, MissingInputLeavesAnEarlierRunAlone) {
  Run();
  run_.inputs.push_back(folder_.Path("none.jsonl"));
  EXPECT_EQ(TryRun().status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(Exists("out/summary.json"));
}

TEST_F(RunDirectory, CancelledRunHasNoSummary) {
  Run();
  Hooks hooks;
  hooks.cancelled = [] { return true; };
  EXPECT_EQ(RunDedup(run_, dedup_, hooks).status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_FALSE(Exists("out/summary.json"));
}

TEST_F(RunDirectory, RunCanBeCancelledAtEveryStage) {
  for (const std::string_view stage : {"read", "candidates", "verify"}) {
    bool reached = false;
    Hooks hooks;
    hooks.progress = [&](const Progress& progress) {
      reached = reached || progress.stage == stage;
    };
    hooks.cancelled = [&] { return reached; };
    run_.force = true;
    EXPECT_EQ(RunDedup(run_, dedup_, hooks).status().code(),
              absl::StatusCode::kCancelled)
        << stage;
    EXPECT_FALSE(Exists("out/summary.json")) << stage;
  }
}

TEST_F(RunDirectory, ProgressNamesEveryStageInOrder) {
  std::vector<std::string> stages;
  Hooks hooks;
  hooks.progress = [&](const Progress& progress) {
    if (stages.empty() || stages.back() != progress.stage) {
      stages.emplace_back(progress.stage);
    }
  };
  ASSERT_TRUE(RunDedup(run_, dedup_, hooks).ok());
  EXPECT_THAT(stages,
              ::testing::ElementsAre("read", "candidates", "verify", "write"));
}

TEST_F(RunDirectory, RunJsonSaysHowItWasRun) {
  run_.threads = 2;
  Run();
  Row run;
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const std::string bytes = Read("out/run.json");
  ASSERT_EQ(parser.parse(bytes).get(object), simdjson::SUCCESS);
  for (const auto field : object) {
    run.emplace(field.key, Plain(field.value));
  }
  EXPECT_EQ(run["threads"], "2");
  EXPECT_EQ(run["files"], "1");
  EXPECT_EQ(run["inputs"], "[\"" + run_.inputs[0] + "\"]");
  EXPECT_THAT(run["bytes"],
              HasSubstr(absl::StrCat("\"read\":", Read("a.jsonl").size())));
  EXPECT_NE(run["host"], "");
}

TEST_F(RunDirectory, PathThatIsNotUtf8StillMakesValidRunJson) {
  run_.inputs = {folder_.Write("caf\xe9.jsonl", Line("a", Words(1, 0, 50)))};
  Run();
  simdjson::dom::parser parser;
  const std::string bytes = Read("out/run.json");
  simdjson::dom::object object;
  EXPECT_EQ(parser.parse(bytes).get(object), simdjson::SUCCESS);
}

TEST(StageClock, ListsStagesInTheOrderTheyBegan) {
  StageClock clock;
  clock.Begin("b");
  clock.Begin("a");
  clock.End();
  clock.End();
  ASSERT_EQ(clock.seconds().size(), 2u);
  EXPECT_EQ(clock.seconds()[0].first, "b");
  EXPECT_EQ(clock.seconds()[1].first, "a");
  EXPECT_GE(clock.seconds()[0].second, 0);
}

}  // namespace
}  // namespace litany::engine
