// What the matcher sees of a text.
#ifndef LITANY_TEXT_FOLDED_TEXT_H_
#define LITANY_TEXT_FOLDED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace litany::text {

// Where a symbol came from, in the original text: bytes and code points,
// both on code-point boundaries.  Symbols that one code point (or one run that
// normalises as a whole) turned into share its span.
struct SourceSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t char_begin = 0;
  uint32_t char_end = 0;

  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

struct FoldedText {
  // Symbols with the flags of simd/kernels.h.
  std::vector<uint32_t> symbols;
  // One a symbol if they were asked for, else empty.
  std::vector<SourceSpan> spans;

  void Clear() {
    symbols.clear();
    spans.clear();
  }
};

// Bytes that the fold left out before a symbol, back to the end of what made
// the symbols before it.
struct Gap {
  uint32_t symbol = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const Gap&, const Gap&) = default;
};

size_t CountTokens(const FoldedText& text);

// The symbols as UTF-8, one U+0020 between two word tokens.  This is the
// "folded text" of the tables and of every digest.  Returns how many code
// points it appended.
size_t AppendFoldedUtf8(const FoldedText& text, std::string* out);
std::string FoldedUtf8(const FoldedText& text);

// The tokens one by one, as UTF-8.
std::vector<std::string> TokenStrings(const FoldedText& text);

// Appends one code point.
void AppendUtf8(uint32_t code_point, std::string* out);

}  // namespace litany::text

#endif  // LITANY_TEXT_FOLDED_TEXT_H_
