// From symbols to one hash a token, written with Highway.  Included by
// vector_kernels.cc once for each target; equals scalar.cc bit for bit.

#ifndef LITANY_SIMD_TOKENS_INL_H_
#define LITANY_SIMD_TOKENS_INL_H_

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

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

#if HWY_TARGET <= HWY_AVX3

// The word that begins at `symbol` and ends before `end`; `state` is what came
// of its symbols before.
HWY_INLINE uint64_t TakeWord(uint64_t state, const uint32_t* symbol,
                             const uint32_t* end) {
  for (; symbol < end; ++symbol) {
    state = WordStep(state, *symbol & kCodePointMask);
  }
  return state;
}

// Symbols looked at together, and room for what a vector writes too much.
inline constexpr size_t kTokenBlock = 256;
inline constexpr size_t kTokenRoom =
    kTokenBlock + HWY_MAX_BYTES / sizeof(uint32_t);

// The tokens of a block: token t begins at begin[t] and ends at begin[t + 1].
struct TokenBlock {
  uint32_t begin[kTokenRoom + 1];
  uint32_t first[kTokenRoom];  // its first symbol, then its hash
  size_t size = 0;
};

// The words among them.
struct WordList {
  uint32_t token[kTokenRoom];  // its number in the block
  uint32_t begin[kTokenRoom];
  uint32_t length[kTokenRoom];
  size_t size = 0;
};

// Finds the tokens that begin in the first `count` symbols.
HWY_INLINE void FindTokens(const uint32_t* symbols, size_t count,
                           TokenBlock* block) {
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto starts = hn::Set(d, kTokenStart);
  const auto step = hn::Set(d, static_cast<uint32_t>(lanes));
  auto places = hn::Iota(d, 0);
  size_t size = 0;
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto symbol = hn::LoadU(d, symbols + i);
    const auto starting = hn::TestBit(symbol, starts);
    StoreLanes(d, symbol, starting, block->first + size);
    size += StoreLanes(d, places, starting, block->begin + size);
    places = hn::Add(places, step);
  }
  for (; i < count; ++i) {
    block->first[size] = symbols[i];
    block->begin[size] = static_cast<uint32_t>(i);
    size += symbols[i] >> 31;
  }
  block->size = size;
}

// Turns eight rows of eight symbols into eight columns.
template <class D, class V>
HWY_INLINE void Transpose8(D d, V (&rows)[8]) {
  const hn::Repartition<uint64_t, D> d64;
  V pairs[8];
  for (size_t i = 0; i < 4; ++i) {
    pairs[2 * i] = hn::InterleaveLower(d, rows[2 * i], rows[2 * i + 1]);
    pairs[2 * i + 1] = hn::InterleaveUpper(d, rows[2 * i], rows[2 * i + 1]);
  }
  V fours[8];
  for (size_t i = 0; i < 8; i += 4) {
    for (size_t k = 0; k < 2; ++k) {
      const auto a = hn::BitCast(d64, pairs[i + k]);
      const auto b = hn::BitCast(d64, pairs[i + 2 + k]);
      fours[i + 2 * k] = hn::BitCast(d, hn::InterleaveLower(d64, a, b));
      fours[i + 2 * k + 1] = hn::BitCast(d, hn::InterleaveUpper(d64, a, b));
    }
  }
  for (size_t i = 0; i < 4; ++i) {
    rows[i] = hn::ConcatLowerLower(d, fours[i + 4], fours[i]);
    rows[i + 4] = hn::ConcatUpperUpper(d, fours[i + 4], fours[i]);
  }
}

// Eight words at once, a symbol of each at a step.  Eight symbols may be read
// from where each begins.  Steps are taken without a branch: how long words are
// cannot be predicted.
HWY_INLINE void HashEightWords(const uint32_t* symbols, const WordList& words,
                               size_t w, uint64_t seed, TokenBlock* block) {
  const hn::CappedTag<uint32_t, 8> d;
  const hn::CappedTag<uint64_t, 8> d64;
  hn::Vec<decltype(d)> columns[8];
  for (size_t i = 0; i < 8; ++i) {
    columns[i] = hn::LoadU(d, symbols + words.begin[w + i]);
  }
  Transpose8(d, columns);
  const auto length = hn::PromoteTo(d64, hn::LoadU(d, words.length + w));
  const auto factor = hn::Set(d64, 0x9e3779b97f4a7c15);
  const auto mask = hn::Set(d, kCodePointMask);
  auto state = hn::Set(d64, seed);
  for (size_t i = 0; i < 8; ++i) {
    const auto symbol = hn::PromoteTo(d64, hn::And(columns[i], mask));
    const auto product = hn::Mul(hn::Xor(state, symbol), factor);
    const auto next = hn::Xor(product, hn::ShiftRight<32>(product));
    state =
        hn::IfThenElse(hn::Gt(length, hn::Set(d64, uint64_t{i})), next, state);
  }
  const auto is_long = hn::Gt(length, hn::Set(d64, uint64_t{8}));
  if (!hn::AllFalse(d64, is_long)) {
    HWY_ALIGN uint64_t states[8];
    hn::Store(state, d64, states);
    for (size_t i = 0; i < 8; ++i) {
      const uint32_t* begin = symbols + words.begin[w + i];
      if (words.length[w + i] > 8) {
        states[i] = TakeWord(states[i], begin + 8, begin + words.length[w + i]);
      }
    }
    state = hn::Load(d64, states);
  }
  // WordFinish
  state = hn::Mul(state, hn::Set(d64, 0xd6e8feb86659fd93));
  state = hn::Xor(state, hn::ShiftRight<32>(state));
  const auto hashes = hn::TruncateTo(d, state);
  if (words.token[w + 7] - words.token[w] == 7) {
    hn::StoreU(hashes, d, block->first + words.token[w]);
    return;
  }
  HWY_ALIGN uint32_t apart[8];
  hn::Store(hashes, d, apart);
  for (size_t i = 0; i < 8; ++i) block->first[words.token[w + i]] = apart[i];
}

