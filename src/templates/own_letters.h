// Letters of a line that are its page's own though the line fits a template:
// the subject in a title ("Function std::cmp::max" on one page, "Function
// std::env::var" on the next).
//
// A letter is own if it stands in a gap of text, in a word that fewer than
// kLeastPages pages have in lines of this template, and in a line whose text
// fewer than kLeastPages pages have.  A value that comes again, as a
// language or a section of the site, is none.
//
// Cost: linear in the bytes of the different lines asked about.
// Thread safety: a function without state.
// Tested by tests/templates/own_letters_test.cc.
#ifndef LITANY_TEMPLATES_OWN_LETTERS_H_
#define LITANY_TEMPLATES_OWN_LETTERS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "templates/frames.h"
#include "templates/line_texts.h"
#include "templates/pattern.h"

namespace litany::templates {

// By line.  `patterns` are by block; lines of blocks behind its end, and of
// patterns without gaps of text, have none.
std::vector<uint32_t> OwnLetters(const SourceLines& source,
                                 const LineTexts& texts,
                                 std::span<const Pattern> patterns);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_OWN_LETTERS_H_
