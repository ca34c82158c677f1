// A network of nodes and directed edges with typed attributes: what the
// writers of GraphML, GEXF and edge tables are given.
//
// Tested by tests/report/network_test.cc and tests/reference/networks_test.py.
//
// Plain data.  Attribute values stand in the order of the attribute lists; a
// value that is not known is std::monostate and is left out by the writers.
#ifndef LITANY_REPORT_NETWORK_H_
#define LITANY_REPORT_NETWORK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "base/file.h"
#include "litany/records.h"

namespace litany::report {

enum class AttributeType { kString, kInteger, kDecimal };

struct NetworkAttribute {
  std::string name;  // letters and underscores
  AttributeType type = AttributeType::kString;
};

using AttributeValue =
    std::variant<std::monostate, std::string, uint64_t, Ratio>;

struct NetworkNode {
  std::string label;  // any bytes that are valid UTF-8; each node has its own
  std::string start;  // a date as the tables have it; empty: unknown
  std::vector<AttributeValue> values;
};

struct NetworkEdge {
  uint32_t source = 0;  // into `nodes`
  uint32_t target = 0;
  uint64_t weight = 1;
  std::string start;
  std::vector<AttributeValue> values;
};

struct Network {
  std::string description;
  std::vector<NetworkAttribute> node_attributes;
  std::vector<NetworkAttribute> edge_attributes;
  std::vector<NetworkNode> nodes;
  std::vector<NetworkEdge> edges;
};

// The name of node `index` in GraphML and GEXF.  A label cannot be one: it may
// hold characters that XML has no way to write.
std::string NodeName(size_t index);

// As text: decimals by FormatRatio, unknown values empty.
std::string SpellValue(const AttributeValue& value);

// The three forms; each writes as it goes and holds no more than 1 MiB of it.
//
// GraphML 1.0: http://graphml.graphdrawing.org/specification.html
absl::Status WriteGraphMl(const Network& network, base::ByteSink* sink);

// GEXF 1.3, dynamic where a start is known: https://gexf.net/schema.html
// A start is a day: of "2026" and "2026-11" the first one.
absl::Status WriteGexf(const Network& network, base::ByteSink* sink);

// CSV by RFC 4180, one edge a line: source, target (labels), weight, and the
// attributes of edges.
absl::Status WriteEdgeCsv(const Network& network, base::ByteSink* sink);

// Hands *out to the sink and empties it once it is large.
absl::Status FlushIfLarge(std::string* out, base::ByteSink* sink);

}  // namespace litany::report

#endif  // LITANY_REPORT_NETWORK_H_
