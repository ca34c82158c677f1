// From what was chosen of a run to the page: its blocks of data
// (docs/report.md) and its tables without JavaScript.
//
// Thread safety: functions without state.
// Tested by tests/engine/report_run_test.cc.
#ifndef LITANY_ENGINE_REPORT_BLOCKS_H_
#define LITANY_ENGINE_REPORT_BLOCKS_H_

#include <string>

#include "engine/report_rows.h"
#include "engine/report_texts.h"
#include "report/page_writer.h"

namespace litany::engine {

// `summary` is the run's summary.json.
report::Page MakeReportPage(const std::string& summary,
                            const ReportLimits& limits, const ReportRows& rows,
                            const ReportTexts& texts);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REPORT_BLOCKS_H_
