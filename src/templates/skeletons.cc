#include "templates/skeletons.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace litany::templates {
namespace {

// A word of the skeleton stands in nearly all blocks that hold another.
constexpr uint64_t kNearlyPercent = 90;

constexpr uint32_t kNobody = ~uint32_t{0};

// Words by number, in the order of their keys.
using Words = std::vector<uint32_t>;

// A word, in how many blocks it stands, and what with.
struct WordUse {
  uint64_t occurrences = 0;
  uint32_t units_begin = 0;  // of those that hold it, into word_units_
  uint32_t units_end = 0;
  uint32_t companions = kNobody;  // number of a Company
};

// Words that are the companions of some words, which are among them.
struct Company {
  Words words;                 // ascending
  uint64_t marks = 0;          // MarksOf them
  uint64_t most_units = 0;     // that hold one of those words
  uint32_t seen_by = kNobody;  // the last unit that was asked about it
};

// A bit of 64 for each word: words of a set leave no bit that the set lacks.
uint64_t MarksOf(std::span<const uint32_t> words) {
  uint64_t marks = 0;
  for (const uint32_t word : words) {
    marks |= uint64_t{1} << (word * 0x9E3779B9u >> 26);
  }
  return marks;
}

class SkeletonFinder {
 public:
  SkeletonFinder(std::span<const std::vector<uint64_t>> units,
                 std::span<const uint32_t> counts)
      : counts_(counts) {
    NumberWords(units);
    MakeSets();
    uses_.resize(keys_.size());
    together_.resize(keys_.size());
    for (const uint32_t word : set_words_) ++uses_[word].units_end;
    uint32_t begin = 0;
    for (WordUse& use : uses_) {
      use.units_begin = begin;
      begin += std::exchange(use.units_end, begin);
    }
    word_units_.resize(set_words_.size());
    for (uint32_t i = 0; i < UnitCount(); ++i) {
      for (const uint32_t word : SetOf(i)) {
        uses_[word].occurrences += counts[i];
        word_units_[uses_[word].units_end++] = i;
      }
    }
  }

  std::vector<Skeleton> Find() {
    for (WordUse& use : uses_) {
      if (UnitsOf(use).size() >= kLeastUnits) FindCompanions(&use);
    }
    // By skeleton, the units whose best it is.
    std::map<Words, std::vector<uint32_t>> members;
    for (uint32_t i = 0; i < UnitCount(); ++i) {
      if (!MayHaveSkeleton(i)) continue;
      Words best = BestOf(i);
      if (!best.empty()) members[std::move(best)].push_back(i);
    }
    std::vector<Skeleton> skeletons;
    for (auto& [words, of] : members) {
      if (of.size() < kLeastUnits) continue;
      Skeleton& made = skeletons.emplace_back();
      for (const uint32_t word : words) made.words.push_back(keys_[word]);
      made.units = std::move(of);
    }
    return skeletons;
  }

