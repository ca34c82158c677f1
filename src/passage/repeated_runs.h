// Repeated runs of tokens with exact counts: the inner nodes of the suffix
// tree of what the sieve let through (Yamamoto and Church 2001).
//
// Such a run is followed by different tokens, or by the end of a text, at its
// places; all other runs have the counts of the least longer one.  Texts and
// sources are counted by where they were met last (Hui 1992): each repetition
// of a text is taken off at the least run that holds both places.
//
// Memory: 10 bytes a token that came through; while it is built 12 more, and
// what suffix_array.h says.  The results do not depend on threads.
// Thread safety: immutable once built.
// Tested by tests/passage/repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_REPEATED_RUNS_H_
#define LITANY_PASSAGE_REPEATED_RUNS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "base/raw_vector.h"
#include "passage/phrase_sieve.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

struct RepeatedRun {
  uint32_t first = 0;  // into places()
  uint32_t count = 0;
  uint32_t length = 0;  // tokens
  uint32_t documents = 0;
  uint32_t sources = 0;  // 0: none is known
};

class RepeatedRuns {
 public:
  // Runs of more than `max_tokens` (at most 10,000) are not told apart.
  // ResourceExhausted for tokens of more than 2^24 kinds.  Borrows `texts`,
  // `tokens`.
  static absl::StatusOr<RepeatedRuns> Build(const PhraseTexts& texts,
                                            const TokenTable& tokens,
                                            std::vector<SievedRun> stretches,
                                            uint32_t max_tokens,
                                            uint32_t threads);

  // Runs within `bounds`, in the order of the suffix array, longer ones before
  // those they begin with.
  std::vector<RepeatedRun> Find(const PhraseBounds& bounds,
                                uint32_t threads) const;

  // Tokens at which a run begins.
  std::span<const uint32_t> places(const RepeatedRun& run) const {
    return std::span(places_).subspan(run.first, run.count);
  }
  uint32_t size() const { return static_cast<uint32_t>(places_.size()); }

  // How often a run of tokens occurs; exact if it has the least weight of the
  // sieve and occurs often enough.  O(length log size).
  // REQUIRES: ids.size() <= max_tokens
  uint32_t Count(std::span<const uint32_t> ids) const;

 private:
  class Walk;

  RepeatedRuns(const PhraseTexts& texts, const TokenTable& tokens)
      : texts_(&texts), tokens_(&tokens) {}

  // How the tokens at a rank, up to `ids.size()` of them, compare with `ids`:
  // negative, 0 (it begins with them) or positive.
  int Compare(uint32_t rank, std::span<const uint32_t> ids) const;

  const PhraseTexts* texts_;
  const TokenTable* tokens_;
  std::vector<SievedRun> stretches_;
  base::RawVector<uint32_t> places_;      // by rank: token
  base::RawVector<uint32_t> stretch_of_;  // by rank
  base::RawVector<uint16_t> shared_;      // by rank: with the rank before
  uint32_t max_tokens_ = 0;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_REPEATED_RUNS_H_
