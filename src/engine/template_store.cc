#include "engine/template_store.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "eval/json_rows.h"
#include "report/json_writer.h"
#include "templates/masker.h"

namespace litany::engine {
namespace {

constexpr uint64_t kTemplateStoreSchema = 1;

void WriteStorePattern(const templates::Pattern& pattern,
                       report::JsonWriter* json) {
  json->BeginArray();
  for (const templates::PatternPart& part : pattern.parts) {
    json->BeginObject();
    if (part.gap == 0) {
      json->Key("text").String(part.text);
    } else {
      json->Key("gap").Number(part.gap);
      json->Key("type").String(templates::GapTypeName(part.type));
      json->Key("optional").Bool(part.optional);
      json->Key("examples").BeginArray();
      for (const std::string& example : part.examples) json->String(example);
      json->EndArray();
    }
    json->EndObject();
  }
  json->EndArray();
}

absl::StatusOr<templates::PatternPart> ReadPart(
    const simdjson::dom::element& element, uint32_t gaps) {
  const absl::Status bad = absl::DataLossError(
      "a part of a pattern is neither {\"text\"} nor {\"gap\", \"type\", "
      "\"optional\", \"examples\"} with gaps numbered from 1");
  templates::PatternPart part;
  std::string_view text;
  if (element["text"].get(text) == simdjson::SUCCESS) {
    if (text.empty()) return bad;
    part.text = text;
    return part;
  }
  uint64_t gap = 0;
  std::string_view type;
  bool optional = false;
  simdjson::dom::array examples;
  if (element["gap"].get(gap) != simdjson::SUCCESS || gap != gaps + 1 ||
      element["type"].get(type) != simdjson::SUCCESS ||
      element["optional"].get(optional) != simdjson::SUCCESS ||
      element["examples"].get(examples) != simdjson::SUCCESS) {
    return bad;
  }
  const auto known = templates::GapTypeOf(type);
  if (!known) {
    return absl::DataLossError(
        absl::StrCat("there is no gap of type \"", std::string(type), "\""));
  }
  part.gap = static_cast<uint32_t>(gap);
  part.type = *known;
  part.optional = optional;
  for (const simdjson::dom::element example : examples) {
    std::string_view value;
    if (example.get(value) != simdjson::SUCCESS) return bad;
    part.examples.emplace_back(value);
  }
  return part;
}

absl::StatusOr<templates::Pattern> ReadPattern(const eval::JsonRow& row) {
  simdjson::dom::array parts;
  if (row.fields["pattern"].get(parts) != simdjson::SUCCESS) {
    return absl::DataLossError("there is no `pattern`");
  }
  templates::Pattern pattern;
  uint32_t gaps = 0;
  for (const simdjson::dom::element element : parts) {
    LITANY_ASSIGN_OR_RETURN(templates::PatternPart part,
                            ReadPart(element, gaps));
    gaps += part.gap != 0 ? 1 : 0;
    pattern.parts.push_back(std::move(part));
  }
  if (pattern.parts.empty()) {
    return absl::DataLossError("the `pattern` is empty");
  }
  return pattern;
}

absl::Status CheckStoreHeader(const eval::JsonRow& row, bool whole) {
  uint64_t schema = 0;
  bool is_whole = false;
  if (row.fields["litany_templates"].get(schema) != simdjson::SUCCESS ||
      row.fields["whole"].get(is_whole) != simdjson::SUCCESS) {
    return absl::DataLossError(
        "this is no file of templates; litany templates --save makes one");
  }
  if (schema != kTemplateStoreSchema) {
    return absl::DataLossError(
        absl::StrCat("schema ", schema, " is not the one this program reads (",
                     kTemplateStoreSchema, ")"));
  }
  if (is_whole != whole) {
    return absl::FailedPreconditionError(
        is_whole ? "its templates are of whole documents; give --whole or "
                   "--records line"
                 : "its templates are of lines of pages; leave --whole and "
                   "--records line out");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteTemplateStore(const Collection& collection,
                                const FoundTemplates& found, bool whole,
                                const std::string& path) {
  std::string out;
  {
    report::JsonWriter json(&out);
    json.BeginObject();
    json.Key("litany_templates").Number(kTemplateStoreSchema);
    json.Key("whole").Bool(whole);
    json.EndObject();
    out.push_back('\n');
  }
  struct Named {
    std::string_view source;
    std::string constant;
    const SourceTemplate* made;
  };
  std::vector<Named> order;
  for (const SourceTemplate& made : found.templates) {
    order.push_back({collection.sources[made.source],
                     templates::ConstantText(made.made.pattern), &made});
  }
  std::sort(order.begin(), order.end(), [](const Named& x, const Named& y) {
    if (x.source != y.source) return x.source < y.source;
    return x.constant < y.constant;
  });
  for (const Named& one : order) {
    report::JsonWriter json(&out);
    json.BeginObject();
    json.Key("source").Bytes(one.source);
    json.Key("pattern");
    WriteStorePattern(one.made->made.pattern, &json);
    json.Key("pages").Number(one.made->made.pages);
    json.Key("count").Number(one.made->made.count);
    json.EndObject();
    out.push_back('\n');
  }
  return base::WriteWholeFile(path, out);
}

absl::StatusOr<TemplateStore> ReadTemplateStore(const std::string& path,
                                                bool whole) {
  TemplateStore store;
  bool has_header = false;
  LITANY_RETURN_IF_ERROR(
      eval::ForEachJsonRow(path, [&](const eval::JsonRow& row) -> absl::Status {
        if (!has_header) {
          has_header = true;
          return CheckStoreHeader(row, whole);
        }
        std::string_view source;
        if (row.fields["source"].get(source) != simdjson::SUCCESS) {
          return absl::DataLossError("there is no `source`");
        }
        LITANY_ASSIGN_OR_RETURN(templates::Pattern pattern, ReadPattern(row));
        store[std::string(source)].push_back(std::move(pattern));
        return absl::OkStatus();
      }));
  if (!has_header) {
    return absl::DataLossError(absl::StrCat(
        path, " is empty; litany templates --save makes files of templates"));
  }
  return store;
}

}  // namespace litany::engine
