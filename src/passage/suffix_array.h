// Suffixes in order: a suffix array over any alphabet of integers, and the
// lengths that neighbours in it share.
//
// divsufsort sorts bytes, so each symbol is spelt as its rank in one, two or
// three of them, and only suffixes that begin at a symbol are kept.
//
// Memory: (1 + 4) bytes a byte so spelt while sorting, 4 bytes a symbol after.
// Tested by tests/passage/suffix_array_test.cc.
#ifndef LITANY_PASSAGE_SUFFIX_ARRAY_H_
#define LITANY_PASSAGE_SUFFIX_ARRAY_H_

#include <cstdint>
#include <span>

#include "absl/status/statusor.h"
#include "base/raw_vector.h"

namespace litany::passage {

// A symbol of this value is less than all others and never part of what two
// suffixes share.
inline constexpr uint32_t kSeparator = 0;

// Begins of all suffixes in lexicographical order.  `ranks` are below
// `rank_count`, which is at most 2^24.  ResourceExhausted if the symbols need
// 2^31 bytes or more.
absl::StatusOr<base::RawVector<uint32_t>> BuildSuffixArray(
    std::span<const uint32_t> ranks, uint32_t rank_count);

// shared[i]: how many symbols the suffixes order[i - 1] and order[i] have in
// common before a separator or their end, at most `most`; shared[0] = 0.
base::RawVector<uint16_t> SharedLengths(std::span<const uint32_t> ranks,
                                        std::span<const uint32_t> order,
                                        uint16_t most, uint32_t threads);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SUFFIX_ARRAY_H_
