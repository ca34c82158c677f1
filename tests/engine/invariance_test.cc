// What must not change the tables: threads, the order of the records, how
// they are split into files, and documents that are like no other.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run.h"
#include "gtest/gtest.h"

namespace litany::engine {
namespace {

constexpr std::string_view kCopyTables[] = {"documents.jsonl", "repeats.jsonl",
                                            "occurrences.jsonl", "pairs.jsonl",
                                            "summary.json"};

// Families of copies at many similarities, some dated, some with equal ids.
std::vector<std::string> Collection(uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&random](int end) {
    return static_cast<int>(random() % static_cast<uint32_t>(end));
  };
  std::vector<std::string> lines;
  for (int family = 0; family < 12; ++family) {
    const int size = 20 + below(60);
    const int members = 1 + below(7);
    for (int m = 0; m < members; ++m) {
      const int begin = below(size / 3);
      std::string text = Words(family, begin, size - below(size / 3));
      if (below(3) == 0) text += ".";
      const std::string more =
          below(2) == 0 ? ""
                        : absl::StrCat("\"date\": \"20", 10 + below(10), "\"");
      // Some ids are used more than once.
      lines.push_back(Line(absl::StrCat("d", below(40)), text, more));
    }
  }
  return lines;
}

class Invariance : public DedupTest {
 protected:
  Invariance() {
    dedup_.pairs = true;
    dedup_.contained.emplace();
  }

  // The bytes of all tables, one after another.
  std::string AllTables() {
    Run();
    std::string all;
    for (const std::string_view table : kCopyTables) {
      all += Read("out/" + std::string(table)) + "----\n";
    }
    return all;
  }
};

TEST_F(Invariance, ThreadsDoNotMatter) {
  for (const uint32_t seed : {1u, 2u, 3u}) {
    run_.inputs.clear();
    // Long enough for several batches.
    std::string bytes = Joined(Collection(seed));
    for (int i = 0; i < 30; ++i) {
      bytes += Line(absl::StrCat("long", i), Words(100 + i, 0, 10000));
    }
    Input("a.jsonl", bytes);
    run_.threads = 1;
    const std::string expected = AllTables();
    for (const uint32_t threads : {2u, 7u}) {
      run_.threads = threads;
      EXPECT_EQ(AllTables(), expected) << seed << ", " << threads;
    }
  }
}

TEST_F(Invariance, OrderOfTheRecordsDoesNotMatter) {
  for (uint32_t seed = 0; seed < 12; ++seed) {
    std::vector<std::string> lines = Collection(seed);
    run_.inputs.clear();
    Input("a.jsonl", Joined(lines));
    const std::string expected = AllTables();
    std::mt19937 random(seed);
    for (int i = 0; i < 3; ++i) {
      std::shuffle(lines.begin(), lines.end(), random);
      folder_.Write("a.jsonl", Joined(lines));
      ASSERT_EQ(AllTables(), expected) << "seed " << seed;
    }
  }
}

TEST_F(Invariance, SplitIntoFilesDoesNotMatter) {
  for (uint32_t seed = 0; seed < 6; ++seed) {
    const std::vector<std::string> lines = Collection(seed);
    run_.inputs.clear();
    Input("a.jsonl", Joined(lines));
    const std::string expected = AllTables();
    run_.inputs.clear();
    std::mt19937 random(seed);
    std::vector<std::string> files(4);
    for (const std::string& line : lines) files[random() % 4] += line;
    for (size_t i = 0; i < files.size(); ++i) {
      Input(absl::StrCat("part", i, ".jsonl"), files[i]);
    }
    ASSERT_EQ(AllTables(), expected) << "seed " << seed;
  }
}

TEST_F(Invariance, ClusterMethodsAndPoliciesDoNotMakeOrderMatter) {
  using Kind = KeepPolicy::Kind;
  std::vector<std::string> lines = Collection(5);
  Input("a.jsonl", "");
  for (const ClusterMethod method :
       {ClusterMethod::kRepresentative, ClusterMethod::kComponents}) {
    for (const Kind keep : {Kind::kLongest, Kind::kEarliest, Kind::kNone}) {
      dedup_.cluster = method;
      dedup_.keep.kind = keep;
      dedup_.representative = RepresentativeOrder::kDegree;
      std::sort(lines.begin(), lines.end());
      folder_.Write("a.jsonl", Joined(lines));
      const std::string expected = AllTables();
      std::reverse(lines.begin(), lines.end());
      folder_.Write("a.jsonl", Joined(lines));
      EXPECT_EQ(AllTables(), expected);
    }
  }
}

TEST_F(Invariance, UnrelatedDocumentsLeaveTheRowsOfOthersAlone) {
  const std::vector<std::string> lines = Collection(9);
  Input("a.jsonl", Joined(lines));
  Run();
  const auto rows = [this](std::string_view table) {
    std::set<std::string> all;
    std::string bytes = Read("out/" + std::string(table));
    for (size_t begin = 0; begin < bytes.size();) {
      const size_t end = bytes.find('\n', begin) + 1;
      all.insert(bytes.substr(begin, end - begin));
      begin = end;
    }
    return all;
  };
  std::map<std::string_view, std::set<std::string>> before;
  for (const std::string_view table : kCopyTables) before[table] = rows(table);
  std::string more;
  for (int i = 0; i < 50; ++i) {
    more += Line(absl::StrCat("new", i), Words(500 + i, 0, 40 + i));
  }
  Input("b.jsonl", more);
  Run();
  for (const std::string_view table : kCopyTables) {
    if (table == "summary.json") continue;
    const std::set<std::string> after = rows(table);
    EXPECT_TRUE(std::includes(after.begin(), after.end(), before[table].begin(),
                              before[table].end()))
        << table;
  }
  EXPECT_EQ(rows("repeats.jsonl"), before["repeats.jsonl"]);
  EXPECT_EQ(rows("documents.jsonl").size(),
            before["documents.jsonl"].size() + 50);
}

TEST_F(Invariance, RejectsDoNotDependOnThreadsOrBatches) {
  std::string bytes;
  for (int i = 0; i < 3000; ++i) {
    bytes += i % 7 == 0    ? "nonsense\n"
             : i % 11 == 0 ? std::string(3000, 'x') + "\n"
                           : Line(absl::StrCat("d", i), Words(i, 0, 150));
  }
  run_.input.max_doc_bytes = 2500;
  Input("a.jsonl", bytes);
  run_.threads = 1;
  Run();
  const std::string expected = Read("out/rejects.jsonl");
  const std::vector<Row> rows = Rows("rejects");
  EXPECT_EQ(rows.size(), 429u + 234u);
  for (size_t i = 1; i < rows.size(); ++i) {
    EXPECT_LT(std::stoul(rows[i - 1].at("record")),
              std::stoul(rows[i].at("record")));
  }
  run_.threads = 7;
  Run();
  EXPECT_EQ(Read("out/rejects.jsonl"), expected);
}

TEST_F(Invariance, SeedChangesNoRowOfCopiesThatAreFarFromTheThreshold) {
  Input("a.jsonl", Line("a", Words(1, 0, 300)) + Line("b", Words(1, 0, 295)) +
                       Line("c", Words(2, 0, 300)));
  Run();
  const std::string documents = Read("out/documents.jsonl");
  const std::string pairs = Read("out/pairs.jsonl");
  run_.seed = 12345;
  run_.secret = "sixteen secret bytes";
  Run();
  EXPECT_EQ(Read("out/documents.jsonl"), documents);
  EXPECT_EQ(Read("out/pairs.jsonl"), pairs);
}

}  // namespace
}  // namespace litany::engine
