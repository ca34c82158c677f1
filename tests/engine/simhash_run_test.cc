// `--method simhash`: what it nominates goes the same way as what MinHash does,
// so its pairs are some of the others', and nothing but the text decides.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Families of copies, of which some differ in a word and some in half of them.
std::vector<std::string> NearlyEqualTexts(uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&random](int end) {
    return static_cast<int>(random() % static_cast<uint32_t>(end));
  };
  std::vector<std::string> lines;
  int id = 0;
  for (int family = 0; family < 40; ++family) {
    const int size = 100 + below(400);
    lines.push_back(Line(absl::StrCat("d", id++), Words(family, 0, size)));
    for (int m = below(5); m > 0; --m) {
      const int cut = below(2) == 0 ? below(4) : below(size / 3);
      lines.push_back(Line(absl::StrCat("d", id++), Words(family, cut, size)));
    }
  }
  return lines;
}

class SimHashRun : public DedupTest {
 protected:
  SimHashRun() {
    dedup_.pairs = true;
    dedup_.simhash.emplace();
  }

  std::set<std::string> PairLines() {
    Run();
    std::set<std::string> lines;
    for (const Row& row : Rows("pairs")) {
      std::string line;
      for (const auto& [name, value] : row) {
        absl::StrAppend(&line, name, "=", value, " ");
      }
      lines.insert(line);
    }
    return lines;
  }

  std::string AllTables() {
    Run();
    std::string all;
    for (const std::string_view table :
         {"documents.jsonl", "repeats.jsonl", "occurrences.jsonl",
          "pairs.jsonl", "summary.json"}) {
      all += Read(absl::StrCat("out/", std::string(table))) + "----\n";
    }
    return all;
  }
};

TEST_F(SimHashRun, ItsPairsAreSomeOfThoseOfMinHash) {
  for (const uint32_t seed : {1u, 2u, 3u}) {
    run_.inputs.clear();
    Input("a.jsonl", Joined(NearlyEqualTexts(seed)));
    dedup_.simhash.reset();
    const std::set<std::string> all = PairLines();
    std::set<std::string> last;
    for (const auto& [bits, distance] :
         {std::pair(64u, 1u), std::pair(64u, 3u), std::pair(64u, 8u)}) {
      dedup_.simhash = SimHashOptions{bits, distance};
      const std::set<std::string> found = PairLines();
      EXPECT_TRUE(std::ranges::includes(all, found)) << "seed " << seed;
      EXPECT_TRUE(std::ranges::includes(found, last)) << "seed " << seed;
      last = found;
    }
    EXPECT_GT(last.size(), 10u) << "seed " << seed;
    EXPECT_LT(last.size(), all.size()) << "seed " << seed;
  }
}

TEST_F(SimHashRun, TheThresholdStillDecides) {
  // 97 of 101 shingles.
  Input("a.jsonl", Line("a", Words(1, 0, 105)) + Line("b", Words(1, 4, 105)));
  dedup_.simhash = SimHashOptions{64, 8};
  dedup_.threshold = 0.9;
  EXPECT_EQ(PairLines().size(), 1u);
  dedup_.threshold = 0.97;
  EXPECT_EQ(PairLines().size(), 0u);
}

TEST_F(SimHashRun, ThreadsOrderAndFilesDoNotMatter) {
  for (const uint32_t bits : {64u, 128u}) {
    dedup_.simhash = SimHashOptions{bits, 6};
    std::vector<std::string> lines = NearlyEqualTexts(4);
    run_.inputs.clear();
    Input("a.jsonl", Joined(lines));
    run_.threads = 1;
    const std::string expected = AllTables();
    EXPECT_THAT(expected, HasSubstr("\"near\""));
    run_.threads = 7;
    EXPECT_EQ(AllTables(), expected);
    std::mt19937 random(4);
    std::shuffle(lines.begin(), lines.end(), random);
    run_.inputs.clear();
    std::vector<std::string> files(3);
    for (const std::string& line : lines) files[random() % 3] += line;
    for (size_t i = 0; i < files.size(); ++i) {
      Input(absl::StrCat("part", i, ".jsonl"), files[i]);
    }
    EXPECT_EQ(AllTables(), expected) << bits << " bits";
  }
}

TEST_F(SimHashRun, OfTheReferenceItFindsNearlyEqualTexts) {
  dedup_.against.push_back(folder_.Write(
      "ref.jsonl", Line("r", Words(1, 0, 400)) + Line("s", Words(3, 0, 50))));
  Input("a.jsonl", Line("near", Words(1, 1, 400)) +
                       Line("same", Words(3, 0, 50) + "!") +
                       Line("unlike", Words(2, 0, 400)));
  dedup_.simhash = SimHashOptions{64, 8};
  Run();
  EXPECT_THAT(
      Column("representative"),
      ::testing::UnorderedElementsAre(::testing::Pair("near", "against:r"),
                                      ::testing::Pair("same", "against:s"),
                                      ::testing::Pair("unlike", "null")));
}

TEST_F(SimHashRun, NoTokenIsNoCopy) {
  Input("a.jsonl", Line("a", "...") + Line("b", "!") + Line("c", "word"));
  Run();
  EXPECT_EQ(Column("reason"),
            (std::map<std::string, std::string>{
                {"a", "no-tokens"}, {"b", "no-tokens"}, {"c", "unique"}}));
}

TEST_F(SimHashRun, TheSummarySaysSo) {
  Input("a.jsonl", Line("a", Words(1, 0, 50)));
  dedup_.simhash = SimHashOptions{128, 5};
  Run();
  const std::string summary = Read("out/summary.json");
  EXPECT_THAT(summary, HasSubstr("\"method\": \"simhash\",\n"
                                 "    \"simhash_bits\": 128,\n"
                                 "    \"hamming\": 5,"));
  EXPECT_THAT(summary, HasSubstr("\"simhash_scheme\": 2"));
  EXPECT_THAT(summary, Not(HasSubstr("\"bands\"")));
  dedup_.simhash.reset();
  Run();
  EXPECT_THAT(Read("out/summary.json"), HasSubstr("\"method\": \"minhash\""));
}

TEST_F(SimHashRun, RefusesWhatCannotBe) {
  Input("a.jsonl", Line("a", "word"));
  dedup_.simhash = SimHashOptions{64, 9};
  EXPECT_THAT(std::string(TryRun().status().message()),
              HasSubstr("--hamming must be at most 8"));
  dedup_.simhash = SimHashOptions{96, 3};
  EXPECT_THAT(std::string(TryRun().status().message()),
              HasSubstr("--simhash-bits must be 64 or 128, not 96"));
}

}  // namespace
}  // namespace litany::engine
