#include "engine/report_table.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/strings.h"

namespace litany::engine {
namespace {

namespace fs = std::filesystem;
using eval::JsonRow;
using eval::TextField;

constexpr std::array<std::string_view, 4> kKindNames = {"copy", "passage",
                                                        "phrase", "template"};

}  // namespace

absl::Status MissingField(std::string_view field) {
  return absl::DataLossError(
      absl::StrCat("a row without `", base::ToAbsl(field),
                   "`; run the command that wrote it again"));
}

absl::StatusOr<uint64_t> NumberField(const JsonRow& row, const char* name) {
  uint64_t number = 0;
  if (row.fields[name].get(number) != simdjson::SUCCESS)
    return MissingField(name);
  return number;
}

absl::StatusOr<RepeatKind> RepeatKindField(const JsonRow& row) {
  const std::string name = TextField(row, "kind");
  const auto* const at = std::find(kKindNames.begin(), kKindNames.end(), name);
  if (at == kKindNames.end()) return MissingField("kind");
  return static_cast<RepeatKind>(at - kKindNames.begin());
}

std::string CompactRow(const JsonRow& row) {
  return simdjson::minify(row.fields);
}

bool TableExists(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

absl::Status ForEachRowOf(const std::string& path,
                          const eval::UseJsonRow& use) {
  if (!TableExists(path)) return absl::OkStatus();
  return eval::ForEachJsonRow(path, use);
}

}  // namespace litany::engine
