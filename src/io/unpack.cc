#include "io/unpack.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "base/strings.h"

namespace litany::io {
namespace {

constexpr size_t kInputBuffer = size_t{1} << 18;
// zlib counts in unsigned int.
constexpr size_t kMaxPiece = size_t{1} << 30;

// The compressed side of a decoder: a buffer that knows how far it is into the
// file.
class Input {
 public:
  explicit Input(std::unique_ptr<base::ByteSource> raw)
      : raw_(std::move(raw)), buffer_(kInputBuffer, '\0') {}

  // Makes `rest` non-empty, or leaves it empty at the end of the file.
  absl::Status Refill() {
    if (!rest_.empty() || ended_) return absl::OkStatus();
    LITANY_ASSIGN_OR_RETURN(const size_t got, raw_->Read(std::span(buffer_)));
    rest_ = std::string_view(buffer_).substr(0, got);
    ended_ = got == 0;
    offset_ += got;
    return absl::OkStatus();
  }

  std::string_view rest() const { return rest_; }
  void Consume(size_t size) { rest_.remove_prefix(size); }
  // Of the first byte of `rest`, in the file.
  uint64_t offset() const { return offset_ - rest_.size(); }

 private:
  std::unique_ptr<base::ByteSource> raw_;
  std::string buffer_;
  std::string_view rest_;
  uint64_t offset_ = 0;
  bool ended_ = false;
};

// What gzip and zstd have in common: units (members, frames) one after
// another, and errors that wait until the bytes before them are handed out.
class Decoder : public base::ByteSource {
 public:
  Decoder(std::unique_ptr<base::ByteSource> raw, std::string_view format,
          std::string_view unit)
      : input_(std::move(raw)), format_(format), unit_(unit) {}

  absl::StatusOr<size_t> Read(std::span<char> out) final {
    out = out.first(std::min(out.size(), kMaxPiece));
    size_t filled = 0;
    while (failure_.ok() && filled < out.size()) {
      failure_ = input_.Refill();
      if (!failure_.ok()) break;
      if (input_.rest().empty() && !in_unit_) {
        if (units_ == 0) failure_ = Damage("the file is empty");
        break;
      }
      const size_t before = filled;
      const bool at_end = input_.rest().empty();
      failure_ = Step(out, &filled);
      // No input left and room in the output, yet the unit goes on: cut.
      if (failure_.ok() && at_end && in_unit_ && filled == before) {
        failure_ = Damage("the file ends inside it");
      }
    }
    if (filled > 0 || failure_.ok()) return filled;
    return failure_;
  }

 protected:
  // Decodes some of input_ into out[*filled, ...), advancing both.
  virtual absl::Status Step(std::span<char> out, size_t* filled) = 0;

  void BeginUnit() {
    in_unit_ = true;
    unit_offset_ = input_.offset();
  }
  void EndUnit() {
    in_unit_ = false;
    ++units_;
  }
  bool in_unit() const { return in_unit_; }

  absl::Status Damage(std::string_view what) const {
    return absl::DataLossError(absl::StrCat(
        "damaged ", base::ToAbsl(format_), " ", base::ToAbsl(unit_), " ",
        units_ + 1, " (byte ", input_.offset(),
        " of the packed file): ", base::ToAbsl(what)));
  }
  absl::Status Foreign() const {
    if (units_ == 0) {
      return absl::DataLossError(
          absl::StrCat("not ", base::ToAbsl(format_),
                       " data, though the file's name says so"));
    }
    return absl::DataLossError(absl::StrCat(
        "bytes that are not ", base::ToAbsl(format_), " after ",
        base::ToAbsl(unit_), " ", units_, " (byte ",
        in_unit_ ? unit_offset_ : input_.offset(), " of the packed file)"));
  }

  Input input_;

