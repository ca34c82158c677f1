// The fold, written with Highway.  Included by vector_kernels.cc once for each
// target; equals fold-inl.h bit for bit, state included.
//
// Three passes over some hundred code points at a time: they are decoded, their
// entries looked up, and those that make no symbol squeezed out.  So each
// vector is full however short the runs of a script are, and where to read on
// never waits for the table.  What no lane can do (expansions, code points from
// U+10000 on) is left to the scalar fold.  64 bytes of ASCII go another way:
// the two bytes that their entries have are looked up in vectors.
//
// Whether a word symbol starts a token depends on all before it.  Over 64
// symbols that is the carry of an addition: an entry that ends a word makes a
// carry, one that keeps a word as it is passes it on, a word symbol stops it.

#ifndef LITANY_SIMD_VECTOR_FOLD_INL_H_
#define LITANY_SIMD_VECTOR_FOLD_INL_H_

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <type_traits>

#include "simd/compress-inl.h"
#include "simd/fold-inl.h"
#include "simd/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

// From any place before its stop, this many bytes may be read.
inline constexpr size_t kFoldWindow = 64;

// Text of so many bytes is copied to where they may: one pass instead of two.
inline constexpr size_t kFoldCopied = 256;

// Code points in each pass: few enough that a core's first cache holds them,
// and their entries, beside the entries that are common.
inline constexpr size_t kFoldPass = 1024;

// Decodes from `*text` on, until `stop` is reached or passed, there are at
// least `most`, or a code point from U+10000 on stands there; never what stands
// at or behind `end`.  Advances `*text` and returns how many there are.  `out`
// has room for `most` and a vector.  Where 64 bytes of ASCII stand it stops
// too, unless they come first.
HWY_INLINE size_t Decode(const unsigned char** text, const unsigned char* stop,
                         const unsigned char* end, size_t most, uint16_t* out);

// One call of the kernel.
class Fold {
 public:
  Fold(const FoldTableView& table, uint32_t* out, size_t capacity,
       const FoldState& state)
      : table_(table), out_(out), capacity_(capacity), state_(state) {}

  // Takes text from `p` on, until `stop` is reached or passed or there is no
  // room; never what stands at or behind `end`.  Returns where it stopped.
  const unsigned char* Run(const unsigned char* p, const unsigned char* stop,
                           const unsigned char* end);

  bool HasRoom() const { return count_ + kFoldSlack <= capacity_; }
  // Code points that have room if each makes at most one symbol.
  // REQUIRES: HasRoom()
  size_t Room() const { return capacity_ - kFoldSlack - count_ + 1; }
  size_t count() const { return count_; }
  FoldState state() const {
    FoldState state = state_;
    const hn::ScalableTag<uint32_t> d;
    HWY_ALIGN uint32_t lanes[HWY_MAX_BYTES / sizeof(uint32_t)];
    hn::Store(seen_, d, lanes);
    for (size_t i = 0; i < hn::Lanes(d); ++i) state.seen |= lanes[i];
    return state;
  }

 private:
  using D = hn::ScalableTag<uint32_t>;
  using V = hn::Vec<D>;

  static constexpr size_t kLanes = HWY_MAX_BYTES / sizeof(uint32_t);

  // Takes at least one code point by the scalar fold, others that begin in the
  // first `bytes` bytes too.
  const unsigned char* Scalar(const unsigned char* p, size_t bytes,
                              const unsigned char* end) {
    const auto* text = reinterpret_cast<const char*>(p);
    bytes = std::min(bytes, static_cast<size_t>(end - p));
    NoOrigin origin;
    count_ += FoldScalar(table_, &text, text + bytes, out_ + count_,
                         capacity_ - count_, &state_, &origin);
    return reinterpret_cast<const unsigned char*>(text);
  }

