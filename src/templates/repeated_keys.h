// Which of many keys are repeated: known before anything is sorted, and about.
//
// Thread safety: a value, and a function without state.
// Tested by tests/templates/repeated_keys_test.cc.
#ifndef LITANY_TEMPLATES_REPEATED_KEYS_H_
#define LITANY_TEMPLATES_REPEATED_KEYS_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace litany::templates {

// How often each key (of 64 well mixed bits) was added: never too few, and
// seldom too many.
// Cost: one byte is touched a key.  Memory: 2 to 4 bytes a key.
class KeyCounts {
 public:
  // For about so many keys.
  explicit KeyCounts(size_t keys) : counts_(std::bit_ceil(2 * keys + 1), 0) {}

  void Add(uint64_t key) {
    uint8_t& count = counts_[SlotOf(key)];
    count = static_cast<uint8_t>(count + (count < kMost ? 1 : 0));
  }
  // False: it was added fewer than `least` times.
  bool MayReach(uint64_t key, size_t least) const {
    return counts_[SlotOf(key)] >= std::min(least, kMost);
  }

 private:
  static constexpr size_t kMost = 255;  // that a byte counts

  // Keys of words have low bits that say what they are.
  size_t SlotOf(uint64_t key) const {
    return key >> kKindBits & (counts_.size() - 1);
  }
  static constexpr int kKindBits = 3;

  std::vector<uint8_t> counts_;
};

// Keeps, in order, all entries whose key (of 64 well mixed bits) `least` of
// them or more have, and few others.
// Cost: linear.
template <typename Entry, typename KeyOf>
void KeepRepeated(std::vector<Entry>* entries, size_t least, KeyOf key_of) {
  KeyCounts counts(entries->size());
  for (const Entry& entry : *entries) counts.Add(key_of(entry));
  std::erase_if(*entries, [&](const Entry& entry) {
    return !counts.MayReach(key_of(entry), least);
  });
}

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_REPEATED_KEYS_H_
