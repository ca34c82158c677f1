// Documents that share an id: the second and later ones get "#2", "#3" in the
// order of the hash of their raw record, whatever order they came in.  A
// suffix that is in use is passed over.
//
// Tested by tests/engine/duplicate_ids_test.cc.
#ifndef LITANY_ENGINE_DUPLICATE_IDS_H_
#define LITANY_ENGINE_DUPLICATE_IDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "base/hash.h"

namespace litany::engine {

struct RecordId {
  std::string* id = nullptr;
  base::Hash128 record_hash;
};

// Changes the ids that are taken, and returns how many those were.  Of records
// that are the same byte by byte, the first keeps the earlier name.  `used`:
// ids that have a '#' in them; only such can be in the way of a suffix.
uint64_t SettleDuplicateIds(std::vector<RecordId> records,
                            absl::flat_hash_set<std::string> used);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_DUPLICATE_IDS_H_
