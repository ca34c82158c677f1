// How often short runs of tokens occur in all counted texts: those too light
// for the sieve, of which only the asked-for are counted.
//
// Memory: 4 bytes an id of a token, 24 bytes a run asked for, and 4 more a
// thread.
// Tested by tests/passage/repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_SHORT_COUNTS_H_
#define LITANY_PASSAGE_SHORT_COUNTS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "passage/key_filter.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

class ShortCounts {
 public:
  // Borrows both.
  ShortCounts(const PhraseTexts& texts, const TokenTable& tokens);

  // Ask for all runs, then count once.
  void Ask(std::span<const uint32_t> ids);
  void CountAll(uint32_t threads);
  // 0 for what was not asked for.
  uint32_t Count(std::span<const uint32_t> ids) const;
  // Tokens of counted texts that are not masked.
  uint64_t total() const { return total_; }

 private:
  struct Counts {
    std::vector<uint32_t> of_runs;  // by number
    uint64_t total = 0;
  };

  // What runs of two tokens and more begin with.
  struct Begins {
    KeyFilter pairs;  // by PairKey
    KeyFilter runs;   // by key
  };

  uint32_t Next() { return count_++; }
  void CountText(uint32_t text, const Begins& begins, Counts* counts) const;

  PhraseTexts texts_;
  const TokenTable& tokens_;
  uint32_t count_ = 1;  // of numbers given out
  // Their numbers: by id of a single token, and by key of longer runs.
  std::vector<uint32_t> number_of_token_;
  absl::flat_hash_map<uint64_t, uint32_t> number_of_;
  // Keys of what the longer ones begin with, from two tokens up.
  std::vector<uint64_t> begins_;
  std::vector<uint64_t> pairs_;   // their first two tokens
  std::vector<uint32_t> counts_;  // by number
  uint64_t total_ = 0;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SHORT_COUNTS_H_
