// HTML tags inside text fields.
#ifndef LITANY_TEXT_MARKUP_H_
#define LITANY_TEXT_MARKUP_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "litany/options.h"

namespace litany::text {

struct TagSpan {
  size_t begin = 0;  // at "<"
  size_t end = 0;    // past ">"
};

// Replaces *tags by the tags of `text`, in order.  A tag is "<", an optional
// "/", a name that begins with a letter, then attributes, whose values may be
// quoted, and ">"; no "<" stands in it outside quotes.  With Markup::kAuto
// the name must be that of an HTML element, and words after it without any "="
// must be attributes that need none, so that "a<b and c>d" and XML-like
// notation stay.
//
// Linear in the length of the text, however hostile; returns the steps taken,
// so that tests can hold it to that.
size_t FindTags(std::string_view text, Markup markup,
                std::vector<TagSpan>* tags);

}  // namespace litany::text

#endif  // LITANY_TEXT_MARKUP_H_
