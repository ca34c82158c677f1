// Which document of a copy stays.
#ifndef LITANY_CLUSTER_KEEP_H_
#define LITANY_CLUSTER_KEEP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/hash.h"
#include "litany/options.h"

namespace litany::cluster {

// What a policy may look at.  Borrows from the document's row.
struct KeepMember {
  std::string_view id;
  base::Hash128 raw_hash;
  uint64_t chars = 0;
  std::string_view date;    // empty: undated
  std::string_view source;  // "-": none
  std::optional<double> number;
  uint64_t input_order = 0;
};

// The index of the member to keep; nullopt for KeepPolicy::Kind::kNone.  What
// a policy needs and a member lacks (date, listed source, number) puts it
// last; ties go to the smallest (raw_hash, id).
// REQUIRES: !members.empty()
std::optional<size_t> ChooseKept(const KeepPolicy& policy,
                                 std::span<const KeepMember> members);

}  // namespace litany::cluster

#endif  // LITANY_CLUSTER_KEEP_H_
