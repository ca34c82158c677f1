#include "eval/occurrences_table.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "eval/json_rows.h"

namespace litany::eval {
namespace {

std::optional<RepeatKind> KindNamed(std::string_view name) {
  if (name == "copy") return RepeatKind::kCopy;
  if (name == "passage") return RepeatKind::kPassage;
  if (name == "phrase") return RepeatKind::kPhrase;
  if (name == "template") return RepeatKind::kTemplate;
  return std::nullopt;
}

// Names to numbers in byte order: first numbers in order of arrival, then
// Sort, which gives old number -> new one.
class Names {
 public:
  uint32_t NumberOf(std::string_view name) {
    const auto [at, is_new] = numbers_.try_emplace(
        std::string(name), static_cast<uint32_t>(numbers_.size()));
    return at->second;
  }

  std::vector<uint32_t> Sort(std::vector<std::string>* sorted) {
    std::vector<std::pair<std::string, uint32_t>> all(numbers_.begin(),
                                                      numbers_.end());
    std::sort(all.begin(), all.end());
    std::vector<uint32_t> place(all.size());
    for (auto& [name, number] : all) {
      place[number] = static_cast<uint32_t>(sorted->size());
      sorted->push_back(std::move(name));
    }
    return place;
  }

 private:
  absl::flat_hash_map<std::string, uint32_t> numbers_;
};

}  // namespace

uint32_t OccurrencesTable::Find(std::string_view id) const {
  const auto at = std::lower_bound(documents.begin(), documents.end(), id);
  if (at == documents.end() || *at != id) return kNoDocument;
  return static_cast<uint32_t>(at - documents.begin());
}

std::span<const OccurrencesTable::Row> OccurrencesTable::RowsOf(
    uint32_t document) const {
  const auto begin = std::partition_point(
      rows.begin(), rows.end(),
      [document](const Row& row) { return row.document < document; });
  const auto end = std::partition_point(
      begin, rows.end(),
      [document](const Row& row) { return row.document == document; });
  return {begin, end};
}

bool OccurrencesTable::Has(RepeatKind kind) const {
  return std::any_of(rows.begin(), rows.end(),
                     [kind](const Row& row) { return row.kind == kind; });
}

absl::StatusOr<OccurrencesTable> ReadOccurrences(const std::string& path) {
  OccurrencesTable table;
  Names documents;
  Names repeats;
  const auto add = [&](const JsonRow& line) -> absl::Status {
    OccurrencesTable::Row row;
    std::string_view repeat, kind, id;
    if (line.fields["repeat"].get(repeat) != simdjson::SUCCESS ||
        line.fields["kind"].get(kind) != simdjson::SUCCESS ||
        line.fields["id"].get(id) != simdjson::SUCCESS ||
        line.fields["char_begin"].get(row.chars.begin) != simdjson::SUCCESS ||
        line.fields["char_end"].get(row.chars.end) != simdjson::SUCCESS) {
      return absl::DataLossError(
          "a row lacks `repeat`, `kind`, `id`, `char_begin` or `char_end`; run "
          "the command that wrote it again");
    }
    const std::optional<RepeatKind> known = KindNamed(kind);
    if (!known.has_value()) {
      return absl::DataLossError("a row is of a kind that is not known");
    }
    // What is inside of a longer repeat is told by that one.
    const auto inside = line.fields["inside"];
    if (inside.error() == simdjson::SUCCESS && !inside.is_null()) {
      return absl::OkStatus();
    }
    row.kind = *known;
    row.repeat = repeats.NumberOf(repeat);
    row.document = documents.NumberOf(id);
    table.rows.push_back(row);
    return absl::OkStatus();
  };
  LITANY_RETURN_IF_ERROR(ForEachJsonRow(path, add));
  const std::vector<uint32_t> document = documents.Sort(&table.documents);
  const std::vector<uint32_t> repeat = repeats.Sort(&table.repeats);
  for (OccurrencesTable::Row& row : table.rows) {
    row.document = document[row.document];
    row.repeat = repeat[row.repeat];
  }
  std::sort(table.rows.begin(), table.rows.end());
  return table;
}

}  // namespace litany::eval
