// `litany query`: who used this text?  Reads the input of a finished run once
// more and keeps only what is found.
#ifndef LITANY_ENGINE_QUERY_RUN_H_
#define LITANY_ENGINE_QUERY_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "litany/query.h"

namespace litany::engine {

// The answer to one query.
struct QueryAnswer {
  std::string name;
  bool is_long = false;  // parts of it count
  uint64_t hits = 0;
  // Documents that hold all of it unchanged, and the others.
  uint64_t exact_documents = 0;
  uint64_t other_documents = 0;
  // The earliest dated one (ties: the smallest id); both empty: none is dated.
  std::string first_id;
  std::string first_date;
  // By date (undated last), id and place; at most the limit.
  std::vector<QueryHitRecord> rows;
};

struct QueryReport {
  std::vector<QueryAnswer> answers;  // by query
  uint64_t documents = 0;
  uint64_t rejects = 0;
  std::string first_reject;
  // Where the input is not that of the run any more, as messages.
  std::vector<std::string> warnings;
};

// InvalidArgument for options that cannot be; NotFound if the run, or its
// input, is not there any more; what went wrong with files otherwise;
// Cancelled if a hook asked for it.
absl::StatusOr<QueryReport> RunQuery(const QueryOptions& options,
                                     const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_QUERY_RUN_H_
