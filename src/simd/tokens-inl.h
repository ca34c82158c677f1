// From symbols to one hash a token, written with Highway.  Included by
// vector_kernels.cc once for each target; equals scalar.cc bit for bit.
//
// All symbols are hashed alike, in lanes, whatever token they belong to.  Sums
// of all before a place are kept where a token begins; the difference of two,
// taken back to place 0, is what WordSum adds up (of a single symbol: its
// premix, turned).

#ifndef LITANY_SIMD_TOKENS_INL_H_
#define LITANY_SIMD_TOKENS_INL_H_

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "simd/compress-inl.h"
#include "simd/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

// TokenLow of symbols.
template <class D>
HWY_INLINE hn::Vec<D> SymbolHashes(D d, hn::Vec<D> symbols, hn::Vec<D> seed) {
  const auto code_points = hn::And(symbols, hn::Set(d, kCodePointMask));
  const auto x = hn::Mul(hn::Xor(code_points, seed), hn::Set(d, 0x9e3779b1));
  return hn::Xor(x, hn::ShiftRight<15>(x));
}

// Symbols looked at together, and lanes behind them.
inline constexpr size_t kTokenBlock = 512;
inline constexpr size_t kTokenRoom =
    kTokenBlock + HWY_MAX_BYTES / sizeof(uint32_t);

// Powers of kWordLow, and their inverses without bit 0, which is always set.
struct WordPowers {
  uint32_t power[kTokenRoom];
  uint32_t inverse[kTokenRoom];
};

constexpr WordPowers MakeWordPowers() {
  uint32_t inverse = 1;
  for (int i = 0; i < 5; ++i) inverse *= 2 - kWordLow * inverse;  // Newton
  WordPowers powers = {};
  uint32_t up = 1;
  uint32_t down = 1;
  for (size_t i = 0; i < kTokenRoom; ++i) {
    powers.power[i] = up;
    powers.inverse[i] = down & ~uint32_t{1};
    up *= kWordLow;
    down *= inverse;
  }
  return powers;
}

alignas(64) inline constexpr WordPowers kWordPowers = MakeWordPowers();

// What is known where a token begins.
struct TokenStarts {
  // Of the block's symbols before it, premix (turned) times power, added up.
  uint32_t sum[kTokenRoom];
  // The inverse power of its place; bit 0 is whether it is a word.
  uint32_t inverse[kTokenRoom];
};

// Adds to each lane from kFirst on the one that `before` names.
template <size_t kFirst, class D>
HWY_INLINE hn::Vec<D> AddBefore(D d, hn::Vec<D> v,
                                const uint32_t (&before)[16]) {
  const auto lanes = hn::TableLookupLanes(v, hn::SetTableIndices(d, before));
  return hn::Add(v, hn::IfThenZeroElse(hn::FirstN(d, kFirst), lanes));
}

// Lane i of the result is the sum of lanes 0 to i.
template <class D>
HWY_INLINE hn::Vec<D> PrefixSum(D d, hn::Vec<D> v) {
  v = hn::Add(v, hn::ShiftLeftLanes<1>(d, v));
  v = hn::Add(v, hn::ShiftLeftLanes<2>(d, v));
  // Those were sums of up to four lanes.
  constexpr size_t kLanes = HWY_MAX_BYTES / sizeof(uint32_t);
  if constexpr (kLanes > 4) {
    alignas(64) static constexpr uint32_t kBefore[16] = {
        0, 0, 0, 0, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11};
    v = AddBefore<4>(d, v, kBefore);
  }
  if constexpr (kLanes > 8) {
    alignas(64) static constexpr uint32_t kBefore[16] = {
        0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 7, 7, 7, 7};
    v = AddBefore<8>(d, v, kBefore);
  }
  return v;
}

