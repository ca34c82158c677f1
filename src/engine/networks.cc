#include "engine/networks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace litany::engine {
namespace {

using report::AttributeType;
using report::AttributeValue;
using report::Network;

constexpr std::string_view kUnknownSource = "-";

AttributeValue TextOrUnknown(const std::string& text) {
  if (text.empty()) return std::monostate();
  return text;
}

std::vector<const ReuseRecord*> InOrder(std::span<const ReuseRecord> rows) {
  std::vector<const ReuseRecord*> order;
  order.reserve(rows.size());
  for (const ReuseRecord& row : rows) order.push_back(&row);
  std::sort(order.begin(), order.end(),
            [](const ReuseRecord* a, const ReuseRecord* b) {
              return std::tie(a->from, a->id) < std::tie(b->from, b->id);
            });
  return order;
}

// What is known of a node, gathered from its rows.
struct Node {
  uint32_t number = 0;
  std::string source;
  std::string date;
  uint64_t taken = 0;
  uint64_t given = 0;
  uint64_t documents = 0;
};

// By label, so that going through them is going in byte order.
using Nodes = std::map<std::string_view, Node>;

void Number(Nodes* nodes) {
  uint32_t next = 0;
  for (auto& [label, node] : *nodes) node.number = next++;
}

void TakeEarlier(const std::string& date, std::string* earliest) {
  if (!date.empty() && (earliest->empty() || date < *earliest)) {
    *earliest = date;
  }
}

// All rows between two sources.
struct SourceEdge {
  std::vector<std::string_view> documents;  // that reuse
  uint64_t passages = 0;
  uint64_t chars = 0;
  std::string first_date;
  std::string last_date;
};

absl::Status WriteThreeForms(const Network& network, const std::string& stem) {
  using Writer = absl::Status (*)(const Network&, base::ByteSink*);
  const std::pair<const char*, Writer> forms[] = {
      {".graphml", report::WriteGraphMl},
      {".gexf", report::WriteGexf},
      {"-edges.csv", report::WriteEdgeCsv},
  };
  for (const auto& [ending, write] : forms) {
    LITANY_ASSIGN_OR_RETURN(const std::unique_ptr<base::ByteSink> sink,
                            base::OpenForWrite(stem + ending));
    LITANY_RETURN_IF_ERROR(write(network, sink.get()));
    LITANY_RETURN_IF_ERROR(sink->Close());
  }
  return absl::OkStatus();
}

}  // namespace

Network DocumentNetwork(std::span<const ReuseRecord> rows) {
  Network network;
  network.description =
      "Reuse of text between documents. Edges go from the earlier witness to "
      "the document that reused it; weight: code points of that document.";
  network.node_attributes = {{"source", AttributeType::kString},
                             {"date", AttributeType::kString},
                             {"taken", AttributeType::kInteger},
                             {"given", AttributeType::kInteger}};
  network.edge_attributes = {{"passages", AttributeType::kInteger},
                             {"share", AttributeType::kDecimal},
                             {"from_source", AttributeType::kString},
                             {"to_source", AttributeType::kString},
                             {"from_date", AttributeType::kString},
                             {"to_date", AttributeType::kString}};
  Nodes nodes;
  for (const ReuseRecord& row : rows) {
    Node& taker = nodes[row.id];
    taker.source = row.source;
    taker.date = row.date;
    taker.taken += row.chars;
    Node& giver = nodes[row.from];
    giver.source = row.from_source;
    giver.date = row.from_date;
    giver.given += row.chars;
  }
  Number(&nodes);
  for (const auto& [label, node] : nodes) {
    network.nodes.push_back(
        {.label = std::string(label),
         .start = node.date,
         .values = {TextOrUnknown(node.source), TextOrUnknown(node.date),
                    node.taken, node.given}});
  }
  for (const ReuseRecord* row : InOrder(rows)) {
    network.edges.push_back(
        {.source = nodes[row->from].number,
         .target = nodes[row->id].number,
         .weight = row->chars,
         .start = row->date,
         .values = {row->passages, row->share, TextOrUnknown(row->from_source),
                    TextOrUnknown(row->source), TextOrUnknown(row->from_date),
                    TextOrUnknown(row->date)}});
  }
  return network;
}

Network SourceNetwork(std::span<const ReuseRecord> rows) {
  Network network;
  network.description =
      "Reuse of text between sources. Edges go from the source of the earlier "
      "witness to the one that reused it; weight: code points reused.";
  network.node_attributes = {{"documents", AttributeType::kInteger},
                             {"first_date", AttributeType::kString},
                             {"taken", AttributeType::kInteger},
                             {"given", AttributeType::kInteger}};
  network.edge_attributes = {{"documents", AttributeType::kInteger},
                             {"passages", AttributeType::kInteger},
                             {"first_date", AttributeType::kString},
                             {"last_date", AttributeType::kString}};
  Nodes nodes;
  std::map<std::pair<std::string_view, std::string_view>, SourceEdge> edges;
  std::vector<std::pair<std::string_view, std::string_view>> documents;
  for (const ReuseRecord& row : rows) {
    if (row.source == kUnknownSource || row.from_source == kUnknownSource) {
      continue;
    }
    Node& taker = nodes[row.source];
    taker.taken += row.chars;
    TakeEarlier(row.date, &taker.date);
    Node& giver = nodes[row.from_source];
    giver.given += row.chars;
    TakeEarlier(row.from_date, &giver.date);
    documents.emplace_back(row.source, row.id);
    documents.emplace_back(row.from_source, row.from);
    SourceEdge& edge = edges[{row.from_source, row.source}];
    edge.documents.push_back(row.id);
    edge.passages += row.passages;
    edge.chars += row.chars;
    TakeEarlier(row.date, &edge.first_date);
    edge.last_date = std::max(edge.last_date, row.date);
  }
  Number(&nodes);
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()),
                  documents.end());
  for (const auto& [source, document] : documents) ++nodes[source].documents;
  for (const auto& [label, node] : nodes) {
    network.nodes.push_back(
        {.label = std::string(label),
         .start = node.date,
         .values = {node.documents, TextOrUnknown(node.date), node.taken,
                    node.given}});
  }
  for (auto& [ends, edge] : edges) {
    std::sort(edge.documents.begin(), edge.documents.end());
    const auto distinct = static_cast<uint64_t>(
        std::unique(edge.documents.begin(), edge.documents.end()) -
        edge.documents.begin());
    network.edges.push_back(
        {.source = nodes[ends.first].number,
         .target = nodes[ends.second].number,
         .weight = edge.chars,
         .start = edge.first_date,
         .values = {distinct, edge.passages, TextOrUnknown(edge.first_date),
                    TextOrUnknown(edge.last_date)}});
  }
  return network;
}

absl::Status WriteNetworks(std::span<const ReuseRecord> rows,
                           const std::string& folder) {
  LITANY_RETURN_IF_ERROR(
      WriteThreeForms(DocumentNetwork(rows), folder + "/documents"));
  return WriteThreeForms(SourceNetwork(rows), folder + "/sources");
}

}  // namespace litany::engine
