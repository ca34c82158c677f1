// Ill-formed UTF-8 to U+FFFD, by the one rule that Unicode recommends.
//
// Thread safety: functions without state.
// Tested by tests/base/utf8_repair_test.cc.
#ifndef LITANY_BASE_UTF8_REPAIR_H_
#define LITANY_BASE_UTF8_REPAIR_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace litany::base {

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What stands at the front of a text: one code point, or the maximal subpart
// of an ill-formed sequence (Unicode 15, section 3.9), which is repaired to
// one U+FFFD.
struct Utf8Sequence {
  size_t length;  // in bytes, at least one
  bool well_formed;
};

// REQUIRES: `text` is not empty
Utf8Sequence ReadUtf8Sequence(std::string_view text);

// The length of the longest well-formed prefix of `text`.
size_t ValidUtf8Prefix(std::string_view text);

// Replaces *out by `in` with each maximal subpart of an ill-formed sequence
// as one U+FFFD (as Python's errors="replace" does), and returns how many
// there were.  O(in.size()).
// REQUIRES: `in` does not point into *out
size_t RepairUtf8(std::string_view in, std::string* out);

}  // namespace litany::base

#endif  // LITANY_BASE_UTF8_REPAIR_H_
