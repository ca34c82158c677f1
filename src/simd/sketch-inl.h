// From tokens to signatures, written with Highway.  Included by
// vector_kernels.cc once for each target; equals scalar.cc bit for bit.

#ifndef LITANY_SIMD_SKETCH_INL_H_
#define LITANY_SIMD_SKETCH_INL_H_

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "simd/compress-inl.h"
#include "simd/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace litany::simd {
// The name is Highway's, one for each target.
namespace HWY_NAMESPACE {  // NOLINT(readability-identifier-naming)

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
HWY_INLINE V RotateLeft7(V v) {
  return hn::RotateRight<32 - 7>(v);
}

template <class D, class V>
HWY_INLINE V FinalMix(D d, V h) {
  h = hn::Xor(h, hn::ShiftRight<16>(h));
  h = hn::Mul(h, hn::Set(d, 0x85ebca6b));
  h = hn::Xor(h, hn::ShiftRight<13>(h));
  h = hn::Mul(h, hn::Set(d, 0xc2b2ae35));
  return hn::Xor(h, hn::ShiftRight<16>(h));
}

// One vector of windows, the first of which begins at `tokens`.
template <class D>
HWY_INLINE hn::Vec<D> Windows(D d, const uint32_t* tokens, uint32_t width,
                              hn::Vec<D> seed) {
  auto window = hn::LoadU(d, tokens);
  for (uint32_t j = 1; j < width; ++j) {
    window = hn::Xor(RotateLeft7(window), hn::LoadU(d, tokens + j));
  }
  return FinalMix(d, hn::Xor(window, seed));
}

template <class D>
HWY_INLINE void HashWindows(D d, const uint32_t* tokens, size_t windows,
                            uint32_t width, uint32_t seed, uint32_t* out) {
  const size_t lanes = hn::Lanes(d);
  const auto seeds = hn::Set(d, seed);
  size_t i = 0;
  for (; i + lanes <= windows; i += lanes) {
    hn::StoreU(Windows(d, tokens + i, width, seeds), d, out + i);
  }
  // The last vector ends with the last window, and overlaps the one before.
  if (i < windows) {
    i = windows - lanes;
    hn::StoreU(Windows(d, tokens + i, width, seeds), d, out + i);
  }
}

inline void WindowHashes(const uint32_t* tokens, size_t count, uint32_t width,
                         uint32_t seed, uint32_t* out) {
  const hn::ScalableTag<uint32_t> d;
  const hn::CappedTag<uint32_t, 4> d4;
  const size_t windows = count - width + 1;
  if (windows < hn::Lanes(d)) {
    if (windows < hn::Lanes(d4)) {
      ScalarKernels().window_hashes(tokens, count, width, seed, out);
      return;
    }
    HashWindows(d4, tokens, windows, width, seed, out);
    return;
  }
  if (width == 5) {  // the usual one, unrolled
    HashWindows(d, tokens, windows, 5, seed, out);
    return;
  }
  HashWindows(d, tokens, windows, width, seed, out);
}

// The lesser value by a conditional move.  GCC makes a branch of std::min here,
// which is taken at random (measured: four times the time), but it cannot see
// through the empty instruction.
template <typename T>
HWY_INLINE T Lesser(T a, T b) {
  T lesser = a < b ? a : b;
  asm("" : "+r"(lesser));
  return lesser;
}

// Slots that the tables below have room for.
inline constexpr uint32_t kMostTableSlots = 256;

// Neighbouring hashes go to tables of their own, since those that meet in a
// slot would wait for each other.
struct MinimaTables {
  static constexpr size_t kTables = 4;
  HWY_ALIGN uint32_t minima[kTables][kMostTableSlots];

  void Clear(uint32_t slots) {
    for (auto& table : minima) std::fill_n(table, slots, kNoMinimum);
  }

