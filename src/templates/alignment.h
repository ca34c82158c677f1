// Partial-order alignment of the blocks of one template, as a row of columns:
// each block is aligned with the columns so far, and adds those it needs.
// What stays the same in every block is constant, the rest is gap.
//
// Cost: O(columns * tokens) for a block after common ends are set aside;
// beyond kMostAligned tokens the middle is one gap.
// Thread safety: one object a thread.
// Tested by tests/templates/alignment_test.cc.
#ifndef LITANY_TEMPLATES_ALIGNMENT_H_
#define LITANY_TEMPLATES_ALIGNMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "templates/block_tokens.h"
#include "templates/pattern.h"

namespace litany::templates {

inline constexpr size_t kMostAligned = 160;

struct AlignedBlock {
  std::string_view text;
  std::vector<BlockToken> tokens;
  uint32_t count = 1;
};

// What two tokens are worth in one column, and a token alone.
int32_t MatchWorth(const BlockToken& a, const BlockToken& b);
inline constexpr int32_t kAlone = -1;

// The best alignment of two rows of tokens: pairs of positions, ascending in
// both.  Ties go to the pairs nearest the ends.
std::vector<std::pair<uint32_t, uint32_t>> AlignTokens(
    const std::vector<BlockToken>& a, const std::vector<BlockToken>& b);

// The pattern of blocks, which are in canonical order and of different texts.
// constant_after as in GroupingOptions.
Pattern PatternOf(const std::vector<AlignedBlock>& blocks,
                  uint32_t constant_after);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_ALIGNMENT_H_
