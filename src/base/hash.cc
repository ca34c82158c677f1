#include "base/hash.h"

#include <xxhash.h>

namespace litany::base {

Hash128 HashBytes128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

uint64_t HashBytes64(std::string_view bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string Hex16(const Hash128& hash) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex(16, '0');
  for (size_t i = 0; i < 16; ++i) {
    hex[i] = kDigits[(hash.high >> (60 - 4 * i)) & 0xf];
  }
  return hex;
}

}  // namespace litany::base
