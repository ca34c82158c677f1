// A table of tab-separated cells below a line of column names.
//
// Tested by tests/eval/tab_table_test.cc.
#ifndef LITANY_EVAL_TAB_TABLE_H_
#define LITANY_EVAL_TAB_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace litany::eval {

// The cells of a line without its line end.
std::vector<std::string_view> SplitAtTabs(std::string_view line);

class TabTable {
 public:
  // Reads the whole file (also .gz, .zst).  DataLoss: it cannot be read, or a
  // line has fewer cells than there are columns.
  static absl::StatusOr<TabTable> Read(const std::string& path);

  // The column called `name`, if there is one.
  std::optional<size_t> Find(std::string_view name) const;
  // InvalidArgument if there is none.
  absl::StatusOr<size_t> Column(std::string_view name) const;

  size_t size() const { return rows_.size(); }
  const std::string& Cell(size_t row, size_t column) const {
    return rows_[row].cells[column];
  }
  // InvalidArgument if the cell is not a whole number.
  absl::StatusOr<uint64_t> Number(size_t row, size_t column) const;
  // An error about a row, with path and line.
  absl::Status Bad(size_t row, std::string_view what) const;

 private:
  struct Row {
    uint64_t line = 0;
    std::vector<std::string> cells;
  };

  std::string path_;
  std::vector<std::string> names_;
  std::vector<Row> rows_;
};

// The column names of the file, its first line; empty if it has none.
absl::StatusOr<std::vector<std::string>> ReadColumnNames(
    const std::string& path);

}  // namespace litany::eval

#endif  // LITANY_EVAL_TAB_TABLE_H_