 private:
  std::string_view format_;
  std::string_view unit_;
  uint64_t units_ = 0;  // whole ones
  bool in_unit_ = false;
  uint64_t unit_offset_ = 0;
  absl::Status failure_;
};

// Not gzread: that takes a cut file for a whole one, and bytes after the last
// member for nothing.
class GzipSource final : public Decoder {
 public:
  explicit GzipSource(std::unique_ptr<base::ByteSource> raw)
      : Decoder(std::move(raw), "gzip", "member") {
    // 15: the largest window; 16: a gzip wrapper and no other.
    initialised_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
  }
  ~GzipSource() override {
    if (initialised_) inflateEnd(&stream_);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

 protected:
  absl::Status Step(std::span<char> out, size_t* filled) override {
    if (!initialised_) {
      return absl::ResourceExhaustedError("no memory to unpack gzip");
    }
    const std::string_view in = input_.rest();
    if (!in_unit()) {
      constexpr char kFirstByte = '\x1f';
      if (in.front() != kFirstByte) return Foreign();
      inflateReset(&stream_);
      BeginUnit();
    }
    // zlib takes the input as mutable but does not write to it.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + *filled);
    stream_.avail_out = static_cast<uInt>(out.size() - *filled);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    input_.Consume(in.size() - stream_.avail_in);
    *filled = out.size() - stream_.avail_out;
    switch (result) {
      case Z_STREAM_END:
        EndUnit();
        return absl::OkStatus();
      case Z_OK:
      case Z_BUF_ERROR:  // no input left, or no room: not an error
        return absl::OkStatus();
      case Z_MEM_ERROR:
        return absl::ResourceExhaustedError("no memory to unpack gzip");
      default:
        return Damage(stream_.msg != nullptr ? stream_.msg : "corrupt bytes");
    }
  }

 private:
  z_stream stream_ = {};
  bool initialised_ = false;
};

class ZstdSource final : public Decoder {
 public:
  explicit ZstdSource(std::unique_ptr<base::ByteSource> raw)
      : Decoder(std::move(raw), "zstd", "frame"),
        context_(ZSTD_createDStream()) {
    if (context_ != nullptr) ZSTD_initDStream(context_.get());
  }

 protected:
  absl::Status Step(std::span<char> out, size_t* filled) override {
    if (context_ == nullptr) {
      return absl::ResourceExhaustedError("no memory to unpack zstd");
    }
    // A call that fails does not say how much it wrote before.  One block a
    // call, without the header of the next, loses nothing: the hint is the
    // size of the block and of the header after it.
    const size_t wanted = hint_ > kBlockHeader ? hint_ - kBlockHeader : hint_;
    const std::string_view rest = input_.rest();
    ZSTD_inBuffer in = {rest.data(), std::min(rest.size(), wanted), 0};
    ZSTD_outBuffer to = {out.data(), out.size(), *filled};
    if (!in_unit()) BeginUnit();
    const size_t result = ZSTD_decompressStream(context_.get(), &to, &in);
    if (ZSTD_isError(result)) return Explain(result);
    input_.Consume(in.pos);
    *filled = to.pos;
    hint_ = result == 0 ? kFrameStart : result;
    if (result == 0) EndUnit();
    return absl::OkStatus();
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* context) const { ZSTD_freeDStream(context); }
  };
  static constexpr size_t kBlockHeader = 3;
  static constexpr size_t kFrameStart = 5;

  absl::Status Explain(size_t result) const {
    switch (ZSTD_getErrorCode(result)) {
      case ZSTD_error_prefix_unknown:
        return Foreign();
      case ZSTD_error_memory_allocation:
        return absl::ResourceExhaustedError("no memory to unpack zstd");
      case ZSTD_error_frameParameter_windowTooLarge:
        return Damage(
            "its window is larger than 128 MiB: pack it again without "
            "--ultra or --long above 27");
      default:
        return Damage(ZSTD_getErrorName(result));
    }
  }

  std::unique_ptr<ZSTD_DStream, Free> context_;
  size_t hint_ = kFrameStart;
};

// Gives `head` before what is left of `raw`.
class PrefixedSource final : public base::ByteSource {
 public:
  PrefixedSource(std::string head, std::unique_ptr<base::ByteSource> raw)
      : head_(std::move(head)), raw_(std::move(raw)) {}

  absl::StatusOr<size_t> Read(std::span<char> out) override {
    if (given_ == head_.size()) return raw_->Read(out);
    const size_t size = head_.copy(out.data(), out.size(), given_);
    given_ += size;
    return size;
  }

 private:
  std::string head_;
  size_t given_ = 0;
  std::unique_ptr<base::ByteSource> raw_;
};

}  // namespace

std::unique_ptr<base::ByteSource> Unpack(std::unique_ptr<base::ByteSource> raw,
                                         Codec codec) {
  switch (codec) {
    case Codec::kPlain:
      return raw;
    case Codec::kGzip:
      return std::make_unique<GzipSource>(std::move(raw));
    case Codec::kZstd:
      return std::make_unique<ZstdSource>(std::move(raw));
  }
  LITANY_CHECK(false);
}

absl::StatusOr<std::unique_ptr<base::ByteSource>> SniffCodec(
    std::unique_ptr<base::ByteSource> raw, Codec* codec) {
  // Neither magic number can begin a UTF-8 text.
  constexpr std::string_view kGzipMagic = "\x1f\x8b";
  constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
  std::string head(kZstdMagic.size(), '\0');
  size_t size = 0;
  while (size < head.size()) {
    LITANY_ASSIGN_OR_RETURN(const size_t got,
                            raw->Read(std::span(head).subspan(size)));
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  *codec = head.starts_with(kGzipMagic)   ? Codec::kGzip
           : head.starts_with(kZstdMagic) ? Codec::kZstd
                                          : Codec::kPlain;
  return std::make_unique<PrefixedSource>(std::move(head), std::move(raw));
}

}  // namespace litany::io
