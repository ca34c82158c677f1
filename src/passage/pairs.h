// What two texts have in common: seeds made into stretches of text that go
// together in spite of edits.
//
// A seed is extended exactly, then through edits (align.h).  Stretches that
// follow each other in both texts are joined over what was inserted, dropped
// or swapped between them, as long as the gaps are short enough and the whole
// stays similar.  A stretch that is not similar enough falls apart into its
// exact runs, so nothing of the guarantee of seeds.h is lost.
//
// Tested by tests/passage/pairs_test.cc.
#ifndef LITANY_PASSAGE_PAIRS_H_
#define LITANY_PASSAGE_PAIRS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "passage/align.h"
#include "passage/anchors.h"
#include "passage/seeds.h"
#include "passage/text_table.h"

namespace litany::passage {

struct PairParams {
  // The least matched symbols of a stretch that holds a dense symbol, and of
  // one that holds none.
  uint32_t dense_length = 24;
  uint32_t letter_length = 50;
  // Symbols without a match between two stretches that are joined: in one
  // text; in the text that has fewer of them, at most a quarter.
  uint32_t max_gap = 200;
  double similarity = 0.5;
  bool exact = false;  // exact runs only, not joined
};

// Symbols [begin_a, end_a) of text a go with [begin_b, end_b) of text b.
struct Stretch {
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t begin_a = 0;
  uint32_t end_a = 0;
  uint32_t begin_b = 0;
  uint32_t end_b = 0;
  uint32_t matches = 0;

  uint32_t size_a() const { return end_a - begin_a; }
  uint32_t size_b() const { return end_b - begin_b; }
  friend auto operator<=>(const Stretch&, const Stretch&) = default;
};

// Appends the stretches of one pair, by (begin_a, begin_b).  `seeds` are those
// of the pair, sorted.
void FindStretches(const TextTable& texts, std::span<const Seed> seeds,
                   const PairParams& params, AlignScratch* scratch,
                   std::vector<Stretch>* out);

// The stretches of all pairs that have seeds, sorted.
std::vector<Stretch> FindAllStretches(const TextTable& texts,
                                      std::span<const Seed> seeds,
                                      const PairParams& params,
                                      uint32_t threads);

// Those of a pair's sorted seeds that begin at symbols [begin_a, end_a) of a.
std::span<const Seed> SeedsWithin(std::span<const Seed> seeds, uint32_t begin_a,
                                  uint32_t end_a);

// The least matched symbols of a stretch of `text`.
uint32_t LeastMatches(Symbols text, const PairParams& params);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PAIRS_H_
