// `litany phrases`: from inputs to the tables of a run directory.
#ifndef LITANY_ENGINE_PHRASES_RUN_H_
#define LITANY_ENGINE_PHRASES_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/session.h"
#include "litany/options.h"

namespace litany::engine {

struct PhrasesReport : RunReport {
  uint64_t phrases = 0;      // written
  uint64_t formulas = 0;     // written
  uint64_t found = 0;        // before the cut at --top
  uint64_t furniture = 0;    // left out
  uint64_t occurrences = 0;  // of those written
  uint64_t holding = 0;      // documents that hold one
  uint64_t copies = 0;       // documents that did not count
  uint32_t min_documents = 0;
  uint32_t min_sources = 0;
  // The best of them: text, documents, count.
  struct Top {
    std::string text;
    uint64_t documents = 0;
    uint64_t count = 0;
  };
  std::vector<Top> top;
};

// Runs it.  InvalidArgument for options and inputs that cannot be; what went
// wrong with files otherwise; Cancelled if a hook asked for it.
absl::StatusOr<PhrasesReport> RunPhrases(const RunOptions& options,
                                         const PhraseOptions& phrases,
                                         const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PHRASES_RUN_H_
