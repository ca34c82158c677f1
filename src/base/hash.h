// Digests of bytes (XXH3) with the order and the spelling that tables use.
#ifndef LITANY_BASE_HASH_H_
#define LITANY_BASE_HASH_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace litany::base {

struct Hash128 {
  uint64_t high = 0;
  uint64_t low = 0;

  friend auto operator<=>(const Hash128&, const Hash128&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const Hash128& hash) {
    return H::combine(std::move(state), hash.high, hash.low);
  }
};

// XXH3-128 with seed 0.
Hash128 HashBytes128(std::string_view bytes);

// XXH3-64.
uint64_t HashBytes64(std::string_view bytes, uint64_t seed = 0);

// The 16 hexadecimal digits of the high half: how ids of repeats are spelt.
std::string Hex16(const Hash128& hash);

}  // namespace litany::base

#endif  // LITANY_BASE_HASH_H_
