// Computes the fold of every code point from ICU's data and the Han maps.
// Run at build time for the default options, and at start-up (about half a
// second) for `--distinguish`.
#ifndef LITANY_TEXT_FOLD_BUILDER_H_
#define LITANY_TEXT_FOLD_BUILDER_H_

#include <cstdint>
#include <vector>

#include "litany/options.h"

namespace litany::text {

inline constexpr uint32_t kCodePoints = 0x110000;

struct FoldEntries {
  // [kCodePoints] entries as in simd/kernels.h, for TokenUnit::kAuto.
  std::vector<uint32_t> entries;
  // As in simd::FoldTableView.
  std::vector<uint32_t> expansions;
};

// Of `options` only the distinguish_ fields matter.
//
// Per code point: NFKC_Casefold; then the Han map on each code point of the
// result; what is then not a letter, mark or number is ignorable.  Repeated
// until it changes nothing, so that the fold of a fold is itself.
FoldEntries BuildFoldEntries(const FoldOptions& options);

}  // namespace litany::text

#endif  // LITANY_TEXT_FOLD_BUILDER_H_
