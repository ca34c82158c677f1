#include "eval/gold.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "eval/gold_builder.h"
#include "eval/json_rows.h"
#include "eval/tab_table.h"
#include "io/json_repair.h"
#include "io/record_reader.h"
#include "simdjson.h"

namespace litany::eval {
namespace {

enum class Spelling { kJsonLines, kTabs, kUnknown };

Spelling SpellingOf(std::string_view path) {
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (path.ends_with(packed)) {
      path.remove_suffix(packed.size());
      break;
    }
  }
  if (path.ends_with(".jsonl") || path.ends_with(".ndjson")) {
    return Spelling::kJsonLines;
  }
  return path.ends_with(".tsv") || path.ends_with(".gold") ? Spelling::kTabs
                                                           : Spelling::kUnknown;
}

absl::Status At(absl::StatusCode code, std::string_view what,
                const std::string& path, uint64_t line) {
  return absl::Status(
      code, absl::StrCat(base::ToAbsl(what), " (", path, ", line ", line, ")"));
}

absl::Status At(const absl::Status& status, const std::string& path,
                uint64_t line) {
  return status.ok()
             ? status
             : At(status.code(), base::FromAbsl(status.message()), path, line);
}

// One JSON record to an id and a label, read and mended by the rules of
// io::RecordParser, so that ids are those of a run over the same file.  Unlike
// a document, a record of the gold needs no text.
class JsonLabels {
 public:
  JsonLabels(const io::InputFile& file, const std::string& gold_field,
             const std::string& id_field)
      : file_(file), gold_field_(gold_field), id_field_(id_field) {}

  absl::Status Add(const io::RecordBatch& batch,
                   const io::RecordBatch::Entry& entry, GoldBuilder* builder) {
    std::string_view json = batch.RecordBytes(entry);
    simdjson::dom::object fields;
    LITANY_RETURN_IF_ERROR(parser_.Parse(&json, &fields));
    std::optional<std::string> id;
    std::optional<std::string> label = "";
    size_t position = 0;
    // Of two fields with one name the last counts.
    for (const auto field : fields) {
      if (field.key == id_field_) id = Spell(json, field.value, position);
      if (field.key == gold_field_) {
        label = Spell(json, field.value, position);
      }
      ++position;
    }
    if (!label.has_value()) {
      return absl::InvalidArgumentError(
          absl::StrCat("the field `", gold_field_,
                       "` is neither text nor a number; name the field that "
                       "holds the labels with --gold-field"));
    }
    if (!id.has_value() || id->empty()) {
      id = absl::StrCat(file_.name, ":", entry.location.record);
    }
    return builder->AddLabel(*id, *label);
  }

 private:
  // A string, or a number as it is spelt; empty for null and nothing for what
  // can be neither id nor label.
  static std::optional<std::string> Spell(std::string_view json,
                                          simdjson::dom::element value,
                                          size_t position) {
    switch (value.type()) {
      case simdjson::dom::element_type::NULL_VALUE:
        return "";
      case simdjson::dom::element_type::STRING:
        return std::string(value.get_string().value_unsafe());
      case simdjson::dom::element_type::INT64:
      case simdjson::dom::element_type::UINT64:
      case simdjson::dom::element_type::DOUBLE:
        return std::string(io::FieldValue(json, position));
      default:
        return std::nullopt;
    }
  }

  const io::InputFile& file_;
  const std::string gold_field_;
  const std::string id_field_;
  JsonRowParser parser_;
};

// One line of tab-separated cells to a pair or to an id and a label; the first
// line decides which.
class TabLines {
 public:
  explicit TabLines(const std::string& gold_field) : gold_field_(gold_field) {}

