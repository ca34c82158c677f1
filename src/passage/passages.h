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
//   (3) No passage lies, occurrence by occurrence, inside another, and of the
//       occurrences inside one longer passage only one is not inherited.  So
//       two texts that share an article are not named again for each formula
//       in it.
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
  // It lies inside a longer passage, another of whose occurrences holds one of
  // this passage that is not inherited: whoever copied the longer one copied
  // this with it.  Counted, but no reuse of its own.
  bool inherited = false;

  uint32_t size() const { return end - begin; }
};

struct Passage {
  // The medoid first, the others by (text, begin).
  std::vector<Occurrence> occurrences;

  const Occurrence& medoid() const { return occurrences[0]; }
};

// `is_repeated[t]`: text t stands for several documents that may be paired, so
// it is a passage by itself.  Texts from `first_reference` on (size(): none)
// are preferred as medoids.  Passages come by medoid: (text, begin, end).
std::vector<Passage> BuildPassages(const TextTable& texts,
                                   std::span<const Stretch> stretches,
                                   const std::vector<bool>& is_repeated,
                                   uint32_t first_reference,
                                   const PairParams& params);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PASSAGES_H_
