#include "text/shingles.h"

#include <bit>
#include <span>
#include <utility>

#include "base/hash.h"
#include "simd/sort.h"

namespace litany::text {
namespace {

using simd::Fmix32;

// Short documents must not meet the windows of long ones.
constexpr uint32_t ShortSalt(size_t tokens) {
  return static_cast<uint32_t>(tokens) * 0x9e3779b9;
}

// The windows of `tokens` by the specification of simd/kernels.h.
void AppendWindows(std::span<const uint32_t> tokens, uint32_t width,
                   uint32_t seed, std::vector<uint32_t>* out) {
  if (tokens.empty()) {
    out->clear();
    return;
  }
  if (tokens.size() < width) {
    uint32_t window = 0;
    for (const uint32_t token : tokens) window = std::rotl(window, 7) ^ token;
    out->assign(1, Fmix32(window ^ seed ^ ShortSalt(tokens.size())));
    return;
  }
  out->resize(tokens.size() - width + 1);
  simd::Kernels().window_hashes(tokens.data(), tokens.size(), width, seed,
                                out->data());
}

// The high halves of the tokens.
// REQUIRES: scratch->tokens has room for them, as it has after Hashes
void TokenHighs(const FoldedText& text, const simd::ShingleSeeds& seeds,
                ShingleScratch* scratch) {
  const std::vector<uint32_t>& symbols = text.symbols;
  uint32_t* out = scratch->tokens.data();
  for (size_t i = 0; i < symbols.size();) {
    const uint32_t symbol = symbols[i++];
    if ((symbol & simd::kWordSymbol) == 0) {
      *out++ = simd::TokenHigh(symbol & simd::kCodePointMask, seeds.token_high);
      continue;
    }
    simd::WordSum word(simd::kWordHigh);
    const auto add = [&](uint32_t part) {
      word.Add(simd::TokenHigh(part & simd::kCodePointMask, seeds.token_high));
    };
    add(symbol);
    while (i < symbols.size() && (symbols[i] & simd::kTokenStart) == 0) {
      add(symbols[i++]);
    }
    *out++ = word.Finish();
  }
}

}  // namespace

simd::ShingleSeeds HashSeeds(uint64_t seed, std::string_view secret) {
  const uint64_t a = base::HashBytes64(secret, seed);
  const uint64_t b = base::HashBytes64(secret, a ^ 0x9e3779b97f4a7c15);
  simd::ShingleSeeds seeds;
  seeds.token_low = static_cast<uint32_t>(a);
  seeds.token_high = static_cast<uint32_t>(a >> 32);
  seeds.window_low = static_cast<uint32_t>(b);
  seeds.window_high = static_cast<uint32_t>(b >> 32);
  return seeds;
}

void Shingler::Hashes(const FoldedText& text, ShingleScratch* scratch) const {
  const size_t symbols = text.symbols.size();
  if (scratch->tokens.size() < symbols) scratch->tokens.resize(symbols);
  scratch->token_count = simd::Kernels().token_hashes(
      text.symbols.data(), symbols, seeds_, scratch->tokens.data());
  AppendWindows({scratch->tokens.data(), scratch->token_count}, width_,
                seeds_.window_low, &scratch->hashes);
}

void Shingler::Set(const FoldedText& text, ShingleScratch* scratch,
                   std::vector<uint64_t>* set) const {
  Hashes(text, scratch);
  std::swap(scratch->hashes, scratch->low_hashes);
  TokenHighs(text, seeds_, scratch);
  AppendWindows({scratch->tokens.data(), scratch->token_count}, width_,
                seeds_.window_high, &scratch->hashes);
  simd::SortUniqueHashes(scratch->hashes, scratch->low_hashes, set);
}

}  // namespace litany::text