  absl::Status Add(std::string_view line, GoldBuilder* builder) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (first_) {
      if (line.starts_with(base::kByteOrderMark)) {
        line.remove_prefix(base::kByteOrderMark.size());
      }
      first_ = false;
      LITANY_ASSIGN_OR_RETURN(const bool header, ReadHeader(line));
      if (header) return absl::OkStatus();
    }
    const std::vector<std::string_view> cells = SplitAtTabs(line);
    if (cells.size() <= left_ || cells.size() <= right_) {
      return absl::DataLossError(absl::StrCat(
          "the line has ", cells.size(), " tab-separated columns where ",
          std::max(left_, right_) + 1, " are needed"));
    }
    if (cells[left_].empty() || (pairs_ && cells[right_].empty())) {
      return absl::DataLossError("an id is empty");
    }
    return pairs_ ? builder->AddPair(cells[left_], cells[right_])
                  : builder->AddLabel(cells[left_], cells[right_]);
  }

 private:
  // Whether `line` is a header; remembers what it says.
  absl::StatusOr<bool> ReadHeader(std::string_view line) {
    std::optional<size_t> id, label, id_a, id_b;
    const std::vector<std::string_view> names = SplitAtTabs(line);
    for (size_t i = 0; i < names.size(); ++i) {
      if (names[i] == "id_a") id_a = i;
      if (names[i] == "id_b") id_b = i;
      if (names[i] == "id") id = i;
      if (names[i] == gold_field_) label = i;
    }
    if (id_a.has_value() && id_b.has_value()) {
      left_ = *id_a;
      right_ = *id_b;
      return true;
    }
    if (!id.has_value()) return false;
    if (!label.has_value()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the header names a column `id` but none called `", gold_field_,
          "`; name the column that holds the labels with --gold-field"));
    }
    pairs_ = false;
    left_ = *id;
    right_ = *label;
    return true;
  }

  const std::string gold_field_;
  bool first_ = true;
  bool pairs_ = true;
  size_t left_ = 0;
  size_t right_ = 1;
};

}  // namespace

absl::StatusOr<Gold> ReadGold(const std::string& path,
                              const std::string& gold_field,
                              const InputOptions& input) {
  const Spelling spelling = SpellingOf(path);
  if (spelling == Spelling::kUnknown) {
    return absl::InvalidArgumentError(absl::StrCat(
        "cannot tell the form of the gold file from its name; it must end in "
        ".jsonl, .ndjson, .tsv or .gold, each also .gz or .zst (",
        path, ")"));
  }
  const std::vector<io::InputFile> files = {GoldAsInput(path)};
  io::RecordReader reader(files, input);
  JsonLabels json(files.front(), gold_field, input.id_field);
  TabLines tabs(gold_field);
  GoldBuilder builder;
  io::RecordBatch batch;
  while (reader.Next(io::kBatchBytes, &batch)) {
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      LITANY_RETURN_IF_ERROR(
          At(spelling == Spelling::kJsonLines
                 ? json.Add(batch, entry, &builder)
                 : tabs.Add(batch.RecordBytes(entry), &builder),
             path, entry.location.record));
    }
    // Part of the truth is no measure: nothing may be missing.
    for (const Reject& reject : batch.rejects) {
      return At(absl::StatusCode::kDataLoss, reject.reason, path,
                reject.location.record);
    }
  }
  Gold gold = std::move(builder).Finish();
  if (gold.entries.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the gold file says nothing about any document; is it "
                     "the right one? (",
                     path, ")"));
  }
  return gold;
}

bool GoldHoldsTexts(const std::string& path) {
  return SpellingOf(path) == Spelling::kJsonLines;
}

io::InputFile GoldAsInput(const std::string& path) {
  io::InputFile file;
  file.path = path;
  file.name = path.substr(path.rfind('/') + 1);
  // Tab-separated lines are split into records just as JSON lines are.
  file.format = InputFormat::kJsonl;
  if (path.ends_with(".gz")) file.codec = io::Codec::kGzip;
  if (path.ends_with(".zst")) file.codec = io::Codec::kZstd;
  return file;
}

}  // namespace litany::eval
