// Strings as JSON.
#ifndef LITANY_BASE_JSON_STRING_H_
#define LITANY_BASE_JSON_STRING_H_

#include <string>
#include <string_view>

namespace litany::base {

// Appends `text` as a JSON string with its quotes.  `text` is valid UTF-8;
// only quotes, backslashes and control characters (also U+007F) are escaped.
void AppendJsonString(std::string_view text, std::string* out);

// The same as a value.
std::string JsonString(std::string_view text);

// Whether nothing of `text` is escaped.
bool IsPlainJson(std::string_view text);

}  // namespace litany::base

#endif  // LITANY_BASE_JSON_STRING_H_
