// The texts, addresses and surroundings that report.html shows, found again in
// the input of a run.
//
// What is not there any more, or is not as long as it was, is left out and
// counted: a page without a text is better than one with another text.
//
// Memory: the texts that are wanted, and RunDocuments.  Time: one pass over
// the input on `threads` threads.  The result does not depend on them, nor on
// the order of the input.
// Tested by tests/engine/report_run_test.cc.
#ifndef LITANY_ENGINE_REPORT_TEXTS_H_
#define LITANY_ENGINE_REPORT_TEXTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/report_rows.h"

namespace litany::engine {

// Why a page has no texts.
enum class TextsState {
  kShown,
  kHidden,    // the run was told --no-text
  kStandard,  // the run read standard input
  kGone,      // its input cannot be read any more
};

struct ShownContext {
  uint64_t occurrence = 0;  // as in ShownPlace
  std::string before;
  std::string after;
};

struct ReportTexts {
  TextsState state = TextsState::kShown;
  std::map<std::string, std::string> texts;
  std::map<std::string, std::string> urls;
  std::vector<ShownContext> contexts;  // by occurrence
  uint64_t changed = 0;  // documents that are not as long as in the run
  uint64_t missing = 0;  // wanted texts that are not in the input
};

// `inputs` empty: those that run.json names.
// Cancelled if a hook asked for it; DataLoss if run.json or documents.jsonl is
// not what a run writes.  Input that cannot be read is a state, not an error.
absl::StatusOr<ReportTexts> ReadReportTexts(
    const std::string& run, const std::vector<std::string>& inputs,
    uint32_t threads, const ReportRows& rows, const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REPORT_TEXTS_H_
