// What Python's json module reads and simdjson does not, made readable; and
// the spelling of a value, which simdjson does not keep.  All replacements
// keep the length, so positions hold before and after.
#ifndef LITANY_IO_JSON_REPAIR_H_
#define LITANY_IO_JSON_REPAIR_H_

#include <cstddef>
#include <span>
#include <string_view>

namespace litany::io {

// Whether there is an escape \uD800 to \uDFFF that is not half of a pair.
bool HasLoneSurrogate(std::string_view json);

// Writes \ufffd over each such escape and returns how many there were.
size_t RepairLoneSurrogates(std::span<char> json);

// Writes 0 and spaces over each number, whatever its size, and over NaN,
// Infinity and -Infinity, where they stand outside strings and by themselves.
// What is not quite a number stays, for the parser to refuse.
// Returns whether anything was written.
bool BlankNumbers(std::span<char> json);

// The text of the value of the field at `position` (0 for the first) of the
// object `json`.
// REQUIRES: `json` is a valid object with that many fields
std::string_view FieldValue(std::string_view json, size_t position);

}  // namespace litany::io

#endif  // LITANY_IO_JSON_REPAIR_H_
