// What a text tells of its symbols besides their code points: where sentences
// and their parts end, and where words begin.
//
// Both are evidence for where a phrase may begin and end, never a rule: texts
// lose their punctuation, and no dictionary knows all words.
//
// Tested by tests/passage/phrase_evidence_test.cc.
#ifndef LITANY_PASSAGE_SYMBOL_MARKS_H_
#define LITANY_PASSAGE_SYMBOL_MARKS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "passage/phrase_texts.h"
#include "text/folded_text.h"

namespace litany::passage {

// Sets kStartsToken, kAfterBreak, kAfterItem and kAfterClause of the symbols of
// one text.  `folded` is the fold of `original`, with spans; marks.size() = its
// symbols.  A break is punctuation, another symbol or an empty line; not so a
// point or comma inside a number, a hyphen, or the dot inside a name.
void MarkBreaks(std::string_view original, const text::FoldedText& folded,
                std::span<uint8_t> marks);

// The same but for kStartsToken, from what the fold left out of `original`.
void MarkBreaks(std::string_view original, std::span<const text::Gap> gaps,
                std::span<uint8_t> marks);

// Sets kStartsWord where a word starts, by ICU's dictionaries for the scripts
// without spaces and by kStartsToken for the others.  `marks` has been through
// MarkBreaks, or at least holds kStartsToken.  Unavailable if ICU has no word
// breaker.
absl::Status MarkWords(const TextTable& texts, uint32_t threads,
                       std::span<uint8_t> marks);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_SYMBOL_MARKS_H_