  // Whether a word symbol at lane i would start a token is bit i of the
  // result; `ends` and `keeps` are the lanes with these flags, `lanes` is their
  // number (below 64).
  HWY_INLINE uint64_t Carry(uint64_t ends, uint64_t keeps, size_t lanes) {
    const uint64_t carries = ((ends | keeps) + ends + state_.fresh) ^ keeps;
    state_.fresh = static_cast<uint32_t>(carries >> lanes & 1);
    return carries;
  }

  // Of 64 lanes: the last carry does not fit.
  HWY_INLINE uint64_t Carry64(uint64_t ends, uint64_t keeps) {
    uint64_t sum = 0;
    uint64_t over = __builtin_add_overflow(ends | keeps, ends, &sum) ? 1 : 0;
    over |= __builtin_add_overflow(sum, uint64_t{state_.fresh}, &sum) ? 1 : 0;
    state_.fresh = static_cast<uint32_t>(over);
    return sum ^ keeps;
  }

  // Takes the first `count` (at most 64) entries of 64.  Returns how many it
  // took: it stops before an expansion.
  HWY_INLINE size_t Take(const uint32_t* entries, size_t count);

  // Takes entries while there is room; returns how many.
  HWY_INLINE size_t TakeAll(const uint32_t* entries, size_t count);

  // Takes the 64 bytes at `p`, all ASCII.
  // REQUIRES: Room() >= 64, table_.ascii != nullptr
  HWY_INLINE void TakeAscii(const unsigned char* p);

  const FoldTableView& table_;
  uint32_t* out_;
  size_t capacity_;
  FoldState state_;
  size_t count_ = 0;
  V seen_ = hn::Zero(D());
};

HWY_INLINE bool IsAscii64(const unsigned char* p, const unsigned char* end) {
  if (end - p < 64) return false;
  const hn::ScalableTag<uint8_t> d8;
  auto any = hn::LoadU(d8, p);
  for (size_t i = HWY_MAX_BYTES; i < 64; i += HWY_MAX_BYTES) {
    any = hn::Or(any, hn::LoadU(d8, p + i));
  }
  return LaneBits<7>(d8, any) == 0;
}

#if HWY_TARGET == HWY_AVX3_DL

HWY_INLINE void Fold::TakeAscii(const unsigned char* p) {
  const __m512i bytes = _mm512_loadu_si512(p);
  const auto look_up = [bytes](const uint8_t* table) HWY_ATTR {
    return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), bytes,
                                    _mm512_loadu_si512(table + 64));
  };
  const __m512i low = look_up(table_.ascii);
  __m512i high = look_up(table_.ascii + 128);
  const auto any = [&](uint32_t flags) HWY_ATTR {
    return _mm512_test_epi8_mask(
        high, _mm512_set1_epi8(static_cast<char>(flags >> 24)));
  };
  const uint64_t ends = any(kFoldEnds);
  const uint64_t keeps = any(kFoldKeeps);
  const uint64_t makes = any(kWordSymbol | kTokenStart);
  const uint64_t fresh = Carry64(ends, keeps);
  // Bytes of `seen` go to the lanes where they belong, one of four.
  const auto spread = [](__m512i v) HWY_ATTR {
    v = _mm512_or_si512(v, _mm512_srli_epi32(v, 16));
    return _mm512_or_si512(v, _mm512_srli_epi32(v, 8));
  };
  const __m512i byte = _mm512_set1_epi32(0xff);
  const __m512i seen = _mm512_or_si512(_mm512_and_si512(spread(low), byte),
                                       _mm512_slli_epi32(spread(high), 24));
  seen_.raw = _mm512_or_si512(seen_.raw, seen);

  high = _mm512_and_si512(
      high,
      _mm512_set1_epi8(static_cast<char>((kWordSymbol | kTokenStart) >> 24)));
  high = _mm512_or_si512(
      high,
      _mm512_maskz_set1_epi8(fresh, static_cast<char>(kTokenStart >> 24)));
  HWY_ALIGN uint8_t lows[64];
  HWY_ALIGN uint8_t highs[64];
  _mm512_store_si512(lows, _mm512_maskz_compress_epi8(makes, low));
  _mm512_store_si512(highs, _mm512_maskz_compress_epi8(makes, high));
  uint32_t* out = out_ + count_;
  for (int i = 0; i < 64; i += 16) {
    const auto quarter = [i](const uint8_t* from) HWY_ATTR {
      return _mm512_cvtepu8_epi32(
          _mm_load_si128(reinterpret_cast<const __m128i*>(from + i)));
    };
    _mm512_storeu_si512(
        out + i,
        _mm512_or_si512(quarter(lows), _mm512_slli_epi32(quarter(highs), 24)));
  }
  count_ += static_cast<size_t>(std::popcount(makes));
}

