#include "io/record_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "io/unpack.h"

namespace litany::io {
namespace {

constexpr size_t kMinRead = size_t{1} << 16;
constexpr size_t kMaxRead = size_t{1} << 20;
// Bound the memory of a batch of two-byte lines, or of unreadable files.
constexpr size_t kMaxEntries = size_t{1} << 16;
constexpr size_t kMaxRejects = size_t{1} << 12;

// Not the white space of Unicode: in JSON that is an error worth reporting.
bool IsBlank(std::string_view bytes) {
  return bytes.find_first_not_of(" \t\r\v\f\n") == bytes.npos;
}

using base::kByteOrderMark;

// Adds what `source` reads to a counter.
class CountedSource final : public base::ByteSource {
 public:
  CountedSource(std::unique_ptr<base::ByteSource> source, uint64_t* count)
      : source_(std::move(source)), count_(count) {}

  absl::StatusOr<size_t> Read(std::span<char> out) override {
    absl::StatusOr<size_t> got = source_->Read(out);
    if (got.ok()) *count_ += *got;
    return got;
  }

 private:
  std::unique_ptr<base::ByteSource> source_;
  uint64_t* count_;
};

size_t AddSaturated(size_t a, size_t b) {
  const size_t max = std::numeric_limits<size_t>::max();
  return a > max - b ? max : a + b;
}

}  // namespace

void RecordBatch::Clear() {
  entries.clear();
  rejects.clear();
}

// The bytes of a file are read straight into the batch and cut up in place.
// What follows the last whole record of a batch is carried over to the next.
//
//   bytes: | records ... | begin_ .. scanned_ .. used_ | room to read into |
//                          the open record: no end yet
class RecordReader::Impl {
 public:
  Impl(const std::vector<InputFile>& files, const InputOptions& options,
       OpenSource open)
      : files_(files),
        max_doc_bytes_(options.max_doc_bytes),
        open_(std::move(open)) {}

  bool Next(size_t target_bytes, RecordBatch* batch) {
    target_ = target_bytes;
    batch_ = batch;
    Begin();
    while (!IsFull()) {
      if (stream_ != nullptr) {
        Fill();
      } else if (next_file_ < files_.size()) {
        OpenNext();
      } else {
        break;
      }
    }
    carry_.assign(batch_->bytes, begin_, used_ - begin_);
    return !batch_->entries.empty() || !batch_->rejects.empty();
  }

  uint64_t bytes_read() const { return bytes_read_; }
  uint64_t bytes_unpacked() const { return bytes_unpacked_; }

 private:
  void Begin() {
    batch_->Clear();
    // A batch that once held a giant must not stay one.
    if (batch_->bytes.capacity() > 2 * AddSaturated(target_, 2 * kMaxRead)) {
      std::string().swap(batch_->bytes);
    }
    begin_ = scanned_ = used_ = 0;
    MakeRoom(carry_.size());
    carry_.copy(batch_->bytes.data(), carry_.size());
    used_ = carry_.size();
    carry_.clear();
    if (stream_ != nullptr) CutRecords();
  }

  bool IsFull() const {
    const size_t found = batch_->entries.size() + batch_->rejects.size();
    return batch_->entries.size() >= kMaxEntries ||
           batch_->rejects.size() >= kMaxRejects ||
           (used_ >= target_ && found > 0);
  }

  void OpenNext() {
    file_ = static_cast<uint32_t>(next_file_++);
    const InputFile& file = files_[file_];
    is_text_ = file.IsOneRecord();
    record_ = 1;
    begin_byte_ = 0;
    dropped_ = 0;
    dropped_blank_ = true;
    absl::Status status = Open(file);
    if (!status.ok()) RejectRest(status);
  }

  absl::Status Open(const InputFile& file) {
    LITANY_ASSIGN_OR_RETURN(std::unique_ptr<base::ByteSource> raw,
                            open_(file.path));
    raw = std::make_unique<CountedSource>(std::move(raw), &bytes_read_);
    Codec codec = file.codec;
    if (file.name == "-") {
      LITANY_ASSIGN_OR_RETURN(raw, SniffCodec(std::move(raw), &codec));
    }
    stream_ = Unpack(std::move(raw), codec);
    return absl::OkStatus();
  }

  void Fill() {
    const size_t wanted = target_ - std::min(target_, used_);
    const size_t size = std::clamp(wanted, kMinRead, kMaxRead);
    MakeRoom(used_ + size);
    const absl::StatusOr<size_t> got =
        stream_->Read(std::span(batch_->bytes).subspan(used_, size));
    if (!got.ok()) {
      RejectRest(got.status());
    } else if (*got == 0) {
      if (is_text_) {
        AddEntry(used_);
        begin_ = used_;
      } else if (used_ > begin_ || dropped_ > 0) {
        EndLine(used_);
      }
      scanned_ = used_;
      stream_ = nullptr;
    } else {
      used_ += *got;
      bytes_unpacked_ += *got;
      CutRecords();
    }
  }

  void CutRecords() {
    if (is_text_) {
      if (used_ - begin_ > max_doc_bytes_) RejectGiantFile();
      return;
    }
    const char* const base = batch_->bytes.data();
    while (scanned_ < used_ && batch_->entries.size() < kMaxEntries) {
      const void* const newline =
          std::memchr(base + scanned_, '\n', used_ - scanned_);
      if (newline == nullptr) {
        scanned_ = used_;
      } else {
        EndLine(static_cast<size_t>(static_cast<const char*>(newline) - base) +
                1);
      }
    }
    if (scanned_ == used_ && dropped_ + (used_ - begin_) > max_doc_bytes_) {
      DropOpenLine();
    }
    // Blank and giant lines must not make the batch grow.
    if (batch_->entries.empty() && begin_ > 0) {
      std::memmove(batch_->bytes.data(), base + begin_, used_ - begin_);
      scanned_ -= begin_;
      used_ -= begin_;
      begin_ = 0;
    }
  }

