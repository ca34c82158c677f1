// Files to raw records: decompression, line splitting and the accounting of
// what could not be read.  Parsing is the next step (io/record_parser.h) and
// runs on other threads.
#ifndef LITANY_IO_RECORD_READER_H_
#define LITANY_IO_RECORD_READER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/file.h"
#include "io/input_files.h"
#include "litany/document.h"
#include "litany/options.h"

namespace litany::io {

// A run of records of one or more files, in input order.  Meant to be used
// again and again: its storage stays.
struct RecordBatch {
  struct Entry {
    RecordLocation location;
    size_t offset = 0;  // into `bytes`
    size_t length = 0;  // of a line: with its line ending, and a BOM
  };
  // What the entries point into.  Its length says nothing: after the last
  // record come at least kPadding spare bytes, and often more.
  std::string bytes;
  std::vector<Entry> entries;
  // Records that never became bytes: cut or corrupt members, giant lines,
  // files that cannot be opened or read.  Record 0 stands for the rest of a
  // file, `byte` then for the place (unpacked) up to which it could be read.
  std::vector<Reject> rejects;

  static constexpr size_t kPadding = 64;  // SIMDJSON_PADDING

  std::string_view RecordBytes(const Entry& entry) const {
    return std::string_view(bytes).substr(entry.offset, entry.length);
  }
  // Forgets the records; `bytes` keeps its storage.
  void Clear();
};

// How a reader opens a path: base::OpenForRead, or a stand-in of a test.
using OpenSource =
    std::function<absl::StatusOr<std::unique_ptr<base::ByteSource>>(
        const std::string& path)>;

// A good target for RecordReader::Next: enough records to keep a thread busy
// for about a millisecond, few enough that the batches in flight stay small.
inline constexpr size_t kBatchBytes = size_t{1} << 20;

// Reads the files one after another.
//
// A record is a line that holds anything but ASCII white space (and, at the
// start of a file, a byte order mark), or a whole text file, be it empty,
// unless its lines are the records (InputFile::text_lines). Lines end at U+000A
// and nowhere else.
//
// A record of more than `max_doc_bytes` bytes (a line: without its U+000A) is
// skipped as it streams by and is one reject.  So is a cut or corrupt archive
// member, a file that cannot be read on, and bytes after the last member: all
// records whose end came before the damage are read, one without its end goes
// with the reject, and the rest of that file is left.
//
// Standard input is unpacked by its first bytes, other files by their codec.
//
// Memory: the batch and a little more, max_doc_bytes + 8 MiB in all at most
// (for a target of up to 2 MiB), however long the input; and what zstd needs
// for its window.
// Thread safety: thread-compatible.
class RecordReader {
 public:
  // `files` must outlive the reader.
  RecordReader(const std::vector<InputFile>& files, const InputOptions& options,
               OpenSource open = base::OpenForRead);
  ~RecordReader();

  // Replaces *batch by the next records (about `target_bytes` of them, at
  // least one record or reject).  False: there are no more.  Large reads and
  // batches that are used again make this fast: see kBatchBytes.
  bool Next(size_t target_bytes, RecordBatch* batch);

  // Bytes read from the files so far, before decompression.
  uint64_t bytes_read() const;
  // The same after decompression.
  uint64_t bytes_unpacked() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace litany::io

#endif  // LITANY_IO_RECORD_READER_H_
