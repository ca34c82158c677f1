#include "engine/bench_run.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/bench_clock.h"
#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class BenchTest : public DedupTest {
 protected:
  BenchTest() {
    run_.threads = 2;
    bench_.seconds = 0.001;
  }

  absl::StatusOr<BenchReport> Bench() {
    return RunBench(run_, dedup_, bench_, Hooks());
  }

  // Ten documents like no other, and each once more with its end changed.
  void TenPairs() {
    std::string lines;
    for (int i = 0; i < 10; ++i) {
      lines += Line(absl::StrCat("a", i), Words(i, 0, 100));
      lines += Line(absl::StrCat("b", i),
                    Words(i, 0, 90) + " " + Words(100 + i, 0, 10));
    }
    Input("in.jsonl", lines);
  }

  BenchOptions bench_;
};

TEST_F(BenchTest, CountsWhatItMeasures) {
  TenPairs();
  const auto report = Bench();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->speeds.documents, 20u);
  EXPECT_EQ(report->speeds.tokens, 20u * 100);
  EXPECT_EQ(report->speeds.shingles, 20u * 96);
  EXPECT_TRUE(report->is_whole);
  EXPECT_EQ(report->one_thread.threads, 1u);
  EXPECT_EQ(report->one_thread.documents, 20u);
  ASSERT_EQ(report->growing.size(), 3u);
  EXPECT_EQ(report->growing.back().documents, 20u);
  EXPECT_EQ(report->growing.back().threads, 2u);
  std::vector<std::string> stages;
  for (const auto& [stage, seconds] : report->one_thread.stages) {
    stages.push_back(stage);
    EXPECT_GT(seconds, 0);
  }
  EXPECT_THAT(stages, ElementsAre("read", "candidates", "verify"));
  EXPECT_FALSE(report->exponent.has_value()) << "from 20 documents";
}

TEST_F(BenchTest, FindsWhatBruteForceFinds) {
  TenPairs();
  const auto report = Bench();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->recall.sampled, 20u);
  EXPECT_EQ(report->recall.pairs, 10u);
  EXPECT_EQ(report->recall.found, 10u);
  EXPECT_EQ(report->recall.wrong, 0u);
  EXPECT_EQ(report->recall.related, 20u);
  EXPECT_EQ(report->recall.related_found, 20u);
  // A sample meets the pairs of its texts, and no others.
  bench_.sample = 3;
  const auto some = Bench();
  ASSERT_TRUE(some.ok()) << some.status();
  EXPECT_EQ(some->recall.sampled, 3u);
  EXPECT_EQ(some->recall.related, 3u);
  EXPECT_GE(some->recall.pairs, 2u);
  EXPECT_LE(some->recall.pairs, 3u);
}

TEST_F(BenchTest, SaysWhatTheSketchesMissed) {
  TenPairs();
  const auto files = io::ListInputs(run_.inputs, run_.input);
  ASSERT_TRUE(files.ok());
  const auto pipeline = MakeCopyPipeline(run_, dedup_);
  ASSERT_TRUE(pipeline.ok());
  const auto collection =
      ReadCollection(*files, run_.input, *pipeline, 1, Hooks());
  ASSERT_TRUE(collection.ok());
  auto copies = FindCopies(*collection, nullptr, *pipeline, dedup_, 1, Hooks());
  ASSERT_TRUE(copies.ok());
  ASSERT_EQ(copies->pairs.size(), 10u);
  copies->pairs.pop_back();
  copies->pairs.push_back({0, 19, {}, Relation::kNear});
  const SampledRecall recall =
      MeasureRecall(*collection, *pipeline, *copies, 100, 2);
  EXPECT_EQ(recall.pairs, 10u);
  EXPECT_EQ(recall.found, 9u);
  EXPECT_EQ(recall.wrong, 1u);
  EXPECT_EQ(recall.related_found, 18u);
}

TEST_F(BenchTest, ReadsNoMoreThanTheLimit) {
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    lines += Line(absl::StrCat(i), Words(i, 0, 100));
  }
  ASSERT_GT(lines.size(), size_t{2} << 20);
  Input("in.jsonl", lines);
  bench_.most_bytes = size_t{1} << 20;
  bench_.sample = 10;
  const auto report = Bench();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->is_whole);
  EXPECT_LT(report->growing.back().documents, 3000u);
  EXPECT_LT(report->growing.back().bytes, size_t{2} << 20);
}

TEST_F(BenchTest, ForecastIsMoreOfTheSame) {
  TenPairs();
  const auto report = Bench();
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->forecasts.size(), 4u);
  EXPECT_EQ(report->forecasts[0].documents, 1e6);
  EXPECT_EQ(report->forecasts[3].documents, 1e9);
  EXPECT_DOUBLE_EQ(report->forecasts[0].seconds,
                   report->growing.back().seconds * 1e6 / 20);
}

TEST_F(BenchTest, JsonHoldsTheReport) {
  TenPairs();
  const auto report = Bench();
  ASSERT_TRUE(report.ok()) << report.status();
  const std::string json = BenchJson(*report);
  simdjson::dom::parser parser;
  simdjson::dom::element top;
  ASSERT_EQ(parser.parse(json).get(top), simdjson::SUCCESS) << json;
  uint64_t pairs = 0;
  EXPECT_EQ(top.at_pointer("/quality/pairs_found").get(pairs),
            simdjson::SUCCESS);
  EXPECT_EQ(pairs, 10u);
  simdjson::dom::array stages;
  ASSERT_EQ(top.at_pointer("/stages").get(stages), simdjson::SUCCESS);
  EXPECT_EQ(stages.size(), report->speeds.stages.size());
}

TEST_F(BenchTest, WantsADocument) {
  Input("in.jsonl", "\n");
  EXPECT_THAT(Bench().status().message(),
              HasSubstr("there is no document to measure"));
}

TEST(StageWatch, GivesEachStageItsTime) {
  StageWatch watch;
  int seen = 0;
  Hooks outer;
  outer.progress = [&](const Progress&) { ++seen; };
  const Hooks hooks = watch.Watch(outer);
  for (const char* stage : {"read", "read", "match"}) {
    hooks.Report({stage, 0, 0, 0});
  }
  const auto stages = watch.End();
  ASSERT_EQ(stages.size(), 2u);
  EXPECT_EQ(stages[0].first, "read");
  EXPECT_EQ(stages[1].first, "match");
  EXPECT_EQ(seen, 3);
}

TEST(PeakMeter, SeesWhatWasTouched) {
  const PeakMeter meter;
  if (!meter.Bytes()) GTEST_SKIP() << "the kernel does not say";
  constexpr size_t kBytes = size_t{64} << 20;
  std::vector<char> touched(kBytes, 'x');
  ASSERT_EQ(touched[kBytes / 2], 'x');
  EXPECT_GE(*meter.Bytes(), kBytes * 9 / 10);
}

TEST(Median, IsTheMiddleOne) {
  EXPECT_EQ(Median({3, 1, 2}), 2);
  EXPECT_EQ(Median({}), 0);
}

}  // namespace
}  // namespace litany::engine
