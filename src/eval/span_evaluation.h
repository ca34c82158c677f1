// The passages of a run against gold spans.
//
// Tested by tests/eval/span_evaluation_test.cc.
#ifndef LITANY_EVAL_SPAN_EVALUATION_H_
#define LITANY_EVAL_SPAN_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/detections.h"
#include "eval/documents_table.h"
#include "eval/ignored_text.h"
#include "eval/occurrences_table.h"
#include "eval/plagdet.h"
#include "eval/shown_pair.h"
#include "eval/span_gold.h"

namespace litany::eval {

// Whose detections are judged.
enum class JudgedPairs {
  kGold,  // of the pairs of documents that the gold speaks of
  kAll,   // of all pairs of documents that the gold names
};

struct SpanEvalOptions {
  JudgedPairs pairs = JudgedPairs::kGold;
  DetectionOptions detections = {};
  IgnoredText ignored = {};
  size_t worst = 10;
};

// The cases of one kind.
struct KindScores {
  std::string kind;
  uint64_t cases = 0;
  uint64_t detected = 0;
  Score recall;  // macro
  Score granularity;
};

struct SpanEvaluation {
  JudgedPairs judged = JudgedPairs::kGold;
  uint64_t documents = 0;  // that the gold names
  uint64_t missing = 0;    // of them, not in the run
  uint64_t pairs = 0;      // of documents, judged (kGold)
  uint64_t unknown = 0;    // documents left out (kAll)
  uint64_t ignored = 0;    // cases without a character that counts
  uint64_t repeated = 0;   // cases given more than once
  uint64_t found = 0;      // detections judged, before they were merged
  uint64_t inside = 0;     // of them, left out as no best places
  uint64_t left_out = 0;   // detections of other pairs
  PlagDetScores scores;
  std::vector<KindScores> kinds;       // where the gold names kinds
  std::vector<ShownPair> misses;       // cases with most characters not found
  std::vector<ShownPair> false_finds;  // detections with most not in the gold
};

// InvalidArgument if no document of the gold is in the run, or a span of the
// gold reaches past the end of its document there.
absl::StatusOr<SpanEvaluation> EvaluateSpans(
    const DocumentsTable& run, const OccurrencesTable& occurrences,
    const SpanGold& gold, const SpanEvalOptions& options);

std::string RenderSpanText(const SpanEvaluation& evaluation,
                           const Texts& texts);
std::string RenderSpanJson(const SpanEvaluation& evaluation,
                           const Texts& texts);

}  // namespace litany::eval

#endif  // LITANY_EVAL_SPAN_EVALUATION_H_
