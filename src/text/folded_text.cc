#include "text/folded_text.h"

#include "simd/kernels.h"

namespace litany::text {

size_t CountTokens(const FoldedText& text) {
  size_t count = 0;
  for (const uint32_t symbol : text.symbols) {
    count += (symbol & simd::kTokenStart) != 0 ? 1u : 0u;
  }
  return count;
}

void AppendUtf8(uint32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
    return;
  }
  char bytes[4];
  size_t size = 0;
  if (c < 0x800) {
    bytes[size++] = static_cast<char>(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      bytes[size++] = static_cast<char>(0xe0 | c >> 12);
    } else {
      bytes[size++] = static_cast<char>(0xf0 | c >> 18);
      bytes[size++] = static_cast<char>(0x80 | (c >> 12 & 0x3f));
    }
    bytes[size++] = static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  bytes[size++] = static_cast<char>(0x80 | (c & 0x3f));
  out->append(bytes, size);
}

void AppendFoldedUtf8(const FoldedText& text, std::string* out) {
  out->reserve(out->size() + text.symbols.size() * 3);
  bool in_word = false;
  for (const uint32_t symbol : text.symbols) {
    const bool is_word = (symbol & simd::kWordSymbol) != 0;
    if (in_word && is_word && (symbol & simd::kTokenStart) != 0) {
      out->push_back(' ');
    }
    AppendUtf8(symbol & simd::kCodePointMask, out);
    in_word = is_word;
  }
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