// Sequences of any length are found by their first bytes.  What a sequence of
// up to four bytes holds is brought into a lane and decoded in all ways at
// once.  (Not a way for each kind of run: where kinds alternate, as they do in
// real text, a branch would be taken at random.)
HWY_INLINE size_t Decode(const unsigned char** text, const unsigned char* stop,
                         const unsigned char* end, size_t most, uint16_t* out) {
  const __m512i iota = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46,
      45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28,
      27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9,
      8, 7, 6, 5, 4, 3, 2, 1, 0);
  // Sixteen sequences of three bytes, each backwards below a byte that is
  // masked out.
  const __m512i reversed = _mm512_set_epi32(
      0x002d2e2f, 0x002a2b2c, 0x00272829, 0x00242526, 0x00212223, 0x001e1f20,
      0x001b1c1d, 0x0018191a, 0x00151617, 0x00121314, 0x000f1011, 0x000c0d0e,
      0x00090a0b, 0x00060708, 0x00030405, 0x00000102);
  constexpr uint64_t kEveryThird = 0x249249249249;
  // Four times the lowest byte of a lane, and 0, 1, 2, 3 to add to them.
  const __m512i repeat = _mm512_broadcast_i32x4(
      _mm_set_epi32(0x0c0c0c0c, 0x08080808, 0x04040404, 0));
  const __m512i next = _mm512_set1_epi32(0x03020100);
  const auto bits = [](uint32_t value) HWY_ATTR {
    return _mm512_set1_epi32(static_cast<int>(value));
  };
  const auto store = [](__m512i code_points, uint16_t* to) HWY_ATTR {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm512_cvtepi32_epi16(code_points));
  };
  const unsigned char* p = *text;
  size_t total = 0;
  while (p < stop && total < most) {
    const __m512i bytes = _mm512_loadu_si512(p);
    const __mmask64 three = _mm512_cmpeq_epi8_mask(
        _mm512_and_si512(bytes, _mm512_set1_epi8(static_cast<char>(0xf0))),
        _mm512_set1_epi8(static_cast<char>(0xe0)));
    if ((three & kEveryThird) == kEveryThird) {
      const __m512i v = _mm512_permutexvar_epi8(reversed, bytes);
      store(_mm512_or_si512(
                _mm512_or_si512(
                    _mm512_and_si512(v, bits(0x3f)),
                    _mm512_and_si512(_mm512_srli_epi32(v, 2), bits(0xfc0))),
                _mm512_and_si512(_mm512_srli_epi32(v, 4), bits(0xf000))),
            out + total);
      p += 48;
      total += 16;
      continue;
    }
    const auto left = static_cast<size_t>(end - p);
    const uint64_t inside =
        left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
    if (total != 0 && left >= 64 && _mm512_movepi8_mask(bytes) == 0) break;
    const uint64_t leads = _mm512_cmpge_epi8_mask(bytes, _mm512_set1_epi8(-64));
    // The last three bytes may begin what ends behind the window.
    const uint64_t whole = leads & inside & (~uint64_t{0} >> 3);
    const __m128i places =
        _mm512_castsi512_si128(_mm512_maskz_compress_epi8(whole, iota));
    const __m512i indices = _mm512_add_epi8(
        _mm512_shuffle_epi8(_mm512_cvtepu8_epi32(places), repeat), next);
    const __m512i sequence = _mm512_permutexvar_epi8(indices, bytes);
    // aaaaaabbbbbbcccccc: six bits of each of the first three bytes.
    const __m512i six = _mm512_or_si512(
        _mm512_or_si512(
            _mm512_slli_epi32(_mm512_and_si512(sequence, bits(0x3f)), 12),
            _mm512_and_si512(_mm512_srli_epi32(sequence, 2), bits(0xfc0))),
        _mm512_and_si512(_mm512_srli_epi32(sequence, 16), bits(0x3f)));
    const __mmask16 is_one = _mm512_testn_epi32_mask(sequence, bits(0x80));
    const __mmask16 is_two = _mm512_testn_epi32_mask(sequence, bits(0x20));
    const __mmask16 is_four = _mm512_cmpeq_epi32_mask(
        _mm512_and_si512(sequence, bits(0xf0)), bits(0xf0));
    __m512i code_points = _mm512_mask_srli_epi32(six, is_two, six, 6);
    code_points =
        _mm512_mask_and_epi32(code_points, is_one, sequence, bits(0x7f));
    store(code_points, out + total);
    const auto count = static_cast<size_t>(std::min(
        std::popcount(whole), std::countr_zero(uint32_t{is_four} | 1u << 16)));
    if (count == 0) break;
    // Where the one behind the last begins.
    p += std::countr_zero(_pdep_u64(uint64_t{1} << count, leads));
    total += count;
  }
  *text = p;
  return total;
}

