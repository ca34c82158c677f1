#include "passage/phrase_variants.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

using Ids = std::span<const uint32_t>;

// Insertions, deletions and replacements from a to b, or `most` + 1.
uint32_t Distance(Ids a, Ids b, uint32_t most) {
  const size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > most) return most + 1;
  std::vector<uint32_t> row(b.size() + 1);
  for (size_t j = 0; j < row.size(); ++j) row[j] = static_cast<uint32_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    uint32_t diagonal = row[0];
    row[0] = static_cast<uint32_t>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const uint32_t kept = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({kept, row[j] + 1, row[j - 1] + 1});
    }
  }
  return std::min(row.back(), most + 1);
}

// Calls see(key) for what is left of `ids` without any `deletions` or fewer.
template <typename See>
void ForEachRest(Ids ids, uint32_t deletions, const See& see) {
  const size_t size = ids.size();
  const auto key_without = [&](size_t skip_a, size_t skip_b) {
    uint64_t key = kEmptyKey;
    for (size_t i = 0; i < size; ++i) {
      if (i != skip_a && i != skip_b) key = ExtendKey(key, ids[i]);
    }
    return key;
  };
  see(key_without(size, size));
  if (deletions == 0) return;
  for (size_t i = 0; i < size; ++i) {
    see(key_without(i, size));
    if (deletions == 1) continue;
    for (size_t j = i + 1; j < size; ++j) see(key_without(i, j));
  }
}

bool Holds(Ids a, Ids b) {
  return std::search(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

}  // namespace

std::vector<PhraseVariant> FindVariants(std::span<const Ids> phrases) {
  std::vector<PhraseVariant> variants;
  absl::flat_hash_map<uint64_t, uint32_t> whole;
  for (uint32_t p = 0; p < phrases.size(); ++p) {
    whole.try_emplace(KeyOf(phrases[p]), p);
  }
  std::vector<std::pair<uint64_t, uint32_t>> rests;
  for (uint32_t a = 0; a < phrases.size(); ++a) {
    const Ids ids = phrases[a];
    std::vector<uint32_t> held;
    for (size_t begin = 0; begin < ids.size(); ++begin) {
      uint64_t key = kEmptyKey;
      for (size_t end = begin + 1; end <= ids.size(); ++end) {
        key = ExtendKey(key, ids[end - 1]);
        const auto at = whole.find(key);
        if (at != whole.end() && at->second != a) held.push_back(at->second);
      }
    }
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    for (const uint32_t b : held) {
      if (!Holds(ids, phrases[b])) continue;
      variants.push_back(
          {a, b, VariantKind::kHolds,
           static_cast<uint32_t>(ids.size() - phrases[b].size())});
    }
    // Its partner may be longer, and be allowed more edits by that.
    ForEachRest(ids, MostEdits(ids.size()),
                [&](uint64_t key) { rests.emplace_back(key, a); });
  }
  std::sort(rests.begin(), rests.end());
  rests.erase(std::unique(rests.begin(), rests.end()), rests.end());
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (size_t begin = 0; begin < rests.size();) {
    size_t end = begin + 1;
    while (end < rests.size() && rests[end].first == rests[begin].first) ++end;
    for (size_t i = begin; i < end; ++i) {
      for (size_t j = i + 1; j < end; ++j) {
        pairs.emplace_back(rests[i].second, rests[j].second);
      }
    }
    begin = end;
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (const auto& [a, b] : pairs) {
    const Ids& x = phrases[a];
    const Ids& y = phrases[b];
    if (Holds(x, y) || Holds(y, x)) continue;
    const uint32_t most = MostEdits(std::min(x.size(), y.size()));
    const uint32_t distance = Distance(x, y, most);
    if (distance <= most) {
      variants.push_back({a, b, VariantKind::kEdits, distance});
    }
  }
  std::sort(variants.begin(), variants.end());
  return variants;
}

}  // namespace litany::passage
