// The answer to a query, for people.
#ifndef LITANY_CLI_QUERY_TEXT_H_
#define LITANY_CLI_QUERY_TEXT_H_

#include <string>

#include "cli/color.h"
#include "engine/query_run.h"
#include "litany/query.h"

namespace litany::cli {

// Two or three lines: date, source, id and similarity; the place with a little
// of what is around it; what was changed.
std::string RowText(const QueryHitRecord& row, bool is_long,
                    const Color& color);

// "12 documents use it exactly, 5 with changes; first: ID, 2019-01-02".
std::string SummaryText(const engine::QueryAnswer& answer, bool exact,
                        bool is_named);

}  // namespace litany::cli

#endif  // LITANY_CLI_QUERY_TEXT_H_