#else

HWY_INLINE void Fold::TakeAscii(const unsigned char* p) {
  const hn::ScalableTag<uint8_t> d8;
  const D d;
  constexpr size_t kBytes = HWY_MAX_BYTES;
  constexpr size_t kVectors = 64 / kBytes;
  using V8 = hn::Vec<decltype(d8)>;
  V8 low[kVectors];
  V8 high[kVectors];
  for (size_t i = 0; i < kVectors; ++i) low[i] = high[i] = hn::Zero(d8);
  for (size_t row = 0; row < 8; ++row) {
    const auto lows = hn::LoadDup128(d8, table_.ascii + 16 * row);
    const auto highs = hn::LoadDup128(d8, table_.ascii + 128 + 16 * row);
    for (size_t i = 0; i < kVectors; ++i) {
      // Bytes of other rows get their bit 7 set, which gives 0.
      const auto index =
          hn::Add(hn::Xor(hn::LoadU(d8, p + kBytes * i),
                          hn::Set(d8, static_cast<uint8_t>(16 * row))),
                  hn::Set(d8, 0x70));
      low[i] = hn::Or(low[i], hn::TableLookupBytesOr0(lows, index));
      high[i] = hn::Or(high[i], hn::TableLookupBytesOr0(highs, index));
    }
  }
  const auto any = [&](uint32_t flags) HWY_ATTR {
    const auto wanted = hn::Set(d8, static_cast<uint8_t>(flags >> 24));
    uint64_t lanes = 0;
    for (size_t i = 0; i < kVectors; ++i) {
      const auto none = hn::Eq(hn::And(high[i], wanted), hn::Zero(d8));
      lanes |= MaskBits(d8, none) << kBytes * i;
    }
    return ~lanes;
  };
  const uint64_t ends = any(kFoldEnds);
  const uint64_t keeps = any(kFoldKeeps);
  const uint64_t makes = any(kWordSymbol | kTokenStart);
  const uint64_t fresh = Carry64(ends, keeps);
  V8 seen_low = low[0];
  V8 seen_high = high[0];
  for (size_t i = 1; i < kVectors; ++i) {
    seen_low = hn::Or(seen_low, low[i]);
    seen_high = hn::Or(seen_high, high[i]);
  }
  // Bytes of `seen` go to the lanes where they belong, one of four.
  const auto spread = [d](V8 bytes) HWY_ATTR {
    V v = hn::BitCast(d, bytes);
    v = hn::Or(v, hn::ShiftRight<16>(v));
    return hn::Or(v, hn::ShiftRight<8>(v));
  };
  seen_ = hn::Or3(seen_, hn::And(spread(seen_low), hn::Set(d, 0xff)),
                  hn::ShiftLeft<24>(spread(seen_high)));
  HWY_ALIGN uint8_t lows[64];
  HWY_ALIGN uint8_t highs[64];
  for (size_t i = 0; i < kVectors; ++i) {
    hn::Store(low[i], d8, lows + kBytes * i);
    const auto flags = hn::And(
        high[i],
        hn::Set(d8, static_cast<uint8_t>((kWordSymbol | kTokenStart) >> 24)));
    hn::Store(
        hn::Or(flags, hn::IfThenElseZero(BitsMask(d8, fresh >> kBytes * i % 64),
                                         hn::Set(d8, kTokenStart >> 24))),
        d8, highs + kBytes * i);
  }
  const hn::Rebind<uint8_t, D> quarter;
  constexpr uint64_t kAll = (uint64_t{1} << kLanes) - 1;
  uint32_t* out = out_ + count_;
  for (size_t i = 0; i < 64; i += kLanes) {
    const V symbols = hn::Or(
        hn::PromoteTo(d, hn::LoadU(quarter, lows + i)),
        hn::ShiftLeft<24>(hn::PromoteTo(d, hn::LoadU(quarter, highs + i))));
    out += StoreLanes(d, symbols, makes >> i & kAll, out);
  }
  count_ = static_cast<size_t>(out - out_);
}

