#include "report/network.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace litany::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class StringSink : public base::ByteSink {
 public:
  absl::Status Write(std::string_view bytes) override {
    text += bytes;
    ++writes;
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }

  std::string text;
  int writes = 0;
};

std::string Written(const Network& network,
                    absl::Status (*write)(const Network&, base::ByteSink*)) {
  StringSink sink;
  EXPECT_TRUE(write(network, &sink).ok());
  return sink.text;
}

Network TwoNodes() {
  Network network;
  network.node_attributes = {{"date", AttributeType::kString}};
  network.edge_attributes = {{"passages", AttributeType::kInteger},
                             {"share", AttributeType::kDecimal},
                             {"note", AttributeType::kString}};
  network.nodes = {{.label = "a,\"1\"", .start = "2026", .values = {"2026"}},
                   {.label = "b", .start = "", .values = {std::monostate()}}};
  network.edges = {{.source = 0,
                    .target = 1,
                    .weight = 30,
                    .start = "2026-11-23T10:11:12Z",
                    .values = {uint64_t{2}, Ratio{1, 3}, std::monostate()}}};
  return network;
}

TEST(EdgeCsv, QuotesByRfc4180) {
  EXPECT_EQ(Written(TwoNodes(), WriteEdgeCsv),
            "source,target,weight,passages,share,note\r\n"
            "\"a,\"\"1\"\"\",b,30,2,0.333333,\r\n");
}

TEST(EdgeCsv, QuotesLineEndsAndOuterSpaces) {
  Network network;
  network.nodes = {{.label = " a", .start = "", .values = {}},
                   {.label = "b\nc", .start = "", .values = {}}};
  network.edges = {{.source = 0, .target = 1, .start = "", .values = {}}};
  EXPECT_EQ(Written(network, WriteEdgeCsv),
            "source,target,weight\r\n\" a\",\"b\nc\",1\r\n");
}

TEST(GraphMl, LeavesOutWhatIsNotKnown) {
  const std::string text = Written(TwoNodes(), WriteGraphMl);
  EXPECT_THAT(text, HasSubstr("    <node id=\"n1\">\n"
                              "      <data key=\"label\">b</data>\n"
                              "    </node>\n"));
  EXPECT_THAT(text, HasSubstr("    <edge source=\"n0\" target=\"n1\">\n"
                              "      <data key=\"weight\">30</data>\n"
                              "      <data key=\"e0\">2</data>\n"
                              "      <data key=\"e1\">0.333333</data>\n"
                              "    </edge>\n"));
}

TEST(Gexf, AStartIsTheFirstDayOfTheDate) {
  const std::string text = Written(TwoNodes(), WriteGexf);
  EXPECT_THAT(text, HasSubstr(" mode=\"dynamic\" timeformat=\"date\""));
  EXPECT_THAT(text, HasSubstr("<node id=\"n0\" label=\"a,&quot;1&quot;\" "
                              "start=\"2026-01-01\">"));
  EXPECT_THAT(text, HasSubstr("<node id=\"n1\" label=\"b\">"));
  EXPECT_THAT(text, HasSubstr("weight=\"30\" start=\"2026-11-23\">"));
  EXPECT_THAT(text, HasSubstr("for=\"0\" value=\"2026\"/>"));
}

TEST(Gexf, WithoutDatesIsStatic) {
  Network network = TwoNodes();
  network.nodes[0].start = "soon";
  network.edges[0].start.clear();
  const std::string text = Written(network, WriteGexf);
  EXPECT_THAT(text, HasSubstr(" mode=\"static\">"));
  EXPECT_THAT(text, Not(HasSubstr("start=")));
}

TEST(Network, LargeOnesAreWrittenInPieces) {
  Network network = TwoNodes();
  const NetworkEdge edge = network.edges[0];
  network.edges.assign(40000, edge);
  StringSink sink;
  ASSERT_TRUE(WriteEdgeCsv(network, &sink).ok());
  EXPECT_GT(sink.writes, 1);
  const std::string one = Written(TwoNodes(), WriteEdgeCsv);
  const size_t header = one.find('\n') + 1;
  EXPECT_EQ(sink.text.size(), header + 40000 * (one.size() - header));
}

}  // namespace
}  // namespace litany::report