  // Takes hashes[i] for i in [0, count).
  void Take(const uint32_t* hashes, size_t count, uint32_t slots) {
    const uint32_t mask = slots - 1;
    size_t i = 0;
    for (; i + kTables <= count; i += kTables) {
      for (size_t t = 0; t < kTables; ++t) {
        const uint32_t hash = hashes[i + t];
        const uint32_t slot = hash & mask;
        minima[t][slot] = Lesser(minima[t][slot], hash);
      }
    }
    for (; i < count; ++i) {
      const uint32_t slot = hashes[i] & mask;
      minima[0][slot] = Lesser(minima[0][slot], hashes[i]);
    }
  }
};

// Lowers `out` to the least of the tables; returns the greatest of `out`.
inline uint32_t MergeTables(const MinimaTables& tables, uint32_t slots,
                            uint32_t* out) {
  const hn::ScalableTag<uint32_t> d;
  const auto lanes = static_cast<uint32_t>(hn::Lanes(d));
  auto greatest = hn::Zero(d);
  for (uint32_t s = 0; s < slots; s += lanes) {
    auto least = hn::LoadU(d, out + s);
    for (const auto& table : tables.minima) {
      least = hn::Min(least, hn::Load(d, table + s));
    }
    hn::StoreU(least, d, out + s);
    greatest = hn::Max(greatest, least);
  }
  return hn::GetLane(hn::MaxOfLanes(d, greatest));
}

// Passes on the hashes in [low, high].
inline void TakeBetween(const uint32_t* hashes, size_t count, uint32_t slots,
                        uint32_t low, uint32_t high, MinimaTables* tables) {
  constexpr size_t kRoom = 1024;
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  uint32_t kept[kRoom + HWY_MAX_BYTES / sizeof(uint32_t)];
  size_t size = 0;
  const auto lows = hn::Set(d, low);
  // Unsigned x - low <= high - low is one comparison instead of two; "at most"
  // is "equal to the lesser of both".
  const auto span = hn::Set(d, high - low);
  size_t i = 0;
  while (i + lanes <= count) {
    for (; i + lanes <= count && size < kRoom; i += lanes) {
      const auto hash = hn::LoadU(d, hashes + i);
      const auto above = hn::Sub(hash, lows);
      const auto in = hn::Eq(hn::Min(above, span), above);
      size += StoreLanes(d, hash, in, kept + size);
    }
    tables->Take(kept, size, slots);
    size = 0;
  }
  for (; i < count; ++i) {
    kept[size] = hashes[i];
    size += hashes[i] - low <= high - low ? 1u : 0u;
  }
  tables->Take(kept, size, slots);
}

// Of many hashes only the least matter: those up to a limit that leaves about
// kWanted a slot are picked out by whole vectors, and the loop that costs, one
// hash at a time, sees no others.  That is exact: a slot whose minimum is at
// most the limit is settled, and while any slot is not, the hashes above the
// limit are looked at up to a higher one.  Measured: fewer wanted mean more
// second looks, more mean more hashes to go through the slots.
inline void BinMinima(const uint32_t* hashes, size_t count, uint32_t slots,
                      uint32_t* minima) {
  constexpr size_t kWanted = 8;
  if (slots < 64 || slots > kMostTableSlots) {
    ScalarKernels().bin_minima(hashes, count, slots, minima);
    return;
  }
  if (count < 256) {
    for (size_t i = 0; i < count; ++i) {
      const uint32_t slot = hashes[i] & (slots - 1);
      minima[slot] = Lesser(minima[slot], hashes[i]);
    }
    return;
  }
  MinimaTables tables;
  tables.Clear(slots);
  if (count < kWanted * slots * 5 / 4) {
    tables.Take(hashes, count, slots);
    MergeTables(tables, slots, minima);
    return;
  }
  uint32_t low = 0;
  uint64_t high = (uint64_t{1} << 32) * (kWanted * slots) / count;
  for (;;) {
    const auto limit =
        static_cast<uint32_t>(std::min(high, uint64_t{kNoMinimum}));
    TakeBetween(hashes, count, slots, low, limit, &tables);
    if (MergeTables(tables, slots, minima) <= limit) return;
    low = limit + 1;
    high *= 4;
  }
}

// What the slots hold while they are filled: the round above those bits of the
// hash that the slot does not give away, so that what an early round wrote is
// less than what a later one would, and nothing is cleared or looked up between
// rounds.  0 where a slot was filled before.
struct FillTable {
  static constexpr uint32_t kEmpty = ~uint32_t{0};
  HWY_ALIGN uint32_t least[kMostTableSlots];
  // One bit a slot, set where it is empty; as many words as a lookup wants.
  HWY_ALIGN uint32_t empty[HWY_MAX_BYTES / sizeof(uint32_t) > 8
                               ? HWY_MAX_BYTES / sizeof(uint32_t)
                               : 8] = {};

