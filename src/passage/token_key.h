// A hash of a run of tokens that grows token by token.  It is never stored.
// Tested by tests/passage/phrase_variants_test.cc, repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_TOKEN_KEY_H_
#define LITANY_PASSAGE_TOKEN_KEY_H_

#include <cstdint>
#include <span>

namespace litany::passage {

// Of no tokens.  Not 0, which would hide tokens of id 0.
inline constexpr uint64_t kEmptyKey = 0x2545f4914f6cdd1d;

constexpr uint64_t ExtendKey(uint64_t key, uint32_t id) {
  key = (key ^ id) * 0x9e3779b97f4a7c15;
  key ^= key >> 32;
  key *= 0xd6e8feb86659fd93;
  return key ^ (key >> 29);
}

constexpr uint64_t KeyOf(std::span<const uint32_t> ids) {
  uint64_t key = kEmptyKey;
  for (const uint32_t id : ids) key = ExtendKey(key, id);
  return key;
}

// A quicker hash of two tokens, of 24 bits, for a filter to be asked first.
constexpr uint64_t PairKey(uint32_t first, uint32_t second) {
  return (uint64_t{first} << 32 | second) * 0x9e3779b97f4a7c15 >> 40;
}

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_TOKEN_KEY_H_
