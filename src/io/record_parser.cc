#include "io/record_parser.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/charconv.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "io/date.h"
#include "io/json_repair.h"

namespace litany::io {
namespace {

namespace dom = simdjson::dom;
using base::kByteOrderMark;
using simdjson::error_code;

static_assert(RecordBatch::kPadding >= simdjson::SIMDJSON_PADDING,
              "records are parsed where they lie");

// Buffers above this are given back after the record that needed them.
constexpr size_t kKeptBuffer = size_t{4} << 20;

absl::Status BadRecord(std::string_view what) {
  return absl::InvalidArgumentError(base::ToAbsl(what));
}

std::string_view TypeName(dom::element_type type) {
  switch (type) {
    case dom::element_type::ARRAY:
      return "an array";
    case dom::element_type::OBJECT:
      return "an object";
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
      return "a number";
    case dom::element_type::STRING:
      return "a string";
    case dom::element_type::BOOL:
      return "true or false";
    case dom::element_type::NULL_VALUE:
      return "null";
  }
  return "something else";
}

absl::Status JsonError(error_code error) {
  const char* what = nullptr;
  switch (error) {
    case simdjson::UNCLOSED_STRING:
      what = "a string is not closed (is the line cut?)";
      break;
    case simdjson::TAPE_ERROR:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      what =
          "a comma, colon, bracket or value is missing or in the wrong place "
          "(is the line cut?)";
      break;
    case simdjson::STRING_ERROR:
      what = "a string holds a malformed escape";
      break;
    case simdjson::UNESCAPED_CHARS:
      what = "a string holds a control character that is not escaped";
      break;
    case simdjson::NUMBER_ERROR:
      what = "a number is malformed";
      break;
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      what = "a word is none of true, false and null";
      break;
    case simdjson::DEPTH_ERROR:
      what = "it is nested more than 1024 deep";
      break;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      what = "it is too large to hold in memory";
      break;
    default:
      what = simdjson::error_message(error);
  }
  return BadRecord(absl::StrCat("not valid JSON: ", what));
}

// Errors that a number or a name which simdjson does not know can cause.
bool MayBeNumber(error_code error) {
  return error == simdjson::NUMBER_ERROR || error == simdjson::TAPE_ERROR ||
         error == simdjson::N_ATOM_ERROR ||
         error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
}

std::optional<double> FiniteNumber(std::string_view text) {
  const absl::string_view trimmed =
      absl::StripAsciiWhitespace(base::ToAbsl(text));
  double value = 0;
  const char* const end = trimmed.data() + trimmed.size();
  const auto result = absl::from_chars(trimmed.data(), end, value);
  if (result.ptr != end || result.ec == std::errc::invalid_argument ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  // Out of range is both too small, which is all but zero, and too large.
  const bool too_large =
      result.ec == std::errc::result_out_of_range && std::abs(value) > 1;
  return too_large ? std::nullopt : std::optional(value);
}

void ShrinkIfLarge(std::string* buffer) {
  if (buffer->capacity() > kKeptBuffer) std::string().swap(*buffer);
}

}  // namespace

std::vector<std::string> TextFieldsOf(const InputOptions& options) {
  if (!options.text_fields.empty()) return options.text_fields;
  return {"text", "content", "raw_content", "body"};
}

std::string_view LineEndOf(std::string_view line) {
  size_t size = line.size();
  if (size > 0 && line[size - 1] == '\n') --size;
  if (size > 0 && line[size - 1] == '\r') --size;
  return line.substr(size);
}

class RecordParser::Impl {
 public:
  Impl(const std::vector<InputFile>& files, const InputOptions& options)
      : files_(files), options_(options) {
    text_names_ = TextFieldsOf(options_);
    for (const std::string& name : text_names_) Want(name, &text_fields_);
    Want(options_.id_field, &id_field_);
    Want(options_.url_field, &url_field_);
    Want(options_.source_field, &source_field_);
    Want(options_.number_field, &number_field_);
    for (const std::string& name : options_.date_fields) {
      Want(name, &date_fields_);
    }
  }

  std::variant<Document, Reject> Parse(const RecordBatch& batch,
                                       const RecordBatch::Entry& entry) {
    const InputFile& file = files_[entry.location.file];
    Document document;
    document.location = entry.location;
    text_parts_.clear();
    std::string_view bytes = batch.RecordBytes(entry);
    if (entry.location.byte == 0 && bytes.starts_with(kByteOrderMark)) {
      bytes.remove_prefix(kByteOrderMark.size());
    }
    const absl::Status status = file.format == InputFormat::kText
                                    ? ReadText(bytes, file, &document)
                                    : ReadJson(bytes, file, &document);
    ShrinkIfLarge(&repaired_);
    ShrinkIfLarge(&blanked_);
    if (parser_.capacity() > kKeptBuffer) parser_ = dom::parser();
    if (!status.ok()) {
      text_parts_.clear();
      return Reject{entry.location, std::string(status.message())};
    }
    return document;
  }

