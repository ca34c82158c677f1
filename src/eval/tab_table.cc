#include "eval/tab_table.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "eval/gold.h"
#include "io/input_files.h"
#include "io/record_reader.h"

namespace litany::eval {
namespace {

std::vector<std::string> CellsOf(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  std::vector<std::string> cells;
  for (const std::string_view cell : SplitAtTabs(line)) {
    base::RepairUtf8(cell, &cells.emplace_back());
  }
  return cells;
}

std::vector<std::string> NamesOf(std::string_view line) {
  if (line.starts_with(base::kByteOrderMark)) {
    line.remove_prefix(base::kByteOrderMark.size());
  }
  return CellsOf(line);
}

absl::Status Damaged(const std::string& path, const Reject& reject) {
  return absl::DataLossError(absl::StrCat(reject.reason, " (", path, ", line ",
                                          reject.location.record, ")"));
}

}  // namespace

std::vector<std::string_view> SplitAtTabs(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

absl::StatusOr<TabTable> TabTable::Read(const std::string& path) {
  TabTable table;
  table.path_ = path;
  const std::vector<io::InputFile> files = {GoldAsInput(path)};
  io::RecordReader reader(files, InputOptions());
  io::RecordBatch batch;
  while (reader.Next(io::kBatchBytes, &batch)) {
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      if (table.names_.empty()) {
        table.names_ = NamesOf(batch.RecordBytes(entry));
        continue;
      }
      table.rows_.push_back(
          {entry.location.record, CellsOf(batch.RecordBytes(entry))});
      if (table.rows_.back().cells.size() < table.names_.size()) {
        return absl::DataLossError(
            absl::StrCat("the line has ", table.rows_.back().cells.size(),
                         " tab-separated columns where the header names ",
                         table.names_.size(), " (", path, ", line ",
                         entry.location.record, ")"));
      }
    }
    if (!batch.rejects.empty()) return Damaged(path, batch.rejects.front());
  }
  return table;
}

std::optional<size_t> TabTable::Find(std::string_view name) const {
  const auto at = std::find(names_.begin(), names_.end(), name);
  if (at == names_.end()) return std::nullopt;
  return static_cast<size_t>(at - names_.begin());
}

absl::StatusOr<size_t> TabTable::Column(std::string_view name) const {
  if (const auto column = Find(name)) return *column;
  return absl::InvalidArgumentError(
      absl::StrCat("the table has no column `", base::ToAbsl(name),
                   "`; see docs/formats/gold.md (", path_, ")"));
}

absl::StatusOr<uint64_t> TabTable::Number(size_t row, size_t column) const {
  const std::string& cell = Cell(row, column);
  uint64_t number = 0;
  const char* const end = cell.data() + cell.size();
  const auto read = std::from_chars(cell.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) {
    return Bad(row, absl::StrCat("`", names_[column],
                                 "` is not a whole number: \"", cell, "\""));
  }
  return number;
}

absl::Status TabTable::Bad(size_t row, std::string_view what) const {
  return absl::InvalidArgumentError(absl::StrCat(
      base::ToAbsl(what), " (", path_, ", line ", rows_[row].line, ")"));
}

absl::StatusOr<std::vector<std::string>> ReadColumnNames(
    const std::string& path) {
  const std::vector<io::InputFile> files = {GoldAsInput(path)};
  io::RecordReader reader(files, InputOptions());
  io::RecordBatch batch;
  while (reader.Next(1, &batch)) {
    if (!batch.entries.empty()) {
      return NamesOf(batch.RecordBytes(batch.entries.front()));
    }
    if (!batch.rejects.empty()) return Damaged(path, batch.rejects.front());
  }
  return std::vector<std::string>();
}

}  // namespace litany::eval
