// Which scores a run gets: by the form of the gold, and by --score.
#include "engine/evaluate.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::engine {
namespace {

using ::testing::HasSubstr;

// Documents a and b share a passage of five characters.
class EvaluateRunTest : public ::testing::Test {
 protected:
  EvaluateRunTest() {
    for (const char* command : {"passages", "dedup"}) {
      const std::string run = command;
      folder_.Write(run + "/summary.json",
                    absl::StrCat("{\"command\": \"", command, "\"}"));
      folder_.Write(run + "/run.json",
                    "{\"inputs\": [\"" + folder_.Path("docs.jsonl") + "\"]}");
      folder_.Write(run + "/documents.jsonl",
                    "{\"id\": \"a\", \"cluster\": null, \"chars\": {\"own\": "
                    "10}}\n{\"id\": \"b\", \"cluster\": null}\n");
      folder_.Write(run + "/occurrences.jsonl", Place("a") + Place("b"));
      folder_.Write(run + "/repeats.jsonl",
                    "{\"repeat\": \"1\", \"kind\": \"phrase\", \"text\": "
                    "\"some words\", \"scores\": {\"rank\": 1.0}}\n");
    }
    folder_.Write("docs.jsonl",
                  "{\"id\": \"a\", \"text\": \"first text\"}\n"
                  "{\"id\": \"b\", \"text\": \"first other\"}\n");
  }

  static std::string Place(const std::string& id) {
    return absl::StrCat("{\"repeat\": \"2\", \"kind\": \"passage\", \"id\": \"",
                        id, "\", \"char_begin\": 0, \"char_end\": 5}\n");
  }

  absl::StatusOr<EvaluateReport> Evaluate(const std::string& run,
                                          const std::string& name,
                                          const std::string& gold,
                                          Scored scored = Scored::kAuto) {
    EvaluateOptions options;
    options.run = folder_.Path(run);
    options.gold = folder_.Write(name, gold);
    options.scored = scored;
    return EvaluateRun(options);
  }

  std::string JsonOf(const std::string& run, const std::string& name,
                     const std::string& gold, Scored scored = Scored::kAuto) {
    const auto report = Evaluate(run, name, gold, scored);
    return report.ok() ? report->json : report.status().ToString();
  }

  const io::TempFolder folder_;
};

constexpr char kPairs[] = "id_a\tid_b\na\tb\n";

TEST_F(EvaluateRunTest, PairsOfDocumentsAreScoredByTheRun) {
  EXPECT_THAT(JsonOf("dedup", "g.tsv", kPairs), HasSubstr("\"bcubed\""));
  EXPECT_THAT(JsonOf("passages", "g.tsv", kPairs),
              HasSubstr("\"average_precision\":{\"characters\":1.0"));
  EXPECT_THAT(JsonOf("passages", "g.tsv", kPairs, Scored::kCopies),
              HasSubstr("\"bcubed\""));
  EXPECT_THAT(JsonOf("dedup", "g.tsv", kPairs, Scored::kPairs),
              HasSubstr("\"average_precision\":{\"characters\":1.0"));
}

TEST_F(EvaluateRunTest, SpansPhrasesAndCausesAreToldByTheirForm) {
  EXPECT_THAT(JsonOf("passages", "g.gold",
                     "passage\tid\tbegin\tend\nP\ta\t0\t5\nP\tb\t0\t5\n"),
              HasSubstr("\"plagdet\":1.0"));
  EXPECT_THAT(JsonOf("passages", "g.tsv",
                     "rank\tphrase\tverdict\n1\tsome words\twhole\n"),
              HasSubstr("{\"n\":1,\"precision\":1.0"));
  EXPECT_THAT(
      JsonOf("passages", "g.tsv", "id\tbegin\tend\tcause\na\t0\t5\tpassage\n"),
      HasSubstr("\"accuracy\":1.0"));
}

TEST_F(EvaluateRunTest, TextsOfErrorsComeFromTheInputsOfTheRun) {
  const auto report =
      Evaluate("passages", "g.gold",
               "passage\tid\tbegin\tend\nP\ta\t0\t10\nP\tb\t0\t9\n");
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->text, HasSubstr("  a  [0, 10)\n    first text\n"
                                      "  b  [0, 9)\n    first oth\n"));
}

TEST_F(EvaluateRunTest, GoldOfAnotherFormThanAskedForIsRefused) {
  EXPECT_EQ(
      Evaluate("passages", "g.tsv", kPairs, Scored::kPassages).status().code(),
      absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Evaluate("passages", "g.tsv", "phrase\nx\n", Scored::kCauses)
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(EvaluateRunTest, IgnoredTextIsReadFromATable) {
  EvaluateOptions options;
  options.run = folder_.Path("passages");
  options.gold = folder_.Write(
      "g.gold", "passage\tid\tbegin\tend\nP\ta\t0\t10\nP\tb\t0\t10\n");
  options.ignored =
      folder_.Write("i.tsv", "id\tbegin\tend\na\t5\t10\nb\t5\t10\n");
  const auto report = EvaluateRun(options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->json, HasSubstr("\"plagdet\":1.0"));
  options.ignored = folder_.Write("i.tsv", "id\tfrom\na\t5\n");
  EXPECT_FALSE(EvaluateRun(options).ok());
}

}  // namespace
}  // namespace litany::engine
