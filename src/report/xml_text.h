// Text for XML 1.0 documents.
//
// XML 1.0 has no way, not even a character reference, to write most control
// characters, U+FFFE and U+FFFF; each becomes U+FFFD.
// Tested by tests/report/xml_text_test.cc.
#ifndef LITANY_REPORT_XML_TEXT_H_
#define LITANY_REPORT_XML_TEXT_H_

#include <string>
#include <string_view>

namespace litany::report {

// Appends `text`, valid UTF-8, so that a parser gives it back as the value of
// an attribute in double quotes or as the content of an element.
void AppendXmlText(std::string_view text, std::string* out);

// The same as a value.
std::string XmlText(std::string_view text);

}  // namespace litany::report

#endif  // LITANY_REPORT_XML_TEXT_H_
