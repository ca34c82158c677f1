// Where phrases are, in all texts: also in those that are not counted.
// Tested by tests/passage/phrases_test.cc.
#ifndef LITANY_PASSAGE_PHRASE_PLACES_H_
#define LITANY_PASSAGE_PHRASE_PLACES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "passage/phrase_texts.h"

namespace litany::passage {

struct TokenPlace {
  uint32_t phrase = 0;
  uint32_t text = 0;
  uint32_t token = 0;  // where it begins

  friend auto operator<=>(const TokenPlace&, const TokenPlace&) = default;
};

// Every place of each of `phrases` (ids of at least two tokens), also where
// they overlap, but none that touches a hidden token; by phrase, text, token.
std::vector<TokenPlace> FindPlaces(
    const TokenTable& tokens,
    std::span<const std::span<const uint32_t>> phrases, uint32_t threads);

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASE_PLACES_H_
