// Counts, for hashed keys, the texts and the sources in which a key was met.
//
// Keys of one slot are counted as one, so a count is never too low.  Memory: 8
// bytes a slot.
// Tested by tests/passage/repeated_runs_test.cc, formulas_test.cc.
#ifndef LITANY_PASSAGE_DOCUMENT_COUNTERS_H_
#define LITANY_PASSAGE_DOCUMENT_COUNTERS_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace litany::passage {

class DocumentCounters {
 public:
  // Slots for about `keys` keys: two to four each, at most 2^28.
  DocumentCounters(uint64_t keys, uint32_t min_documents, uint32_t min_sources)
      : mask_((uint64_t{1} << std::clamp(
                   static_cast<int>(std::bit_width(keys)) + 1, 10, 28)) -
              1),
        need_documents_(static_cast<uint16_t>(std::min(min_documents, kMost))),
        need_sources_(static_cast<uint16_t>(std::min(min_sources, kMost))),
        slots_(mask_ + 1) {}

  // Counts the keys of one text.  Texts must come source by source.  `visit`:
  // 1 for the first text, and so on; `first_of_source`: the visit that began
  // this text's source.
  void Add(std::span<const uint64_t> keys, uint32_t visit,
           uint32_t first_of_source) {
    for (size_t i = 0; i < keys.size(); ++i) {
      if (i + kAhead < keys.size()) Prefetch(keys[i + kAhead]);
      Slot& slot = slots_[keys[i] & mask_];
      if (slot.last == visit) continue;
      if (slot.documents < kMost) ++slot.documents;
      if (slot.last < first_of_source && slot.sources < kMost) ++slot.sources;
      slot.last = visit;
    }
  }
  // Calls see(i) for each of the keys that may have been met as often as asked
  // for.
  template <typename See>
  void ForEachPassing(std::span<const uint64_t> keys, const See& see) const {
    for (size_t i = 0; i < keys.size(); ++i) {
      if (i + kAhead < keys.size()) Prefetch(keys[i + kAhead]);
      const Slot& slot = slots_[keys[i] & mask_];
      if (slot.documents >= need_documents_ && slot.sources >= need_sources_) {
        see(i);
      }
    }
  }

 private:
  static constexpr uint32_t kMost = 65535;
  // Slots are far apart; so many are fetched at a time.
  static constexpr size_t kAhead = 16;
  struct Slot {
    uint32_t last = 0;
    uint16_t documents = 0;
    uint16_t sources = 0;
  };

  void Prefetch(uint64_t key) const {
    __builtin_prefetch(&slots_[key & mask_]);
  }

  uint64_t mask_;
  uint16_t need_documents_;
  uint16_t need_sources_;
  std::vector<Slot> slots_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_DOCUMENT_COUNTERS_H_