  const std::vector<TextPart>& text_parts() const { return text_parts_; }

 private:
  // The last field of a name, where the record has one that is not null.
  struct Field {
    bool present = false;
    dom::element value;
    size_t position = 0;  // among the fields of the record
  };

  // One place of wanted_ for each distinct name, so that a record's fields are
  // looked at once.  An empty name is none.
  void Want(const std::string& name, std::vector<size_t>* places) {
    if (name.empty()) return;
    const auto at = std::find(wanted_names_.begin(), wanted_names_.end(), name);
    places->push_back(static_cast<size_t>(at - wanted_names_.begin()));
    if (at == wanted_names_.end()) {
      wanted_names_.push_back(name);
      wanted_.emplace_back();
    }
  }

  const Field* Find(const std::vector<size_t>& places) const {
    for (const size_t place : places) {
      if (wanted_[place].present) return &wanted_[place];
    }
    return nullptr;
  }

  absl::Status ReadText(std::string_view bytes, const InputFile& file,
                        Document* document) {
    if (file.text_lines) bytes.remove_suffix(LineEndOf(bytes).size());
    if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
      document->text = bytes;
    } else {
      LITANY_RETURN_IF_ERROR(AllowRepair(bytes));
      document->repairs = base::RepairUtf8(bytes, &document->text);
    }
    document->id = file.name;
    if (file.text_lines) {
      absl::StrAppend(&document->id, ":", document->location.record);
    }
    document->source = "-";
    return absl::OkStatus();
  }

  absl::Status ReadJson(std::string_view bytes, const InputFile& file,
                        Document* document) {
    dom::element root;
    // simdjson checks the UTF-8 of the whole line, so what parses is valid.
    error_code error = ParseDom(bytes, &root);
    json_ = bytes;
    if (error != simdjson::SUCCESS) {
      LITANY_RETURN_IF_ERROR(ParseRepaired(bytes, error, &root, document));
    }
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS) {
      return BadRecord(absl::StrCat("the record is ",
                                    base::ToAbsl(TypeName(root.type())),
                                    ", not a JSON object"));
    }
    FindFields(object);
    LITANY_RETURN_IF_ERROR(SetText(document));
    SetId(file, document);
    SetSource(document);
    SetDate(document);
    SetNumber(document);
    return absl::OkStatus();
  }

  // REQUIRES: kPadding bytes after `json` can be read
  error_code ParseDom(std::string_view json, dom::element* root) {
    if (json.size() > simdjson::SIMDJSON_MAXSIZE_BYTES) {
      return simdjson::CAPACITY;
    }
    if (json.size() > parser_.capacity()) {
      // Doubled, so that lines of growing length do not each allocate.
      const size_t capacity = std::max(
          json.size(), std::min(2 * parser_.capacity() + 4096, kKeptBuffer));
      error_code error = parser_.allocate(capacity);
      if (error == simdjson::SUCCESS) error = parser_.doc.allocate(capacity);
      if (error != simdjson::SUCCESS) return error;
    }
    constexpr bool kCopyIfNeeded = false;
    return parser_.parse(json.data(), json.size(), kCopyIfNeeded).get(*root);
  }

