// Which hashed keys were met in enough texts of enough sources.
//
// Keys of one slot are counted as one, so a count is never too low.  What was
// met is dealt out by slot into parts whose counters fit a processor's cache;
// what is left of them is a bit a slot.  The result does not depend on threads.
//
// Memory: 4 bytes a key met and a bit a slot; two to four slots a key.
// Tested by tests/passage/repeated_runs_test.cc.
#ifndef LITANY_PASSAGE_KEY_SIEVE_H_
#define LITANY_PASSAGE_KEY_SIEVE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "passage/phrase_texts.h"

namespace litany::passage {

// What was met in some texts, at most 2^16 of them.
struct KeysMet {
  std::vector<uint32_t> slots;  // text by text
  // By text, in the order of VisitBySource: where its slots end.
  struct Text {
    SourceVisit visit;
    size_t end = 0;
  };
  std::vector<Text> texts;
};

class KeySieve {
 public:
  // Slots for about `keys` keys, at most 2^28.
  explicit KeySieve(uint64_t keys);

  uint32_t SlotOf(uint64_t key) const {
    return static_cast<uint32_t>(key & mask_);
  }

  // Counts what was met, once: `met` follow each other in the order of
  // VisitBySource.
  void Count(std::span<const KeysMet> met, uint32_t min_documents,
             uint32_t min_sources, uint32_t threads);

  // Whether its keys may have been met as often as asked for.
  bool Passes(uint32_t slot) const {
    return (passing_[slot / 64] >> (slot % 64) & 1) != 0;
  }
  void Prefetch(uint32_t slot) const {
    __builtin_prefetch(&passing_[slot / 64]);
  }

 private:
  // What was met in one range of texts, part by part.
  struct Dealt {
    // Of each: the slot within its part, and above it the visit within the
    // range.
    std::unique_ptr<uint32_t[]> meetings;
    std::vector<size_t> begins;  // by part, and one more
    uint32_t first_visit = 0;
  };

  struct KeyCounter {
    uint32_t last_visit = 0;
    uint16_t documents = 0;
    uint16_t sources = 0;
  };

  uint32_t PartOf(uint32_t slot) const { return slot >> part_bits_; }
  Dealt Deal(const KeysMet& met) const;
  void CountPart(uint32_t part, std::span<const Dealt> dealt,
                 std::span<const uint32_t> first_of_source,
                 uint32_t min_documents, uint32_t min_sources,
                 std::vector<KeyCounter>* counters);

  uint64_t mask_;
  uint32_t part_bits_;  // of a slot within its part
  uint32_t parts_;
  std::vector<uint64_t> passing_;  // a bit a slot
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_KEY_SIEVE_H_
