#include "text/folded_text.h"

#include <algorithm>

#include "simd/kernels.h"

namespace litany::text {

size_t CountTokens(const FoldedText& text) {
  size_t count = 0;
  for (const uint32_t symbol : text.symbols) {
    count += (symbol & simd::kTokenStart) != 0 ? 1u : 0u;
  }
  return count;
}

namespace {

// Writes one code point and returns its end.
char* WriteUtf8(uint32_t c, char* out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  if (c < 0x800) {
    *out++ = static_cast<char>(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      *out++ = static_cast<char>(0xe0 | c >> 12);
    } else {
      *out++ = static_cast<char>(0xf0 | c >> 18);
      *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
    }
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  *out++ = static_cast<char>(0x80 | (c & 0x3f));
  return out;
}

// Whether a symbol is of no word and has three bytes: most of a Chinese text.
bool IsSingleOfThree(uint32_t symbol) {
  return (symbol & ~simd::kTokenStart) - 0x800 < 0x10000 - 0x800;
}

void WriteThree(uint32_t c, char* out) {
  out[0] = static_cast<char>(0xe0 | c >> 12);
  out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3f));
  out[2] = static_cast<char>(0x80 | (c & 0x3f));
}

}  // namespace

void AppendUtf8(uint32_t code_point, std::string* out) {
  char bytes[4];
  out->append(bytes, static_cast<size_t>(WriteUtf8(code_point, bytes) - bytes));
}

size_t AppendFoldedUtf8(const FoldedText& text, std::string* out) {
  // Symbols written before they are appended, each with its separator.
  constexpr size_t kPart = 512;
  char bytes[kPart * 5];
  const std::vector<uint32_t>& symbols = text.symbols;
  size_t separators = 0;
  uint32_t last = 0;
  for (size_t begin = 0; begin < symbols.size(); begin += kPart) {
    const size_t stop = std::min(begin + kPart, symbols.size());
    char* end = bytes;
    for (size_t i = begin; i < stop; ++i) {
      for (; i < stop && IsSingleOfThree(symbols[i]); ++i) {
        last = symbols[i];
        WriteThree(last & ~simd::kTokenStart, end);
        end += 3;
      }
      if (i == stop) break;
      const uint32_t symbol = symbols[i];
      // Without a branch: where words end cannot be predicted.
      const bool is_parted = (last & symbol & simd::kWordSymbol) != 0 &&
                             (symbol & simd::kTokenStart) != 0;
      *end = ' ';
      end += is_parted ? 1 : 0;
      separators += is_parted ? 1 : 0;
      end = WriteUtf8(symbol & simd::kCodePointMask, end);
      last = symbol;
    }
    out->append(bytes, static_cast<size_t>(end - bytes));
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
