#include "passage/phrase_places.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "base/check.h"
#include "base/thread_pool.h"
#include "passage/key_filter.h"
#include "passage/token_key.h"

namespace litany::passage {

std::vector<TokenPlace> FindPlaces(
    const TokenTable& tokens,
    std::span<const std::span<const uint32_t>> phrases, uint32_t threads) {
  // Phrases by their first two tokens.
  absl::flat_hash_map<uint64_t, std::vector<uint32_t>> by_begin;
  KeyFilter begins(phrases.size());
  for (uint32_t p = 0; p < phrases.size(); ++p) {
    LITANY_CHECK(phrases[p].size() >= 2);
    const uint64_t key = KeyOf(phrases[p].first(2));
    begins.Add(PairKey(phrases[p][0], phrases[p][1]));
    by_begin[key].push_back(p);
  }
  constexpr size_t kTextsAPiece = 256;
  std::vector<std::vector<TokenPlace>> found(
      base::PiecesOf(tokens.texts(), kTextsAPiece));
  base::ParallelForPieces(
      threads, tokens.texts(), kTextsAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (auto text = static_cast<uint32_t>(piece.begin); text < piece.end;
             ++text) {
          const uint32_t end = tokens.end(text);
          for (uint32_t i = tokens.begin(text); i + 1 < end; ++i) {
            if (!begins.MayHold(PairKey(tokens.id(i), tokens.id(i + 1))))
              continue;
            const auto at = by_begin.find(KeyOf(tokens.ids().subspan(i, 2)));
            if (at == by_begin.end()) continue;
            for (const uint32_t p : at->second) {
              const std::span<const uint32_t> phrase = phrases[p];
              if (phrase.size() > end - i) continue;
              if (!std::equal(phrase.begin(), phrase.end(),
                              tokens.ids().begin() + i)) {
                continue;
              }
              bool hidden = false;
              for (uint32_t j = i; j < i + phrase.size(); ++j) {
                hidden = hidden || tokens.hidden(j);
              }
              if (!hidden) found[piece.number].push_back({p, text, i});
            }
          }
        }
      });
  std::vector<TokenPlace> places;
  for (const auto& part : found) {
    places.insert(places.end(), part.begin(), part.end());
  }
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace litany::passage
