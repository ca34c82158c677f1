// The phrases of a run, in their rank, against listed or judged ones.
//
// Texts are compared as they are: both are folded.
// Tested by tests/eval/phrase_evaluation_test.cc.
#ifndef LITANY_EVAL_PHRASE_EVALUATION_H_
#define LITANY_EVAL_PHRASE_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/clustering_metrics.h"
#include "eval/occurrences_table.h"
#include "eval/phrase_gold.h"
#include "eval/phrases_table.h"

namespace litany::eval {

struct PrecisionAt {
  uint64_t n = 0;        // the best n of the run, or all if there are fewer
  uint64_t good = 0;     // of them, good ones: listed, or judged good
  uint64_t bad = 0;      // judged bad
  uint64_t unknown = 0;  // not judged, or not listed
  // Of a judged table: good / (good + bad).  Of a list: good / n, which counts
  // every phrase that is not listed as wrong.
  Score precision;
};

// A phrase to look at.
struct ShownPhrase {
  std::string text;
  uint64_t rank = 0;      // in the run; 0: not there
  std::string note = {};  // verdict; the phrase that holds it
  // Documents that only the gold, or only the run, has.
  std::vector<std::string> missing = {};
  std::vector<std::string> extra = {};
};

struct PhraseEvaluation {
  bool judged = false;
  uint64_t in_run = 0;
  uint64_t in_gold = 0;    // good ones
  uint64_t found = 0;      // of the good ones, in the run just so
  uint64_t in_others = 0;  // of the rest, inside of a phrase of the run or
                           // around one
  Score recall;
  std::vector<PrecisionAt> precision;  // at 10, 50, 100, 200
  // Document lists, of the phrases found whose gold has one: documents of all
  // lists added up, and how many lists are the same.
  uint64_t lists = 0;
  uint64_t exact_lists = 0;
  PrecisionRecall documents;
  std::vector<ShownPhrase> missed;       // good ones, not found
  std::vector<ShownPhrase> bad;          // best ranked ones judged bad
  std::vector<ShownPhrase> wrong_lists;  // with most documents wrong
};

PhraseEvaluation EvaluatePhrases(const std::vector<RunPhrase>& run,
                                 const OccurrencesTable& occurrences,
                                 const PhraseGold& gold, size_t worst);

std::string RenderPhraseText(const PhraseEvaluation& evaluation);
std::string RenderPhraseJson(const PhraseEvaluation& evaluation);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PHRASE_EVALUATION_H_
