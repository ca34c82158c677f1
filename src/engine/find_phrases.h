// The phrases of a collection.
#ifndef LITANY_ENGINE_FIND_PHRASES_H_
#define LITANY_ENGINE_FIND_PHRASES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/collection.h"
#include "engine/hooks.h"
#include "litany/options.h"
#include "passage/phrases.h"
#include "text/fold.h"

namespace litany::engine {

// What phrases are not counted in.
struct PhraseScope {
  // By vertex: what represents it as a copy (Copies::representative); only
  // vertices that represent themselves count.  Empty: all count.
  std::span<const uint32_t> representative;
  // By symbol of the collection: not 0 where it is counted in another place
  // (kCountedElsewhere of passage/phrase_texts.h).  Empty: nowhere.
  std::span<const uint8_t> counted_elsewhere;
};

// Texts of the result are vertices.  `collection` was read with
// Pipeline::keep_symbols by this folder.
absl::StatusOr<passage::Phrases> FindPhrases(const Collection& collection,
                                             const text::Folder& folder,
                                             const PhraseScope& scope,
                                             const PhraseOptions& options,
                                             uint32_t threads,
                                             const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_FIND_PHRASES_H_
