// Files that exist only in a test: read in pieces of any size, and broken
// where the test wants them to be.
#ifndef LITANY_TESTS_IO_MEMORY_FILES_H_
#define LITANY_TESTS_IO_MEMORY_FILES_H_

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/check.h"
#include "base/file.h"
#include "io/input_files.h"
#include "io/record_reader.h"

namespace litany::io {

inline constexpr size_t kNever = std::numeric_limits<size_t>::max();

// Gives `bytes` in pieces of next_piece() bytes; fails at `fault`.
class MemorySource final : public base::ByteSource {
 public:
  MemorySource(std::string bytes, std::function<size_t()> next_piece,
               size_t fault = kNever)
      : bytes_(std::move(bytes)),
        next_piece_(std::move(next_piece)),
        fault_(fault) {}

  absl::StatusOr<size_t> Read(std::span<char> out) override {
    LITANY_CHECK(!out.empty());
    if (at_ >= fault_) return absl::UnavailableError("the disk is on fire");
    const size_t piece = std::min(
        {out.size(), std::max<size_t>(next_piece_(), 1), fault_ - at_});
    const size_t size = bytes_.copy(out.data(), piece, at_);
    at_ += size;
    return size;
  }

 private:
  std::string bytes_;
  std::function<size_t()> next_piece_;
  size_t fault_;
  size_t at_ = 0;
};

struct ReadRecord {
  uint32_t file;
  uint64_t record;
  uint64_t byte;
  std::string bytes;

  friend bool operator==(const ReadRecord&, const ReadRecord&) = default;
};

struct ReadResult {
  std::vector<ReadRecord> records;
  std::vector<Reject> rejects;
  uint64_t bytes_unpacked = 0;
  size_t batches = 0;
  size_t largest_batch = 0;  // bytes of storage

  // The records' bytes alone.
  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const ReadRecord& record : records) lines.push_back(record.bytes);
    return lines;
  }
};

struct MemoryFiles {
  std::vector<InputFile> files;
  std::map<std::string, std::string> bytes;
  std::function<size_t()> next_piece = [] { return kNever; };
  size_t fault = kNever;

  void Add(const std::string& name, std::string content,
           InputFormat format = InputFormat::kJsonl,
           Codec codec = Codec::kPlain) {
    files.push_back({name, name, format, codec});
    bytes[name] = std::move(content);
  }

  OpenSource Opener() const {
    return [this](const std::string& path)
               -> absl::StatusOr<std::unique_ptr<base::ByteSource>> {
      const auto at = bytes.find(path);
      if (at == bytes.end()) return absl::NotFoundError("cannot open " + path);
      return std::make_unique<MemorySource>(at->second, next_piece, fault);
    };
  }

  ReadResult Read(const InputOptions& options = {},
                  size_t target_bytes = size_t{1} << 20) const {
    ReadResult result;
    RecordReader reader(files, options, Opener());
    RecordBatch batch;
    while (reader.Next(target_bytes, &batch)) {
      ++result.batches;
      result.largest_batch =
          std::max(result.largest_batch, batch.bytes.capacity());
      for (const RecordBatch::Entry& entry : batch.entries) {
        LITANY_CHECK(entry.offset + entry.length + RecordBatch::kPadding <=
                     batch.bytes.size());
        result.records.push_back({entry.location.file, entry.location.record,
                                  entry.location.byte,
                                  std::string(batch.RecordBytes(entry))});
      }
      result.rejects.insert(result.rejects.end(), batch.rejects.begin(),
                            batch.rejects.end());
    }
    result.bytes_unpacked = reader.bytes_unpacked();
    return result;
  }
};

inline MemoryFiles OneFile(std::string content,
                           InputFormat format = InputFormat::kJsonl,
                           Codec codec = Codec::kPlain) {
  MemoryFiles files;
  files.Add("a", std::move(content), format, codec);
  return files;
}

// One gzip member.
inline std::string Gzip(std::string_view bytes) {
  z_stream stream = {};
  LITANY_CHECK(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8,
                            Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  LITANY_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// One zstd frame, with a checksum.
inline std::string Zstd(std::string_view bytes, int window_log = 0) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  // The frame must not say how long it is, or its window is cut to that.
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string out(ZSTD_compressBound(bytes.size()) + 32, '\0');
  ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer to = {out.data(), out.size(), 0};
  // Two calls: in a single one the length is known and the window shrinks.
  LITANY_CHECK(
      !ZSTD_isError(ZSTD_compressStream2(context, &to, &in, ZSTD_e_continue)));
  LITANY_CHECK(ZSTD_compressStream2(context, &to, &in, ZSTD_e_end) == 0);
  out.resize(to.pos);
  ZSTD_freeCCtx(context);
  return out;
}

inline std::string Pack(Codec codec, std::string_view bytes) {
  switch (codec) {
    case Codec::kGzip:
      return Gzip(bytes);
    case Codec::kZstd:
      return Zstd(bytes);
    case Codec::kPlain:
      break;
  }
  return std::string(bytes);
}

}  // namespace litany::io

#endif  // LITANY_TESTS_IO_MEMORY_FILES_H_
