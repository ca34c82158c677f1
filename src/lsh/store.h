// The one store of the project: key64 -> (document, position).
//
// Four key makers feed it: band keys, anchors, masked-block hashes and sieved
// n-grams.  Where the postings live (memory, spilled runs, an index on disk)
// is the implementation's business; what comes out is the same.
#ifndef LITANY_LSH_STORE_H_
#define LITANY_LSH_STORE_H_

#include <cstdint>
#include <functional>
#include <span>

#include "absl/status/status.h"

namespace litany::lsh {

struct Posting {
  uint64_t key = 0;
  uint32_t document = 0;
  uint32_t position = 0;

  friend auto operator<=>(const Posting&, const Posting&) = default;
};

// Thread safety: thread-compatible.
class PostingStore {
 public:
  virtual ~PostingStore() = default;

  virtual absl::Status Add(std::span<const Posting> postings) = 0;

  // Calls `visit` for each key with at least `least` postings, keys in
  // increasing order, the postings of one key by (document, position).  After
  // it the store is empty.  `visit` may return an error, which ends it.
  virtual absl::Status Drain(
      size_t least,
      const std::function<absl::Status(std::span<const Posting>)>& visit) = 0;
};

}  // namespace litany::lsh

#endif  // LITANY_LSH_STORE_H_
