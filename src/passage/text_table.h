// The folded texts of a collection, one after another, as code points.
#ifndef LITANY_PASSAGE_TEXT_TABLE_H_
#define LITANY_PASSAGE_TEXT_TABLE_H_

#include <cstdint>
#include <span>

namespace litany::passage {

// A run of symbols is compared without the spaces between words, so where a
// word was broken does not matter.
using Symbols = std::span<const uint32_t>;

// Texts by number (a vertex of the collection).  Borrows both arrays.
struct TextTable {
  // Code points without the flags of simd/kernels.h.
  std::span<const uint32_t> symbols;
  // size() + 1 offsets into `symbols`, not decreasing.
  std::span<const uint64_t> begins;

  uint32_t size() const {
    return begins.empty() ? 0 : static_cast<uint32_t>(begins.size() - 1);
  }
  Symbols operator[](uint32_t text) const {
    return symbols.subspan(begins[text], begins[text + 1] - begins[text]);
  }
};

// Whether a symbol says about as much as a short word: Han, kana, Bopomofo,
// Hangul, Yi.  Runs that hold one are long at half the length of others.
constexpr bool IsDense(uint32_t code_point) {
  if (code_point < 0x2e80) return false;
  return code_point < 0xa4d0 || (code_point >= 0xac00 && code_point < 0xd7b0) ||
         (code_point >= 0xf900 && code_point < 0xfb00) ||
         (code_point >= 0x1b000 && code_point < 0x1b300) ||
         (code_point >= 0x20000 && code_point < 0x40000);
}

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_TEXT_TABLE_H_
