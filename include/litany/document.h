// A document as it comes out of the reader, and a record that did not make
// one.  Every record read is exactly one of the two.
#ifndef LITANY_DOCUMENT_H_
#define LITANY_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>

namespace litany {

// Where a record begins, in the decompressed stream of its file.
struct RecordLocation {
  uint32_t file = 0;    // index into the list of input files
  uint64_t record = 0;  // 1 for the first; in JSON lines, the line number
  uint64_t byte = 0;    // of the record's first byte
};

struct Document {
  std::string id;
  // Valid UTF-8.
  std::string text;
  // Who published it: the url's host, else the named field, else "-".
  std::string source;
  // Normalised (see io/date.h); empty: undated.
  std::string date;
  // The value of InputOptions::number_field, where there is one.
  std::optional<double> number;
  // Ill-formed parts of the record that became U+FFFD.
  uint64_t repairs = 0;
  RecordLocation location;
};

struct Reject {
  RecordLocation location;
  // What is wrong and what to do; never empty.
  std::string reason;
};

}  // namespace litany

#endif  // LITANY_DOCUMENT_H_
