// What a run said about each document, read back from its documents.jsonl
// (docs/formats/run-directory.md).
//
// Tested by tests/eval/documents_table_test.cc.
#ifndef LITANY_EVAL_DOCUMENTS_TABLE_H_
#define LITANY_EVAL_DOCUMENTS_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::eval {

struct DocumentsTable {
  static constexpr uint32_t kNoCluster = UINT32_MAX;

  struct Row {
    std::string id;
    uint32_t cluster = kNoCluster;  // into `clusters`
    // To the representative; 0 where there is none.
    double similarity = 0;
    // Code points of the text; none where the row does not say.
    std::optional<uint64_t> chars = std::nullopt;
  };
  struct Cluster {
    std::string id;
    std::string representative;
  };

  std::vector<Row> rows;  // in byte order of id, each id once
  std::vector<Cluster> clusters;
};

// Reads the columns named above and ignores the others.  A line that is not a
// row, or an id that occurs twice, is DataLoss.
absl::StatusOr<DocumentsTable> ReadDocumentsTable(const std::string& path);

}  // namespace litany::eval

#endif  // LITANY_EVAL_DOCUMENTS_TABLE_H_