// What the three-byte sequences at `p`, as many as lanes, hold; `*right` names
// the lanes that are indeed such.
HWY_INLINE hn::Vec<hn::ScalableTag<uint32_t>> DecodeThreeByte(
    const unsigned char* p, uint64_t* right) {
  const hn::ScalableTag<uint32_t> d;
  const hn::ScalableTag<uint8_t> d8;
  // Each block of 16 bytes takes four sequences, then each lane its own,
  // backwards.
  alignas(64) static constexpr uint32_t kBlocks[16] = {
      0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11};
  alignas(16) static constexpr uint8_t kReversed[16] = {
      2, 1, 0, 0x80, 5, 4, 3, 0x80, 8, 7, 6, 0x80, 11, 10, 9, 0x80};
  const auto blocks = hn::TableLookupLanes(hn::BitCast(d, hn::LoadU(d8, p)),
                                           hn::SetTableIndices(d, kBlocks));
  const auto v =
      hn::BitCast(d, hn::TableLookupBytesOr0(hn::BitCast(d8, blocks),
                                             hn::LoadDup128(d8, kReversed)));
  *right = MaskBits(
      d, hn::Eq(hn::And(v, hn::Set(d, 0xf0c0c0)), hn::Set(d, 0xe08080)));
  return hn::Or3(hn::And(v, hn::Set(d, 0x3f)),
                 hn::And(hn::ShiftRight<2>(v), hn::Set(d, 0xfc0)),
                 hn::And(hn::ShiftRight<4>(v), hn::Set(d, 0xf000)));
}

