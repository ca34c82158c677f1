// How scores and texts are spelt in the reports of evaluations.
//
// Tested by tests/eval/evaluation_report_test.cc.
#ifndef LITANY_EVAL_SCORE_TEXT_H_
#define LITANY_EVAL_SCORE_TEXT_H_

#include <string>
#include <string_view>

#include "eval/clustering_metrics.h"

namespace litany::eval {

// `text`, valid UTF-8, fit to print on one line of a terminal: control
// characters and marks that turn the direction of text are spelt out.
std::string Printable(std::string_view text);

// Four places; "-" for none.
std::string TextCell(Score score);

// A line of a table: name, precision, recall, F1.
void AppendTextRow(std::string_view name, const PrecisionRecall& scores,
                   std::string* out);

// Six places at most, one at least; null for none.
std::string JsonNumber(Score score);

// "precision":..,"recall":..,"f1":..
std::string JsonScores(const PrecisionRecall& scores);

}  // namespace litany::eval

#endif  // LITANY_EVAL_SCORE_TEXT_H_
