// Seeds: pairs of places at which two texts of a collection share an anchor.
//
// The guarantee.  Each symbol of a run that two texts share and that is long
// enough (anchors.h) lies, in both of them, in the exact extension of a seed:
// of a seed between these two, or of seeds with texts that share the same
// window.  So texts are compared with few others however many share a passage.
//
// How.  Anchors that occur once never reach the store: a filter of two bits a
// slot tells them.  In the bucket of an anchor, ordered by (text, position),
//   - each member meets the first 8 before it, if the run around the anchor is
//     long enough or much of the text around it agrees (so that passages with
//     edits are found too);
//   - in larger buckets, members that share a whole window around the anchor
//     are grouped by window, and each meets the first of its group: that is
//     what keeps the guarantee at O(1) seeds a member and window.
//
// A tenth or a fifth of the letters changed leaves few runs of a gram, and few
// of these are anchors on both sides.  So texts are searched once more by
// denser anchors of their letters (AnchorMaker::FindLoose): where few places
// share one and much of the text around it agrees, they are paired, unless the
// run is long enough and so guaranteed already.  Popular ones are passed over:
// what they are in was paired by the first search or is a formula.
//
// Which seeds are found depends on the texts and their order alone, not on
// threads or memory.
//
// Memory: 18 bytes an anchor of one search until the filter is full, and 32
// bytes for each that is repeated, a 64th of these at a time.
// Tested by tests/passage/seeds_test.cc.
#ifndef LITANY_PASSAGE_SEEDS_H_
#define LITANY_PASSAGE_SEEDS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "lsh/store.h"
#include "passage/anchors.h"
#include "passage/text_table.h"

namespace litany::passage {

// text a < text b; the anchor begins at these symbols.
struct Seed {
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t at_a = 0;
  uint32_t at_b = 0;

  friend auto operator<=>(const Seed&, const Seed&) = default;
};

// Which texts may be paired.  Must be symmetric, and is called by several
// threads at once.  `order` (empty: none) is a second order of the texts, by
// which neighbours meet too: with a rule that only lets near ones pair, the
// first of a bucket would leave most of it alone.
struct PairRule {
  std::function<bool(uint32_t a, uint32_t b)> allows;
  std::vector<uint32_t> order;  // rank by text
};

struct SeedReport {
  std::vector<Seed> seeds;  // sorted, each once
  uint64_t anchors = 0;
  uint64_t postings = 0;
  // Buckets in which members met only those of their window, and their
  // members: passages with edits may be missed there.
  uint64_t large_buckets = 0;
  uint64_t in_large_buckets = 0;
};

using StoreFactory = std::function<std::unique_ptr<lsh::PostingStore>()>;

// With `exact`, only seeds whose run is long enough.  Errors: the store's.
absl::StatusOr<SeedReport> FindSeeds(const TextTable& texts,
                                     const AnchorMaker& maker,
                                     const PairRule& rule, bool exact,
                                     const StoreFactory& make_store,
                                     uint32_t threads);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SEEDS_H_
