// Collects labels or pairs in any order and makes a Gold of them.
//
// Tested by tests/eval/gold_builder_test.cc.
#ifndef LITANY_EVAL_GOLD_BUILDER_H_
#define LITANY_EVAL_GOLD_BUILDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eval/gold.h"

namespace litany::eval {

class GoldBuilder {
 public:
  // An empty label means unlabelled.  InvalidArgument if the id already has
  // another label.
  absl::Status AddLabel(std::string_view id, std::string_view label);

  // InvalidArgument if the two are one id.
  absl::Status AddPair(std::string_view a, std::string_view b);

  // REQUIRES: only one of AddLabel and AddPair was used
  Gold Finish() &&;

 private:
  // The number of `id`; *is_new tells whether this call gave it.
  uint32_t NumberOf(std::string_view id, bool* is_new);
  void LabelByComponents();

  Gold gold_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
  absl::flat_hash_map<std::string, uint32_t> labels_;
};

}  // namespace litany::eval

#endif  // LITANY_EVAL_GOLD_BUILDER_H_
