// Which of the forms of docs/formats/gold.md a gold file has.
//
// Tested by tests/eval/gold_form_test.cc.
#ifndef LITANY_EVAL_GOLD_FORM_H_
#define LITANY_EVAL_GOLD_FORM_H_

#include <string>

#include "absl/status/statusor.h"

namespace litany::eval {

enum class GoldForm {
  kClusters,       // labels or pairs of documents: gold.h
  kSpanDocuments,  // documents with a field `spans`: span_gold.h
  kSpanRows,       // one pair of spans a row
  kSpanXml,        // a folder of PAN XML
  kPassages,       // spans of clusters of passages
  kCauses,         // spans with a cause: cause_gold.h
  kPhraseList,     // phrases that should be found: phrase_gold.h
  kJudgedPhrases,  // phrases with a verdict
};

// Of JSON lines, the first record that has a telling field decides; of a
// table, the names of its columns.  What tells nothing is kClusters.
absl::StatusOr<GoldForm> FormOfGold(const std::string& path,
                                    const std::string& gold_field);

}  // namespace litany::eval

#endif  // LITANY_EVAL_GOLD_FORM_H_
