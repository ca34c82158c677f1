// Blocks whose constant words are found by what always stands together: if
// nearly every block with the word "Printed" has "Section" and "Desk" too,
// the three are the skeleton of one template, and the names between them are
// its gaps, however many there are.
//
// Invariant: the result depends on the set of blocks alone.
//
// Cost: O(words of all blocks * words of a block).  Memory: 40 bytes a word.
// Thread safety: functions without state.
// Tested by tests/templates/skeletons_test.cc.
#ifndef LITANY_TEMPLATES_SKELETONS_H_
#define LITANY_TEMPLATES_SKELETONS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace litany::templates {

// Different blocks that make a skeleton, as words that vary make a gap: a word
// of fewer blocks is asked about by none.
inline constexpr size_t kLeastUnits = 3;

// Whether so many words of a block may be its skeleton: one word is none, nor
// is less than half of them.
constexpr bool MayBeSkeleton(size_t skeleton, size_t words) {
  return skeleton >= 2 && skeleton * 2 >= words;
}

struct Skeleton {
  std::vector<uint64_t> words;  // in the order of the blocks
  std::vector<uint32_t> units;  // ascending, two or more
};

// `units`: the words of each block, in order; `counts`: how often each block
// occurs.  No unit is in two skeletons.  Blocks may be left empty that share no
// word with a block that may have a skeleton: of words that kLeastUnits hold.
std::vector<Skeleton> FindSkeletons(
    std::span<const std::vector<uint64_t>> units,
    std::span<const uint32_t> counts);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_SKELETONS_H_
