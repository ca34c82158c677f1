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

// Each appends the row and a line break.
void AppendLine(const DocumentRecord& row, std::string* lines);
void AppendLine(const RepeatRecord& row, std::string* lines);
void AppendLine(const OccurrenceRecord& row, std::string* lines);
void AppendLine(const SeriesRecord& row, std::string* lines);
void AppendLine(const VariantRecord& row, std::string* lines);
void AppendLine(const PairRecord& row, std::string* lines);
void AppendLine(const ReuseRecord& row, std::string* lines);
void AppendLine(const ScriptingRecord& row, std::string* lines);
void AppendLine(const SourceRecord& row, std::string* lines);
void AppendLine(const RejectRecord& row, std::string* lines);

// A file of such rows, in the order they are given.
class TableWriter {
 public:
  static absl::StatusOr<TableWriter> Create(const std::string& path);

  template <typename Row>
  absl::Status Write(const Row& row) {
    line_.clear();
    AppendLine(row, &line_);
    return sink_->Write(line_);
  }
  // Lines of rows that AppendLine spelt.
  absl::Status WriteLines(std::string_view lines) {
    return sink_->Write(lines);
  }
  absl::Status Close() { return sink_->Close(); }

 private:
  explicit TableWriter(std::unique_ptr<base::ByteSink> sink)
      : sink_(std::move(sink)) {}

  std::unique_ptr<base::ByteSink> sink_;
  std::string line_;  // the storage is used again
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
