#include "passage/short_counts.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

// Which keys may have been asked for; small enough for the cache.
class KeyFilter {
 public:
  KeyFilter() : bits_(kBits / 64) {}
  void Add(uint64_t key) {
    bits_[(key % kBits) / 64] |= uint64_t{1} << (key % 64);
  }
  bool MayHold(uint64_t key) const {
    return (bits_[(key % kBits) / 64] >> (key % 64) & 1) != 0;
  }

 private:
  static constexpr uint64_t kBits = uint64_t{1} << 22;
  std::vector<uint64_t> bits_;
};

}  // namespace

void ShortCounts::Ask(std::span<const uint32_t> ids) {
  number_of_.try_emplace(KeyOf(ids), static_cast<uint32_t>(number_of_.size()));
  longest_ = std::max(longest_, static_cast<uint32_t>(ids.size()));
}

void ShortCounts::CountAll(const PhraseTexts& texts, const TokenTable& tokens,
                           uint32_t threads) {
  KeyFilter filter;
  // The order does not matter to a filter.
  for (const auto& [key, number] : number_of_) filter.Add(key);
  constexpr uint32_t kTextsAPiece = 256;
  std::vector<std::vector<uint32_t>> counts(
      std::max(threads, 1u), std::vector<uint32_t>(number_of_.size()));
  base::ParallelFor(
      threads, (tokens.texts() + kTextsAPiece - 1) / kTextsAPiece,
      [&](uint32_t thread, size_t piece) {
        const auto first = static_cast<uint32_t>(piece * kTextsAPiece);
        const uint32_t last = std::min(tokens.texts(), first + kTextsAPiece);
        for (uint32_t text = first; text < last; ++text) {
          if (!texts.IsCounted(text)) continue;
          for (uint32_t i = tokens.begin(text); i < tokens.end(text); ++i) {
            const uint32_t end = std::min(tokens.end(text), i + longest_);
            uint64_t key = kEmptyKey;
            for (uint32_t j = i; j < end && !tokens.masked(j); ++j) {
              key = ExtendKey(key, tokens.id(j));
              if (!filter.MayHold(key)) continue;
              const auto at = number_of_.find(key);
              if (at != number_of_.end()) ++counts[thread][at->second];
            }
          }
        }
      });
  counts_ = std::move(counts.front());
  for (size_t t = 1; t < counts.size(); ++t) {
    for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += counts[t][i];
  }
}

uint32_t ShortCounts::Count(std::span<const uint32_t> ids) const {
  const auto at = number_of_.find(KeyOf(ids));
  return at == number_of_.end() ? 0 : counts_[at->second];
}

}  // namespace litany::passage
