#include "passage/word_habits.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

void Add(const WordHabit& from, WordHabit* to) {
  to->count += from.count;
  to->begins += from.begins;
  to->ends += from.ends;
}

}  // namespace

void WordHabits::Ask(std::span<const uint32_t> word) {
  number_of_.try_emplace(KeyOf(word), static_cast<uint32_t>(number_of_.size()));
}

void WordHabits::CountAll(const PhraseTexts& texts, const TokenTable& tokens,
                          uint32_t threads) {
  constexpr uint32_t kTextsAPiece = 256;
  // The last one of each thread is for all words.
  std::vector<std::vector<WordHabit>> habits(
      std::max(threads, 1u), std::vector<WordHabit>(number_of_.size() + 1));
  base::ParallelFor(
      threads, (tokens.texts() + kTextsAPiece - 1) / kTextsAPiece,
      [&](uint32_t thread, size_t piece) {
        const auto first = static_cast<uint32_t>(piece * kTextsAPiece);
        const uint32_t last = std::min(tokens.texts(), first + kTextsAPiece);
        for (uint32_t text = first; text < last; ++text) {
          if (!texts.IsCounted(text)) continue;
          const uint32_t stop = tokens.end(text);
          for (uint32_t begin = tokens.begin(text); begin < stop;) {
            uint64_t key = ExtendKey(kEmptyKey, tokens.id(begin));
            uint32_t end = begin + 1;
            while (end < stop && !tokens.starts_word(end)) {
              key = ExtendKey(key, tokens.id(end++));
            }
            const bool after = begin == tokens.begin(text) ||
                               tokens.starts_clause(begin) ||
                               tokens.masked(begin - 1);
            const bool before =
                end == stop || tokens.starts_clause(end) || tokens.masked(end);
            const WordHabit seen{.count = 1,
                                 .begins = after ? 1u : 0u,
                                 .ends = before ? 1u : 0u};
            if (!tokens.masked(begin)) {
              Add(seen, &habits[thread].back());
              const auto at = number_of_.find(key);
              if (at != number_of_.end())
                Add(seen, &habits[thread][at->second]);
            }
            begin = end;
          }
        }
      });
  habits_ = std::move(habits.front());
  for (size_t t = 1; t < habits.size(); ++t) {
    for (size_t i = 0; i < habits_.size(); ++i) Add(habits[t][i], &habits_[i]);
  }
  total_ = habits_.back();
  habits_.pop_back();
}

WordHabit WordHabits::Of(std::span<const uint32_t> word) const {
  const auto at = number_of_.find(KeyOf(word));
  return at == number_of_.end() ? WordHabit{} : habits_[at->second];
}

}  // namespace litany::passage
