#include "eval/ignored_text.h"

#include <cstddef>
#include <utility>

#include "base/status_macros.h"
#include "eval/tab_table.h"

namespace litany::eval {

absl::StatusOr<IgnoredText> IgnoredText::Read(const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(const TabTable table, TabTable::Read(path));
  LITANY_ASSIGN_OR_RETURN(const size_t id, table.Column("id"));
  LITANY_ASSIGN_OR_RETURN(const size_t begin, table.Column("begin"));
  LITANY_ASSIGN_OR_RETURN(const size_t end, table.Column("end"));
  IgnoredText ignored;
  for (size_t row = 0; row < table.size(); ++row) {
    Span span;
    LITANY_ASSIGN_OR_RETURN(span.begin, table.Number(row, begin));
    LITANY_ASSIGN_OR_RETURN(span.end, table.Number(row, end));
    if (span.empty()) return table.Bad(row, "the span has no character");
    ignored.spans_[table.Cell(row, id)].push_back(span);
  }
  for (auto& [name, spans] : ignored.spans_) spans = Union(std::move(spans));
  return ignored;
}

void IgnoredText::Add(const std::string& id, const Span& span) {
  std::vector<Span>& spans = spans_[id];
  spans.push_back(span);
  spans = Union(std::move(spans));
}

Span IgnoredText::Without(std::string_view id, const Span& span) const {
  const auto at = spans_.find(id);
  if (at == spans_.end()) return span;
  const auto left = [&at](uint64_t position) {
    return position - CommonLength({0, position}, at->second);
  };
  return {left(span.begin), left(span.end)};
}

}  // namespace litany::eval
