// Drops entries whose key few others have, before the rest is sorted.
//
// Thread safety: a function without state.
// Tested by tests/templates/repeated_keys_test.cc.
#ifndef LITANY_TEMPLATES_REPEATED_KEYS_H_
#define LITANY_TEMPLATES_REPEATED_KEYS_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace litany::templates {

// Keeps, in order, all entries whose key (of 64 well mixed bits) `least` of
// them or more have, and few others.
// Cost: linear.  Memory: 2 to 4 bytes an entry.
template <typename Entry, typename KeyOf>
void KeepRepeated(std::vector<Entry>* entries, size_t least, KeyOf key_of) {
  constexpr size_t kMost = 255;  // that a byte counts
  const size_t slots = std::bit_ceil(2 * entries->size() + 1);
  const size_t enough = std::min(least, kMost);
  std::vector<uint8_t> counts(slots, 0);
  for (const Entry& entry : *entries) {
    uint8_t& count = counts[key_of(entry) & (slots - 1)];
    count = static_cast<uint8_t>(count + (count < kMost ? 1 : 0));
  }
  std::erase_if(*entries, [&](const Entry& entry) {
    return counts[key_of(entry) & (slots - 1)] < enough;
  });
}

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_REPEATED_KEYS_H_
