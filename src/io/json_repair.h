// What Python's json module reads and simdjson does not, made readable; and
// the spelling of a value, which simdjson does not keep.  All replacements
// keep the length, so positions hold before and after.
//
// Thread safety: functions without state.
// Tested by tests/io/json_repair_test.cc.
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
// REQUIRES: `json` is an object with that many fields, valid once repaired
std::string_view FieldValue(std::string_view json, size_t position);

// One code point, or what is repaired to one U+FFFD, as a JSON string spells
// it.
struct StringUnit {
  size_t length = 0;   // of the spelling
  size_t decoded = 0;  // of its UTF-8
  // Ill-formed UTF-8 or a lone surrogate.
  bool repaired = false;
};

// What stands at the front of `rest`, the inside of a string from some unit on
// up to the closing quote.
// REQUIRES: `rest` is not empty, and valid once repaired
StringUnit ReadStringUnit(std::string_view rest);

}  // namespace litany::io

#endif  // LITANY_IO_JSON_REPAIR_H_
