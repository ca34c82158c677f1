// Where a run found repeats, read back from its occurrences.jsonl
// (docs/formats/run-directory.md).
//
// Tested by tests/eval/occurrences_table_test.cc.
#ifndef LITANY_EVAL_OCCURRENCES_TABLE_H_
#define LITANY_EVAL_OCCURRENCES_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "eval/spans.h"
#include "litany/records.h"

namespace litany::eval {

struct OccurrencesTable {
  static constexpr uint32_t kNoDocument = UINT32_MAX;

  struct Row {
    uint32_t document = 0;  // into `documents`
    uint32_t repeat = 0;    // into `repeats`
    RepeatKind kind = RepeatKind::kCopy;
    Span chars;

    friend auto operator<=>(const Row&, const Row&) = default;
  };

  std::vector<std::string> documents;  // in byte order of id
  std::vector<std::string> repeats;    // in byte order of id
  std::vector<Row> rows;               // sorted

  // The number of the document with this id, or kNoDocument.
  uint32_t Find(std::string_view id) const;
  // The rows of one document.
  std::span<const Row> RowsOf(uint32_t document) const;
  bool Has(RepeatKind kind) const;
};

// Reads the columns named above and ignores the others, and leaves out rows
// that are `inside` of a longer repeat.  DataLoss for a line that is not a
// row.
absl::StatusOr<OccurrencesTable> ReadOccurrences(const std::string& path);

}  // namespace litany::eval

#endif  // LITANY_EVAL_OCCURRENCES_TABLE_H_
