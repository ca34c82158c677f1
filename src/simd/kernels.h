// The hot loops, behind one table of functions.
//
// The scalar kernels (scalar.cc) are the specification: a vector kernel must
// give the same bits on every input.  The table is chosen once a process;
// call through it per document or per batch, never per shingle.
//
// The hash of a shingle.  A token is one folded symbol or one word; each is
// mixed to 32 bits ("premix"; of a word, see WordSum), a window of `width`
// tokens is the exclusive or of its tokens' values, token j rotated left by
// 7 * (width - 1 - j), and the finaliser of MurmurHash3 ends it.  (Cyclic
// polynomials; measured against XXH3 per window: no loss of accuracy at a third
// of the cost.)
//
// Thread safety: everything here is immutable.
#ifndef LITANY_SIMD_KERNELS_H_
#define LITANY_SIMD_KERNELS_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::simd {

// A folded symbol: a code point and two flags.
inline constexpr uint32_t kTokenStart = uint32_t{1} << 31;
inline constexpr uint32_t kWordSymbol = uint32_t{1} << 30;  // part of a word
inline constexpr uint32_t kCodePointMask = 0x1fffff;

// What the fold makes of a code point.
enum class FoldClass : uint32_t {
  kBreak,   // ignorable, and ends a word
  kJoin,    // ignorable, and does not (apostrophe, zero-width marks)
  kSingle,  // a token by itself
  kWord,    // a symbol of a word
  kExpand,  // several code points, looked up one by one
};

// An entry of the fold table, laid out so that the loop has no branch on it:
//   bits 0..20  the mapped code point, or where its expansion begins
//   bit  26     kFoldExpand
//   bit  27     kFoldContext: the result may depend on its neighbours
//   bit  28     kFoldKeeps: a word that was open stays open
//   bit  29     kFoldEnds: a word symbol that comes next starts a token
//   bits 30, 31 kWordSymbol, kTokenStart: the flags of the symbol it makes
inline constexpr uint32_t kFoldExpand = uint32_t{1} << 26;
inline constexpr uint32_t kFoldContext = uint32_t{1} << 27;
inline constexpr uint32_t kFoldKeeps = uint32_t{1} << 28;
inline constexpr uint32_t kFoldEnds = uint32_t{1} << 29;

constexpr uint32_t MakeEntry(FoldClass fold_class, uint32_t value) {
  switch (fold_class) {
    case FoldClass::kBreak:
      return value | kFoldEnds;
    case FoldClass::kJoin:
      return value | kFoldKeeps;
    case FoldClass::kSingle:
      return value | kFoldEnds | kTokenStart;
    case FoldClass::kWord:
      return value | kWordSymbol;
    case FoldClass::kExpand:
      break;
  }
  return value | kFoldExpand;
}

constexpr FoldClass ClassOf(uint32_t entry) {
  if ((entry & kFoldExpand) != 0) return FoldClass::kExpand;
  if ((entry & kTokenStart) != 0) return FoldClass::kSingle;
  if ((entry & kWordSymbol) != 0) return FoldClass::kWord;
  return (entry & kFoldKeeps) != 0 ? FoldClass::kJoin : FoldClass::kBreak;
}

// Borrowed from a text::FoldTable, which must outlive it.
struct FoldTableView {
  const uint32_t* bmp = nullptr;     // [65,536] entries
  const uint16_t* index = nullptr;   // [0x1100] block of code point >> 8
  const uint32_t* blocks = nullptr;  // [256] entries a block
  // Length, then that many code points, each with an entry that is final.
  const uint32_t* expansions = nullptr;
  // The AsciiEntries of `bmp`; null where there are none.
  const uint8_t* ascii = nullptr;  // [256]

  uint32_t Entry(uint32_t code_point) const {
    if (code_point < 0x10000) return bmp[code_point];
    return blocks[size_t{index[code_point >> 8]} * 256 + (code_point & 0xff)];
  }
};

// Bits 0..7 of the entries of ASCII, then their bits 24..31; empty unless these
// are all that is set, and none is an expansion.
std::vector<uint8_t> AsciiEntries(const uint32_t* bmp);

struct FoldState {
  // Whether a word symbol that comes next starts a token.
  uint32_t fresh = 1;
  // The or of all entries met; kFoldContext is what callers ask for.
  uint32_t seen = 0;
};

// Seeds of the shingle hash; made by text::HashSeeds.
struct ShingleSeeds {
  uint32_t token_low = 0;
  uint32_t token_high = 0;
  uint32_t window_low = 0;
  uint32_t window_high = 0;
};

// The minimum of a slot that nothing fell to.
inline constexpr uint32_t kNoMinimum = ~uint32_t{0};

// Room that `fold` wants behind its output before each code point.
inline constexpr size_t kFoldSlack = 32;

struct KernelTable {
  const char* name;

  // Folds valid UTF-8 from *text up to `end` into `out`, stops early when
  // fewer than kFoldSlack of `capacity` symbols are left.  Advances *text and
  // returns the number of symbols written.
  size_t (*fold)(const FoldTableView& table, const char** text, const char* end,
                 uint32_t* out, size_t capacity, FoldState* state);

  // Writes symbols as UTF-8, a U+0020 before each that starts a token where it
  // and the one before it (of the first: `before`) are of words.  Returns the
  // number of bytes, and adds that of the U+0020.  `out` has room for 5 * count
  // bytes, all of which may be written to.
  size_t (*encode)(const uint32_t* symbols, size_t count, uint32_t before,
                   char* out, size_t* separators);

