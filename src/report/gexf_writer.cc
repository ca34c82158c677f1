// GEXF.  Dates stand twice: as they are known, in an attribute, and as the day
// from which a node or edge is there, so that Gephi shows its time line.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "report/network.h"
#include "report/xml_text.h"

namespace litany::report {
namespace {

constexpr char kGexfHead[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<gexf xmlns=\"http://gexf.net/1.3\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
    "xsi:schemaLocation=\"http://gexf.net/1.3 "
    "http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n";

const char* GexfType(AttributeType type) {
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

// The first day of what `date` names, as xs:date; empty: no date.
std::string Day(std::string_view date) {
  const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
  if (date.size() < 4 ||
      !std::all_of(date.begin(), date.begin() + 4, is_digit)) {
    return "";
  }
  std::string day(date.substr(0, 10));
  if (day.size() == 4) day += "-01";
  if (day.size() == 7) day += "-01";
  return day;
}

void AppendStart(std::string_view date, std::string* out) {
  const std::string day = Day(date);
  if (!day.empty()) absl::StrAppend(out, " start=\"", day, "\"");
}

void AppendAttributes(const char* domain,
                      const std::vector<NetworkAttribute>& attributes,
                      std::string* out) {
  absl::StrAppend(out, "    <attributes class=\"", domain,
                  "\" mode=\"static\">\n");
  for (size_t i = 0; i < attributes.size(); ++i) {
    absl::StrAppend(out, "      <attribute id=\"", i, "\" title=\"",
                    XmlText(attributes[i].name), "\" type=\"",
                    GexfType(attributes[i].type), "\"/>\n");
  }
  *out += "    </attributes>\n";
}

void AppendValues(const std::vector<AttributeValue>& values, std::string* out) {
  *out += "        <attvalues>\n";
  for (size_t i = 0; i < values.size(); ++i) {
    if (std::holds_alternative<std::monostate>(values[i])) continue;
    absl::StrAppend(out, "          <attvalue for=\"", i, "\" value=\"",
                    XmlText(SpellValue(values[i])), "\"/>\n");
  }
  *out += "        </attvalues>\n";
}

bool HasDates(const Network& network) {
  const auto has_day = [](const auto& part) {
    return !Day(part.start).empty();
  };
  return std::any_of(network.nodes.begin(), network.nodes.end(), has_day) ||
         std::any_of(network.edges.begin(), network.edges.end(), has_day);
}

}  // namespace

absl::Status WriteGexf(const Network& network, base::ByteSink* sink) {
  std::string out = kGexfHead;
  absl::StrAppend(&out,
                  "  <meta>\n    <creator>Litany</creator>\n"
                  "    <description>",
                  XmlText(network.description),
                  "</description>\n  </meta>\n"
                  "  <graph defaultedgetype=\"directed\"",
                  HasDates(network) ? " mode=\"dynamic\" timeformat=\"date\" "
                                      "timerepresentation=\"interval\""
                                    : " mode=\"static\"",
                  ">\n");
  AppendAttributes("node", network.node_attributes, &out);
  AppendAttributes("edge", network.edge_attributes, &out);
  out += "    <nodes>\n";
  for (size_t i = 0; i < network.nodes.size(); ++i) {
    const NetworkNode& node = network.nodes[i];
    absl::StrAppend(&out, "      <node id=\"", NodeName(i), "\" label=\"",
                    XmlText(node.label), "\"");
    AppendStart(node.start, &out);
    out += ">\n";
    AppendValues(node.values, &out);
    out += "      </node>\n";
    LITANY_RETURN_IF_ERROR(FlushIfLarge(&out, sink));
  }
  out += "    </nodes>\n    <edges>\n";
  for (size_t i = 0; i < network.edges.size(); ++i) {
    const NetworkEdge& edge = network.edges[i];
    absl::StrAppend(&out, "      <edge id=\"", i, "\" source=\"",
                    NodeName(edge.source), "\" target=\"",
                    NodeName(edge.target), "\" weight=\"", edge.weight, "\"");
    AppendStart(edge.start, &out);
    out += ">\n";
    AppendValues(edge.values, &out);
    out += "      </edge>\n";
    LITANY_RETURN_IF_ERROR(FlushIfLarge(&out, sink));
  }
  out += "    </edges>\n  </graph>\n</gexf>\n";
  return sink->Write(out);
}

}  // namespace litany::report
