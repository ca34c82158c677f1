// `litany find`: the four kinds of repeats of a collection, and for every
// character of every document the one cause that explains it.
//
//   templates -> their spans are blotted out -> copies -> passages, between
//   what represents copies -> phrases, where passages count once
//
// So the similarities of copies are those of the texts without their
// templates; those of `litany dedup` may differ.
#ifndef LITANY_ENGINE_FIND_RUN_H_
#define LITANY_ENGINE_FIND_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/session.h"
#include "litany/options.h"
#include "litany/records.h"

namespace litany::engine {

struct FindReport : RunReport {
  CauseChars chars;  // of all documents
  uint64_t sources = 0;
  uint64_t templates = 0;
  uint64_t in_templates = 0;  // documents
  uint64_t all_template = 0;  // documents
  uint64_t copies = 0;
  uint64_t in_copies = 0;  // documents
  double recall = 1;       // of the bands, at the threshold
  uint64_t passages = 0;
  uint64_t in_passages = 0;  // documents
  uint64_t phrases = 0;
  uint64_t formulas = 0;
  uint64_t in_phrases = 0;  // documents
  // Where the page is, its size and what it leaves out; empty: none was asked
  // for.
  std::string report_path;
  uint64_t report_bytes = 0;
  std::vector<std::string> report_notes;
};

// Runs it.  InvalidArgument for options and inputs that cannot be; what went
// wrong with files otherwise; Cancelled if a hook asked for it.
absl::StatusOr<FindReport> RunFind(const RunOptions& options,
                                   const FindOptions& asked,
                                   const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_FIND_RUN_H_
