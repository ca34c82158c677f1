#include "templates/skeletons.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "absl/container/flat_hash_map.h"

namespace litany::templates {
namespace {

// Different blocks that make a skeleton, as words that vary make a gap.
constexpr size_t kLeastUnits = 3;
// A word of the skeleton stands in nearly all blocks that hold another.
constexpr uint64_t kNearlyPercent = 90;

// A word, what stands with it, and in how many blocks.
struct WordUse {
  uint64_t occurrences = 0;
  std::vector<uint32_t> units;       // that hold it, ascending
  std::vector<uint64_t> companions;  // ascending; itself among them
};

using Uses = absl::flat_hash_map<uint64_t, WordUse>;

std::vector<uint64_t> Distinct(std::vector<uint64_t> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Words that stand in nearly all occurrences of the blocks that hold a word:
// no others than those of one of the blocks that make up a tenth.
void FindCompanions(std::span<const std::vector<uint64_t>> sets,
                    std::span<const uint32_t> counts, WordUse* use) {
  absl::flat_hash_map<uint64_t, uint64_t> together;
  for (const uint32_t unit : use->units) {
    for (const uint64_t word : sets[unit]) together[word] += counts[unit];
  }
  for (const auto& [word, times] : together) {
    if (times * 100 >= use->occurrences * kNearlyPercent) {
      use->companions.push_back(word);
    }
  }
  std::sort(use->companions.begin(), use->companions.end());
}

// The words of `unit` that are in `companions`, in order.
std::vector<uint64_t> Within(const std::vector<uint64_t>& unit,
                             const std::vector<uint64_t>& companions) {
  std::vector<uint64_t> within;
  for (const uint64_t word : unit) {
    if (std::binary_search(companions.begin(), companions.end(), word)) {
      within.push_back(word);
    }
  }
  return within;
}

}  // namespace

std::vector<Skeleton> FindSkeletons(
    std::span<const std::vector<uint64_t>> units,
    std::span<const uint32_t> counts) {
  std::vector<std::vector<uint64_t>> sets(units.size());
  Uses uses;
  for (uint32_t i = 0; i < units.size(); ++i) {
    sets[i] = Distinct(units[i]);
    for (const uint64_t word : sets[i]) {
      WordUse& use = uses[word];
      use.occurrences += counts[i];
      use.units.push_back(i);
    }
  }
  for (auto& [word, use] : uses) {
    if (use.units.size() >= kLeastUnits) FindCompanions(sets, counts, &use);
  }
  // By skeleton, the units whose best it is.
  std::map<std::vector<uint64_t>, std::vector<uint32_t>> members;
  for (uint32_t i = 0; i < units.size(); ++i) {
    std::vector<uint64_t> best;
    uint64_t best_saved = 0;
    for (const uint64_t word : sets[i]) {
      const WordUse& use = uses[word];
      if (use.companions.empty()) continue;
      std::vector<uint64_t> within = Within(units[i], use.companions);
      // A skeleton without some of its words is none, nor is one that is less
      // than half of the words or that takes them from a place of their own.
      if (Distinct(within) != use.companions || within.size() < 2 ||
          within.size() * 2 < units[i].size()) {
        continue;
      }
      const uint64_t saved = use.units.size() * within.size();
      if (saved > best_saved || (saved == best_saved && within < best)) {
        best = std::move(within);
        best_saved = saved;
      }
    }
    if (!best.empty()) members[best].push_back(i);
  }
  std::vector<Skeleton> skeletons;
  for (auto& [words, of] : members) {
    if (of.size() >= kLeastUnits) skeletons.push_back({words, std::move(of)});
  }
  return skeletons;
}

}  // namespace litany::templates
