// A query of a finished run's documents: what is asked, and a row of the
// answer (docs/formats/query.md).
#ifndef LITANY_QUERY_H_
#define LITANY_QUERY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "litany/records.h"

namespace litany {

struct QueryText {
  std::string name;  // as the rows call it: the text itself, or its file
  std::string text;
};

struct QueryOptions {
  std::string run;  // a run directory
  std::vector<QueryText> queries;
  // The least similarity of what was changed; in (0, 1].
  double similarity = 0.7;
  // Only what is unchanged.
  bool exact = false;
  // Rows of each query; 0: all.
  uint64_t limit = 50;
  // Where the run's input is now; empty: where it was.
  std::vector<std::string> texts;
  // 0: as many as the machine lets us use.
  uint32_t threads = 0;
};

// A place of a document at which a query, or a part of it, stands.
struct QueryHitRecord {
  std::string query;
  std::string id;
  std::string source;
  std::string date;  // empty: null
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t char_begin = 0;
  uint64_t char_end = 0;
  // The part of the query, in code points of its text.
  uint64_t query_begin = 0;
  uint64_t query_end = 0;
  Ratio similarity;
  Relation relation = Relation::kNear;
  std::vector<Edit> edits;  // was: the query's text; now: the document's
  std::string text;
  std::string context_before;
  std::string context_after;
};

}  // namespace litany

#endif  // LITANY_QUERY_H_
