// Takes stretches out of a document's text where it stands: in the bytes of
// its record, all else of which stays as it came.
//
// Spans count bytes of Document::text, that is of the decoded and repaired
// text.  They are carried back to the spelling in the record, unit by unit
// (io::ReadStringUnit), so that what stays keeps its escapes, its ill-formed
// bytes and its lone surrogates.
//
// Invariants
//   (1) Parse(Cut(record)).text is Parse(record).text without the spans; only
//       the U+000A that joins two fields stays, as it is in neither.
//   (2) Bytes outside the values of the text fields are those of the record:
//       byte order mark, other fields, twins of a field that do not count,
//       order, white space, line ending.
//   (3) Inside these values each character that stays keeps its bytes, but
//       for one exception: halves of characters (ill-formed UTF-8, lone
//       surrogates) that a cut would bring together to a whole one.  Of such
//       two the first is written as U+FFFD, which it was read as.
//   A text file that would begin with U+FEFF for the first time gets a byte
//   order mark in front, as readers take the first U+FEFF for one.
// (1) is checked for each record by parsing the outcome.
//
// Cost: two parses of the record and one pass over the fields that are cut.
// Thread safety: thread-compatible.
// Tested by tests/io/text_cutter_test.cc, text_cutter_prop_test.cc and
// tests/fuzz/.
#ifndef LITANY_IO_TEXT_CUTTER_H_
#define LITANY_IO_TEXT_CUTTER_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "io/input_files.h"
#include "io/record_parser.h"
#include "io/record_reader.h"
#include "litany/options.h"

namespace litany::io {

// Bytes begin to end - 1 of a text.
struct ByteSpan {
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const ByteSpan&, const ByteSpan&) = default;
};

class TextCutter {
 public:
  // `files` must outlive the cutter.
  TextCutter(const std::vector<InputFile>& files, const InputOptions& options);

  // Replaces *out by the record without `spans` of its text.  These are
  // ascending and disjoint (they may touch) and begin and end between
  // characters of the text; empty ones cut nothing.
  //
  // InvalidArgument, with *out unspecified, if they do not, if the record is
  // no document, or if the options name one field twice (a cut in one text
  // would be one in the other).
  absl::Status Cut(const RecordBatch& batch, const RecordBatch::Entry& entry,
                   std::span<const ByteSpan> spans, std::string* out);

 private:
  // The same, and its errors do not say where.
  absl::Status CutRecord(const RecordBatch& batch,
                         const RecordBatch::Entry& entry,
                         std::span<const ByteSpan> spans, std::string* out);

  const std::vector<InputFile>& files_;
  RecordParser parser_;
};

}  // namespace litany::io

#endif  // LITANY_IO_TEXT_CUTTER_H_
