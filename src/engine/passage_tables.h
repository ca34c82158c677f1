// From passages, which are symbols of folded texts, to rows about documents:
// spans of the original texts, who had it first, who took it from whom.
//
// Documents that share a folded text have the same occurrences, each in its
// own original text.  All rows depend on the documents alone, not on their
// order or the threads.
#ifndef LITANY_ENGINE_PASSAGE_TABLES_H_
#define LITANY_ENGINE_PASSAGE_TABLES_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/collection.h"
#include "engine/original_spans.h"
#include "litany/records.h"
#include "passage/passages.h"

namespace litany::engine {

struct PassageTables {
  std::vector<RepeatRecord> repeats;          // by id
  std::vector<OccurrenceRecord> occurrences;  // by (repeat, id, begin)
  std::vector<ReuseRecord> reuse;             // by (id, from)
  std::vector<ScriptingRecord> scripting;     // by (repeat, date)
  // By document: what passages cover, and what they cover of those whose first
  // witness is another document.
  std::vector<std::vector<OriginalSpan>> covered;
  std::vector<std::vector<OriginalSpan>> covered_later;
  // By document: the document a passage was taken from (of --against, or the
  // first witness); empty: no passage.
  std::vector<std::string> taken_from;
  uint64_t documents = 0;  // that hold a passage
};

// Vertices from collection.vertices.size() on are those of `reference`, which
// is null without one: its documents are named but not counted.
PassageTables MakePassageTables(const Collection& collection,
                                const Collection* reference,
                                const text::Folder& folder,
                                const std::vector<passage::Passage>& passages,
                                bool with_text, uint32_t threads);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PASSAGE_TABLES_H_
