// Early return on a failed absl::Status.  Debian's Abseil has no such macros.
#ifndef LITANY_BASE_STATUS_MACROS_H_
#define LITANY_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define LITANY_RETURN_IF_ERROR(expression)         \
  do {                                             \
    absl::Status litany_status = (expression);     \
    if (!litany_status.ok()) return litany_status; \
  } while (false)

#define LITANY_MACRO_CONCAT_INNER(a, b) a##b
#define LITANY_MACRO_CONCAT(a, b) LITANY_MACRO_CONCAT_INNER(a, b)

// LITANY_ASSIGN_OR_RETURN(auto x, Make());
#define LITANY_ASSIGN_OR_RETURN(target, expression)                       \
  LITANY_ASSIGN_OR_RETURN_IMPL(LITANY_MACRO_CONCAT(litany_or_, __LINE__), \
                               target, expression)
// A name and a declaration cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define LITANY_ASSIGN_OR_RETURN_IMPL(statusor, target, expression) \
  auto statusor = (expression);                                    \
  if (!statusor.ok()) return std::move(statusor).status();         \
  target = std::move(statusor).value()
// NOLINTEND(bugprone-macro-parentheses)

#endif  // LITANY_BASE_STATUS_MACROS_H_
