#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace litany::base {
namespace {

constexpr size_t kWriteBuffer = size_t{1} << 18;
// So many bytes are worth a call of the system, and not copied.
constexpr size_t kWrittenThrough = size_t{1} << 16;

// What the system said, in the code a caller can act on.
absl::Status SystemError(int error, const char* what, const std::string& path) {
  const std::string message = absl::StrCat(
      "cannot ", what, " ", path, ": ", std::generic_category().message(error));
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError(message);
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::PermissionDeniedError(message);
    case EPIPE:
      return absl::AbortedError(message);
    case ENOSPC:
    case EDQUOT:
      return absl::ResourceExhaustedError(message);
    default:
      return absl::UnavailableError(message);
  }
}

// Owns a file descriptor; closes it unless it is a standard stream.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  // Returns 0 or the errno of close(2).
  int Close() {
    const int fd = std::exchange(fd_, -1);
    if (fd <= STDERR_FILENO) return 0;
    return ::close(fd) == 0 ? 0 : errno;
  }

 private:
  int fd_;
};

class FileSource final : public ByteSource {
 public:
  FileSource(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  absl::StatusOr<size_t> Read(std::span<char> out) override {
    while (true) {
      const ssize_t got = ::read(fd_.get(), out.data(), out.size());
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) return SystemError(errno, "read", path_);
    }
  }

 private:
  std::string path_;
  Descriptor fd_;
};

class FileSink final : public ByteSink {
 public:
  FileSink(std::string path, int fd) : path_(std::move(path)), fd_(fd) {
    buffer_.reserve(kWriteBuffer);
  }

  absl::Status Write(std::string_view bytes) override {
    if (bytes.size() >= kWrittenThrough ||
        buffer_.size() + bytes.size() > kWriteBuffer) {
      LITANY_RETURN_IF_ERROR(Flush());
    }
    if (bytes.size() >= kWrittenThrough) return WriteThrough(bytes);
    buffer_.append(bytes);
    return absl::OkStatus();
  }

  absl::Status Close() override {
    LITANY_RETURN_IF_ERROR(Flush());
    const int error = fd_.Close();
    return error == 0 ? absl::OkStatus() : SystemError(error, "close", path_);
  }

 private:
  absl::Status Flush() {
    if (buffer_.empty()) return absl::OkStatus();
    absl::Status status = WriteThrough(buffer_);
    buffer_.clear();
    return status;
  }

  absl::Status WriteThrough(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t put = ::write(fd_.get(), bytes.data(), bytes.size());
      if (put >= 0) {
        bytes.remove_prefix(static_cast<size_t>(put));
      } else if (errno != EINTR) {
        return SystemError(errno, "write", path_);
      }
    }
    return absl::OkStatus();
  }

  std::string path_;
  Descriptor fd_;
  std::string buffer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenForRead(
    const std::string& path) {
  if (path == "-") {
    return std::make_unique<FileSource>("standard input", STDIN_FILENO);
  }
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError(errno, "open", path);
  return std::make_unique<FileSource>(path, fd);
}

absl::StatusOr<std::unique_ptr<ByteSink>> OpenForWrite(
    const std::string& path) {
  if (path == "-") {
    return std::make_unique<FileSink>("standard output", STDOUT_FILENO);
  }
  const int fd =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return SystemError(errno, "create", path);
  return std::make_unique<FileSink>(path, fd);
}

absl::StatusOr<std::string> ReadWholeFile(const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(auto source, OpenForRead(path));
  std::string bytes;
  size_t used = 0;
  while (true) {
    bytes.resize(used + (size_t{1} << 16));
    LITANY_ASSIGN_OR_RETURN(const size_t got,
                            source->Read(std::span(bytes).subspan(used)));
    used += got;
    if (got == 0) break;
  }
  bytes.resize(used);
  return bytes;
}

absl::Status WriteWholeFile(const std::string& path, std::string_view bytes) {
  LITANY_ASSIGN_OR_RETURN(auto sink, OpenForWrite(path));
  LITANY_RETURN_IF_ERROR(sink->Write(bytes));
  return sink->Close();
}

absl::Status MakeFolders(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return SystemError(error.value(), "make the folder", path);
  return absl::OkStatus();
}

}  // namespace litany::base