 private:
  void NumberWords(std::span<const std::vector<uint64_t>> units) {
    absl::flat_hash_map<uint64_t, uint32_t> numbers;  // as they come
    for (const std::vector<uint64_t>& unit : units) {
      for (const uint64_t key : unit) {
        const auto [at, is_new] =
            numbers.try_emplace(key, static_cast<uint32_t>(keys_.size()));
        if (is_new) keys_.push_back(key);
        words_.push_back(at->second);
      }
      unit_begins_.push_back(words_.size());
    }
    std::vector<uint32_t> order(keys_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [this](uint32_t a, uint32_t b) { return keys_[a] < keys_[b]; });
    std::vector<uint32_t> ranks(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
    std::sort(keys_.begin(), keys_.end());
    for (uint32_t& word : words_) word = ranks[word];
  }

  void MakeSets() {
    set_words_.reserve(words_.size());
    for (uint32_t i = 0; i < UnitCount(); ++i) {
      const std::span<const uint32_t> words = WordsOf(i);
      const auto begin = static_cast<ptrdiff_t>(set_words_.size());
      set_words_.insert(set_words_.end(), words.begin(), words.end());
      std::sort(set_words_.begin() + begin, set_words_.end());
      set_words_.erase(
          std::unique(set_words_.begin() + begin, set_words_.end()),
          set_words_.end());
      set_begins_.push_back(set_words_.size());
    }
  }

  size_t UnitCount() const { return unit_begins_.size() - 1; }
  // The words of a unit in order, and as an ascending set.
  std::span<const uint32_t> WordsOf(uint32_t unit) const {
    return std::span(words_).subspan(
        unit_begins_[unit], unit_begins_[unit + 1] - unit_begins_[unit]);
  }
  std::span<const uint32_t> SetOf(uint32_t unit) const {
    return std::span(set_words_)
        .subspan(set_begins_[unit], set_begins_[unit + 1] - set_begins_[unit]);
  }
  // Those that hold a word, ascending.
  std::span<const uint32_t> UnitsOf(const WordUse& use) const {
    return std::span(word_units_)
        .subspan(use.units_begin, use.units_end - use.units_begin);
  }

  // Words that stand in nearly all occurrences of the blocks that hold a word:
  // no others than those of one of the blocks that make up a tenth.
  void FindCompanions(WordUse* use) {
    Words companions;
    for (const uint32_t unit : UnitsOf(*use)) {
      for (const uint32_t word : SetOf(unit)) {
        if (together_[word] == 0) touched_.push_back(word);
        together_[word] += counts_[unit];
      }
    }
    for (const uint32_t word : touched_) {
      if (together_[word] * 100 >= use->occurrences * kNearlyPercent) {
        companions.push_back(word);
      }
      together_[word] = 0;
    }
    touched_.clear();
    std::sort(companions.begin(), companions.end());
    const auto [at, is_new] = numbers_.try_emplace(
        companions, static_cast<uint32_t>(companies_.size()));
    if (is_new) {
      const uint64_t marks = MarksOf(companions);
      companies_.push_back({std::move(companions), marks, 0, kNobody});
    }
    use->companions = at->second;
    Company& company = companies_[at->second];
    company.most_units =
        std::max<uint64_t>(company.most_units, UnitsOf(*use).size());
  }

  // Whether enough words of the unit stand in enough units: a skeleton is that
  // of kLeastUnits, all of which hold its words.
  bool MayHaveSkeleton(uint32_t unit) const {
    const std::span<const uint32_t> words = WordsOf(unit);
    const auto shared = static_cast<size_t>(
        std::count_if(words.begin(), words.end(), [this](uint32_t word) {
          return UnitsOf(uses_[word]).size() >= kLeastUnits;
        }));
    return MayBeSkeleton(shared, words.size());
  }

  // The skeleton of the unit that saves most; empty if it has none.
  Words BestOf(uint32_t unit) {
    const std::span<const uint32_t> words = WordsOf(unit);
    const std::span<const uint32_t> set = SetOf(unit);
    const uint64_t marks = MarksOf(set);
    Words best;
    uint64_t best_saved = 0;
    for (const uint32_t word : set) {
      if (uses_[word].companions == kNobody) continue;
      Company& company = companies_[uses_[word].companions];
      if (std::exchange(company.seen_by, unit) == unit) continue;
      // A word alone is no skeleton, nor is one without some of its words.
      const Words& companions = company.words;
      if ((companions.size() == 1 && set.size() == words.size()) ||
          (company.marks & ~marks) != 0 ||
          company.most_units * words.size() < best_saved ||
          !std::includes(set.begin(), set.end(), companions.begin(),
                         companions.end())) {
        continue;
      }
      Words within;  // in order
      for (const uint32_t one : words) {
        if (std::binary_search(companions.begin(), companions.end(), one)) {
          within.push_back(one);
        }
      }
      if (!MayBeSkeleton(within.size(), words.size())) continue;
      const uint64_t saved = company.most_units * within.size();
      if (saved > best_saved || (saved == best_saved && within < best)) {
        best = std::move(within);
        best_saved = saved;
      }
    }
    return best;
  }

  std::span<const uint32_t> counts_;
  std::vector<uint64_t> keys_;             // by word, ascending
  Words words_;                            // unit by unit
  std::vector<size_t> unit_begins_ = {0};  // by unit, and one more
  Words set_words_;
  std::vector<size_t> set_begins_ = {0};
  std::vector<uint32_t> word_units_;  // word by word
  std::vector<WordUse> uses_;
  std::vector<Company> companies_;
  absl::flat_hash_map<Words, uint32_t> numbers_;  // of the companies
  // How often each word stands with the one that is looked at.
  std::vector<uint64_t> together_;
  Words touched_;
};

}  // namespace

std::vector<Skeleton> FindSkeletons(
    std::span<const std::vector<uint64_t>> units,
    std::span<const uint32_t> counts) {
  return SkeletonFinder(units, counts).Find();
}

}  // namespace litany::templates