  // The open line ends before `end`: with a U+000A, or with the file.
  void EndLine(size_t end) {
    const std::string_view line =
        std::string_view(batch_->bytes).substr(begin_, end - begin_);
    const uint64_t size =
        dropped_ + line.size() - (line.ends_with('\n') ? 1 : 0);
    if (!IsBlankPart(line)) {
      if (size > max_doc_bytes_) {
        AddReject({file_, record_, begin_byte_},
                  absl::StrCat("a record of ", size,
                               " bytes is larger than --max-doc-bytes (",
                               max_doc_bytes_, "): raise it to read this one"));
      } else {
        AddEntry(end);
      }
    }
    ++record_;
    begin_byte_ += dropped_ + line.size();
    begin_ = scanned_ = end;
    dropped_ = 0;
    dropped_blank_ = true;
  }

  // Whether the open line is blank up to and with `part`, its last piece.
  bool IsBlankPart(std::string_view part) const {
    if (begin_byte_ == 0 && dropped_ == 0 && part.starts_with(kByteOrderMark)) {
      part.remove_prefix(kByteOrderMark.size());
    }
    return dropped_blank_ && IsBlank(part);
  }

  // Lets go of what is held of a line that is too long already.
  void DropOpenLine() {
    const std::string_view part =
        std::string_view(batch_->bytes).substr(begin_, used_ - begin_);
    dropped_blank_ = IsBlankPart(part);
    dropped_ += part.size();
    scanned_ = used_ = begin_;
  }

  // Its true size is not worth a walk through what may be a bomb.
  void RejectGiantFile() {
    AddReject({file_, 1, 0},
              absl::StrCat("a text file of more than ", max_doc_bytes_,
                           " bytes is larger than --max-doc-bytes (",
                           max_doc_bytes_, "): raise it to read this one"));
    scanned_ = used_ = begin_;
    stream_ = nullptr;
  }

  // The file cannot be opened or read on.
  void RejectRest(const absl::Status& status) {
    const uint64_t byte = begin_byte_ + dropped_ + (used_ - begin_);
    std::string reason;
    base::RepairUtf8(base::FromAbsl(status.message()), &reason);  // has paths
    reason += byte == 0 ? "; nothing of the file was read"
                        : "; the file is not read from here on";
    AddReject({file_, 0, byte}, std::move(reason));
    scanned_ = used_ = begin_;
    stream_ = nullptr;
  }

  void AddEntry(size_t end) {
    LITANY_DCHECK(batch_->bytes.size() >= end + RecordBatch::kPadding);
    batch_->entries.push_back(
        {{file_, record_, begin_byte_}, begin_, end - begin_});
  }

  void AddReject(const RecordLocation& location, std::string reason) {
    batch_->rejects.push_back({location, std::move(reason)});
  }

  // Makes batch_->bytes at least `size` + kPadding long.
  //
  // Doubles at first; from a quarter of the most that can be needed it goes to
  // that in one step, so that the copy in between never holds more than that
  // either.  (Storage that is not written to costs no memory.)
  void MakeRoom(size_t size) {
    std::string& bytes = batch_->bytes;
    const size_t needed = size + RecordBatch::kPadding;
    if (bytes.size() >= needed) return;
    if (bytes.capacity() < needed) {
      const size_t most =
          AddSaturated(std::max<size_t>(target_, max_doc_bytes_),
                       2 * kMaxRead + RecordBatch::kPadding);
      const size_t now = bytes.capacity();
      const size_t next = now > most / 4 ? most : 2 * now;
      bytes.reserve(std::max(needed, next));
    }
    bytes.resize(needed);
  }

  const std::vector<InputFile>& files_;
  const uint64_t max_doc_bytes_;
  const OpenSource open_;

  size_t next_file_ = 0;
  uint64_t bytes_read_ = 0;
  uint64_t bytes_unpacked_ = 0;

  // The open file: null between files.
  std::unique_ptr<base::ByteSource> stream_;
  uint32_t file_ = 0;
  bool is_text_ = false;

  // The open record.
  uint64_t record_ = 1;
  uint64_t begin_byte_ = 0;    // in the unpacked file
  uint64_t dropped_ = 0;       // bytes let go of: it is too long
  bool dropped_blank_ = true;  // whether they were white space
  std::string carry_;          // between two calls, what there is of it

  // During a call of Next: positions in batch_->bytes (see above).
  RecordBatch* batch_ = nullptr;
  size_t target_ = 0;
  size_t begin_ = 0;
  size_t scanned_ = 0;
  size_t used_ = 0;
};

RecordReader::RecordReader(const std::vector<InputFile>& files,
                           const InputOptions& options, OpenSource open)
    : impl_(std::make_unique<Impl>(files, options, std::move(open))) {}
RecordReader::~RecordReader() = default;

bool RecordReader::Next(size_t target_bytes, RecordBatch* batch) {
  return impl_->Next(target_bytes, batch);
}

uint64_t RecordReader::bytes_read() const { return impl_->bytes_read(); }
uint64_t RecordReader::bytes_unpacked() const {
  return impl_->bytes_unpacked();
}

}  // namespace litany::io
