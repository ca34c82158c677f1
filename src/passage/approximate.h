// Where a short text occurs in a long one, with changes.
//
// A place is similar if 2 * matches / (symbols of both) is at least the
// similarity asked for (IsSimilar of align.h), with matches the length of a
// longest common subsequence.  Its score is 2 * matches - similarity *
// symbols: what it has above the least.  Places are taken from the left: of
// all that overlap the similar place that ends first, the one with the best
// score (then the one that ends first, then the shortest); and again behind
// it.  So no two overlap, and what they are follows from this definition
// alone.
//
// How.  Ends that cannot be similar are passed over by two bounds: the edits,
// by Myers' bit-parallel matching (1999, as search: a match may begin
// anywhere), against the most edits that still reach the similarity; and the
// symbols of the window that occur in the query at all, which alone leaves
// next to nothing of unrelated Chinese.  Around the ends that are left a full
// table is computed, with the place where each cell's match began.
//
// Cost: a few operations a symbol, and about query.size() where both bounds
// let through.  Memory: O(query.size()) and 16 bytes a zone let through.
// Thread safety: const methods may run concurrently; scratch is the caller's.
// Tested by tests/passage/approximate_test.cc, against full tables.
#ifndef LITANY_PASSAGE_APPROXIMATE_H_
#define LITANY_PASSAGE_APPROXIMATE_H_

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "passage/text_table.h"

namespace litany::passage {

// Where a text may be cut: whether a token begins at each symbol.  Empty:
// everywhere.  A place neither begins nor ends inside a token, so a word is
// not found inside another.
using TokenStarts = std::span<const uint8_t>;

inline bool MayCut(TokenStarts starts, size_t at) {
  return at >= starts.size() || starts[at] != 0;
}

// text[begin, end).
struct Place {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t matches = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

// Buffers of one thread.
struct ApproximateScratch {
  std::vector<std::pair<uint32_t, uint32_t>> zones;
  std::vector<uint8_t> window;
  std::vector<int64_t> cells;
};

class ApproximateFinder {
 public:
  static constexpr size_t kMostSymbols = 64;
  // The similarity in steps of 2^-20, so that scores are integers.
  static constexpr int64_t kUnit = int64_t{1} << 20;

  // REQUIRES: 1 <= query.size() <= kMostSymbols, 0 < similarity <= 1
  ApproximateFinder(Symbols query, double similarity);

  // Appends the places of the query in text[begin, end), from the left.
  void Find(Symbols text, TokenStarts starts, uint32_t begin, uint32_t end,
            ApproximateScratch* scratch, std::vector<Place>* out) const;

 private:
  // Bit i: the query's symbol i is this one.
  uint64_t MaskOf(uint32_t symbol) const {
    for (size_t at = SlotOf(symbol);; at = (at + 1) % kSlots) {
      if (masks_[at] == 0) return 0;
      if (keys_[at] == symbol) return masks_[at];
    }
  }
  static constexpr size_t kSlots = 256;
  static size_t SlotOf(uint32_t symbol) { return (symbol * 0x9e3779b1u) >> 24; }

  void FindZones(Symbols text, TokenStarts starts, uint32_t begin, uint32_t end,
                 ApproximateScratch* scratch) const;
  // The first place in text[begin, end); false: none.
  bool FindFirst(Symbols text, TokenStarts starts, uint32_t begin, uint32_t end,
                 std::vector<int64_t>* cells, Place* place) const;

  uint32_t size_ = 0;
  int64_t cost_ = 0;          // of a symbol, in units
  uint64_t longest_ = 0;      // symbols of a similar place
  uint64_t most_edits_ = 0;   // of one
  uint64_t least_known_ = 0;  // symbols of one that occur in the query
  std::array<uint32_t, kSlots> keys_{};
  std::array<uint64_t, kSlots> masks_{};
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_APPROXIMATE_H_
