// From phrases, which are symbols of folded texts, to rows about documents.
//
// Documents that share a folded text have the same occurrences, each in its
// own original text.  All rows depend on the documents alone, not on their
// order or the threads.
#ifndef LITANY_ENGINE_PHRASE_TABLES_H_
#define LITANY_ENGINE_PHRASE_TABLES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/collection.h"
#include "engine/original_spans.h"
#include "litany/records.h"
#include "passage/phrases.h"
#include "text/fold.h"

namespace litany::engine {

// A place of a phrase in a document; 40 bytes, for there are many.
struct PhraseRow {
  uint32_t phrase = 0;  // into PhraseTables::repeats
  uint32_t document = 0;
  OriginalSpan span;
};

struct PhraseTables {
  std::vector<RepeatRecord> repeats;    // best first
  std::vector<uint32_t> by_id;          // numbers of repeats, by id
  std::vector<PhraseRow> rows;          // by (phrase, document's id, begin)
  std::vector<size_t> row_begins;       // by phrase, and one more
  std::vector<SeriesRecord> series;     // by (repeat, date)
  std::vector<VariantRecord> variants;  // by (repeat, other)
  // By document: what phrases cover.
  std::vector<std::vector<OriginalSpan>> covered;
  uint64_t documents = 0;  // that hold a phrase
};

PhraseTables MakePhraseTables(const Collection& collection,
                              const text::Folder& folder,
                              const passage::Phrases& found, bool with_text,
                              uint32_t threads);

// The row of occurrences.jsonl.
OccurrenceRecord MakePhraseOccurrence(const Collection& collection,
                                      const PhraseTables& tables,
                                      const PhraseRow& row, bool with_text);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PHRASE_TABLES_H_