  // One value a token; returns how many.  `out` has room for `count`, and may
  // be `symbols`.
  // REQUIRES: the first symbol starts a token; so does each that is no word's,
  // and each behind such a one.
  size_t (*token_hashes)(const uint32_t* symbols, size_t count,
                         const ShingleSeeds& seeds, uint32_t* out);

  // out[i] = hash of tokens[i .. i + width), for i in [0, count - width].
  // REQUIRES: 1 <= width <= 32, width <= count, out does not overlap tokens
  void (*window_hashes)(const uint32_t* tokens, size_t count, uint32_t width,
                        uint32_t seed, uint32_t* out);

  // minima[h & (slots - 1)] = min(itself, h) for each hash h.
  // REQUIRES: slots is a power of two
  void (*bin_minima)(const uint32_t* hashes, size_t count, uint32_t slots,
                     uint32_t* minima);

  // For round = 1, 2, ... `rounds`, while any minimum is kNoMinimum: those
  // that are take the least RoundHash(h, round) that falls to them.
  // REQUIRES: count > 0, slots is 64, 128 or 256
  void (*fill_rounds)(const uint32_t* hashes, size_t count, uint32_t slots,
                      uint32_t rounds, uint32_t* minima);

  // out[i] = the low 16 bits of Fmix32(minima[i]).
  // REQUIRES: slots is a multiple of 64
  void (*slot_values)(const uint32_t* minima, uint32_t slots, uint16_t* out);

  // Bit b of the result: whether more than half of the hashes have bit b; in
  // rounds from 1 on, of their RoundHash(h, round).
  // REQUIRES: count < 2^32
  uint32_t (*majority_bits)(const uint32_t* hashes, size_t count,
                            uint32_t round);

  // How many values two strictly increasing sequences share.
  size_t (*intersection)(const uint64_t* a, size_t size_a, const uint64_t* b,
                         size_t size_b);
  size_t (*intersection32)(const uint32_t* a, size_t size_a, const uint32_t* b,
                           size_t size_b);

  // How many of `slots` slots agree.
  uint32_t (*equal_slots)(const uint16_t* a, const uint16_t* b, uint32_t slots);
};

// The finaliser of MurmurHash3: a bijection of 32 bits.
constexpr uint32_t Fmix32(uint32_t h) {
  h ^= h >> 16;
  h *= 0x85ebca6b;
  h ^= h >> 13;
  h *= 0xc2b2ae35;
  h ^= h >> 16;
  return h;
}

// Premix of a token of one symbol, low half.
constexpr uint32_t TokenLow(uint32_t code_point, uint32_t seed) {
  const uint32_t x = (code_point ^ seed) * 0x9e3779b1;
  return x ^ (x >> 15);
}

// Premix of a token of one symbol, high half: only verification needs it.
constexpr uint32_t TokenHigh(uint32_t code_point, uint32_t seed) {
  uint32_t x = (code_point ^ seed) * 0x85ebca77;
  x ^= x >> 13;
  x *= 0xc2b2ae3d;
  return x ^ (x >> 16);
}

// Factors of low and high halves (multipliers of good spectrum: Steele and
// Vigna, Computationally easy, spectrally good multipliers, 2021).
inline constexpr uint32_t kWordLow = 0x93d765dd;
inline constexpr uint32_t kWordHigh = 0x915f77f5;
inline constexpr uint32_t kWordMix = 0xd168aaad;

// What a sum of premixes becomes: its low bits know only the low bits of what
// was added.
constexpr uint32_t WordFinish(uint32_t sum) {
  sum ^= sum >> 16;
  sum *= kWordMix;
  return sum ^ (sum >> 15);
}

// Half the premix of a word: those of its symbols, turned by half, that of
// symbol j times factor^j, added up and mixed.  A polynomial, so that sums of
// all symbols before a place tell the one between two places: no kernel has to
// know how long a word is.  (Premixes of symbols near each other differ by
// nearly the same in their upper halves; turned, words of neighbouring digits
// or letters fall together no more often than by random premixes.)
class WordSum {
 public:
  explicit constexpr WordSum(uint32_t factor) : factor_(factor) {}

  constexpr void Add(uint32_t premix) {
    sum_ += std::rotl(premix, 16) * power_;
    power_ *= factor_;
  }
  constexpr uint32_t Finish() const { return WordFinish(sum_); }

 private:
  uint32_t factor_;
  uint32_t power_ = 1;
  uint32_t sum_ = 0;
};

constexpr uint32_t RoundHash(uint32_t hash, uint32_t round) {
  return Fmix32(hash + round * 0x9e3779b9);
}

// The specification.
const KernelTable& ScalarKernels();

// Every table this processor can run, the scalar one first.
std::vector<const KernelTable*> AvailableKernels();

// The best of them, or the one LITANY_SIMD names (scalar, sse4, avx2, avx3,
// avx3_dl); InvalidArgument if it names none that this processor can run.
absl::StatusOr<const KernelTable*> ChooseKernels(std::string_view forced);

// The table of this process: ChooseKernels with the environment, the scalar
// one if that names none (the command line reports the error first).
const KernelTable& Kernels();

}  // namespace litany::simd

#endif  // LITANY_SIMD_KERNELS_H_
