// The files of tests/engine/networks/ are what WriteNetworks makes of the
// reuse.jsonl beside them, whose ids are as hostile as JSON allows.
// tests/reference/networks_test.py reads the same files with networkx and csv.
// LITANY_WRITE_GOLDEN=1 writes them anew.
#include "engine/networks.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "engine/run_directory.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::engine {
namespace {

using ::testing::Contains;

constexpr const char* kFiles[] = {"documents.graphml",   "documents.gexf",
                                  "documents-edges.csv", "sources.graphml",
                                  "sources.gexf",        "sources-edges.csv"};

std::string Golden(const std::string& name) {
  return std::string(LITANY_NETWORKS) + "/" + name;
}

std::string Text(const simdjson::dom::element& element) {
  return element.is_null() ? "" : std::string(std::string_view(element));
}

std::vector<ReuseRecord> HostileRows() {
  std::vector<ReuseRecord> rows;
  simdjson::dom::parser parser;
  simdjson::dom::document_stream stream;
  const auto bytes = simdjson::padded_string::load(Golden("reuse.jsonl"));
  EXPECT_EQ(parser.parse_many(bytes.value_unsafe()).get(stream),
            simdjson::SUCCESS);
  for (const simdjson::dom::element row : stream) {
    ReuseRecord record;
    record.id = Text(row["id"]);
    record.source = Text(row["source"]);
    record.date = Text(row["date"]);
    record.from = Text(row["from"]);
    record.from_source = Text(row["from_source"]);
    record.from_date = Text(row["from_date"]);
    record.passages = row["passages"];
    record.chars = row["chars"];
    record.share = {static_cast<uint64_t>(double{row["share"]} * 1e6 + 0.5),
                    1000000};
    rows.push_back(record);
  }
  EXPECT_GT(rows.size(), 30u);
  return rows;
}

TEST(Networks, HostileIdsGiveTheGoldenFiles) {
  const io::TempFolder folder;
  ASSERT_TRUE(WriteNetworks(HostileRows(), folder.Path()).ok());
  for (const char* name : kFiles) {
    const auto got = base::ReadWholeFile(folder.Path(name));
    ASSERT_TRUE(got.ok());
    if (std::getenv("LITANY_WRITE_GOLDEN") != nullptr) {
      ASSERT_TRUE(base::WriteWholeFile(Golden(name), *got).ok());
    }
    const auto want = base::ReadWholeFile(Golden(name));
    ASSERT_TRUE(want.ok()) << want.status();
    EXPECT_EQ(*got, *want) << name;
  }
}

TEST(Networks, DoNotDependOnTheOrderOfRows) {
  const io::TempFolder sorted;
  const io::TempFolder shuffled;
  std::vector<ReuseRecord> rows = HostileRows();
  ASSERT_TRUE(WriteNetworks(rows, sorted.Path()).ok());
  std::shuffle(rows.begin(), rows.end(), std::mt19937(7));
  ASSERT_TRUE(WriteNetworks(rows, shuffled.Path()).ok());
  for (const char* name : kFiles) {
    EXPECT_EQ(*base::ReadWholeFile(sorted.Path(name)),
              *base::ReadWholeFile(shuffled.Path(name)));
  }
}

TEST(Networks, AreTablesOfARun) {
  const std::vector<std::string_view> tables(RunTables().begin(),
                                             RunTables().end());
  for (const char* name : kFiles) {
    EXPECT_THAT(tables, Contains(std::string_view(name)));
  }
}

ReuseRecord ReuseRow(const std::string& id, const std::string& source,
                     const std::string& date, const std::string& from,
                     const std::string& from_source, uint64_t chars) {
  ReuseRecord row;
  row.id = id;
  row.source = source;
  row.date = date;
  row.from = from;
  row.from_source = from_source;
  row.from_date = "2020";
  row.passages = 2;
  row.chars = chars;
  row.share = {1, 2};
  return row;
}

TEST(SourceNetwork, AddsUpTheRowsOfTwoSources) {
  const std::vector<ReuseRecord> rows = {
      ReuseRow("x", "A", "2022", "o", "B", 10),
      ReuseRow("x", "A", "2022", "p", "B", 5),
      ReuseRow("y", "A", "2021", "o", "B", 7),
      ReuseRow("z", "-", "2021", "o", "B", 9)};
  const report::Network network = SourceNetwork(rows);
  ASSERT_EQ(network.nodes.size(), 2u);
  EXPECT_EQ(network.nodes[0].label, "A");
  EXPECT_EQ(std::get<uint64_t>(network.nodes[0].values[0]), 2u);   // x, y
  EXPECT_EQ(std::get<uint64_t>(network.nodes[0].values[2]), 22u);  // taken
  EXPECT_EQ(network.nodes[0].start, "2021");
  ASSERT_EQ(network.edges.size(), 1u);
  const report::NetworkEdge& edge = network.edges[0];
  EXPECT_EQ(edge.source, 1u);  // from B, who had it first
  EXPECT_EQ(edge.target, 0u);
  EXPECT_EQ(edge.weight, 22u);
  EXPECT_EQ(edge.start, "2021");
  EXPECT_EQ(std::get<uint64_t>(edge.values[0]), 2u);  // x and y
  EXPECT_EQ(std::get<uint64_t>(edge.values[1]), 6u);  // passages
  EXPECT_EQ(std::get<std::string>(edge.values[3]), "2022");
}

TEST(DocumentNetwork, AnEdgeGoesFromTheFirstWitnessToTheReuser) {
  const std::vector<ReuseRecord> rows = {
      ReuseRow("b", "A", "2022", "a", "B", 10)};
  const report::Network network = DocumentNetwork(rows);
  ASSERT_EQ(network.nodes.size(), 2u);
  ASSERT_EQ(network.edges.size(), 1u);
  EXPECT_EQ(network.nodes[network.edges[0].source].label, "a");
  EXPECT_EQ(network.nodes[network.edges[0].target].label, "b");
  EXPECT_EQ(network.edges[0].start, "2022");
}

TEST(Networks, OfNoReuseAreEmpty) {
  const io::TempFolder folder;
  ASSERT_TRUE(WriteNetworks({}, folder.Path()).ok());
  EXPECT_EQ(*base::ReadWholeFile(folder.Path("sources-edges.csv")),
            "source,target,weight,documents,passages,first_date,last_date\r\n");
}

}  // namespace
}  // namespace litany::engine
