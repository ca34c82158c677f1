// GraphML.  Node ids of the standard are NMTOKENs, so nodes are named n0, n1,
// ... and carry their label as a value.
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "report/network.h"
#include "report/xml_text.h"

namespace litany::report {
namespace {

constexpr char kGraphmlHead[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
    "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";

const char* GraphmlType(AttributeType type) {
  switch (type) {
    case AttributeType::kString:
      return "string";
    case AttributeType::kInteger:
      return "long";
    case AttributeType::kDecimal:
      return "double";
  }
  return "string";
}

void AppendKey(std::string_view key, const char* domain, std::string_view name,
               AttributeType type, std::string* out) {
  absl::StrAppend(out, "  <key id=\"", base::ToAbsl(key), "\" for=\"", domain,
                  "\" attr.name=\"", XmlText(name), "\" attr.type=\"",
                  GraphmlType(type), "\"/>\n");
}

void AppendData(std::string_view key, std::string_view value,
                std::string* out) {
  absl::StrAppend(out, "      <data key=\"", base::ToAbsl(key), "\">",
                  XmlText(value), "</data>\n");
}

void AppendValues(char prefix, const std::vector<AttributeValue>& values,
                  std::string* out) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (std::holds_alternative<std::monostate>(values[i])) continue;
    AppendData(prefix + std::to_string(i), SpellValue(values[i]), out);
  }
}

}  // namespace

absl::Status WriteGraphMl(const Network& network, base::ByteSink* sink) {
  std::string out = kGraphmlHead;
  absl::StrAppend(&out, "  <desc>", XmlText(network.description), "</desc>\n");
  AppendKey("label", "node", "label", AttributeType::kString, &out);
  for (size_t i = 0; i < network.node_attributes.size(); ++i) {
    const NetworkAttribute& attribute = network.node_attributes[i];
    AppendKey(absl::StrCat("v", i), "node", attribute.name, attribute.type,
              &out);
  }
  AppendKey("weight", "edge", "weight", AttributeType::kInteger, &out);
  for (size_t i = 0; i < network.edge_attributes.size(); ++i) {
    const NetworkAttribute& attribute = network.edge_attributes[i];
    AppendKey(absl::StrCat("e", i), "edge", attribute.name, attribute.type,
              &out);
  }
  out += "  <graph edgedefault=\"directed\">\n";
  for (size_t i = 0; i < network.nodes.size(); ++i) {
    absl::StrAppend(&out, "    <node id=\"", NodeName(i), "\">\n");
    AppendData("label", network.nodes[i].label, &out);
    AppendValues('v', network.nodes[i].values, &out);
    out += "    </node>\n";
    LITANY_RETURN_IF_ERROR(FlushIfLarge(&out, sink));
  }
  for (const NetworkEdge& edge : network.edges) {
    absl::StrAppend(&out, "    <edge source=\"", NodeName(edge.source),
                    "\" target=\"", NodeName(edge.target), "\">\n");
    AppendData("weight", std::to_string(edge.weight), &out);
    AppendValues('e', edge.values, &out);
    out += "    </edge>\n";
    LITANY_RETURN_IF_ERROR(FlushIfLarge(&out, sink));
  }
  out += "  </graph>\n</graphml>\n";
  return sink->Write(out);
}

}  // namespace litany::report
