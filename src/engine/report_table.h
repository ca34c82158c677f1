// Rows of a finished run's tables, as report.html needs them: fields that must
// be there, and tables that may be missing.
//
// Errors say what is wrong; eval::ForEachJsonRow adds the path and the line.
// Thread safety: functions without state.
// Tested by tests/engine/report_run_test.cc.
#ifndef LITANY_ENGINE_REPORT_TABLE_H_
#define LITANY_ENGINE_REPORT_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eval/json_rows.h"
#include "litany/records.h"

namespace litany::engine {

// DataLoss: the row has no such field, or one of another type.
absl::Status MissingField(std::string_view field);
absl::StatusOr<uint64_t> NumberField(const eval::JsonRow& row,
                                     const char* name);
absl::StatusOr<RepeatKind> RepeatKindField(const eval::JsonRow& row);

// The row without white space.
std::string CompactRow(const eval::JsonRow& row);

bool TableExists(const std::string& path);
// A table that is not there has no rows.
absl::Status ForEachRowOf(const std::string& path, const eval::UseJsonRow& use);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REPORT_TABLE_H_
