// JSON lines, packed or not, one object after another.
//
// Tested by tests/eval/json_rows_test.cc.
#ifndef LITANY_EVAL_JSON_ROWS_H_
#define LITANY_EVAL_JSON_ROWS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "simdjson.h"

namespace litany::eval {

// Parses records by the rules of io::RecordParser: what Python's json module
// accepts is mended where simdjson would refuse it.
class JsonRowParser {
 public:
  // Sets *json to what the values of *record are spelt in, which lives until
  // the next call.  DataLoss if it is not an object.
  // REQUIRES: io::RecordBatch::kPadding bytes after *json can be read
  absl::Status Parse(std::string_view* json, simdjson::dom::object* record);

 private:
  simdjson::error_code ParseMended(std::string_view* json,
                                   simdjson::dom::element* record);

  simdjson::dom::parser parser_;
  std::string mended_;
  std::string blanked_;
};

// Lives until the next one is read.
struct JsonRow {
  simdjson::dom::object fields;
  std::string_view json;  // what `fields` were parsed from
  uint64_t line = 0;      // 1 for the first of the file
};

using UseJsonRow = std::function<absl::Status(const JsonRow& row)>;

// Calls `use` for each line that is not blank.  A file that cannot be read, or
// a line that is no object, is an error: part of a table is no measure.  What
// is wrong, `use`'s errors too, is said with path and line.
absl::Status ForEachJsonRow(const std::string& path, const UseJsonRow& use);

// The text of a field: a string, or a number as it is spelt; empty for null,
// for another type, and where there is no such field.
std::string TextField(const JsonRow& row, std::string_view name);

// The same of a member of a row; numbers are spelt as simdjson reads them.
std::string TextMember(const simdjson::dom::object& member,
                       std::string_view name);

}  // namespace litany::eval

#endif  // LITANY_EVAL_JSON_ROWS_H_
