// The bridge between std::string_view and Abseil's string functions, and the
// few numeric spellings that more than one layer needs.
//
// Debian builds Abseil with its own string_view, which neither converts to nor
// from the standard one; elsewhere the two are one type.  ToAbsl and FromAbsl
// are right in both cases.
#ifndef LITANY_BASE_STRINGS_H_
#define LITANY_BASE_STRINGS_H_

#include <string_view>

#include "absl/strings/string_view.h"

namespace litany::base {

inline absl::string_view ToAbsl(std::string_view s) {
  return absl::string_view(s.data(), s.size());
}

inline std::string_view FromAbsl(absl::string_view s) {
  return std::string_view(s.data(), s.size());
}

}  // namespace litany::base

#endif  // LITANY_BASE_STRINGS_H_
