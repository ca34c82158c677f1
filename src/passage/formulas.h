// Formulas: phrases with gaps, "以…为…", "from … to …".
//
// A formula is two runs of words within one clause with something between
// them that varies.  Pairs of words that follow each other at a distance are
// counted (word_pairs.h); a pair stays if it meets far more often than its
// words would by chance, and if no filler of the gap makes up much of it.  Then
// both runs take in the words that are beside them at most places.  Where the
// clause mostly goes on behind the second run, the formula ends in a gap.
//
// The result depends on the texts and their order alone, not on threads.
// Memory: what word_pairs.h says.
// Tested by tests/passage/formulas_test.cc.
#ifndef LITANY_PASSAGE_FORMULAS_H_
#define LITANY_PASSAGE_FORMULAS_H_

#include <cstdint>
#include <vector>

#include "passage/clause_words.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

struct FormulaParams {
  uint32_t min_documents = 3;
  uint32_t min_sources = 1;
  // The best so many.
  uint32_t top = 50;
  uint32_t threads = 1;
};

// In symbols of a text.
struct FormulaPlace {
  uint32_t text = 0;
  uint32_t begin = 0;
  uint32_t gap_begin = 0;
  uint32_t gap_end = 0;
  uint32_t second_end = 0;
  uint32_t end = 0;  // second_end, or where the last gap ends

  friend auto operator<=>(const FormulaPlace&, const FormulaPlace&) = default;
};

struct Formula {
  // Ids of tokens.
  std::vector<uint32_t> first;
  std::vector<uint32_t> second;
  bool ends_in_gap = false;
  // In counted texts.
  uint32_t count = 0;
  uint32_t documents = 0;
  uint32_t sources = 0;
  uint32_t fillers = 0;  // different ones of the first gap
  // In units of 1 / kLogUnit.
  int64_t mutual_information = 0;
  int64_t value = 0;  // mutual information times documents
  // In all texts, outside of masks; by text and begin.
  std::vector<FormulaPlace> places;
};

// Best first.
std::vector<Formula> FindFormulas(const PhraseTexts& texts,
                                  const TokenTable& tokens,
                                  const ClauseWords& words,
                                  const FormulaParams& params);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_FORMULAS_H_
