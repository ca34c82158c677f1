// How well the templates of a run say which messages are of one kind: the
// measures of log parsers (loghub-2.0), and reading what they need.
//
// A document's predicted string is the pattern of its rows of kind template
// (in the order of the text, with a blank between two), each gap as `<*>`; a
// document without one predicts its own text, or itself alone where the gold
// does not hold the text.  Blanks of both strings are folded (runs of ASCII
// white space are one, none at the ends), and `<*><*>` is `<*>`.
//
// Nothing depends on the order of lines in either file.  Cost: a sort of the
// documents.  Thread safety: functions without state.
// Tested by tests/eval/parsing_scores_test.cc.
#ifndef LITANY_EVAL_PARSING_SCORES_H_
#define LITANY_EVAL_PARSING_SCORES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eval/clustering_metrics.h"
#include "litany/options.h"

namespace litany::eval {

// A document that the gold gives a template that is not empty.
struct ParsedDocument {
  std::string id;
  std::string gold;
  std::string predicted;
};

// Id -> predicted string, for each document with a row of kind template.
using PredictedTemplates = absl::flat_hash_map<std::string, std::string>;

// A gold template that no group of the run equals, or whose string is wrong.
struct WrongTemplate {
  std::string gold;
  uint64_t documents = 0;
  uint64_t groups = 0;    // of the run among them
  std::string predicted;  // most of them; ties: the first in byte order
  bool grouped = false;   // the group is right, the string is not
};

struct ParsingScores {
  uint64_t documents = 0;
  uint64_t gold_templates = 0;
  uint64_t run_templates = 0;
  uint64_t right_groups = 0;
  uint64_t right_templates = 0;  // of the run
  Score group_accuracy;          // GA: share of documents in right groups
  Score parsing_accuracy;        // PA: share of documents with the right string
  PrecisionRecall groups;        // F1: FGA
  PrecisionRecall templates;     // F1: FTA
  std::vector<WrongTemplate> worst;  // with most documents first
};

// Blanks folded, gaps side by side made one.
std::string NormalTemplate(std::string_view text);

// Of the run's repeats.jsonl and occurrences.jsonl.
absl::StatusOr<PredictedTemplates> ReadPredictedTemplates(
    const std::string& run);

// `gold`: JSON lines with ids and the template in `gold_field`; lines without
// one, or with an empty one, are left out.  InvalidArgument if none is left.
absl::StatusOr<std::vector<ParsedDocument>> ReadParsedDocuments(
    const std::string& gold, const std::string& gold_field,
    const InputOptions& input, const PredictedTemplates& predicted);

ParsingScores ScoreParsing(absl::Span<const ParsedDocument> documents,
                           size_t worst);

std::string RenderParsingText(const ParsingScores& scores);
std::string RenderParsingJson(const ParsingScores& scores);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PARSING_SCORES_H_
