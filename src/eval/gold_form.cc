#include "eval/gold_form.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "eval/gold.h"
#include "eval/json_rows.h"
#include "eval/tab_table.h"

namespace litany::eval {
namespace {

bool HasField(const simdjson::dom::object& row, std::string_view name) {
  simdjson::dom::element value;
  return row[name].get(value) == simdjson::SUCCESS && !value.is_null();
}

// What `row` tells; nothing: look at the next.
std::optional<GoldForm> FormOfRow(const simdjson::dom::object& row,
                                  const std::string& gold_field) {
  if (HasField(row, "suspicious")) return GoldForm::kSpanRows;
  simdjson::dom::array spans;
  if (row["spans"].get(spans) == simdjson::SUCCESS) {
    for (const simdjson::dom::element span : spans) {
      simdjson::dom::element cause;
      return span["cause"].get(cause) == simdjson::SUCCESS
                 ? GoldForm::kCauses
                 : GoldForm::kSpanDocuments;
    }
  }
  if (HasField(row, gold_field)) return GoldForm::kClusters;
  return std::nullopt;
}

absl::StatusOr<GoldForm> FormOfLines(const std::string& path,
                                     const std::string& gold_field) {
  std::optional<GoldForm> form;
  // Ends the reading early; no message is ever seen.
  const absl::Status found = absl::CancelledError();
  absl::Status status =
      ForEachJsonRow(path, [&](const JsonRow& row) -> absl::Status {
        form = FormOfRow(row.fields, gold_field);
        return form.has_value() ? found : absl::OkStatus();
      });
  if (!status.ok() && !form.has_value()) return status;
  return form.value_or(GoldForm::kClusters);
}

GoldForm FormOfColumns(const std::vector<std::string>& names) {
  const auto has = [&names](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (has("suspicious")) return GoldForm::kSpanRows;
  if (has("cause") && has("begin")) return GoldForm::kCauses;
  if (has("passage") && has("begin")) return GoldForm::kPassages;
  if (has("phrase")) {
    return has("verdict") ? GoldForm::kJudgedPhrases : GoldForm::kPhraseList;
  }
  return GoldForm::kClusters;
}

}  // namespace

absl::StatusOr<GoldForm> FormOfGold(const std::string& path,
                                    const std::string& gold_field) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return GoldForm::kSpanXml;
  if (GoldHoldsTexts(path)) return FormOfLines(path, gold_field);
  LITANY_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                          ReadColumnNames(path));
  return FormOfColumns(names);
}

}  // namespace litany::eval
