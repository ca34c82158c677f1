#include "eval/json_rows.h"

#include <cstddef>
#include <span>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "eval/gold.h"
#include "io/input_files.h"
#include "io/json_repair.h"
#include "io/record_reader.h"

namespace litany::eval {
namespace {

simdjson::error_code ParseInPlace(std::string_view json,
                                  simdjson::dom::parser* parser,
                                  simdjson::dom::element* record) {
  static_assert(io::RecordBatch::kPadding >= simdjson::SIMDJSON_PADDING);
  constexpr bool kCopyIfNeeded = false;
  return parser->parse(json.data(), json.size(), kCopyIfNeeded).get(*record);
}

}  // namespace

absl::Status JsonRowParser::Parse(std::string_view* json,
                                  simdjson::dom::object* record) {
  if (json->starts_with(base::kByteOrderMark)) {
    json->remove_prefix(base::kByteOrderMark.size());
  }
  simdjson::dom::element element;
  simdjson::error_code error = ParseInPlace(*json, &parser_, &element);
  if (error != simdjson::SUCCESS) error = ParseMended(json, &element);
  if (error != simdjson::SUCCESS || element.get(*record) != simdjson::SUCCESS) {
    return absl::DataLossError(
        "the line is not a JSON object; give one object a line");
  }
  return absl::OkStatus();
}

simdjson::error_code JsonRowParser::ParseMended(
    std::string_view* json, simdjson::dom::element* record) {
  base::RepairUtf8(*json, &mended_);
  io::RepairLoneSurrogates(mended_);
  const size_t size = mended_.size();
  mended_.append(io::RecordBatch::kPadding, ' ');
  *json = std::string_view(mended_).substr(0, size);
  const simdjson::error_code error = ParseInPlace(*json, &parser_, record);
  if (error == simdjson::SUCCESS) return error;
  blanked_ = mended_;
  io::BlankNumbers(std::span(blanked_).first(size));
  return ParseInPlace(std::string_view(blanked_).substr(0, size), &parser_,
                      record);
}

absl::Status ForEachJsonRow(const std::string& path, const UseJsonRow& use) {
  const auto at = [&path](absl::StatusCode code, std::string_view what,
                          uint64_t line) {
    return absl::Status(code, absl::StrCat(base::ToAbsl(what), " (", path,
                                           ", line ", line, ")"));
  };
  const std::vector<io::InputFile> files = {GoldAsInput(path)};
  io::RecordReader reader(files, InputOptions());
  JsonRowParser parser;
  io::RecordBatch batch;
  while (reader.Next(io::kBatchBytes, &batch)) {
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      JsonRow row;
      row.json = batch.RecordBytes(entry);
      row.line = entry.location.record;
      absl::Status status = parser.Parse(&row.json, &row.fields);
      if (status.ok()) status = use(row);
      if (!status.ok()) {
        return at(status.code(), base::FromAbsl(status.message()),
                  entry.location.record);
      }
    }
    for (const Reject& reject : batch.rejects) {
      return at(absl::StatusCode::kDataLoss, reject.reason,
                reject.location.record);
    }
  }
  return absl::OkStatus();
}

std::string TextField(const JsonRow& row, std::string_view name) {
  std::string text;
  size_t position = 0;
  // Of two fields with one name the last counts.
  for (const auto field : row.fields) {
    if (field.key == name) {
      std::string_view value;
      text.clear();
      if (field.value.get(value) == simdjson::SUCCESS) {
        text = value;
      } else if (field.value.is_number()) {
        text = io::FieldValue(row.json, position);
      }
    }
    ++position;
  }
  return text;
}

std::string TextMember(const simdjson::dom::object& member,
                       std::string_view name) {
  simdjson::dom::element value;
  if (member[name].get(value) != simdjson::SUCCESS) return "";
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  return value.is_number() ? simdjson::minify(value) : "";
}

}  // namespace litany::eval
