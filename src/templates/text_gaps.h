// Blocks that share a head (or an end) and go on with a text of their own:
// "Previous: TITLE", "You are here: Home > TITLE", "TITLE - Forum".
//
// Taken for one template only if there are enough of them, if the texts are
// unlike each other (no word begins many of them), and if what is shared is
// long enough for their number.  The head is a label that ends with a mark, or
// at least three words: many sentences begin with "The".
//
// Cost: O(tokens log blocks); at most kMostHeads heads of a block are tried.
// Thread safety: functions without state.
// Tested by tests/templates/blocks_prop_test.cc.
#ifndef LITANY_TEMPLATES_TEXT_GAPS_H_
#define LITANY_TEMPLATES_TEXT_GAPS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "templates/block_tokens.h"
#include "templates/repeated_keys.h"

namespace litany::templates {

struct TextGapBlock {
  std::string_view text;
  // Empty where too few blocks hold its first and its last word.
  std::span<const BlockToken> tokens;
  std::span<const uint32_t> words;  // BlockWords::hashes
  uint32_t unit = 0;  // blocks that are one template already have one unit
};

// Sets of at least two blocks that are one template each, as ascending indices
// into `blocks`, which are in canonical order; no block is in two sets.
// words: how many of the blocks hold each word.
// few: how many blocks are enough if at least half of their text is shared, or
// if so many of them are one unit; many: if not.
std::vector<std::vector<uint32_t>> FindTextGaps(
    const std::vector<TextGapBlock>& blocks, const KeyCounts& words,
    uint32_t few, uint32_t many);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_TEXT_GAPS_H_
