#include "engine/source_shares.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace litany::engine {
namespace {

SourceRecord Named(const std::string& name) {
  SourceRecord source;
  source.source = name;
  return source;
}

ReuseRecord Reuse(const std::string& id, const std::string& source,
                  const std::string& from, uint64_t chars) {
  ReuseRecord row;
  row.id = id;
  row.source = source;
  row.from_source = from;
  row.chars = chars;
  return row;
}

TEST(SourceShares, SumWhatDocumentsTook) {
  const std::vector<ReuseRecord> reuse = {
      Reuse("1", "b", "a", 10), Reuse("2", "b", "a", 5),
      Reuse("3", "c", "a", 40), Reuse("4", "b", "b", 99),
      Reuse("5", "-", "a", 99), Reuse("6", "b", "-", 99),
      Reuse("7", "b", "c", 20)};
  std::vector<SourceRecord> sources = {Named("-"), Named("a"), Named("b"),
                                       Named("c")};
  FillSourceShares({}, {}, {}, reuse, &sources);
  EXPECT_TRUE(sources[0].copies_from.empty());
  EXPECT_TRUE(sources[0].copied_by.empty());
  ASSERT_EQ(sources[1].copied_by.size(), 2u);
  EXPECT_EQ(sources[1].copied_by[0].source, "c");
  EXPECT_EQ(sources[1].copied_by[0].chars, 40u);
  EXPECT_EQ(sources[1].copied_by[1].source, "b");
  EXPECT_EQ(sources[1].copied_by[1].chars, 15u);
  ASSERT_EQ(sources[2].copies_from.size(), 2u);
  EXPECT_EQ(sources[2].copies_from[0].source, "c");
  EXPECT_EQ(sources[2].copies_from[1].source, "a");
}

// What a copy took as a whole is not taken again by passage.
TEST(SourceShares, CopiesTakeOnce) {
  Collection collection;
  collection.sources = {"a", "b"};
  for (const char* const id : {"x", "y"}) {
    DocumentRow row;
    row.id = id;
    row.source = static_cast<uint32_t>(collection.documents.size());
    row.vertex = 0;
    collection.documents.push_back(row);
  }
  collection.vertices.emplace_back();
  CopyGroup group;
  group.members = {0, 1};
  std::vector<DocumentRecord> documents(2);
  documents[0].id = "x";
  documents[0].source = "a";
  documents[0].chars.own = 70;
  documents[1].id = "y";
  documents[1].source = "b";
  documents[1].chars.copy = 70;
  std::vector<SourceRecord> sources = {Named("a"), Named("b")};
  const std::vector<CopyGroup> groups = {group};
  const std::vector<ReuseRecord> reuse = {Reuse("y", "b", "a", 30)};
  FillSourceShares(collection, groups, documents, reuse, &sources);
  ASSERT_EQ(sources[1].copies_from.size(), 1u);
  EXPECT_EQ(sources[1].copies_from[0].chars, 70u);
}

TEST(SourceShares, NameTheLargestOnly) {
  std::vector<ReuseRecord> reuse;
  std::vector<SourceRecord> sources = {Named("a")};
  for (uint32_t i = 0; i < 2 * kMostSourceShares; ++i) {
    const std::string name = absl::StrCat("s", 10 + i);
    reuse.push_back(Reuse(absl::StrCat(i), name, "a", 100 + i));
    sources.push_back(Named(name));
  }
  FillSourceShares({}, {}, {}, reuse, &sources);
  ASSERT_EQ(sources[0].copied_by.size(), kMostSourceShares);
  EXPECT_EQ(sources[0].copied_by[0].chars, 100 + 2 * kMostSourceShares - 1);
}

}  // namespace
}  // namespace litany::engine
