#include "engine/source_shares.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/session.h"

namespace litany::engine {
namespace {

// Code points taken, by (who took them, from whom).
using Takings =
    std::map<std::pair<std::string_view, std::string_view>, uint64_t>;

void Take(std::string_view by, std::string_view from, uint64_t chars,
          Takings* takings) {
  if (chars == 0 || by == from || by == "-" || from == "-") return;
  (*takings)[{by, from}] += chars;
}

void TakeCopies(const Collection& collection, std::span<const CopyGroup> copies,
                std::span<const DocumentRecord> documents, Takings* takings) {
  for (const CopyGroup& group : copies) {
    const uint32_t head =
        collection.vertices[group.representative_vertex].document;
    std::string_view from = documents[head].source;
    if (const auto first = FirstOf(collection, group.members)) {
      for (const uint32_t d : group.members) {
        if (documents[d].id == first->witness.id) from = documents[d].source;
      }
    }
    for (const uint32_t d : group.members) {
      Take(documents[d].source, from, documents[d].chars.copy, takings);
    }
  }
}

void SortShares(std::vector<SourceShare>* shares) {
  std::sort(shares->begin(), shares->end(),
            [](const SourceShare& x, const SourceShare& y) {
              if (x.chars != y.chars) return x.chars > y.chars;
              return x.source < y.source;
            });
  if (shares->size() > kMostSourceShares) shares->resize(kMostSourceShares);
}

}  // namespace

void FillSourceShares(const Collection& collection,
                      std::span<const CopyGroup> copies,
                      std::span<const DocumentRecord> documents,
                      std::span<const ReuseRecord> reuse,
                      std::vector<SourceRecord>* sources) {
  Takings takings;
  TakeCopies(collection, copies, documents, &takings);
  absl::flat_hash_set<std::string_view> copied;
  for (const DocumentRecord& document : documents) {
    if (document.chars.copy > 0) copied.insert(document.id);
  }
  for (const ReuseRecord& row : reuse) {
    if (copied.contains(row.id)) continue;
    Take(row.source, row.from_source, row.chars, &takings);
  }
  absl::flat_hash_map<std::string_view, SourceRecord*> by_name;
  for (SourceRecord& source : *sources) by_name[source.source] = &source;
  for (const auto& [pair, chars] : takings) {
    const auto& [by, from] = pair;
    by_name.at(by)->copies_from.push_back({std::string(from), chars});
    by_name.at(from)->copied_by.push_back({std::string(by), chars});
  }
  for (SourceRecord& source : *sources) {
    SortShares(&source.copies_from);
    SortShares(&source.copied_by);
  }
}

}  // namespace litany::engine
