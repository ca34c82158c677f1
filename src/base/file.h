// All file access of the project goes through here, so that errors name the
// path and tests can put a faulty file in place of a real one.
//
// Thread safety: thread-compatible.
#ifndef LITANY_BASE_FILE_H_
#define LITANY_BASE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace litany::base {

// A stream of bytes read from the front.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills some or all of `out`; 0 means the end.  REQUIRES: !out.empty()
  virtual absl::StatusOr<size_t> Read(std::span<char> out) = 0;
};

// A stream of bytes written at the end.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual absl::Status Write(std::string_view bytes) = 0;
  // Flushes and closes.  A sink that is destroyed without it may lose bytes.
  virtual absl::Status Close() = 0;
};

// "-" is standard input.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenForRead(
    const std::string& path);

// Creates or truncates `path`; "-" is standard output.  Buffered.
absl::StatusOr<std::unique_ptr<ByteSink>> OpenForWrite(const std::string& path);

// The whole file, for small ones.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

absl::Status WriteWholeFile(const std::string& path, std::string_view bytes);

// Makes the folder and its parents.
absl::Status MakeFolders(const std::string& path);

}  // namespace litany::base

#endif  // LITANY_BASE_FILE_H_
