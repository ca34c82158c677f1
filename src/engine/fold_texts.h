// `litany fold`: what the matcher sees of each document.
#ifndef LITANY_ENGINE_FOLD_TEXTS_H_
#define LITANY_ENGINE_FOLD_TEXTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/file.h"
#include "engine/hooks.h"
#include "litany/options.h"

namespace litany::engine {

struct FoldReport {
  uint64_t documents = 0;
  std::vector<std::string> rejects;  // as messages
};

// Writes {"id", "folded", "tokens"} a line, in input order; ids as in the
// input, repeated ones not renamed.
absl::StatusOr<FoldReport> FoldTexts(const RunOptions& run, base::ByteSink* out,
                                     const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_FOLD_TEXTS_H_
