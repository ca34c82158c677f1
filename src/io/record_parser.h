// One raw record to a Document or a Reject.
#ifndef LITANY_IO_RECORD_PARSER_H_
#define LITANY_IO_RECORD_PARSER_H_

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "io/input_files.h"
#include "io/record_reader.h"
#include "litany/document.h"
#include "litany/options.h"

namespace litany::io {

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

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace litany::io

#endif  // LITANY_IO_RECORD_PARSER_H_
