// OpenCompressed of record_writer.h.
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "io/record_writer.h"

namespace litany::io {
namespace {

constexpr size_t kOutputBuffer = size_t{1} << 17;
// zlib counts in unsigned int.
constexpr size_t kMaxPiece = size_t{1} << 30;

// One member.  Its header holds neither a time nor a name, so the same bytes
// in give the same bytes out.
class GzipSink final : public base::ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<base::ByteSink> raw)
      : raw_(std::move(raw)), buffer_(kOutputBuffer, '\0') {
    constexpr int kGzipWrapper = 15 + 16;
    constexpr int kMemoryLevel = 8;  // zlib's default
    initialised_ =
        deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWrapper,
                     kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~GzipSink() override {
    if (initialised_) deflateEnd(&stream_);
  }
  GzipSink(const GzipSink&) = delete;
  GzipSink& operator=(const GzipSink&) = delete;

  absl::Status Write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::string_view piece = bytes.substr(0, kMaxPiece);
      LITANY_RETURN_IF_ERROR(Deflate(piece, Z_NO_FLUSH));
      bytes.remove_prefix(piece.size());
    }
    return absl::OkStatus();
  }

  absl::Status Close() override {
    LITANY_RETURN_IF_ERROR(Deflate({}, Z_FINISH));
    return raw_->Close();
  }

 private:
  absl::Status Deflate(std::string_view piece, int flush) {
    if (!initialised_) {
      return absl::ResourceExhaustedError("no memory to pack gzip");
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      deflate(&stream_, flush);  // cannot fail on a stream that is set up
      LITANY_RETURN_IF_ERROR(raw_->Write(std::string_view(buffer_).substr(
          0, buffer_.size() - stream_.avail_out)));
    } while (stream_.avail_out == 0);
    return absl::OkStatus();
  }

  std::unique_ptr<base::ByteSink> raw_;
  std::string buffer_;
  z_stream stream_ = {};
  bool initialised_ = false;
};

// One frame, with a checksum, as the zstd command writes it.
class ZstdSink final : public base::ByteSink {
 public:
  explicit ZstdSink(std::unique_ptr<base::ByteSink> raw)
      : raw_(std::move(raw)),
        buffer_(kOutputBuffer, '\0'),
        context_(ZSTD_createCCtx()) {
    if (context_ != nullptr) {
      ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
    }
  }

  absl::Status Write(std::string_view bytes) override {
    return Compress(bytes, ZSTD_e_continue);
  }

  absl::Status Close() override {
    LITANY_RETURN_IF_ERROR(Compress({}, ZSTD_e_end));
    return raw_->Close();
  }

 private:
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };

  absl::Status Compress(std::string_view bytes, ZSTD_EndDirective directive) {
    if (context_ == nullptr) {
      return absl::ResourceExhaustedError("no memory to pack zstd");
    }
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    bool done = false;
    while (!done) {
      ZSTD_outBuffer out = {buffer_.data(), buffer_.size(), 0};
      const size_t left =
          ZSTD_compressStream2(context_.get(), &out, &in, directive);
      if (ZSTD_isError(left)) {
        return absl::ResourceExhaustedError(
            absl::StrCat("cannot pack zstd: ", ZSTD_getErrorName(left)));
      }
      LITANY_RETURN_IF_ERROR(
          raw_->Write(std::string_view(buffer_).substr(0, out.pos)));
      done = directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
    }
    return absl::OkStatus();
  }

  std::unique_ptr<base::ByteSink> raw_;
  std::string buffer_;
  std::unique_ptr<ZSTD_CCtx, Free> context_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<base::ByteSink>> OpenCompressed(
    const std::string& path) {
  LITANY_ASSIGN_OR_RETURN(std::unique_ptr<base::ByteSink> raw,
                          base::OpenForWrite(path));
  if (absl::EndsWithIgnoreCase(path, ".gz")) {
    return std::make_unique<GzipSink>(std::move(raw));
  }
  if (absl::EndsWithIgnoreCase(path, ".zst")) {
    return std::make_unique<ZstdSink>(std::move(raw));
  }
  return raw;
}

}  // namespace litany::io
