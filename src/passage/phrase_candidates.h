// Which repeated runs are phrases, and which of them matter most.
//
// A run becomes a candidate if it can stand by itself:
//   - words start where it begins and behind its end, at most of its places
//     (dictionary), or it is next to a break at some of them;
//   - what stands beside it varies, on both sides (branching entropy);
//   - no split of it near an end leaves parts that meet as often by chance
//     (pointwise mutual information);
//   - its first and last word are such as begin and end clauses at all: "the"
//     never ends one, which the collection itself tells.
// A candidate whose places are mostly inside those of longer candidates is a
// fragment of these.  What is left is ranked by C-value (Frantzi and Ananiadou
// 2000) over documents: log2 of the length times the documents in which it
// stands free of a longer one.
//
// Tested by tests/passage/phrases_test.cc.
#ifndef LITANY_PASSAGE_PHRASE_CANDIDATES_H_
#define LITANY_PASSAGE_PHRASE_CANDIDATES_H_

#include <cstdint>
#include <vector>

#include "passage/clause_words.h"
#include "passage/phrase_scores.h"
#include "passage/phrase_texts.h"
#include "passage/repeated_runs.h"

namespace litany::passage {

struct PhraseCandidate {
  RepeatedRun run;
  Sides sides;
  int64_t mutual_information = 0;
  // Places and documents that are not inside a longer candidate.
  uint32_t net_count = 0;
  uint32_t net_documents = 0;
  int64_t value = 0;  // C-value, in units of 1 / kLogUnit
};

// Those of `runs` that can stand by themselves, in the order of `runs`.
std::vector<PhraseCandidate> ChooseCandidates(
    const PhraseTexts& texts, const TokenTable& tokens,
    const ClauseWords& words, const RepeatedRuns& repeated,
    const std::vector<RepeatedRun>& runs, const PhraseBounds& bounds,
    uint32_t threads);

// Fills net_count, net_documents and value, drops fragments, and sorts by
// value, best first.
void RankCandidates(const TokenTable& tokens, const RepeatedRuns& repeated,
                    std::vector<PhraseCandidate>* candidates);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASE_CANDIDATES_H_
