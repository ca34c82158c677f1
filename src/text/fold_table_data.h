// The default fold table, made at build time by gen/gen_fold_table.cc.
#ifndef LITANY_TEXT_FOLD_TABLE_DATA_H_
#define LITANY_TEXT_FOLD_TABLE_DATA_H_

#include <cstdint>
#include <span>

namespace litany::text {

extern const std::span<const uint16_t> kFoldIndex;   // [0x1100]
extern const std::span<const uint32_t> kFoldBlocks;  // 256 entries a block
extern const std::span<const uint32_t> kFoldExpansions;

}  // namespace litany::text

#endif  // LITANY_TEXT_FOLD_TABLE_DATA_H_
