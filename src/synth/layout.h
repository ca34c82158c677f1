// Tokens to text: punctuation, spaces, capitals and lines.
//
// Tested by tests/synth/synth_test.cc and synth_fold_test.cc.
#ifndef LITANY_SYNTH_LAYOUT_H_
#define LITANY_SYNTH_LAYOUT_H_

#include <span>
#include <string>

#include "synth/lexicon.h"
#include "synth/random.h"

namespace litany::synth {

// Sentences of clauses, a line for each paragraph, written as the script of
// the token in front asks for (，、。 or a comma and a full stop).  Folding the
// result gives back the tokens.  The same random stream gives the same places,
// so that variants of one text differ in their tokens alone.
std::string LayOut(std::span<const Token> tokens, const Lexicon& lexicon,
                   Random random);

}  // namespace litany::synth

#endif  // LITANY_SYNTH_LAYOUT_H_