// By runs of ASCII and of three-byte sequences (nearly all of Chinese,
// punctuation too).
HWY_INLINE size_t Decode(const unsigned char** text, const unsigned char* stop,
                         const unsigned char* end, size_t most, uint16_t* out) {
  const hn::ScalableTag<uint32_t> d;
  const hn::Rebind<uint16_t, decltype(d)> d16;
  const hn::ScalableTag<uint16_t> ascii16;
  const hn::Rebind<uint8_t, decltype(ascii16)> ascii8;
  const size_t lanes = hn::Lanes(d);
  const size_t ascii_lanes = hn::Lanes(ascii16);
  const uint64_t all = (uint64_t{1} << lanes) - 1;
  const unsigned char* p = *text;
  size_t total = 0;
  const auto wants_more = [&] { return p < stop && total < most; };
  // Where all lanes are taken, the next vector need not wait to know where it
  // begins.
  while (wants_more()) {
    if (*p < 0x80) {
      if (total != 0 && IsAscii64(p, end)) break;
      while (wants_more()) {
        const auto bytes = hn::LoadU(ascii8, p);
        hn::StoreU(hn::PromoteTo(ascii16, bytes), ascii16, out + total);
        const uint64_t above =
            MaskBits(ascii8, hn::TestBit(bytes, hn::Set(ascii8, 0x80)));
        const auto left = static_cast<size_t>(end - p);
        if (above != 0 || left < ascii_lanes) {
          const size_t count =
              std::min(left, static_cast<size_t>(std::countr_zero(above)));
          p += count;
          total += count;
          break;
        }
        p += ascii_lanes;
        total += ascii_lanes;
      }
    } else if ((*p & 0xf0) == 0xe0) {
      while (wants_more()) {
        uint64_t right = 0;
        const auto code_points = DecodeThreeByte(p, &right);
        hn::StoreU(hn::TruncateTo(d16, code_points), d16, out + total);
        if (right != all) {
          const auto count = static_cast<size_t>(std::countr_one(right));
          p += 3 * count;
          total += count;
          break;
        }
        p += 3 * lanes;
        total += lanes;
      }
    } else if (*p < 0xf0) {
      out[total++] = static_cast<uint16_t>(NextCodePoint(&p));
    } else {
      break;
    }
  }
  *text = p;
  return total;
}

#endif

// The entries of `count` code points, and of some behind them; one by one,
// since 16 of a gather take Cascade Lake 40 cycles, and 16 loads 20.
HWY_INLINE void LookUp(const uint32_t* bmp, const uint16_t* code_points,
                       size_t count, uint32_t* entries) {
  for (size_t i = 0; i < count; i += 4) {
    uint64_t four = 0;
    std::memcpy(&four, code_points + i, sizeof(four));
    entries[i] = bmp[four & 0xffff];
    entries[i + 1] = bmp[four >> 16 & 0xffff];
    entries[i + 2] = bmp[four >> 32 & 0xffff];
    entries[i + 3] = bmp[four >> 48];
  }
}

template <uint32_t kFlag>
using Flag = std::integral_constant<uint32_t, kFlag>;

// The lanes whose entry makes a symbol: that has one of two flags.
template <class D>
HWY_INLINE uint64_t MakesSymbol(D d, hn::Vec<D> entries) {
  static_assert(kTokenStart == kWordSymbol << 1);
#if HWY_TARGET <= HWY_AVX3
  const auto flags = hn::And(entries, hn::Set(d, kWordSymbol | kTokenStart));
  return MaskBits(d, hn::Ne(flags, hn::Zero(d)));
#else
  return LaneBits<31>(d, hn::Or(entries, hn::ShiftLeft<1>(entries)));
#endif
}

HWY_INLINE size_t Fold::Take(const uint32_t* entries, size_t count) {
  const D d;
  constexpr size_t kVectors = 64 / kLanes;
  V v[kVectors];
  V any = hn::Zero(d);
  for (size_t i = 0; i < kVectors; ++i) {
    v[i] = hn::LoadU(d, entries + kLanes * i);
  }
  const auto bits = [&](auto bit) HWY_ATTR {
    uint64_t lanes = 0;
    for (size_t i = 0; i < kVectors; ++i) {
      lanes |= LaneBits<std::countr_zero(decltype(bit)::value)>(d, v[i])
               << kLanes * i;
    }
    return lanes;
  };
  for (size_t i = 0; i < kVectors; ++i) any = hn::Or(any, v[i]);
  const bool strange =
      !hn::AllFalse(d, hn::TestBit(any, hn::Set(d, kFoldExpand)));
  if (strange || count < 64) [[unlikely]] {
    const uint64_t stops =
        bits(Flag<kFoldExpand>()) | (count < 64 ? uint64_t{1} << count : 0);
    count = static_cast<size_t>(std::countr_zero(stops));
    any = hn::Zero(d);
    for (size_t i = 0; i < kVectors; ++i) {
      const size_t left = count - std::min(count, kLanes * i);
      v[i] = hn::IfThenElseZero(hn::FirstN(d, left), v[i]);
      any = hn::Or(any, v[i]);
    }
  }
  seen_ = hn::Or(seen_, any);
  const uint64_t ends = bits(Flag<kFoldEnds>());
  const uint64_t keeps = bits(Flag<kFoldKeeps>());
  const uint64_t fresh =
      count == 64 ? Carry64(ends, keeps) : Carry(ends, keeps, count);
  uint32_t* out = out_ + count_;
  for (size_t i = 0; i < kVectors; ++i) {
    const uint64_t makes = MakesSymbol(d, v[i]);
    const V symbols = hn::Or(
        hn::And(v[i], hn::Set(d, kCodePointMask | kWordSymbol | kTokenStart)),
        hn::IfThenElseZero(BitsMask(d, fresh >> kLanes * i),
                           hn::Set(d, kTokenStart)));
    out += StoreLanes(d, symbols, makes, out);
  }
  count_ = static_cast<size_t>(out - out_);
  return count;
}

