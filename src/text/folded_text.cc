#include "text/folded_text.h"

#include <algorithm>

#include "simd/encode-inl.h"
#include "simd/kernels.h"

namespace litany::text {

size_t CountTokens(const FoldedText& text) {
  size_t count = 0;
  for (const uint32_t symbol : text.symbols) {
    count += (symbol & simd::kTokenStart) != 0 ? 1u : 0u;
  }
  return count;
}

void AppendUtf8(uint32_t code_point, std::string* out) {
  char bytes[4];
  out->append(bytes,
              static_cast<size_t>(simd::WriteUtf8(code_point, bytes) - bytes));
}

size_t AppendFoldedUtf8(const FoldedText& text, std::string* out) {
  // Symbols written before they are appended, each with its separator.
  constexpr size_t kPart = 512;
  char bytes[kPart * 5];
  const std::vector<uint32_t>& symbols = text.symbols;
  const simd::KernelTable& kernels = simd::Kernels();
  size_t separators = 0;
  for (size_t begin = 0; begin < symbols.size(); begin += kPart) {
    const uint32_t before = begin == 0 ? 0 : symbols[begin - 1];
    out->append(bytes, kernels.encode(symbols.data() + begin,
                                      std::min(kPart, symbols.size() - begin),
                                      before, bytes, &separators));
  }
  return symbols.size() + separators;
}

std::string FoldedUtf8(const FoldedText& text) {
  std::string out;
  AppendFoldedUtf8(text, &out);
  return out;
}

std::vector<std::string> TokenStrings(const FoldedText& text) {
  std::vector<std::string> tokens;
  for (const uint32_t symbol : text.symbols) {
    if ((symbol & simd::kTokenStart) != 0) tokens.emplace_back();
    AppendUtf8(symbol & simd::kCodePointMask, &tokens.back());
  }
  return tokens;
}

}  // namespace litany::text
