// Queries held against documents, one at a time: from the places of
// passage/text_query.h to rows with spans of the original texts.
//
// A document is folded once, and once more with spans only if something was
// found in it.
//
// Thread safety: QuerySet is immutable; a QueryWorker belongs to one thread.
// Tested by tests/engine/query_run_test.cc.
#ifndef LITANY_ENGINE_QUERY_HITS_H_
#define LITANY_ENGINE_QUERY_HITS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "litany/query.h"
#include "passage/text_query.h"
#include "text/fold.h"

namespace litany::engine {

class QuerySet {
 public:
  struct Query {
    QueryText text;  // after repair
    text::FoldedText folded;
    passage::TextQuery search;
  };

  // Uses the queries, similarity and exact of `options`.  InvalidArgument for
  // a query of which nothing is left after folding.
  static absl::StatusOr<QuerySet> Create(text::Folder folder,
                                         const QueryOptions& options);

  const std::vector<Query>& queries() const { return queries_; }
  const text::Folder& folder() const { return folder_; }

 private:
  explicit QuerySet(text::Folder folder) : folder_(std::move(folder)) {}

  text::Folder folder_;
  std::vector<Query> queries_;
};

// What one query found in one document.
struct DocumentHits {
  uint32_t query = 0;
  uint64_t hits = 0;
  bool is_exact = false;  // one of them is all of the query, unchanged
  // The first of them, up to the limit, without the document's id, source and
  // date.
  std::vector<QueryHitRecord> rows;
};

class QueryWorker {
 public:
  // `limit`: rows of a query and document.  `set` must outlive the worker.
  QueryWorker(const QuerySet& set, uint64_t limit) : set_(set), limit_(limit) {}

  // What the queries find in `text` (valid UTF-8), by query; the result stands
  // until the next call.
  const std::vector<DocumentHits>& Search(std::string_view text);

 private:
  QueryHitRecord MakeRow(std::string_view text, const QuerySet::Query& query,
                         const passage::QueryHit& hit) const;

  const QuerySet& set_;
  const uint64_t limit_;
  text::FoldScratch fold_scratch_;
  text::FoldedText folded_;
  std::vector<uint32_t> symbols_;
  std::vector<uint8_t> starts_;
  passage::QueryScratch scratch_;
  std::vector<std::vector<passage::QueryHit>> found_;  // by query
  std::vector<DocumentHits> hits_;
};

}  // namespace litany::engine

#endif  // LITANY_ENGINE_QUERY_HITS_H_
