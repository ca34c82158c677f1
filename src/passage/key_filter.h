// Which hashed keys may be among some: a bit for each, in a table that is
// small enough for a processor's cache.
// Tested by tests/passage/repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_KEY_FILTER_H_
#define LITANY_PASSAGE_KEY_FILTER_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace litany::passage {

class KeyFilter {
 public:
  // 16 to 32 bits for each of so many keys, at most 2^22 in all (512 KiB).
  explicit KeyFilter(size_t keys)
      : mask_((uint64_t{1} << std::clamp(
                   static_cast<int>(std::bit_width(keys)) + 4, 6, 22)) -
              1),
        bits_((mask_ + 1) / 64) {}

  void Add(uint64_t key) {
    bits_[(key & mask_) / 64] |= uint64_t{1} << (key % 64);
  }
  // True for each that was added, and for few others.
  bool MayHold(uint64_t key) const {
    return (bits_[(key & mask_) / 64] >> (key % 64) & 1) != 0;
  }

 private:
  uint64_t mask_;
  std::vector<uint64_t> bits_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_KEY_FILTER_H_
