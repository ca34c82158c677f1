// The specification of every kernel: plain loops, portable, no intrinsics.

#include <algorithm>

#include "simd/encode-inl.h"
#include "simd/fold-inl.h"
#include "simd/kernels.h"

namespace litany::simd {
namespace {

size_t Fold(const FoldTableView& table, const char** text, const char* end,
            uint32_t* out, size_t capacity, FoldState* state) {
  NoOrigin origin;
  return FoldScalar(table, text, end, out, capacity, state, &origin);
}

size_t Encode(const uint32_t* symbols, size_t count, uint32_t before, char* out,
              size_t* separators) {
  return static_cast<size_t>(
      EncodeScalar(symbols, count, before, out, separators) - out);
}

size_t TokenHashes(const uint32_t* symbols, size_t count,
                   const ShingleSeeds& seeds, uint32_t* out) {
  size_t tokens = 0;
  for (size_t i = 0; i < count;) {
    const uint32_t symbol = symbols[i++];
    if ((symbol & kWordSymbol) == 0) {
      out[tokens++] = TokenLow(symbol & kCodePointMask, seeds.token_low);
      continue;
    }
    WordSum word(kWordLow);
    word.Add(TokenLow(symbol & kCodePointMask, seeds.token_low));
    while (i < count && (symbols[i] & kTokenStart) == 0) {
      word.Add(TokenLow(symbols[i++] & kCodePointMask, seeds.token_low));
    }
    out[tokens++] = word.Finish();
  }
  return tokens;
}

void WindowHashes(const uint32_t* tokens, size_t count, uint32_t width,
                  uint32_t seed, uint32_t* out) {
  // Direct rather than rolling for the usual width: the compiler turns it
  // into vector code, and a rolling hash is a chain of latencies.
  if (width == 5) {
    for (size_t i = 0; i + 5 <= count; ++i) {
      const uint32_t window = std::rotl(tokens[i], 28) ^
                              std::rotl(tokens[i + 1], 21) ^
                              std::rotl(tokens[i + 2], 14) ^
                              std::rotl(tokens[i + 3], 7) ^ tokens[i + 4];
      out[i] = Fmix32(window ^ seed);
    }
    return;
  }
  for (size_t i = 0; i + width <= count; ++i) {
    uint32_t window = 0;
    for (uint32_t j = 0; j < width; ++j) {
      window = std::rotl(window, 7) ^ tokens[i + j];
    }
    out[i] = Fmix32(window ^ seed);
  }
}

// Four tables instead of one: neighbouring hashes often meet in one bin, and
// a load that waits for the store before it costs more than the rest of the
// loop (measured: +20 %).
void BinMinima(const uint32_t* hashes, size_t count, uint32_t slots,
               uint32_t* minima) {
  constexpr size_t kTables = 4;
  constexpr uint32_t kMaxSlots = 256;
  const uint32_t mask = slots - 1;
  size_t i = 0;
  if (count >= 1024 && slots <= kMaxSlots) {
    uint32_t tables[kTables][kMaxSlots];
    for (auto& table : tables) std::fill_n(table, slots, kNoMinimum);
    for (; i + kTables <= count; i += kTables) {
      for (size_t t = 0; t < kTables; ++t) {
        const uint32_t hash = hashes[i + t];
        uint32_t& slot = tables[t][hash & mask];
        slot = std::min(slot, hash);
      }
    }
    for (const auto& table : tables) {
      for (uint32_t s = 0; s < slots; ++s) {
        minima[s] = std::min(minima[s], table[s]);
      }
    }
  }
  for (; i < count; ++i) {
    uint32_t& slot = minima[hashes[i] & mask];
    slot = std::min(slot, hashes[i]);
  }
}

void FillRounds(const uint32_t* hashes, size_t count, uint32_t slots,
                uint32_t rounds, uint32_t* minima) {
  constexpr uint32_t kMaxSlots = 256;
  const uint32_t mask = slots - 1;
  uint32_t empty[kMaxSlots];
  uint32_t left = 0;
  for (uint32_t slot = 0; slot < slots; ++slot) {
    if (minima[slot] == kNoMinimum) empty[left++] = slot;
  }
  uint32_t least[kMaxSlots];
  for (uint32_t round = 1; left != 0 && round <= rounds; ++round) {
    std::fill_n(least, slots, kNoMinimum);
    for (size_t i = 0; i < count; ++i) {
      const uint32_t hash = RoundHash(hashes[i], round);
      uint32_t& slot = least[hash & mask];
      slot = std::min(slot, hash);
    }
    const auto* still = std::remove_if(empty, empty + left, [&](uint32_t slot) {
      minima[slot] = least[slot];
      return least[slot] != kNoMinimum;
    });
    left = static_cast<uint32_t>(still - empty);
  }
}

void SlotValues(const uint32_t* minima, uint32_t slots, uint16_t* out) {
  for (uint32_t i = 0; i < slots; ++i) {
    out[i] = static_cast<uint16_t>(Fmix32(minima[i]));
  }
}

uint32_t MajorityBits(const uint32_t* hashes, size_t count, uint32_t round) {
  uint32_t counts[32] = {};
  for (size_t i = 0; i < count; ++i) {
    const uint32_t votes = round == 0 ? hashes[i] : RoundHash(hashes[i], round);
    for (uint32_t b = 0; b < 32; ++b) counts[b] += votes >> b & 1;
  }
  uint32_t majority = 0;
  for (uint32_t b = 0; b < 32; ++b) {
    majority |= (counts[b] > count / 2 ? 1u : 0u) << b;
  }
  return majority;
}

template <typename Value>
size_t Intersection(const Value* a, size_t size_a, const Value* b,
                    size_t size_b) {
  size_t shared = 0;
  size_t i = 0;
  size_t j = 0;
  while (i < size_a && j < size_b) {
    const Value x = a[i];
    const Value y = b[j];
    shared += x == y ? 1u : 0u;
    i += x <= y ? 1u : 0u;
    j += y <= x ? 1u : 0u;
  }
  return shared;
}

uint32_t EqualSlots(const uint16_t* a, const uint16_t* b, uint32_t slots) {
  uint32_t equal = 0;
  for (uint32_t i = 0; i < slots; ++i) equal += a[i] == b[i] ? 1u : 0u;
  return equal;
}

}  // namespace

const KernelTable& ScalarKernels() {
  static constexpr KernelTable kTable = {
      "scalar",
      Fold,
      Encode,
      TokenHashes,
      WindowHashes,
      BinMinima,
      FillRounds,
      SlotValues,
      MajorityBits,
      Intersection<uint64_t>,
      Intersection<uint32_t>,
      EqualSlots,
  };
  return kTable;
}

}  // namespace litany::simd
