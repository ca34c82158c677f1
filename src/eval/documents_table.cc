#include "eval/documents_table.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;

class TableBuilder {
 public:
  explicit TableBuilder(const std::string& path) : path_(path) {}

  absl::Status AddLine(std::string_view line) {
    ++line_number_;
    simdjson::dom::element row;
    if (parser_.parse(line.data(), line.size()).get(row) != simdjson::SUCCESS) {
      return Bad("is not a JSON object; is the table cut?");
    }
    std::string_view id;
    if (row["id"].get(id) != simdjson::SUCCESS) return Bad("has no `id`");
    simdjson::dom::element cluster;
    if (row["cluster"].get(cluster) != simdjson::SUCCESS) {
      return Bad("has no `cluster`");
    }
    DocumentsTable::Row added;
    added.id = id;
    if (!cluster.is_null()) {
      std::string_view name;
      std::string_view representative;
      if (cluster.get(name) != simdjson::SUCCESS ||
          row["representative"].get(representative) != simdjson::SUCCESS) {
        return Bad("has a `cluster` but no `representative`");
      }
      added.cluster = Intern(name, representative);
      if (row["similarity"].get(added.similarity) != simdjson::SUCCESS) {
        added.similarity = 0;
      }
    }
    simdjson::dom::object causes;
    if (row["chars"].get(causes) == simdjson::SUCCESS) {
      added.chars = 0;
      for (const auto cause : causes) {
        uint64_t chars = 0;
        if (cause.value.get(chars) != simdjson::SUCCESS) {
          return Bad("has a member of `chars` that is no whole number");
        }
        *added.chars += chars;
      }
    }
    table_.rows.push_back(std::move(added));
    return absl::OkStatus();
  }

  absl::StatusOr<DocumentsTable> Finish() && {
    const auto by_id = [](const DocumentsTable::Row& a,
                          const DocumentsTable::Row& b) { return a.id < b.id; };
    auto& rows = table_.rows;
    // Tables are written in this order; one that was edited may not be.
    if (!std::is_sorted(rows.begin(), rows.end(), by_id)) {
      std::sort(rows.begin(), rows.end(), by_id);
    }
    const auto twin = std::adjacent_find(
        rows.begin(), rows.end(),
        [](const auto& a, const auto& b) { return a.id == b.id; });
    if (twin != rows.end()) {
      return absl::DataLossError(
          absl::StrCat("the id \"", twin->id, "\" occurs twice (", path_,
                       "); run the command that wrote it again"));
    }
    return std::move(table_);
  }

 private:
  uint32_t Intern(std::string_view name, std::string_view representative) {
    const auto [place, inserted] = numbers_.try_emplace(
        std::string(name), static_cast<uint32_t>(table_.clusters.size()));
    if (inserted) {
      table_.clusters.push_back(
          {std::string(name), std::string(representative)});
    }
    return place->second;
  }

  absl::Status Bad(const char* what) const {
    return absl::DataLossError(absl::StrCat("a row ", what, " (", path_,
                                            ", line ", line_number_, ")"));
  }

  const std::string& path_;
  uint64_t line_number_ = 0;
  simdjson::dom::parser parser_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
  DocumentsTable table_;
};

}  // namespace

absl::StatusOr<DocumentsTable> ReadDocumentsTable(const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto source, base::OpenForRead(path));
  TableBuilder builder(path);
  std::string buffer;
  while (true) {
    const size_t kept = buffer.size();
    buffer.resize(kept + kReadBytes);
    LITANY_ASSIGN_OR_RETURN(
        const size_t got,
        source->Read(std::span(buffer).subspan(kept, kReadBytes)));
    buffer.resize(kept + got);
    size_t begin = 0;
    // Only the bytes that are new can hold a line's end.
    for (size_t end = buffer.find('\n', kept); end != std::string::npos;
         end = buffer.find('\n', begin)) {
      LITANY_RETURN_IF_ERROR(
          builder.AddLine(std::string_view(buffer).substr(begin, end - begin)));
      begin = end + 1;
    }
    buffer.erase(0, begin);
    if (got == 0) break;
  }
  if (!buffer.empty()) LITANY_RETURN_IF_ERROR(builder.AddLine(buffer));
  return std::move(builder).Finish();
}

}  // namespace litany::eval
