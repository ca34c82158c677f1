// Edits told in whole words: "isolation" in place of "confinement", not "isola"
// in place of "conf" and no more of it.
//
// Letters within two different words that happen to agree are no agreement of
// the texts.  An edit grows on both sides until a token starts in both texts,
// and takes in what it touches; an insertion or omission that can stand at
// several places stands where words begin and end.  Characters of scripts
// written without spaces are tokens, so nothing changes there.  A word of more
// than 32 symbols is left in pieces.
//
// Invariant: the edits still make b of a.  Time linear in the edits.
// Tested by tests/passage/word_edits_test.cc.
#ifndef LITANY_PASSAGE_WORD_EDITS_H_
#define LITANY_PASSAGE_WORD_EDITS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "passage/align.h"
#include "passage/text_table.h"

namespace litany::passage {

// One side of an alignment.
struct TokenText {
  Symbols symbols;
  std::span<const uint8_t> starts;  // of each symbol: does a token start there
};

// REQUIRES: `edits` are in order, and what is between them matches.
void WidenToWords(const TokenText& a, const TokenText& b,
                  std::vector<SymbolEdit>* edits);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_WORD_EDITS_H_
