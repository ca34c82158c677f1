// Passages: stretches of text that occur in several texts, each built around
// a medoid that all of its occurrences are similar to.
//
// Stretches that overlap by four fifths of the longer one or more are one place
// of their text.  (With half, an article with the lines around it and the
// article alone were one: character precision .989 on labelled news, with four
// fifths .998.)  Places that go together are joined around the place with the
// most partners (then the longest, the first): a place becomes an occurrence
// of the medoid it is most similar to, after it was aligned with it, or a
// medoid itself.  So no chain of small changes joins what is unlike, and
// N occurrences cost O(N).
//
// Invariants
//   (1) Each occurrence has the similarity asked for to its medoid, but where
//       a place is similar to none and its stretches are passages as they were
//       found.
//   (2) Each stretch that was found is covered, in both of its texts, by
//       occurrences.
//   (3) No passage lies, occurrence by occurrence, inside another, and an
//       occurrence that says nothing new is marked as inside a longer one.  So
//       two texts that share an article are told from two that share no more
//       than a formula in it.
//   (4) The result depends on the texts and their order alone.
//
// Tested by tests/passage/passages_test.cc.
#ifndef LITANY_PASSAGE_PASSAGES_H_
#define LITANY_PASSAGE_PASSAGES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "passage/align.h"
#include "passage/pairs.h"
#include "passage/text_table.h"

namespace litany::passage {

// Symbols [begin, end) of a text.
struct Occurrence {
  uint32_t text = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  // Against the medoid: a is the medoid.  The medoid's own has no edits.
  SpanAlignment alignment;
  // The passage with the longest occurrence around this one, where it says
  // nothing new: each other text with an occurrence that is not marked shares
  // something longer with it, here or there.  Whoever copied that copied this
  // with it, so it is counted, but is no reuse of its own.
  uint32_t inside = kNoPassage;

  static constexpr uint32_t kNoPassage = ~uint32_t{0};
  uint32_t size() const { return end - begin; }
  bool is_inside() const { return inside != kNoPassage; }
};

struct Passage {
  // The medoid first, the others by (text, begin).
  std::vector<Occurrence> occurrences;

  const Occurrence& medoid() const { return occurrences[0]; }
};

// `is_repeated[t]`: text t stands for several documents that may be paired, so
// it is a passage by itself.  Texts from `first_reference` on (size(): none)
// are preferred as medoids.  Passages come by medoid: (text, begin, end).  They
// do not depend on the threads.
std::vector<Passage> BuildPassages(const TextTable& texts,
                                   std::span<const Stretch> stretches,
                                   const std::vector<bool>& is_repeated,
                                   uint32_t first_reference,
                                   const PairParams& params,
                                   uint32_t threads = 1);

// Drops the passages that lie in longer ones, puts the others in order and
// marks what says nothing new: what BuildPassages ends with, for passages that
// were changed since.
void SettlePassages(const TextTable& texts, std::vector<Passage>* passages);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PASSAGES_H_
