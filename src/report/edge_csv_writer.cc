// Edges as CSV.  Every field is written as it is: what begins with a sign is
// not disarmed for spreadsheets, which would change ids.
#include "base/status_macros.h"
#include "report/network.h"

namespace litany::report {
namespace {

// RFC 4180: quotes around a field with a comma, a quote or a line end, inner
// quotes doubled.  Fields with spaces at an end are quoted too, because some
// readers drop those.
void AppendField(std::string_view field, std::string* out) {
  const bool quoted =
      field.find_first_of(",\"\r\n") != std::string_view::npos ||
      field.starts_with(' ') || field.ends_with(' ');
  if (!quoted) {
    out->append(field);
    return;
  }
  out->push_back('"');
  for (const char c : field) {
    if (c == '"') out->push_back('"');
    out->push_back(c);
  }
  out->push_back('"');
}

}  // namespace

absl::Status WriteEdgeCsv(const Network& network, base::ByteSink* sink) {
  std::string out = "source,target,weight";
  for (const NetworkAttribute& attribute : network.edge_attributes) {
    out.push_back(',');
    AppendField(attribute.name, &out);
  }
  out += "\r\n";
  for (const NetworkEdge& edge : network.edges) {
    AppendField(network.nodes[edge.source].label, &out);
    out.push_back(',');
    AppendField(network.nodes[edge.target].label, &out);
    out.push_back(',');
    out += std::to_string(edge.weight);
    for (const AttributeValue& value : edge.values) {
      out.push_back(',');
      AppendField(SpellValue(value), &out);
    }
    out += "\r\n";
    LITANY_RETURN_IF_ERROR(FlushIfLarge(&out, sink));
  }
  return sink->Write(out);
}

}  // namespace litany::report
