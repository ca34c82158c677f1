// Furniture: what a source puts at the head or the foot of its texts.  It
// repeats more than any phrase, and says nothing.
//
// Two rules.  (1) The longest run at the very begin, or end, of a text that a
// tenth of its source's texts have there is masked, and not counted.  (2) A
// phrase nine of ten places of which are near the begin, or near the end, of a
// text is furniture if one in a hundred texts of a source holds it.  Both take
// at least ten texts, so a handful of documents has no furniture.
//
// Tested by tests/passage/phrase_evidence_test.cc.
#ifndef LITANY_PASSAGE_FURNITURE_H_
#define LITANY_PASSAGE_FURNITURE_H_

#include <cstdint>
#include <span>

#include "passage/phrase_texts.h"

namespace litany::passage {

// Rule (1): masks tokens of *tokens.
void MaskFurniture(const PhraseTexts& texts, TokenTable* tokens);

// Rule (2).
class FurnitureFinder {
 public:
  FurnitureFinder(const PhraseTexts& texts, const TokenTable& tokens);

  // `places` are the tokens at which a run of `length` begins.
  bool IsFurniture(std::span<const uint32_t> places, uint32_t length) const;

 private:
  PhraseTexts texts_;
  const TokenTable& tokens_;
  // By text: its tokens that are not masked at the ends.
  std::vector<uint32_t> begins_;
  std::vector<uint32_t> ends_;
  std::vector<uint32_t> texts_of_source_;  // one more for kNoSource
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_FURNITURE_H_