HWY_INLINE size_t Fold::TakeAll(const uint32_t* entries, size_t count) {
  size_t i = 0;
  while (i < count && HasRoom()) {
    const size_t wanted = std::min({size_t{64}, count - i, Room()});
    const size_t taken = Take(entries + i, wanted);
    i += taken;
    if (taken == wanted) continue;
    // More of these may follow.
    const size_t some = std::min(count, i + (taken == 0 ? 16 : 1));
    for (; i < some && HasRoom(); ++i) {
      ForEachEntry(table_, entries[i], &state_.seen, [this](uint32_t entry) {
        count_ += EmitEntry(entry, out_ + count_, &state_);
      });
    }
  }
  return i;
}

inline const unsigned char* Fold::Run(const unsigned char* p,
                                      const unsigned char* stop,
                                      const unsigned char* end) {
  uint16_t code_points[kFoldPass + HWY_MAX_BYTES / sizeof(uint16_t)];
  // Behind the last that is taken, 64 can be read.
  HWY_ALIGN uint32_t entries[std::size(code_points) + 64];
  while (p < stop && HasRoom()) {
    if (table_.ascii != nullptr && IsAscii64(p, end) && Room() >= 64) {
      TakeAscii(p);
      p += 64;
      continue;
    }
    const unsigned char* const begin = p;
    const size_t count =
        Decode(&p, stop, end, std::min(kFoldPass, Room()), code_points);
    LookUp(table_.bmp, code_points, count, entries);
    const size_t taken = TakeAll(entries, count);
    if (taken < count) {
      // Expansions took the room of others.
      p = begin;
      for (size_t i = 0; i < taken; ++i) NextCodePoint(&p);
    } else if (p < stop && *p >= 0xf0 && HasRoom()) {
      // More of these may follow.
      p = Scalar(p, 16, end);
    }
  }
  return p;
}

inline size_t FoldText(const FoldTableView& table, const char** text,
                       const char* end, uint32_t* out, size_t capacity,
                       FoldState* state) {
  const auto* p = reinterpret_cast<const unsigned char*>(*text);
  const auto* stop = reinterpret_cast<const unsigned char*>(end);
  Fold fold(table, out, capacity, *state);
  if (static_cast<size_t>(stop - p) > kFoldCopied) {
    p = fold.Run(p, stop - (kFoldWindow - 1), stop);
  }
  if (p < stop && fold.HasRoom()) {
    // The rest, with as much behind it as may be read.
    const auto size = static_cast<size_t>(stop - p);
    unsigned char rest[kFoldCopied + kFoldWindow];
    std::memcpy(rest, p, size);
    std::memset(rest + size, 0, kFoldWindow);
    p += fold.Run(rest, rest + size, rest + size) - rest;
  }
  *text = reinterpret_cast<const char*>(p);
  *state = fold.state();
  return fold.count();
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_VECTOR_FOLD_INL_H_
