// Anchors: winnowed fingerprints of a text (Schleimer, Wilkerson, Aiken 2003),
// at which texts that share a run of symbols meet.
//
// The guarantee.  Let a run of symbols occur in two texts.  If it holds a
// dense symbol (Han, kana, ...; text_table.h) and has at least `dense_length`
// symbols, or holds none and has at least `letter_length`, then some anchor of
// it is an anchor of both texts, at the same place of the run.  More: each
// window of that length in the run has an anchor inside it.
//
// How.  Of all windows of `length` symbols that hold a dense symbol, the
// k-gram with the least hash (the last of equals) is an anchor; the same with
// other k and length for the windows that hold none.  Which k-gram that is
// follows from the symbols of the window alone.  Density: about
// 2 / (length - k + 2), so 1/9 of the symbols of Chinese and 1/21 of the
// letters of English.
//
// Thread safety: immutable.
// Tested by tests/passage/anchors_test.cc.
#ifndef LITANY_PASSAGE_ANCHORS_H_
#define LITANY_PASSAGE_ANCHORS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "passage/text_table.h"

namespace litany::passage {

struct AnchorParams {
  // The guarantee, in symbols.
  uint32_t dense_length = 24;
  uint32_t letter_length = 50;
  // Symbols hashed; at most the length.  Short ones survive more edits and
  // meet by chance more often: with a fifth of the symbols changed, .8^8 = .17
  // of the 8-grams are whole, and .8^12 = .07 of the 12-grams.  (Letters, a
  // tenth of them changed: PlagDet .85 with grams of 16, .94 with 10.)
  uint32_t dense_gram = 8;
  uint32_t letter_gram = 10;
  uint64_t seed = 1;
};

// The parameters that guarantee these lengths: grams of a third and a fifth of
// them, 4 to 8 and 6 to 10 symbols.
AnchorParams AnchorsFor(uint32_t dense_length, uint32_t letter_length,
                        uint64_t seed);

struct Anchor {
  uint64_t key = 0;  // the lowest bit tells a letter anchor from a dense one
  uint32_t position = 0;

  friend bool operator==(const Anchor&, const Anchor&) = default;
};

constexpr bool IsLetterKey(uint64_t key) { return (key & 1) != 0; }

class AnchorMaker {
 public:
  // InvalidArgument unless 2 <= gram <= length <= 10000 of both kinds.
  static absl::StatusOr<AnchorMaker> Create(const AnchorParams& params);

  // Replaces *out by the anchors of `text`, by position; where a dense and a
  // letter anchor share one, the dense one first.  O(n).
  void Find(Symbols text, std::vector<Anchor>* out) const;

  // Replaces *out by denser anchors of the letters of `text`: those of windows
  // of half the guaranteed length, about 1/8 of the symbols by default.  A
  // window without an edit is needed for two edited copies to meet for
  // certain, so shorter ones find more of them (seeds.h).  O(n).
  void FindLoose(Symbols text, std::vector<Anchor>* out) const;

  // Symbols of the anchor with this key.
  uint32_t GramOf(uint64_t key) const {
    return IsLetterKey(key) ? params_.letter_gram : params_.dense_gram;
  }
  // The length guaranteed for runs of its kind.
  uint32_t LengthOf(uint64_t key) const {
    return IsLetterKey(key) ? params_.letter_length : params_.dense_length;
  }
  const AnchorParams& params() const { return params_; }

 private:
  explicit AnchorMaker(const AnchorParams& params) : params_(params) {}

  AnchorParams params_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_ANCHORS_H_
