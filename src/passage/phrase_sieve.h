// The sieve before phrases are sorted: which stretches of text can hold one.
//
// A phrase of the least weight or more lies in stretches whose least windows
// of that weight are all found in enough documents and sources.  So windows
// are counted by their hash, and only what counted windows cover goes on.  Two
// windows of one hash are counted as one: that lets more through, and never
// less, and what goes on is counted exactly later.
//
// Memory: 8 bytes a window, which there are one or two of a token, and what
// key_sieve.h says.
// Tested by tests/passage/repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_PHRASE_SIEVE_H_
#define LITANY_PASSAGE_PHRASE_SIEVE_H_

#include <cstdint>
#include <vector>

#include "passage/phrase_texts.h"

namespace litany::passage {

struct PhraseBounds {
  uint32_t min_documents = 2;
  uint32_t min_sources = 1;
  // Weights (phrase_texts.h).
  uint32_t min_weight = 8;
  uint32_t max_weight = 80;
};

// A run of tokens of one text.
struct SievedRun {
  uint32_t text = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// The stretches, by text and place.  Every run of two or more unmasked tokens
// of a counted text that has the least weight and occurs in at least
// min_documents counted texts of min_sources sources lies inside one of them.
std::vector<SievedRun> SievePhrases(const PhraseTexts& texts,
                                    const TokenTable& tokens,
                                    const PhraseBounds& bounds,
                                    uint32_t threads);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASE_SIEVE_H_
