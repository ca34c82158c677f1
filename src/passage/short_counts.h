// How often short runs of tokens occur in all counted texts: those too light
// for the sieve, of which only the asked-for are counted.
//
// Memory: 16 bytes a run asked for, and 4 more a thread.
// Tested by tests/passage/repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_SHORT_COUNTS_H_
#define LITANY_PASSAGE_SHORT_COUNTS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

class ShortCounts {
 public:
  // Ask for all runs, then count once.
  void Ask(std::span<const uint32_t> ids);
  void CountAll(const PhraseTexts& texts, const TokenTable& tokens,
                uint32_t threads);
  // 0 for what was not asked for.
  uint32_t Count(std::span<const uint32_t> ids) const;

 private:
  absl::flat_hash_map<uint64_t, uint32_t> number_of_;
  std::vector<uint32_t> counts_;  // by number
  uint32_t longest_ = 0;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SHORT_COUNTS_H_
