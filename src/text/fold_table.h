// What the fold makes of each code point, as one look-up.
#ifndef LITANY_TEXT_FOLD_TABLE_H_
#define LITANY_TEXT_FOLD_TABLE_H_

#include <cstdint>
#include <vector>

#include "litany/options.h"
#include "simd/kernels.h"
#include "text/fold_builder.h"

namespace litany::text {

// Immutable.  About 1 MB.
class FoldTable {
 public:
  // The table of `options`: the compiled one unless a distinguish_ field is
  // set, in which case ICU is asked for every code point (half a second).
  static FoldTable Create(const FoldOptions& options);

  // From computed entries; the compiled table must equal this.
  static FoldTable FromEntries(FoldEntries entries, TokenUnit unit);

  // Valid as long as the table is.
  simd::FoldTableView view() const;

  // XXH3-64 of all entries: two builds that agree in it fold alike.
  uint64_t digest() const { return digest_; }

 private:
  FoldTable() = default;
  void ApplyUnit(TokenUnit unit);
  void Finish();

  std::vector<uint32_t> bmp_;
  std::vector<uint16_t> index_;
  std::vector<uint32_t> blocks_;
  std::vector<uint32_t> expansions_;
  std::vector<uint8_t> ascii_;  // empty where FoldTableView has none
  uint64_t digest_ = 0;
};

}  // namespace litany::text

#endif  // LITANY_TEXT_FOLD_TABLE_H_
