// Suffixes in order: a suffix array over any alphabet of integers, and the
// lengths that neighbours in it share.
//
// Suffixes are sorted by their first symbols, then those that agree in them by
// what is known of the suffixes behind, which doubles the symbols they are
// sorted by, until all differ.  On all threads; the result is the same.
//
// Memory: 25 bytes a symbol while sorting, 4 bytes after.
// Tested by tests/passage/suffix_array_test.cc.
#ifndef LITANY_PASSAGE_SUFFIX_ARRAY_H_
#define LITANY_PASSAGE_SUFFIX_ARRAY_H_

#include <cstdint>
#include <span>
#include <vector>

namespace litany::passage {

// A symbol of this value is less than all others and never part of what two
// suffixes share.
inline constexpr uint32_t kSeparator = 0;

// Begins of all suffixes in lexicographical order.  `ranks` are below
// `rank_count`, which is at most 2^24, and fewer than 2^32 - 1.
std::vector<uint32_t> BuildSuffixArray(std::span<const uint32_t> ranks,
                                       uint32_t rank_count,
                                       uint32_t threads = 1);

// shared[i]: how many symbols the suffixes order[i - 1] and order[i] have in
// common before a separator or their end, at most `most`; shared[0] = 0.
std::vector<uint16_t> SharedLengths(std::span<const uint32_t> ranks,
                                    std::span<const uint32_t> order,
                                    uint16_t most, uint32_t threads);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SUFFIX_ARRAY_H_
