// The documents of a finished run, against which those of its input, read
// once more, are held: what is new, what is gone, what has another length; and
// the names that documents of one id got.
//
// Memory: about 40 bytes a row of documents.jsonl.
// Thread safety: thread-compatible.
// Tested by tests/engine/query_run_test.cc.
#ifndef LITANY_ENGINE_RUN_DOCUMENTS_H_
#define LITANY_ENGINE_RUN_DOCUMENTS_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/hash.h"

namespace litany::engine {

// Documents by what became of them, with the smallest id of each.
struct RunDifferences {
  uint64_t added = 0;
  std::string first_added;
  uint64_t missing = 0;
  std::string first_missing;
  uint64_t resized = 0;
  std::string first_resized;
};

class RunDocuments {
 public:
  // Reads RUN/documents.jsonl.  DataLoss if it is not what a run writes.
  static absl::StatusOr<RunDocuments> Read(const std::string& run);

  // Takes a document of the input, with the code points of its text.  Where
  // the run has several documents of this id, its name is not known before
  // SettleNames: then NameOf has it, by the number that is returned.
  std::optional<uint64_t> Take(const std::string& id,
                               const base::Hash128& record_hash,
                               uint64_t chars);

  // After the last document.
  void SettleNames();
  const std::string& NameOf(uint64_t number) const {
    return doubtful_[number].id;
  }
  // After SettleNames.
  absl::StatusOr<RunDifferences> Compare() const;

 private:
  struct Row {
    uint64_t chars = 0;
    bool is_read = false;
  };
  struct Doubtful {
    std::string id;
    base::Hash128 record_hash;
    uint64_t chars = 0;
  };

  explicit RunDocuments(std::string path) : path_(std::move(path)) {}
  void Check(const std::string& id, uint64_t chars);

  std::string path_;
  absl::flat_hash_map<base::Hash128, Row> rows_;  // by hash of the id
  // Ids that the run gave suffixes to.
  absl::flat_hash_set<base::Hash128> repeated_;
  absl::flat_hash_set<std::string> used_;  // ids of the input with a '#'
  std::deque<Doubtful> doubtful_;
  RunDifferences differences_;
};

}  // namespace litany::engine

#endif  // LITANY_ENGINE_RUN_DOCUMENTS_H_