  HWY_INLINE void Take(uint32_t slot, uint32_t value) {
    least[slot] = Lesser(least[slot], value);
  }
};

// How many bits of a hash its slot gives away.
HWY_INLINE int SlotBits(uint32_t slots) { return std::countr_zero(slots); }

// Sets the bits of the empty slots; returns their number.
inline uint32_t FindEmpty(uint32_t slots, FillTable* table) {
  const hn::ScalableTag<uint32_t> d;
  const auto lanes = static_cast<uint32_t>(hn::Lanes(d));
  const auto empty = hn::Set(d, FillTable::kEmpty);
  const uint32_t words = slots / 32;
  uint32_t count = 0;
  for (uint32_t w = 0; w < words; ++w) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < 32; i += lanes) {
      const auto least = hn::Load(d, table->least + w * 32 + i);
      bits |= static_cast<uint32_t>(MaskBits(d, hn::Eq(least, empty))) << i;
    }
    table->empty[w] = bits;
    count += static_cast<uint32_t>(std::popcount(bits));
  }
  return count;
}

// Every hash of a round.  `count` is no less than the lanes of a vector; so it
// is below.  Returns the greatest hash met.
inline uint32_t FillFromAll(const uint32_t* hashes, size_t count,
                            uint32_t slots, uint32_t round, FillTable* table) {
  constexpr size_t kPiece = 512;
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto add = hn::Set(d, round * 0x9e3779b9);
  const int slot_bits = SlotBits(slots);
  const auto high = hn::Set(d, round << (32 - slot_bits));
  const auto mask = hn::Set(d, slots - 1);
  uint32_t slot[kPiece];
  uint32_t value[kPiece];
  auto greatest = hn::Zero(d);
  for (size_t begin = 0; begin < count; begin += kPiece) {
    // The last piece ends with the last hash, and so does its last vector;
    // hashes met twice do no harm.
    const size_t size = std::min(count, kPiece);
    const uint32_t* from = hashes + std::min(begin, count - size);
    for (size_t i = 0; i < size; i += lanes) {
      const size_t at = std::min(i, size - lanes);
      const auto hash = FinalMix(d, hn::Add(hn::LoadU(d, from + at), add));
      greatest = hn::Max(greatest, hash);
      hn::StoreU(hn::And(hash, mask), d, slot + at);
      hn::StoreU(hn::Or(hn::ShiftRightSame(hash, slot_bits), high), d,
                 value + at);
    }
    size_t i = 0;
    for (; i + 4 <= size; i += 4) {
      table->Take(slot[i], value[i]);
      table->Take(slot[i + 1], value[i + 1]);
      table->Take(slot[i + 2], value[i + 2]);
      table->Take(slot[i + 3], value[i + 3]);
    }
    for (; i < size; ++i) table->Take(slot[i], value[i]);
  }
  return hn::GetLane(hn::MaxOfLanes(d, greatest));
}

// The hashes of `rounds` rounds from `round` on that fall to slots marked as
// empty.  The marks are not renewed between: Take knows better.
inline uint32_t FillFromFew(const uint32_t* hashes, size_t count,
                            uint32_t slots, uint32_t round, uint32_t rounds,
                            FillTable* table) {
  constexpr size_t kRoom = 256;
  constexpr size_t kMostLanes = HWY_MAX_BYTES / sizeof(uint32_t);
  const hn::ScalableTag<uint32_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto marks = hn::Load(d, table->empty);
  const auto mask = hn::Set(d, slots - 1);
  const auto bit_mask = hn::Set(d, 31);
  const auto one = hn::Set(d, 1);
  uint32_t kept[kRoom + kMostLanes];
  uint32_t kept_high[kRoom + kMostLanes];
  const int slot_bits = SlotBits(slots);
  size_t size = 0;
  auto greatest = hn::Zero(d);
  const auto flush = [&]() HWY_ATTR {
    for (size_t i = 0; i < size; ++i) {
      table->Take(kept[i] & (slots - 1), kept[i] >> slot_bits | kept_high[i]);
    }
    size = 0;
  };
  for (uint32_t r = round; r < round + rounds; ++r) {
    const auto add = hn::Set(d, r * 0x9e3779b9);
    const auto high = hn::Set(d, r << (32 - slot_bits));
    for (size_t i = 0; i < count; i += lanes) {
      const size_t at = std::min(i, count - lanes);
      const auto hash = FinalMix(d, hn::Add(hn::LoadU(d, hashes + at), add));
      greatest = hn::Max(greatest, hash);
      const auto word = hn::ShiftRight<5>(hn::And(hash, mask));
      const auto bit = hn::Shl(one, hn::And(hash, bit_mask));
      const auto marked =
          hn::TableLookupLanes(marks, hn::IndicesFromVec(d, word));
      hn::StoreU(high, d, kept_high + size);
      size += StoreLanes(d, hash, hn::TestBit(marked, bit), kept + size);
      if (size >= kRoom) flush();
    }
  }
  flush();
  return hn::GetLane(hn::MaxOfLanes(d, greatest));
}

