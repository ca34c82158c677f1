// One raw record to a Document or a Reject.
//
// Tested by tests/io/record_parser_test.cc and tests/fuzz/.
#ifndef LITANY_IO_RECORD_PARSER_H_
#define LITANY_IO_RECORD_PARSER_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "io/input_files.h"
#include "io/record_reader.h"
#include "litany/document.h"
#include "litany/options.h"

namespace litany::io {

// One field that a document's text was made of.
struct TextPart {
  size_t position = 0;  // among the fields of the record (io::FieldValue)
  size_t begin = 0;     // in Document::text
  size_t end = 0;
};

// The fields that may hold a record's text, the one to take first in front.
std::vector<std::string> TextFieldsOf(const InputOptions& options);

// What ends a line of text and is none of it: a U+000D and a U+000A, the
// latter alone, or (at the end of a file) a U+000D or nothing.
std::string_view LineEndOf(std::string_view line);

// Holds the scratch of one thread.
//
// The repair rule (OnError::kReplace): each maximal subpart of an ill-formed
// UTF-8 sequence becomes one U+FFFD (Unicode 15, section 3.9, as in Python's
// errors="replace"), and so does each lone surrogate escape in JSON.
//
// JSON is what Python's json module accepts: numbers of any size, NaN and
// Infinity, and of two fields with one name the last; null is the same as no
// field.  An id that is a number becomes its spelling.
//
// Thread safety: thread-compatible.
class RecordParser {
 public:
  // `files` must outlive the parser.
  RecordParser(const std::vector<InputFile>& files,
               const InputOptions& options);
  ~RecordParser();

  // `entry` is one of batch.entries; the bytes past it are read (kPadding of
  // them at most) but do not matter.
  std::variant<Document, Reject> Parse(const RecordBatch& batch,
                                       const RecordBatch::Entry& entry);

  // Of the record parsed last, in the order of the text; between two parts is
  // one U+000A.  Empty for a text file and for a reject.
  const std::vector<TextPart>& text_parts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace litany::io

#endif  // LITANY_IO_RECORD_PARSER_H_
