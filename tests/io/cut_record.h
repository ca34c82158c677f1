// One record read and cut by itself, without files, for the tests of
// TextCutter.
#ifndef LITANY_TESTS_IO_CUT_RECORD_H_
#define LITANY_TESTS_IO_CUT_RECORD_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "io/record_parser.h"
#include "io/text_cutter.h"

namespace litany::io {

struct CutRecord {
  std::string bytes;
  InputFormat format = InputFormat::kJsonl;
  bool at_start = false;  // of its file
  InputOptions options = {};
  bool text_lines = false;

  std::vector<InputFile> Files() const {
    return {{"dir/in", "in", format, Codec::kPlain, text_lines}};
  }

  RecordBatch Batch() const {
    RecordBatch batch;
    // Neighbours that would show a read beyond the record.
    batch.bytes = "\"}" + bytes + "{\"text\":1}\xFF";
    batch.bytes.append(RecordBatch::kPadding, '"');
    const bool start =
        at_start || (format == InputFormat::kText && !text_lines);
    batch.entries.push_back({{0, 7, start ? 0u : 50u}, 2, bytes.size()});
    return batch;
  }

  // Nothing if the record is no document.
  std::optional<std::string> Text() const {
    const std::vector<InputFile> files = Files();
    RecordParser parser(files, options);
    const RecordBatch batch = Batch();
    auto parsed = parser.Parse(batch, batch.entries[0]);
    auto* const document = std::get_if<Document>(&parsed);
    if (document == nullptr) return std::nullopt;
    return std::move(document->text);
  }

  absl::StatusOr<std::string> Without(
      const std::vector<ByteSpan>& spans) const {
    const std::vector<InputFile> files = Files();
    TextCutter cutter(files, options);
    const RecordBatch batch = Batch();
    std::string out = "left over";
    const absl::Status status =
        cutter.Cut(batch, batch.entries[0], spans, &out);
    if (!status.ok()) return status;
    return out;
  }
};

}  // namespace litany::io

#endif  // LITANY_TESTS_IO_CUT_RECORD_H_
