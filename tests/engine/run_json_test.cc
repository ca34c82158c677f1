#include "engine/run_json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/parameters.h"
#include "engine/run.h"
#include "litany/options.h"
#include "report/json_writer.h"

namespace litany::engine {
namespace {

// A run directory as far as its options go.
class RunJson : public ::testing::Test {
 protected:
  void Write(const RunOptions& run) {
    std::string summary;
    {
      report::JsonWriter json(&summary);
      json.BeginObject().Key("schema").Number(1);
      json.Key("parameters").BeginObject();
      WriteRunParameters(run, &json);
      json.EndObject().EndObject();
    }
    std::string paths;
    {
      report::JsonWriter json(&paths);
      json.BeginObject().Key("inputs").BeginArray();
      for (const std::string& input : run.inputs) json.Bytes(input);
      json.EndArray().Key("input_options");
      WriteInputOptions(run.input, &json);
      json.EndObject();
    }
    folder_.Write("summary.json", summary);
    folder_.Write("run.json", paths);
  }

  absl::StatusOr<RunOptions> Read() const {
    return ReadRunOptions(folder_.Path());
  }

  // The same options spell the same members.
  static std::string Spelt(const RunOptions& run) {
    std::string text;
    report::JsonWriter json(&text);
    json.BeginObject();
    WriteRunParameters(run, &json);
    json.EndObject();
    return text;
  }

  io::TempFolder folder_;
};

TEST_F(RunJson, OptionsComeBackAsTheyWere) {
  std::vector<RunOptions> runs(3);
  runs[0].inputs = {"corpus", "資料/新聞.jsonl"};
  runs[1].inputs = {"-"};
  runs[1].input.text_fields = {"title", "text"};
  runs[1].input.id_field = "key";
  runs[1].input.source_field = "paper";
  runs[1].input.url_field = "";
  runs[1].input.date_fields = {};
  runs[1].input.number_field = "score";
  runs[1].input.format = InputFormat::kText;
  runs[1].input.records = TextRecords::kLine;
  runs[1].input.on_error = OnError::kFail;
  runs[1].input.max_doc_bytes = 12345;
  runs[1].fold = {.unit = TokenUnit::kChar,
                  .shingle = 3,
                  .markup = Markup::kKeep,
                  .distinguish_script = true,
                  .distinguish_variant = true,
                  .distinguish_width = true,
                  .distinguish_case = true,
                  .distinguish_punct = true,
                  .distinguish_digits = true};
  runs[2].input.format = InputFormat::kJsonl;
  runs[2].input.on_error = OnError::kSkip;
  runs[2].fold.unit = TokenUnit::kWord;
  runs[2].fold.markup = Markup::kIgnore;
  runs[2].fold.distinguish_case = true;
  for (const RunOptions& run : runs) {
    Write(run);
    const auto read = Read();
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->inputs, run.inputs);
    EXPECT_EQ(read->fold, run.fold);
    EXPECT_EQ(Spelt(*read), Spelt(run));
  }
}

TEST_F(RunJson, FolderWithoutAFinishedRunIsNamed) {
  const auto read = Read();
  EXPECT_EQ(read.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(read.status().message().find(folder_.Path()), std::string::npos);
  EXPECT_EQ(ReadRunOptions(folder_.Path("none")).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(RunJson, MemberThatNoRunWritesIsNamed) {
  Write({});
  const auto replace = [&](const char* file, const std::string& from,
                           const std::string& to) {
    std::string text = *base::ReadWholeFile(folder_.Path(file));
    const size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    folder_.Write(file, text.replace(at, from.size(), to));
  };
  replace("summary.json", "\"auto\"", "\"sentence\"");
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kDataLoss);
  EXPECT_NE(Read().status().message().find("/parameters/unit"),
            std::string::npos);
  Write({});
  replace("run.json", "\"id_field\"", "\"idfield\"");
  EXPECT_NE(Read().status().message().find("/input_options/id_field"),
            std::string::npos);
  Write({});
  replace("summary.json", "\"schema\": 1", "\"schema\": 99");
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kFailedPrecondition);
  folder_.Write("summary.json", "[1, 2]");
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace litany::engine
