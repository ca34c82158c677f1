// An evaluation for people and for programs.
//
// Tested by tests/eval/evaluation_report_test.cc.
#ifndef LITANY_EVAL_EVALUATION_REPORT_H_
#define LITANY_EVAL_EVALUATION_REPORT_H_

#include <cstdint>
#include <string>

#include "eval/evaluation.h"
#include "eval/texts.h"

namespace litany::eval {

// Raised when a field of the JSON form changes its name or meaning.
inline constexpr uint32_t kEvaluationSchema = 1;

// A table of scores, then the worst errors with both texts.  Control
// characters and marks that turn the direction of text are spelt out, so that
// no document can write to the terminal.
std::string RenderEvaluationText(const Evaluation& evaluation,
                                 const Texts& texts);

// One object and a line end.  Scores without meaning are null.
std::string RenderEvaluationJson(const Evaluation& evaluation,
                                 const Texts& texts);

}  // namespace litany::eval

#endif  // LITANY_EVAL_EVALUATION_REPORT_H_
