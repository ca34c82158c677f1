// Text of a collection on its way into an HTML page, where it must stay text.
//
// Two ways in: as text between tags or in a quoted attribute (HtmlText), and
// as JSON inside a <script> element (AppendScriptJson), whose content ends at
// the first `</script`, whatever stands around it.  Everything that a hostile
// document may hold is covered by one of them; nothing else puts text into a
// page.
//
// Cost: one pass.  Thread safety: functions without state.
// Tested by tests/report/escape_test.cc.
#ifndef LITANY_REPORT_ESCAPE_H_
#define LITANY_REPORT_ESCAPE_H_

#include <string>
#include <string_view>

namespace litany::report {

// `text` with & < > " ' as character references, and with the characters that
// nobody sees but that change what is seen (bidirectional and zero-width
// marks, controls other than tab and line ends) spelt as ⟨U+202E⟩.
// REQUIRES: valid UTF-8
std::string HtmlText(std::string_view text);

// Appends `json` with < > & U+2028 U+2029 as \uXXXX.  They stand only inside
// of strings, so the value stays the same.
// REQUIRES: valid JSON in UTF-8
void AppendScriptJson(std::string_view json, std::string* out);

}  // namespace litany::report

#endif  // LITANY_REPORT_ESCAPE_H_
