#include "report/table_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/status_macros.h"
#include "report/json_writer.h"

namespace litany::report {
namespace {

void StringOrNull(std::string_view value, JsonWriter* json) {
  if (value.empty()) {
    json->Null();
  } else {
    json->String(value);
  }
}

void RatioOrNull(const std::optional<Ratio>& value, JsonWriter* json) {
  if (value) {
    json->Ratio(value->numerator, value->denominator);
  } else {
    json->Null();
  }
}

void TextOrNull(const std::optional<std::string>& value, JsonWriter* json) {
  if (value) {
    json->String(*value);
  } else {
    json->Null();
  }
}

void WriteChars(const CauseChars& chars, JsonWriter* json) {
  json->BeginObject();
  json->Key("template").Number(chars.template_chars);
  json->Key("copy").Number(chars.copy);
  json->Key("passage").Number(chars.passage);
  json->Key("phrase").Number(chars.phrase);
  json->Key("own").Number(chars.own).EndObject();
}

void WriteShares(const std::vector<SourceShare>& shares, JsonWriter* json) {
  json->BeginArray();
  for (const SourceShare& share : shares) {
    json->BeginObject().Key("source").String(share.source);
    json->Key("chars").Number(share.chars).EndObject();
  }
  json->EndArray();
}

void FirstOrNull(const std::optional<FirstWitness>& value, JsonWriter* json) {
  if (!value) {
    json->Null();
    return;
  }
  json->BeginObject().Key("id").String(value->witness.id).Key("date");
  StringOrNull(value->witness.date, json);
  json->Key("ties").Number(value->ties);
  json->Key("undated").Number(value->undated).EndObject();
}

void PatternOrNull(const std::vector<PatternPart>& pattern, JsonWriter* json) {
  if (pattern.empty()) {
    json->Null();
    return;
  }
  json->BeginArray();
  for (const PatternPart& part : pattern) {
    json->BeginObject();
    if (part.gap == 0) {
      json->Key("text").String(part.text);
    } else {
      json->Key("gap").Number(part.gap).Key("type").String(part.type);
      json->Key("examples").BeginArray();
      for (const std::string& example : part.examples) json->String(example);
      json->EndArray();
    }
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace

std::string_view NameOf(Relation relation) {
  switch (relation) {
    case Relation::kIdentical:
      return "identical";
    case Relation::kSame:
      return "same";
    case Relation::kNear:
      return "near";
    case Relation::kContained:
      return "contained";
  }
  return "";
}

std::string_view NameOf(Reason reason) {
  switch (reason) {
    case Reason::kUnique:
      return "unique";
    case Reason::kNoTokens:
      return "no-tokens";
    case Reason::kKept:
      return "kept";
    case Reason::kIdentical:
      return "identical";
    case Reason::kSame:
      return "same";
    case Reason::kNear:
      return "near";
    case Reason::kContained:
      return "contained";
    case Reason::kRepresentative:
      return "representative";
    case Reason::kAgainst:
      return "against";
    case Reason::kPassage:
      return "passage";
    case Reason::kCut:
      return "cut";
    case Reason::kAllTemplate:
      return "all-template";
  }
  return "";
}

std::string_view NameOf(RepeatKind kind) {
  switch (kind) {
    case RepeatKind::kCopy:
      return "copy";
    case RepeatKind::kPassage:
      return "passage";
    case RepeatKind::kPhrase:
      return "phrase";
    case RepeatKind::kTemplate:
      return "template";
  }
  return "";
}

void AppendLine(const DocumentRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("id").String(row.id).Key("source").String(row.source).Key("date");
  StringOrNull(row.date, &json);
  json.Key("cluster");
  StringOrNull(row.cluster, &json);
  json.Key("keep").Bool(row.keep);
  json.Key("reason").String(NameOf(row.reason)).Key("representative");
  StringOrNull(row.representative, &json);
  json.Key("similarity");
  RatioOrNull(row.similarity, &json);
  json.Key("kept_similarity");
  RatioOrNull(row.kept_similarity, &json);
  json.Key("repairs").Number(row.repairs);
  json.Key("chars");
  WriteChars(row.chars, &json);
  json.EndObject();
  lines->push_back('\n');
}

void AppendLine(const RepeatRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("repeat").String(row.repeat).Key("kind").String(NameOf(row.kind));
  json.Key("documents").Number(row.documents);
  json.Key("sources").Number(row.sources);
  json.Key("count").Number(row.count);
  json.Key("length").Number(row.length).Key("first");
  FirstOrNull(row.first, &json);
  json.Key("representative");
  StringOrNull(row.representative, &json);
  json.Key("text");
  TextOrNull(row.text, &json);
  json.Key("pattern");
  PatternOrNull(row.pattern, &json);
  json.Key("scores").BeginObject();
  for (const Score& score : row.scores) {
    json.Key(score.name).Ratio(score.value.numerator, score.value.denominator);
  }
  json.EndObject().Key("weakest");
  if (row.weakest_id.empty()) {
    json.Null();
  } else {
    json.BeginObject().Key("id").String(row.weakest_id).Key("similarity");
    json.Ratio(row.weakest_similarity.numerator,
               row.weakest_similarity.denominator);
    json.EndObject();
  }
  if (row.kind == RepeatKind::kTemplate) json.Key("source").String(row.source);
  json.EndObject();
  lines->push_back('\n');
}

void AppendLine(const OccurrenceRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("repeat").String(row.repeat).Key("kind").String(NameOf(row.kind));
  json.Key("id").String(row.id);
  json.Key("begin").Number(row.begin).Key("end").Number(row.end);
  json.Key("char_begin").Number(row.char_begin);
  json.Key("char_end").Number(row.char_end);
  json.Key("similarity");
  json.Ratio(row.similarity.numerator, row.similarity.denominator);
  json.Key("relation").String(NameOf(row.relation));
  json.Key("edits").BeginArray();
  for (const Edit& edit : row.edits) {
    json.BeginObject().Key("begin").Number(edit.begin);
    json.Key("end").Number(edit.end).Key("was").String(edit.was);
    json.Key("now").String(edit.now).EndObject();
  }
  json.EndArray().Key("first").Bool(row.first);
  json.Key("source").String(row.source).Key("date");
  StringOrNull(row.date, &json);
  json.Key("text");
  TextOrNull(row.text, &json);
  json.Key("inside");
  StringOrNull(row.inside, &json);
  if (row.kind == RepeatKind::kTemplate) {
    json.Key("gaps").BeginArray();
    for (const GapText& gap : row.gaps) {
      json.BeginObject().Key("gap").Number(gap.gap);
      json.Key("begin").Number(gap.begin).Key("end").Number(gap.end);
      json.Key("text").String(gap.text).EndObject();
    }
    json.EndArray();
  }
  json.EndObject();
  lines->push_back('\n');
}

void AppendLine(const SourceRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("source").String(row.source).Key("pages").Number(row.pages);
  json.Key("counted").Number(row.counted);
  json.Key("templates").Number(row.templates);
  json.Key("all_template").Number(row.all_template).Key("reason");
  StringOrNull(row.reason, &json);
  json.Key("chars");
  WriteChars(row.chars, &json);
  json.Key("copies_from");
  WriteShares(row.copies_from, &json);
  json.Key("copied_by");
  WriteShares(row.copied_by, &json);
  json.EndObject();
  lines->push_back('\n');
}

void AppendLine(const ReuseRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("id").String(row.id).Key("source").String(row.source).Key("date");
  StringOrNull(row.date, &json);
  json.Key("from").String(row.from);
  json.Key("from_source").String(row.from_source).Key("from_date");
  StringOrNull(row.from_date, &json);
  json.Key("passages").Number(row.passages).Key("chars").Number(row.chars);
  json.Key("share").Ratio(row.share.numerator, row.share.denominator);
  json.EndObject();
  lines->push_back('\n');
}

void AppendLine(const ScriptingRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("repeat").String(row.repeat).Key("date").String(row.date);
  json.Key("sources").Number(row.sources).Key("ids").BeginArray();
  for (const std::string& id : row.ids) json.String(id);
  json.EndArray().EndObject();
  lines->push_back('\n');
}

void AppendLine(const SeriesRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("repeat").String(row.repeat).Key("date").String(row.date);
  json.Key("documents").Number(row.documents);
  json.Key("count").Number(row.count).EndObject();
  lines->push_back('\n');
}

void AppendLine(const VariantRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("repeat").String(row.repeat).Key("other").String(row.other);
  json.Key("relation").String(row.relation);
  json.Key("distance").Number(row.distance).EndObject();
  lines->push_back('\n');
}

void AppendLine(const PairRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject();
  json.Key("a").String(row.a).Key("b").String(row.b);
  json.Key("relation").String(NameOf(row.relation));
  json.Key("shared").Number(row.shared);
  json.Key("size_a").Number(row.size_a).Key("size_b").Number(row.size_b);
  json.Key("jaccard");
  json.Ratio(row.shared, uint64_t{row.size_a} + row.size_b - row.shared);
  json.Key("containment");
  json.Ratio(row.shared, std::min(row.size_a, row.size_b));
  json.EndObject();
  lines->push_back('\n');
}

void AppendLine(const RejectRecord& row, std::string* lines) {
  JsonWriter json(lines);
  json.BeginObject().Key("file").String(row.file).Key("record");
  if (row.record == 0) {
    json.Null();
  } else {
    json.Number(row.record);
  }
  json.Key("byte").Number(row.byte).Key("reason").String(row.reason);
  json.EndObject();
  lines->push_back('\n');
}

absl::StatusOr<TableWriter> TableWriter::Create(const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto sink, base::OpenForWrite(path));
  return TableWriter(std::move(sink));
}

}  // namespace litany::report
