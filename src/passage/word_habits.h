// How words stand to clauses: which ones begin them and which ones end them.
//
// Words are the runs of tokens between one kStartsWord and the next.  Only
// those asked for are counted.
//
// Memory: 28 bytes a word asked for, and 12 more a thread.
// Tested by tests/passage/phrase_evidence_test.cc.
#ifndef LITANY_PASSAGE_WORD_HABITS_H_
#define LITANY_PASSAGE_WORD_HABITS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

struct WordHabit {
  uint32_t count = 0;
  uint32_t begins = 0;  // clauses, or texts
  uint32_t ends = 0;
};

class WordHabits {
 public:
  // Ask for all words, then count once.
  void Ask(std::span<const uint32_t> word);
  void CountAll(const PhraseTexts& texts, const TokenTable& tokens,
                uint32_t threads);

  // All zero for what was not asked for.
  WordHabit Of(std::span<const uint32_t> word) const;
  // Of all words together.
  const WordHabit& total() const { return total_; }

 private:
  absl::flat_hash_map<uint64_t, uint32_t> number_of_;
  std::vector<WordHabit> habits_;  // by number
  WordHabit total_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_WORD_HABITS_H_
