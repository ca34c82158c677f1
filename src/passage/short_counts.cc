#include "passage/short_counts.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

// The number of all single tokens that were not asked for, which are counted
// for nothing: that is cheaper than to tell them from the others.
constexpr uint32_t kNotAsked = 0;

}  // namespace

ShortCounts::ShortCounts(const PhraseTexts& texts, const TokenTable& tokens)
    : texts_(texts),
      tokens_(tokens),
      number_of_token_(tokens.id_count(), kNotAsked) {}

void ShortCounts::Ask(std::span<const uint32_t> ids) {
  if (ids.size() == 1) {
    uint32_t& number = number_of_token_[ids.front()];
    if (number == kNotAsked) number = Next();
    return;
  }
  if (!number_of_.try_emplace(KeyOf(ids), count_).second) return;
  Next();
  pairs_.push_back(PairKey(ids[0], ids[1]));
  uint64_t key = ExtendKey(kEmptyKey, ids.front());
  for (const uint32_t id : ids.subspan(1)) {
    key = ExtendKey(key, id);
    begins_.push_back(key);
  }
}

void ShortCounts::CountText(uint32_t text, const Begins& begins,
                            Counts* counts) const {
  const uint32_t end = tokens_.end(text);
  for (uint32_t i = tokens_.begin(text); i < end; ++i) {
    if (tokens_.masked(i)) continue;
    ++counts->total;
    ++counts->of_runs[number_of_token_[tokens_.id(i)]];
    if (i + 1 == end ||
        !begins.pairs.MayHold(PairKey(tokens_.id(i), tokens_.id(i + 1)))) {
      continue;
    }
    uint64_t key = ExtendKey(kEmptyKey, tokens_.id(i));
    for (uint32_t j = i + 1; j < end && !tokens_.masked(j); ++j) {
      key = ExtendKey(key, tokens_.id(j));
      if (!begins.runs.MayHold(key)) break;
      const auto at = number_of_.find(key);
      if (at != number_of_.end()) ++counts->of_runs[at->second];
    }
  }
}

void ShortCounts::CountAll(uint32_t threads) {
  Begins begins{KeyFilter(pairs_.size()), KeyFilter(begins_.size())};
  for (const uint64_t key : pairs_) begins.pairs.Add(key);
  for (const uint64_t key : begins_) begins.runs.Add(key);
  constexpr size_t kTextsAPiece = 256;
  std::vector<Counts> counts(std::max(threads, 1u));
  for (Counts& of_thread : counts) of_thread.of_runs.resize(count_);
  base::ParallelForPieces(threads, tokens_.texts(), kTextsAPiece,
                          [&](uint32_t thread, const base::Piece& piece) {
                            for (auto text = static_cast<uint32_t>(piece.begin);
                                 text < piece.end; ++text) {
                              if (texts_.IsCounted(text))
                                CountText(text, begins, &counts[thread]);
                            }
                          });
  counts_ = std::move(counts.front().of_runs);
  total_ = counts.front().total;
  for (size_t t = 1; t < counts.size(); ++t) {
    for (size_t i = 0; i < counts_.size(); ++i) {
      counts_[i] += counts[t].of_runs[i];
    }
    total_ += counts[t].total;
  }
}

uint32_t ShortCounts::Count(std::span<const uint32_t> ids) const {
  if (ids.size() == 1) {
    const uint32_t number = number_of_token_[ids.front()];
    return number == kNotAsked ? 0 : counts_[number];
  }
  const auto at = number_of_.find(KeyOf(ids));
  return at == number_of_.end() ? 0 : counts_[at->second];
}

}  // namespace litany::passage
