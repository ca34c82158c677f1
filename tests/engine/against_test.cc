// `--against`: what a reference collection does, and what it must not.
#include <string>

#include "engine/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class Against : public DedupTest {
 protected:
  void Reference(std::string_view name, std::string_view bytes) {
    dedup_.against.push_back(folder_.Write(name, bytes));
  }
};

TEST_F(Against, IdenticalSameAndNearDocumentsAreHits) {
  Reference("ref.jsonl", Line("r", Words(1, 0, 104)));
  Input("a.jsonl", Line("identical", Words(1, 0, 104)) +
                       Line("same", "«" + Words(1, 0, 104) + "!»") +
                       Line("near", Words(1, 0, 103) + " other") +
                       Line("unlike", Words(2, 0, 104)));
  const DedupReport report = Run();
  EXPECT_THAT(Column("reason"),
              UnorderedElementsAre(
                  Pair("identical", "against"), Pair("same", "against"),
                  Pair("near", "against"), Pair("unlike", "unique")));
  EXPECT_THAT(Column("representative"),
              UnorderedElementsAre(
                  Pair("identical", "against:r"), Pair("same", "against:r"),
                  Pair("near", "against:r"), Pair("unlike", "null")));
  EXPECT_THAT(
      Column("similarity"),
      UnorderedElementsAre(Pair("identical", "1.0"), Pair("same", "1.0"),
                           Pair("near", "0.980198"), Pair("unlike", "null")));
  EXPECT_EQ(report.against, 3u);
  EXPECT_EQ(report.dropped, 3u);
  EXPECT_EQ(report.kept, 1u);
}

TEST_F(Against, HitsAreInNoCopy) {
  Reference("ref.jsonl", Line("r", Words(1, 0, 104)));
  Input("a.jsonl", Line("a", Words(1, 0, 104)) + Line("b", Words(1, 0, 104)));
  dedup_.pairs = true;
  const DedupReport report = Run();
  EXPECT_THAT(Column("cluster"),
              UnorderedElementsAre(Pair("a", "null"), Pair("b", "null")));
  EXPECT_EQ(report.copies, 0u);
  EXPECT_EQ(Read("out/repeats.jsonl"), "");
  EXPECT_EQ(Read("out/occurrences.jsonl"), "");
  EXPECT_EQ(Read("out/pairs.jsonl"), "");
}

TEST_F(Against, CopiesOfWhatIsLeftAreStillFound) {
  Reference("ref.jsonl", Line("r", Words(1, 0, 104)));
  Input("a.jsonl", Line("a", Words(1, 0, 104)) + Line("b", Words(2, 0, 104)) +
                       Line("c", Words(2, 0, 104)));
  const DedupReport report = Run();
  EXPECT_EQ(report.copies, 1u);
  EXPECT_EQ(report.kept, 1u);
  EXPECT_EQ(Column("reason")["a"], "against");
}

TEST_F(Against, IdsOfTheReferenceAreASeparateNameSpace) {
  Reference("ref.jsonl",
            Line("x", Words(1, 0, 104)) + Line("x", Words(3, 0, 104)));
  Input("a.jsonl", Line("x", Words(1, 0, 104)) + Line("y", Words(2, 0, 104)));
  const DedupReport report = Run();
  EXPECT_EQ(report.duplicate_ids, 0u);
  EXPECT_THAT(Column("reason"),
              UnorderedElementsAre(Pair("x", "against"), Pair("y", "unique")));
  EXPECT_THAT(Column("representative")["x"],
              ::testing::AnyOf("against:x", "against:x#2"));
}

TEST_F(Against, ReferenceIsNeitherCountedNorWritten) {
  Reference("ref.jsonl",
            Line("r", Words(1, 0, 104)) + Line("s", Words(3, 0, 104)));
  Input("a.jsonl", Line("a", Words(1, 0, 104)) + Line("b", Words(2, 0, 104)));
  dedup_.write_path = folder_.Path("kept.jsonl");
  const DedupReport report = Run();
  EXPECT_EQ(report.read, 2u);
  EXPECT_EQ(Rows("documents").size(), 2u);
  EXPECT_EQ(Read("kept.jsonl"), Line("b", Words(2, 0, 104)));
}

TEST_F(Against, EqualTextIsPreferredToASimilarOne) {
  Reference("ref.jsonl", Line("near", Words(1, 0, 104) + " more") +
                             Line("equal", Words(1, 0, 104)));
  Input("a.jsonl", Line("a", Words(1, 0, 104)));
  Run();
  EXPECT_EQ(Column("representative")["a"], "against:equal");
}

TEST_F(Against, DocumentWithoutTokensIsNoHit) {
  Reference("ref.jsonl", Line("r", "..."));
  Input("a.jsonl", Line("a", "..."));
  Run();
  EXPECT_EQ(Column("reason")["a"], "no-tokens");
}

TEST_F(Against, RejectsOfTheReferenceAreCountedApart) {
  Reference("ref.jsonl", "not json\n" + Line("r", Words(1, 0, 104)));
  Input("a.jsonl", Line("a", Words(1, 0, 104)));
  const DedupReport report = Run();
  EXPECT_EQ(report.rejects, 0u);
  EXPECT_EQ(report.against_rejects, 1u);
  EXPECT_THAT(report.first_against_reject, HasSubstr("ref.jsonl, record 1"));
  EXPECT_EQ(Read("out/rejects.jsonl"), "");
}

TEST_F(Against, MissingReferenceLeavesAnEarlierRunAlone) {
  Input("a.jsonl", Line("a", Words(1, 0, 104)));
  Run();
  const std::string before = Read("out/documents.jsonl");
  dedup_.against = {folder_.Path("none.jsonl")};
  EXPECT_EQ(TryRun().status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Read("out/documents.jsonl"), before);
}

TEST_F(Against, StandardInputCannotBeBothSides) {
  run_.inputs = {"-"};
  dedup_.against = {"-"};
  const auto report = TryRun();
  EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr("standard input"));
}

}  // namespace
}  // namespace litany::engine
