// How two texts go together: extension of a seed through edits, and the edits
// between two spans.
//
// Extension is greedy gapped extension with a drop-off (Zhang, Schwartz,
// Wagner, Miller 2000): a match counts 1, a replaced symbol -1, an inserted or
// dropped one -1.5, and it ends where the score falls kDropOff below the best
// seen.  With a fifth of the symbols changed the score still rises by a half a
// symbol; between unrelated texts it falls by about one.
//
// Edits are a longest common subsequence (Myers 1986), cleaned of matches
// that are shorter than what was replaced around them, as a person would not
// see them.  Spans longer than a few thousand symbols are first cut
// at their common grams.
//
// Thread safety: functions without state; scratch is the caller's.
// Tested by tests/passage/align_test.cc, against O(nm) alignment.
#ifndef LITANY_PASSAGE_ALIGN_H_
#define LITANY_PASSAGE_ALIGN_H_

#include <cstdint>
#include <vector>

#include "passage/text_table.h"

namespace litany::passage {

// In half symbols, so that all scores are integers.
inline constexpr int32_t kMatchScore = 2;
inline constexpr int32_t kReplaceScore = -2;
inline constexpr int32_t kGapScore = -3;
// Twelve symbols: a stretch of that many, all changed, ends an extension.
inline constexpr int32_t kDropOff = 24;

// Buffers of one thread.
struct AlignScratch {
  std::vector<int32_t> reach[2];
  std::vector<int32_t> matched[2];
  std::vector<int32_t> trace;
};

// How far two texts go together from their beginnings.
struct Extension {
  uint32_t a = 0;  // symbols of a; the last is a match
  uint32_t b = 0;
  uint32_t matches = 0;
  int32_t score = 0;
};

// The best extension of a[0..) with b[0..); of equal scores the shorter.
// Time O((a + b) e) for e edits, in practice O(a) where texts agree.
Extension ExtendForward(Symbols a, Symbols b, AlignScratch* scratch);

// The same from the ends towards the beginnings.
Extension ExtendBackward(Symbols a, Symbols b, AlignScratch* scratch);

// a[begin_a, end_a) is replaced by b[begin_b, end_b); either may be empty, not
// both.
struct SymbolEdit {
  uint32_t begin_a = 0;
  uint32_t end_a = 0;
  uint32_t begin_b = 0;
  uint32_t end_b = 0;

  friend bool operator==(const SymbolEdit&, const SymbolEdit&) = default;
};

struct SpanAlignment {
  std::vector<SymbolEdit> edits;  // in order; what is between them matches
  uint32_t matches = 0;
};

// The edits that make b of a.  Time O(n + d^2) for d changed symbols where d
// is small; never more than about 2^22 steps a piece of the text that has no
// common gram.
void AlignSpans(Symbols a, Symbols b, AlignScratch* scratch,
                SpanAlignment* out);

// Similarity of an alignment: matched symbols of both over all symbols of
// both, at least `least`?
constexpr bool IsSimilar(uint64_t matches, uint64_t size_a, uint64_t size_b,
                         double least) {
  return 2 * static_cast<double>(matches) >=
         least * static_cast<double>(size_a + size_b);
}

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_ALIGN_H_