// Finds the tokens of a block, one more where it ends.  Returns their number
// without that.
HWY_INLINE size_t FindTokens(const uint32_t* symbols, size_t size,
                             uint32_t seed, TokenStarts* starts) {
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto seeds = hn::Set(d, seed);
  const auto last =
      hn::IndicesFromVec(d, hn::Set(d, static_cast<uint32_t>(lanes - 1)));
  auto total = hn::Zero(d);
  size_t tokens = 0;
  const auto take = [&](hn::Vec<decltype(d)> symbol, size_t i) HWY_ATTR {
    const auto value =
        hn::Mul(hn::RotateRight<16>(SymbolHashes(d, symbol, seeds)),
                hn::Load(d, kWordPowers.power + i));
    const auto through = hn::Add(total, PrefixSum(d, value));
    const auto is_word = hn::And(hn::ShiftRight<30>(symbol), hn::Set(d, 1));
    const uint64_t starting = LaneBits<31>(d, symbol);
    StoreLanes(d, hn::Or(hn::Load(d, kWordPowers.inverse + i), is_word),
               starting, starts->inverse + tokens);
    tokens +=
        StoreLanes(d, hn::Sub(through, value), starting, starts->sum + tokens);
    total = hn::TableLookupLanes(through, last);
  };
  size_t i = 0;
  for (; i + lanes <= size; i += lanes) take(hn::LoadU(d, symbols + i), i);
  HWY_ALIGN uint32_t rest[HWY_MAX_BYTES / sizeof(uint32_t)] = {};
  std::copy_n(symbols + i, size - i, rest);
  rest[size - i] = kTokenStart;
  take(hn::Load(d, rest), i);
  return tokens - 1;
}

// Hashes the tokens that begin in the next symbols, which may be of any kind.
// Returns how many symbols that were, and adds to *tokens.
inline size_t HashMixed(const uint32_t* symbols, size_t count,
                        const ShingleSeeds& seeds, uint32_t* out,
                        size_t* tokens) {
  size_t size = count;
  if (count > kTokenBlock) {
    size = kTokenBlock;
    while (size > 0 && (symbols[size] & kTokenStart) == 0) --size;
    if (size == 0) {
      // A word longer than the block.
      size = kTokenBlock;
      while (size < count && (symbols[size] & kTokenStart) == 0) ++size;
      *tokens += ScalarKernels().token_hashes(symbols, size, seeds, out);
      return size;
    }
  }
  TokenStarts starts;
  const size_t found = FindTokens(symbols, size, seeds.token_low, &starts);
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto one = hn::Set(d, 1);
  const auto hash = [&](size_t t) HWY_ATTR {
    const auto inverse = hn::LoadU(d, starts.inverse + t);
    auto sum =
        hn::Sub(hn::LoadU(d, starts.sum + t + 1), hn::LoadU(d, starts.sum + t));
    sum = hn::Mul(sum, hn::Or(inverse, one));
    // WordFinish
    auto word = hn::Xor(sum, hn::ShiftRight<16>(sum));
    word = hn::Mul(word, hn::Set(d, kWordMix));
    word = hn::Xor(word, hn::ShiftRight<15>(word));
    return hn::IfThenElse(hn::TestBit(inverse, one), word,
                          hn::RotateRight<16>(sum));
  };
  size_t t = 0;
  for (; t + lanes <= found; t += lanes) hn::StoreU(hash(t), d, out + t);
  if (t < found) {
    HWY_ALIGN uint32_t rest[HWY_MAX_BYTES / sizeof(uint32_t)];
    hn::Store(hash(t), d, rest);
    std::copy_n(rest, found - t, out + t);
  }
  *tokens += found;
  return size;
}

// Runs of single symbols are hashed where they stand.
inline size_t TokenHashes(const uint32_t* symbols, size_t count,
                          const ShingleSeeds& seeds, uint32_t* out) {
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto seed = hn::Set(d, seeds.token_low);
  const auto flags = hn::Set(d, kTokenStart | kWordSymbol);
  const auto single = hn::Set(d, kTokenStart);
  size_t tokens = 0;
  size_t i = 0;
  while (i + lanes <= count) {
    // A token starts at i.  What is written never passes what was read.
    const auto symbol = hn::LoadU(d, symbols + i);
    if (hn::AllTrue(d, hn::Eq(hn::And(symbol, flags), single))) {
      hn::StoreU(SymbolHashes(d, symbol, seed), d, out + tokens);
      tokens += lanes;
      i += lanes;
    } else {
      i += HashMixed(symbols + i, count - i, seeds, out + tokens, &tokens);
    }
  }
  if (i == count) return tokens;
  return tokens + ScalarKernels().token_hashes(symbols + i, count - i, seeds,
                                               out + tokens);
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_TOKENS_INL_H_
