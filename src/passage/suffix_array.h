// Suffixes in order: a suffix array over any alphabet of integers that looks
// no further than a bound or a separator, and the lengths that neighbours in
// it share.
//
// Phrases end with their stretch and are of some tens of tokens, so nothing
// needs the order of whole suffixes.  By their first symbol, then as a radix
// quicksort of many symbols at a time (Bentley and Sedgewick 1997): as many as
// fit into 64 bits above a suffix's number within its group are sorted as one
// integer, and groups of equal ones again by the symbols behind.
//
// Cost: O(n depth) at worst, for n copies of one text.
// Memory: 4 bytes a symbol, and while sorting 4 more and 12 bytes for each of
// the largest group.
// Tested by tests/passage/suffix_array_test.cc.
#ifndef LITANY_PASSAGE_SUFFIX_ARRAY_H_
#define LITANY_PASSAGE_SUFFIX_ARRAY_H_

#include <cstdint>
#include <span>

#include "base/raw_vector.h"

namespace litany::passage {

// A symbol of this value is less than all others and never part of what two
// suffixes share.
inline constexpr uint32_t kSeparator = 0;

// Begins of the suffixes that do not begin with a separator, in the
// lexicographical order of their first `depth` symbols before a separator or
// their end; equal ones as they follow each other.
// REQUIRES: `ranks` are below `rank_count` <= 2^24, and fewer than 2^32;
// depth > 0
base::RawVector<uint32_t> SortSuffixes(std::span<const uint32_t> ranks,
                                       uint32_t rank_count, uint32_t depth,
                                       uint32_t threads);

// shared[i]: how many symbols the suffixes order[i - 1] and order[i] have in
// common before a separator or their end, at most `most`; shared[0] = 0.
base::RawVector<uint16_t> SharedLengths(std::span<const uint32_t> ranks,
                                        std::span<const uint32_t> order,
                                        uint16_t most, uint32_t threads);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SUFFIX_ARRAY_H_
