// The tags of an XML file, one after another: enough to read the annotations
// of the PAN tasks, where all is said by elements and their attributes.
//
// Not a validating parser: nesting is not checked, text between tags is passed
// over, entities other than the five of XML and character references stay as
// they are written.
// Tested by tests/eval/xml_tags_test.cc.
#ifndef LITANY_EVAL_XML_TAGS_H_
#define LITANY_EVAL_XML_TAGS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace litany::eval {

struct XmlTag {
  std::string name;
  std::map<std::string, std::string, std::less<>> attributes;

  // The value of the attribute; null if there is none.
  const std::string* Find(std::string_view attribute) const;
};

// The start tags of `xml`, in their order.  DataLoss for a tag, comment or
// quote that does not end.
absl::StatusOr<std::vector<XmlTag>> ReadXmlTags(std::string_view xml);

}  // namespace litany::eval

#endif  // LITANY_EVAL_XML_TAGS_H_
