// A row of a query's answer as JSON: docs/formats/query.md.
#ifndef LITANY_REPORT_QUERY_LINE_H_
#define LITANY_REPORT_QUERY_LINE_H_

#include <string>

#include "litany/query.h"

namespace litany::report {

// One line, with its U+000A.
std::string JsonLine(const QueryHitRecord& row);

}  // namespace litany::report

#endif  // LITANY_REPORT_QUERY_LINE_H_