// Replaces first[t] by the hash of token t where that is a word.  Symbols may
// be read up to `readable`.
HWY_INLINE void HashWords(const uint32_t* symbols, size_t readable,
                          const WordList& words, uint64_t seed,
                          TokenBlock* block) {
  size_t w = 0;
  for (; w + 8 <= words.size && words.begin[w + 7] + 8 <= readable; w += 8) {
    HashEightWords(symbols, words, w, seed, block);
  }
  for (; w < words.size; ++w) {
    const uint32_t* begin = symbols + words.begin[w];
    block->first[words.token[w]] = static_cast<uint32_t>(
        WordFinish(TakeWord(seed, begin, begin + words.length[w])));
  }
}

// Hashes a block's tokens: first[t] becomes the hash of token t.
HWY_INLINE void HashBlock(const uint32_t* symbols, size_t readable,
                          const ShingleSeeds& seeds, TokenBlock* block) {
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto seed = hn::Set(d, seeds.token_low);
  const auto is_word = hn::Set(d, kWordSymbol);
  const auto step = hn::Set(d, static_cast<uint32_t>(lanes));
  auto places = hn::Iota(d, 0);
  WordList words;
  // The last vector may hash what stands behind the last token.
  for (size_t t = 0; t < block->size; t += lanes) {
    const auto first = hn::LoadU(d, block->first + t);
    const auto is_ours =
        hn::And(hn::TestBit(first, is_word), hn::FirstN(d, block->size - t));
    const auto begin = hn::LoadU(d, block->begin + t);
    const auto end = hn::LoadU(d, block->begin + t + 1);
    StoreLanes(d, begin, is_ours, words.begin + words.size);
    StoreLanes(d, hn::Sub(end, begin), is_ours, words.length + words.size);
    words.size += StoreLanes(d, places, is_ours, words.token + words.size);
    places = hn::Add(places, step);
    hn::StoreU(SymbolHashes(d, first, seed), d, block->first + t);
  }
  HashWords(symbols, readable, words, seeds.word, block);
}

// Hashes the tokens that begin in the next symbols, which may be of any kind:
// tokens found, their first symbols hashed, words hashed instead where they are
// words.  Returns how many symbols that were, and adds to *tokens.
inline size_t HashMixed(const uint32_t* symbols, size_t count,
                        const ShingleSeeds& seeds, uint32_t* out,
                        size_t* tokens) {
  const size_t size = std::min(count, kTokenBlock);
  TokenBlock block;
  FindTokens(symbols, size, &block);
  block.begin[block.size] = static_cast<uint32_t>(size);
  size_t taken = size;
  if (size < count) {
    if (block.size == 1) {
      // A word longer than the block.
      while (taken < count && (symbols[taken] & kTokenStart) == 0) ++taken;
      *out = static_cast<uint32_t>(
          WordFinish(TakeWord(seeds.word, symbols, symbols + taken)));
      ++*tokens;
      return taken;
    }
    // The last may go on behind the block.
    --block.size;
    taken = block.begin[block.size];
  }
  HashBlock(symbols, count, seeds, &block);
  std::memcpy(out, block.first, block.size * sizeof(uint32_t));
  *tokens += block.size;
  return taken;
}

#else

// 64-bit multiplication is one instruction only from AVX-512 on; before, words
// are hashed one after another.
inline size_t HashMixed(const uint32_t* symbols, size_t count,
                        const ShingleSeeds& seeds, uint32_t* out,
                        size_t* tokens) {
  size_t taken = std::min<size_t>(count, 64);
  while (taken < count && (symbols[taken] & kTokenStart) == 0) ++taken;
  *tokens += ScalarKernels().token_hashes(symbols, taken, seeds, out);
  return taken;
}

#endif

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
