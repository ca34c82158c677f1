// `--write`: kept records in input order, byte for byte as they came, but for
// what is cut out of a text.
//
// Memory: one batch of records, and the cut one.
// Thread safety: functions without state.
// Tested by tests/io/record_writer_test.cc.
#ifndef LITANY_IO_RECORD_WRITER_H_
#define LITANY_IO_RECORD_WRITER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/file.h"
#include "base/hash.h"
#include "io/input_files.h"
#include "io/record_reader.h"
#include "io/text_cutter.h"
#include "litany/document.h"
#include "litany/options.h"

namespace litany::io {

// A sink that compresses by the ending of `path`: .gz, .zst, else plain.
absl::StatusOr<std::unique_ptr<base::ByteSink>> OpenCompressed(
    const std::string& path);

// What becomes of a record.
struct RecordFate {
  bool keep = false;
  // Of a kept document: what is left out of its text (see TextCutter::Cut).
  // Empty: the record is written as it came.
  std::vector<ByteSpan> cuts;
};

// Called for every record that RecordReader yields, in its order, with its
// RecordHash (record_hash.h).  It returns FailedPrecondition when the input is
// no longer what was read before; that it lost its last records only the
// caller can tell, by counting the calls.
using DecideFate = std::function<absl::StatusOr<RecordFate>(
    const RecordLocation&, const base::Hash128&)>;

// Reads `files` again and writes the records that are kept: to `path` where
// there is one JSON-lines input file, else below the folder `path` at each
// file's name (numbered folders in front where two inputs give the same name).
// A text file that is kept is written whole, but for its cuts.  Output is
// packed as its name says, so as its input was.  A file none of whose records
// is kept is written empty if it holds lines, and left out if it is a text
// document.
//
// `options` are those the documents were read with: cuts depend on them.
//
// InvalidArgument, before anything is written, if an input would be
// overwritten; and if a record cannot be cut as asked.
absl::Status WriteRecords(const std::vector<InputFile>& files,
                          const InputOptions& options, const std::string& path,
                          const DecideFate& decide);

// WriteRecords where nothing is cut.
absl::Status WriteKept(const std::vector<InputFile>& files,
                       const InputOptions& options, const std::string& path,
                       const std::function<absl::StatusOr<bool>(
                           const RecordLocation&, const base::Hash128&)>& keep);

}  // namespace litany::io

#endif  // LITANY_IO_RECORD_WRITER_H_
