#include <algorithm>
#include <string>
#include <vector>

#include "base/hash.h"
#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::ElementsAre;

class DuplicateIds : public DedupTest {
 protected:
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const Row& row : Rows("documents")) ids.push_back(row.at("id"));
    return ids;
  }
};

TEST_F(DuplicateIds, SecondAndThirdGetSuffixes) {
  Input("a.jsonl", Line("x", Words(1, 0, 9)) + Line("x", Words(2, 0, 9)) +
                       Line("y", Words(3, 0, 9)) + Line("x", Words(4, 0, 9)));
  const DedupReport report = Run();
  EXPECT_THAT(Ids(), ElementsAre("x", "x#2", "x#3", "y"));
  EXPECT_EQ(report.duplicate_ids, 2u);
  EXPECT_EQ(report.documents, 4u);
}

TEST_F(DuplicateIds, FollowTheHashOfTheRecord) {
  std::vector<std::string> lines;
  for (int i = 0; i < 5; ++i) lines.push_back(Line("x", Words(i, 0, 9 + i)));
  std::vector<std::string> by_hash = lines;
  std::sort(by_hash.begin(), by_hash.end(), [](const auto& a, const auto& b) {
    const auto hash = [](const std::string& line) {
      return base::HashBytes128(line.substr(0, line.size() - 1));
    };
    return hash(a) < hash(b);
  });
  Input("a.jsonl", lines[0] + lines[1] + lines[2] + lines[3] + lines[4]);
  Run();
  const auto documents = Documents();
  for (size_t i = 0; i < by_hash.size(); ++i) {
    const std::string id = i == 0 ? "x" : absl::StrCat("x#", i + 1);
    const size_t chars = RowsOf(by_hash[i])[0].at("text").size();  // ASCII
    EXPECT_THAT(documents.at(id).at("chars"),
                ::testing::HasSubstr(absl::StrCat("\"own\":", chars)))
        << id;
  }
}

TEST_F(DuplicateIds, DoNotDependOnTheOrderOfTheInput) {
  std::vector<std::string> lines;
  for (int i = 0; i < 6; ++i) lines.push_back(Line("x", Words(i, 0, 9 + i)));
  std::string forward, backward;
  for (const std::string& line : lines) {
    forward += line;
    backward = line + backward;
  }
  Input("a.jsonl", forward);
  Run();
  const std::string expected = Read("out/documents.jsonl");
  folder_.Write("a.jsonl", backward);
  Run();
  EXPECT_EQ(Read("out/documents.jsonl"), expected);
}

TEST_F(DuplicateIds, SkipASuffixThatIsTaken) {
  Input("a.jsonl", Line("x", Words(1, 0, 9)) + Line("x", Words(2, 0, 9)) +
                       Line("x#2", Words(3, 0, 30)) +
                       Line("x", Words(4, 0, 9)));
  Run();
  EXPECT_THAT(Ids(), ElementsAre("x", "x#2", "x#3", "x#4"));
  // The one that had the name keeps it.
  const size_t chars = Words(3, 0, 30).size();
  EXPECT_THAT(Column("chars")["x#2"],
              ::testing::HasSubstr(absl::StrCat("\"own\":", chars)));
}

TEST_F(DuplicateIds, OfAnIdThatEndsLikeASuffix) {
  Input("a.jsonl", Line("x", Words(1, 0, 9)) + Line("x", Words(2, 0, 9)) +
                       Line("x#2", Words(3, 0, 9)) +
                       Line("x#2", Words(4, 0, 9)));
  const DedupReport report = Run();
  EXPECT_THAT(Ids(), ElementsAre("x", "x#2", "x#2#2", "x#3"));
  EXPECT_EQ(report.duplicate_ids, 2u);
}

TEST_F(DuplicateIds, AcrossFilesAreOneNameSpace) {
  Input("a.jsonl", Line("x", Words(1, 0, 9)));
  Input("b.jsonl", Line("x", Words(1, 0, 9)));
  Run();
  EXPECT_THAT(Ids(), ElementsAre("x", "x#2"));
}

TEST_F(DuplicateIds, PathAndLineStandInForAMissingId) {
  Input("a.jsonl", "\n{\"text\": \"one two\"}\n" + Line("x", Words(1, 0, 9)));
  Run();
  EXPECT_THAT(Ids(), ElementsAre("a.jsonl:2", "x"));
}

}  // namespace
}  // namespace litany::engine
