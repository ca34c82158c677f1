// Numbers about one passage: how similar, how widespread, how scripted.
#ifndef LITANY_ENGINE_PASSAGE_SCORES_H_
#define LITANY_ENGINE_PASSAGE_SCORES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/collection.h"
#include "litany/records.h"

namespace litany::engine {

struct ScoredOccurrence {
  uint32_t document = 0;
  Ratio similarity;
  uint64_t chars = 0;
  bool is_medoid = false;
};

// Sets sources, scores and weakest of `repeat`, whose other fields are set,
// and appends the days that made its scripting score.
//
//   similarity_mean, similarity_max  over the occurrences but the medoid's
//   source_entropy  bits, over the sources' shares of the documents
//   same_day        the most sources on one day, over all sources
//   scripting       of all pairs of sources, the largest share that carried
//                   it on one day, little changed (similarity .8 or more).
//                   Not counted: documents that are nearly nothing but the
//                   passage (nine tenths of their text: syndication, not
//                   scripting), and sources that carry it on three days or
//                   more (their own furniture).  After Waight et al. 2025,
//                   whose signal is reuse on the same day across papers.
void ScorePassage(const Collection& collection,
                  std::span<const ScoredOccurrence> occurrences,
                  const std::string& id, RepeatRecord* repeat,
                  std::vector<ScriptingRecord>* scripting);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PASSAGE_SCORES_H_
