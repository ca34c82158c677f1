// Ill-formed UTF-8 to U+FFFD, by the one rule that Unicode recommends.
#ifndef LITANY_BASE_UTF8_REPAIR_H_
#define LITANY_BASE_UTF8_REPAIR_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace litany::base {

// The length of the longest well-formed prefix of `text`.
size_t ValidUtf8Prefix(std::string_view text);

// Replaces *out by `in` with each maximal subpart of an ill-formed sequence
// as one U+FFFD (Unicode 15, section 3.9; Python's errors="replace" does the
// same), and returns how many there were.  O(in.size()).
// REQUIRES: `in` does not point into *out
size_t RepairUtf8(std::string_view in, std::string* out);

}  // namespace litany::base

#endif  // LITANY_BASE_UTF8_REPAIR_H_