// The first rounds put every hash into the table.  When about one slot in
// eight is left, only the hashes that fall to an empty slot are, and whether
// any is left is asked after as many rounds as leave about two: more rounds
// than needed change nothing.
inline void FillRounds(const uint32_t* hashes, size_t count, uint32_t slots,
                       uint32_t rounds, uint32_t* minima) {
  constexpr size_t kMostLanes = HWY_MAX_BYTES / sizeof(uint32_t);
  // Eight words of marks want eight lanes.
  constexpr bool kMarks = kMostLanes >= 8;
  const hn::ScalableTag<uint32_t> d;
  if (rounds >= slots) {  // not to be told from hashes
    ScalarKernels().fill_rounds(hashes, count, slots, rounds, minima);
    return;
  }
  FillTable table;
  for (uint32_t s = 0; s < slots; ++s) {
    table.least[s] = minima[s] == kNoMinimum ? FillTable::kEmpty : 0;
  }
  uint32_t empty = FindEmpty(slots, &table);
  if (empty == 0) return;
  uint32_t few[kMostLanes];
  if (count < hn::Lanes(d)) {
    // Made a vector by repeating, which changes no minimum.
    for (size_t i = 0; i < kMostLanes; ++i) few[i] = hashes[i % count];
    hashes = few;
    count = hn::Lanes(d);
  }
  // A round leaves exp(-count / slots) of the empty slots, and the bins
  // before them did: 2.1 / (count / slots) in all leave an eighth.
  const size_t crowded = 21 * slots / (10 * count);
  // So many more leave about two.
  const auto most = [&] {
    const auto halvings = static_cast<size_t>(std::bit_width(empty / 2));
    return static_cast<uint32_t>(7 * halvings * slots / (10 * count) + 1);
  };
  uint32_t greatest = 0;
  for (uint32_t round = 1; round <= rounds && empty != 0;) {
    if (round <= crowded || !kMarks) {
      greatest =
          std::max(greatest, FillFromAll(hashes, count, slots, round, &table));
      ++round;
      if (round <= crowded || (!kMarks && round % 2 == 0)) continue;
    } else {
      const uint32_t more = std::min(rounds - round + 1, most());
      greatest = std::max(
          greatest, FillFromFew(hashes, count, slots, round, more, &table));
      round += more;
    }
    empty = FindEmpty(slots, &table);
  }
  if (greatest == kNoMinimum) {
    // One in 2^32: a slot that takes it still counts as empty, which the table
    // cannot say.
    ScalarKernels().fill_rounds(hashes, count, slots, rounds, minima);
    return;
  }
  const int slot_bits = SlotBits(slots);
  for (uint32_t s = 0; s < slots; ++s) {
    const uint32_t least = table.least[s];
    const uint32_t filled =
        least == FillTable::kEmpty ? kNoMinimum : least << slot_bits | s;
    minima[s] = minima[s] == kNoMinimum ? filled : minima[s];
  }
}

inline void SlotValues(const uint32_t* minima, uint32_t slots, uint16_t* out) {
  const hn::ScalableTag<uint32_t> d;
  const hn::Rebind<uint16_t, decltype(d)> d16;
  const auto lanes = static_cast<uint32_t>(hn::Lanes(d));
  for (uint32_t s = 0; s < slots; s += lanes) {
    const auto mixed = FinalMix(d, hn::LoadU(d, minima + s));
    hn::StoreU(hn::TruncateTo(d16, mixed), d16, out + s);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace litany::simd
HWY_AFTER_NAMESPACE();

#endif  // LITANY_SIMD_SKETCH_INL_H_
