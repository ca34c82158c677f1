#include "report/query_line.h"

#include "report/json_writer.h"
#include "report/table_writer.h"

namespace litany::report {

std::string JsonLine(const QueryHitRecord& row) {
  std::string line;
  JsonWriter json(&line);
  json.BeginObject();
  json.Key("query").String(row.query);
  json.Key("id").String(row.id).Key("source").String(row.source).Key("date");
  if (row.date.empty()) {
    json.Null();
  } else {
    json.String(row.date);
  }
  json.Key("begin").Number(row.begin).Key("end").Number(row.end);
  json.Key("char_begin").Number(row.char_begin);
  json.Key("char_end").Number(row.char_end);
  json.Key("query_begin").Number(row.query_begin);
  json.Key("query_end").Number(row.query_end);
  json.Key("similarity");
  json.Ratio(row.similarity.numerator, row.similarity.denominator);
  json.Key("relation").String(NameOf(row.relation));
  json.Key("edits").BeginArray();
  for (const Edit& edit : row.edits) {
    json.BeginObject().Key("begin").Number(edit.begin);
    json.Key("end").Number(edit.end).Key("was").String(edit.was);
    json.Key("now").String(edit.now).EndObject();
  }
  json.EndArray();
  json.Key("text").String(row.text);
  json.Key("context_before").String(row.context_before);
  json.Key("context_after").String(row.context_after);
  json.EndObject();
  line.push_back('\n');
  return line;
}

}  // namespace litany::report
