// Which repeats report.html shows: the top ones of each kind.
//
// Copies are ranked by documents, then length; passages and templates by the
// code points that they repeat; phrases by the rank that the run gave them.
// Ties go by id, so that the order of the table does not matter.
//
// Memory: twice the rows that are shown.  Thread safety: functions without
// state.  Tested by tests/engine/report_run_test.cc.
#ifndef LITANY_ENGINE_REPORT_RANKING_H_
#define LITANY_ENGINE_REPORT_RANKING_H_

#include <string>

#include "absl/status/status.h"
#include "engine/report_rows.h"

namespace litany::engine {

// Reads repeats.jsonl into rows->repeats, with how many occurrences of each
// may be shown.  DataLoss if it is not what a run writes.
absl::Status ReadTopRepeats(const std::string& path, const ReportLimits& limits,
                            ReportRows* rows);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REPORT_RANKING_H_
