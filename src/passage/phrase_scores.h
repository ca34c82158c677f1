// What speaks for a run of tokens being a phrase, and for where it ends.
//
// Logarithms are to the base 2, in units of 1 / kLogUnit, and are computed
// from integers: the same everywhere.
//
// Tested by tests/passage/phrase_scores_test.cc.
#ifndef LITANY_PASSAGE_PHRASE_SCORES_H_
#define LITANY_PASSAGE_PHRASE_SCORES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "passage/phrase_texts.h"

namespace litany::passage {

inline constexpr int64_t kLogUnit = 1 << 16;

// log2(x) * kLogUnit, rounded down; 0 for 0.
int64_t Log2(uint64_t x);

// Entropy of a whole of `total`, in which equal `values` form a part and all
// that is not in there is parts of 1.  Sorts *values.
int64_t EntropyOf(std::vector<uint32_t>* values, uint32_t total);

// How much rarer the texts with it are than if its places were strewn about:
// the inverse document frequency less that of a Poisson process (Church and
// Gale 1995).  REQUIRES: documents <= count
int64_t ResidualIdf(uint32_t count, uint32_t documents, uint32_t texts);

// What stands beside a run, at all its places.
struct Sides {
  uint32_t count = 0;
  // Branching entropy of the tokens beside it.  The end of a clause, or of the
  // text, counts as a token met once.
  int64_t left_entropy = 0;
  int64_t right_entropy = 0;
  // Places with a break, or an end of the text, there.
  uint32_t left_breaks = 0;
  uint32_t right_breaks = 0;
  // Of those, the ones where a clause or an item of a list ends.
  uint32_t left_items = 0;
  uint32_t right_items = 0;
  // Places where a word starts, or the text ends, there.
  uint32_t left_words = 0;
  uint32_t right_words = 0;
  // Places with a number right before it, right behind it.
  uint32_t left_numbers = 0;
  uint32_t right_numbers = 0;
};

// Scratch of one thread.
class SideCounter {
 public:
  // `places` are tokens at which a run of `length` tokens begins.
  Sides Count(const TokenTable& tokens, std::span<const uint32_t> places,
              uint32_t length);

 private:
  std::vector<uint32_t> beside_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASE_SCORES_H_