  // For a line that simdjson refuses: mends what our rules let pass and parses
  // again.  Leaves the mended line in json_.
  absl::Status ParseRepaired(std::string_view bytes, error_code error,
                             dom::element* root, Document* document) {
    bool mended = false;
    if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
      LITANY_RETURN_IF_ERROR(AllowRepair(bytes));
      document->repairs = base::RepairUtf8(bytes, &repaired_);
      mended = true;
    } else {
      repaired_ = bytes;
    }
    const size_t size = repaired_.size();
    if (HasLoneSurrogate(repaired_)) {
      if (options_.on_error != OnError::kReplace) {
        return BadRecord(
            "a string holds half of a surrogate pair (\\ud800 to \\udfff); "
            "--on-error replace reads the record");
      }
      document->repairs += RepairLoneSurrogates(repaired_);
      mended = true;
    }
    repaired_.append(RecordBatch::kPadding, ' ');
    json_ = std::string_view(repaired_).substr(0, size);
    if (mended) error = ParseDom(json_, root);
    if (MayBeNumber(error)) {
      blanked_ = repaired_;
      if (BlankNumbers(std::span(blanked_).first(size))) {
        error = ParseDom(std::string_view(blanked_).substr(0, size), root);
      }
    }
    return error == simdjson::SUCCESS ? absl::OkStatus() : JsonError(error);
  }

  absl::Status AllowRepair(std::string_view bytes) const {
    if (options_.on_error == OnError::kReplace) return absl::OkStatus();
    return BadRecord(absl::StrCat("not valid UTF-8 at byte ",
                                  base::ValidUtf8Prefix(bytes),
                                  " of the record; --on-error replace reads "
                                  "it"));
  }

  void FindFields(const dom::object& object) {
    for (Field& field : wanted_) field.present = false;
    size_t position = 0;
    for (const dom::key_value_pair& pair : object) {
      for (size_t i = 0; i < wanted_.size(); ++i) {
        if (wanted_names_[i] == pair.key) {
          wanted_[i] = {!pair.value.is_null(), pair.value, position};
          break;
        }
      }
      ++position;
    }
  }

  absl::Status SetText(Document* document) {
    const bool join = !options_.text_fields.empty();
    bool found = false;
    for (size_t i = 0; i < text_fields_.size() && (join || !found); ++i) {
      const Field& field = wanted_[text_fields_[i]];
      if (!field.present) continue;
      std::string_view text;
      if (field.value.get(text) != simdjson::SUCCESS) {
        return BadRecord(absl::StrCat(
            "field \"", text_names_[i], "\" is ",
            base::ToAbsl(TypeName(field.value.type())), ", not a string"));
      }
      if (found) document->text += '\n';
      text_parts_.push_back({field.position, document->text.size(),
                             document->text.size() + text.size()});
      document->text += text;
      found = true;
    }
    if (found) return absl::OkStatus();
    std::string names;
    for (const std::string& name : text_names_) {
      absl::StrAppend(&names, names.empty() ? "\"" : ", \"", name, "\"");
    }
    return BadRecord(
        absl::StrCat("no text: the record has no field ", names,
                     "; name the one that holds it with --text-field"));
  }

  void SetId(const InputFile& file, Document* document) const {
    if (const Field* field = Find(id_field_)) {
      document->id = StringOrNumber(*field);
    }
    if (document->id.empty()) {
      document->id = absl::StrCat(file.name, ":", document->location.record);
    }
  }

  void SetSource(Document* document) const {
    std::string_view value;
    const Field* field = Find(url_field_);
    if (field != nullptr && field->value.get(value) == simdjson::SUCCESS) {
      document->source = HostOfUrl(value);
    }
    field = Find(source_field_);
    if (document->source.empty() && field != nullptr &&
        field->value.get(value) == simdjson::SUCCESS) {
      document->source = value;
    }
    if (document->source.empty()) document->source = "-";
  }

  void SetDate(Document* document) const {
    for (const size_t place : date_fields_) {
      if (!wanted_[place].present) continue;
      document->date = NormaliseDate(StringOrNumber(wanted_[place]));
      if (!document->date.empty()) return;
    }
  }

  void SetNumber(Document* document) const {
    if (const Field* field = Find(number_field_)) {
      document->number = FiniteNumber(StringOrNumber(*field));
    }
  }

  // A string, or a number as it is spelt in the record; empty for the rest.
  std::string_view StringOrNumber(const Field& field) const {
    switch (field.value.type()) {
      case dom::element_type::STRING: {
        std::string_view text;
        return field.value.get(text) == simdjson::SUCCESS ? text : "";
      }
      case dom::element_type::INT64:
      case dom::element_type::UINT64:
      case dom::element_type::DOUBLE:
        return FieldValue(json_, field.position);
      default:
        return "";
    }
  }

  const std::vector<InputFile>& files_;
  const InputOptions options_;

  std::vector<std::string> text_names_;
  // Places in wanted_; those of one field hold one place, or none.
  std::vector<size_t> text_fields_;
  std::vector<size_t> id_field_;
  std::vector<size_t> url_field_;
  std::vector<size_t> source_field_;
  std::vector<size_t> number_field_;
  std::vector<size_t> date_fields_;
  std::vector<std::string> wanted_names_;
  std::vector<Field> wanted_;
  std::vector<TextPart> text_parts_;

  dom::parser parser_;
  // The line that was parsed last, mended, but its numbers as they came.
  std::string_view json_;
  std::string repaired_;
  std::string blanked_;
};

RecordParser::RecordParser(const std::vector<InputFile>& files,
                           const InputOptions& options)
    : impl_(std::make_unique<Impl>(files, options)) {}
RecordParser::~RecordParser() = default;

std::variant<Document, Reject> RecordParser::Parse(
    const RecordBatch& batch, const RecordBatch::Entry& entry) {
  return impl_->Parse(batch, entry);
}

const std::vector<TextPart>& RecordParser::text_parts() const {
  return impl_->text_parts();
}

}  // namespace litany::io
