// Rows to JSON lines: the one place that spells the columns of the tables.
#ifndef LITANY_REPORT_TABLE_WRITER_H_
#define LITANY_REPORT_TABLE_WRITER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "litany/records.h"

namespace litany::report {

std::string_view NameOf(Relation relation);
std::string_view NameOf(Reason reason);
std::string_view NameOf(RepeatKind kind);

std::string JsonLine(const DocumentRecord& row);
std::string JsonLine(const RepeatRecord& row);
std::string JsonLine(const OccurrenceRecord& row);
std::string JsonLine(const SeriesRecord& row);
std::string JsonLine(const VariantRecord& row);
std::string JsonLine(const PairRecord& row);
std::string JsonLine(const ReuseRecord& row);
std::string JsonLine(const ScriptingRecord& row);
std::string JsonLine(const SourceRecord& row);
std::string JsonLine(const RejectRecord& row);

// A file of such rows, in the order they are given.
class TableWriter {
 public:
  static absl::StatusOr<TableWriter> Create(const std::string& path);

  template <typename Row>
  absl::Status Write(const Row& row) {
    return sink_->Write(JsonLine(row));
  }
  absl::Status Close() { return sink_->Close(); }

 private:
  explicit TableWriter(std::unique_ptr<base::ByteSink> sink)
      : sink_(std::move(sink)) {}

  std::unique_ptr<base::ByteSink> sink_;
};

// A file of all of `rows`.
template <typename Row>
absl::Status WriteTable(const std::vector<Row>& rows, const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto table, TableWriter::Create(path));
  for (const Row& row : rows) LITANY_RETURN_IF_ERROR(table.Write(row));
  return table.Close();
}

}  // namespace litany::report

#endif  // LITANY_REPORT_TABLE_WRITER_H_
