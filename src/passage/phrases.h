// Phrases: short wordings that keep coming back (design.md: `phrase`).
//
//   texts -> tokens -> furniture masked -> words (clause_words.h)
//         -> sieve (phrase_sieve.h) -> suffix array, exact counts
//         (repeated_runs.h)
//         -> which runs are whole phrases, and their rank
//            (phrase_candidates.h) -> their places in all texts
//         -> formulas (formulas.h)
//
// The result depends on the texts and their order alone, not on threads.
// Memory: about 45 bytes a token while the suffixes are sorted.
// Tested by tests/passage/phrases_test.cc.
#ifndef LITANY_PASSAGE_PHRASES_H_
#define LITANY_PASSAGE_PHRASES_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "passage/formulas.h"
#include "passage/phrase_candidates.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

struct PhraseParams {
  // 0: DefaultMinDocuments, DefaultMinSources.
  uint32_t min_documents = 0;
  uint32_t min_sources = 0;
  // In Han characters; a letter counts as half of one.
  uint32_t min_length = 4;
  uint32_t max_length = 40;
  // The best this many.
  uint32_t top = 1000;
  // The best so many formulas (formulas.h).  They need to be in one of 500
  // counted texts.
  uint32_t formulas = 50;
  uint32_t threads = 1;
};

// 3, or one in 2,000 counted texts if that is more; 2 of two texts.
uint32_t DefaultMinDocuments(const PhraseTexts& texts);
// 2 if sources are known and none has more than half of the counted texts,
// else 1.
uint32_t DefaultMinSources(const PhraseTexts& texts);

// In symbols of a text.
struct PhrasePlace {
  uint32_t text = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend auto operator<=>(const PhrasePlace&, const PhrasePlace&) = default;
};

struct Phrase {
  std::vector<uint32_t> ids;  // of its tokens, in the table of this run
  uint32_t symbols = 0;
  // In counted texts, outside of masks.
  uint32_t count = 0;
  uint32_t documents = 0;
  uint32_t sources = 0;  // 0: none is known
  // What is not inside a longer phrase.
  uint32_t net_count = 0;
  uint32_t net_documents = 0;
  // In units of 1 / kLogUnit.
  int64_t value = 0;  // what it is ranked by (phrase_candidates.h)
  int64_t mutual_information = 0;
  int64_t residual_idf = 0;
  int64_t source_entropy = 0;
  Sides sides;
  // In all texts, outside of masks; by text and begin.
  std::vector<PhrasePlace> places;
};

struct Phrases {
  PhraseBounds bounds;          // that were used
  std::vector<Phrase> phrases;  // best first
  std::vector<Formula> formulas;
  uint64_t found = 0;          // phrases before the cut at `top`
  uint64_t furniture = 0;      // left out as furniture
  uint64_t sieved_tokens = 0;  // that went through the sieve
  uint64_t tokens = 0;
};

// InvalidArgument for lengths out of order; ResourceExhausted as in
// phrase_texts.h and repeated_runs.h.
absl::StatusOr<Phrases> FindPhrases(const PhraseTexts& texts,
                                    const PhraseParams& options);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASES_H_
