#include "engine/duplicate_ids.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/hash.h"

namespace litany::engine {
namespace {

// Whether no two ids are equal; maybe false though they are not.
bool AreDistinct(const std::vector<RecordId>& records) {
  absl::flat_hash_set<uint64_t> hashes;
  hashes.reserve(records.size());
  return std::all_of(
      records.begin(), records.end(), [&](const RecordId& record) {
        return hashes.insert(base::HashBytes64(*record.id)).second;
      });
}

}  // namespace

uint64_t SettleDuplicateIds(std::vector<RecordId> records,
                            absl::flat_hash_set<std::string> used) {
  if (AreDistinct(records)) return 0;
  std::stable_sort(
      records.begin(), records.end(), [](const RecordId& a, const RecordId& b) {
        return std::tie(*a.id, a.record_hash) < std::tie(*b.id, b.record_hash);
      });
  uint64_t changed = 0;
  for (size_t begin = 0; begin < records.size();) {
    const std::string id = *records[begin].id;
    size_t end = begin + 1;
    uint64_t suffix = 2;
    while (end < records.size() && *records[end].id == id) {
      std::string candidate;
      do {
        candidate = absl::StrCat(id, "#", suffix++);
      } while (!used.insert(candidate).second);
      *records[end].id = std::move(candidate);
      ++changed;
      ++end;
    }
    begin = end;
  }
  return changed;
}

}  // namespace litany::engine
