#include "io/text_cutter.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "io/json_repair.h"

namespace litany::io {
namespace {

using base::kByteOrderMark;

// How one character is spelt: inside a JSON string, or in a plain text.
using ReadUnit = StringUnit (*)(std::string_view rest);

StringUnit ReadTextUnit(std::string_view rest) {
  const base::Utf8Sequence sequence = base::ReadUtf8Sequence(rest);
  if (sequence.well_formed) return {sequence.length, sequence.length, false};
  return {sequence.length, base::kReplacementCharacter.size(), true};
}

absl::Status InsideCharacter(const ByteSpan& span) {
  return absl::InvalidArgumentError(
      absl::StrCat("the cut of bytes ", span.begin, " to ", span.end,
                   " of the text begins or ends inside a character: cut "
                   "between characters"));
}

absl::Status CheckSpans(std::span<const ByteSpan> spans, size_t size) {
  size_t end = 0;
  for (const ByteSpan& span : spans) {
    if (span.begin < end || span.end < span.begin || span.end > size) {
      return absl::InvalidArgumentError(
          absl::StrCat("the cut of bytes ", span.begin, " to ", span.end,
                       " overlaps another or lies outside the text of ", size,
                       " bytes: cut what was read from this very record"));
    }
    end = span.end;
  }
  return absl::OkStatus();
}

// The spans within bytes begin to end - 1, counted from begin.
std::vector<ByteSpan> Within(std::span<const ByteSpan> spans, size_t begin,
                             size_t end) {
  std::vector<ByteSpan> within;
  for (const ByteSpan& span : spans) {
    const ByteSpan part = {std::max(span.begin, begin),
                           std::min(span.end, end)};
    if (part.begin < part.end) {
      within.push_back({part.begin - begin, part.end - begin});
    }
  }
  return within;
}

// What is to be read from the record once it is cut.
std::string Without(std::string_view text, std::span<const TextPart> parts,
                    std::span<const ByteSpan> spans) {
  std::string rest;
  for (const TextPart& part : parts) {
    if (part.begin > 0) rest += '\n';
    const std::string_view field =
        text.substr(part.begin, part.end - part.begin);
    size_t at = 0;
    for (const ByteSpan& span : Within(spans, part.begin, part.end)) {
      rest += field.substr(at, span.begin - at);
      at = span.end;
    }
    rest += field.substr(at);
  }
  return rest;
}

// Appends the value `raw` without the characters whose decoded bytes lie in
// `spans`, none of which is empty.
absl::Status AppendWithout(std::string_view raw,
                           std::span<const ByteSpan> spans, ReadUnit read_unit,
                           std::string* out) {
  auto span = spans.begin();
  size_t decoded = 0;     // the unit's place in the text
  size_t run = 0;         // where what stays, and is not copied, begins
  std::string_view last;  // the unit that stayed last,
  bool last_repaired = false;
  bool after_cut = false;
  for (size_t at = 0; at < raw.size();) {
    const StringUnit unit = read_unit(raw.substr(at));
    const std::string_view spelling = raw.substr(at, unit.length);
    const size_t end = decoded + unit.decoded;
    if (span != spans.end() && span->begin < end) {
      if (decoded < span->begin || end > span->end) {
        return InsideCharacter(*span);
      }
      if (!after_cut) out->append(raw.substr(run, at - run));
      after_cut = true;
      if (end == span->end) ++span;
    } else {
      if (after_cut) {
        // Would the two halves that now touch be read as one?
        if (last_repaired &&
            read_unit(std::string(last).append(spelling)).length !=
                last.size()) {
          out->resize(out->size() - last.size());
          out->append(last.front() == '\\' ? "\\ufffd"
                                           : base::kReplacementCharacter);
        }
        run = at;
        after_cut = false;
      }
      last = spelling;
      last_repaired = unit.repaired;
    }
    decoded = end;
    at += unit.length;
  }
  if (!after_cut) out->append(raw.substr(run));
  return absl::OkStatus();
}

// Appends the record `json` without `spans` of its text.
// REQUIRES: `parts` are those of a document in the record `json`
absl::Status AppendRecordWithout(std::string_view json,
                                 std::vector<TextPart> parts,
                                 std::span<const ByteSpan> spans,
                                 std::string* out) {
  std::sort(parts.begin(), parts.end(),
            [](const TextPart& a, const TextPart& b) {
              return a.position < b.position;
            });
  size_t at = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const TextPart& part = parts[i];
    if (i > 0 && part.position == parts[i - 1].position) {
      return absl::InvalidArgumentError(
          "--text-field names one field twice, so a cut in one text would be "
          "one in the other: name each field once");
    }
    const std::vector<ByteSpan> within = Within(spans, part.begin, part.end);
    if (within.empty()) continue;
    const std::string_view quoted = FieldValue(json, part.position);
    const auto begin = static_cast<size_t>(quoted.data() - json.data()) + 1;
    const size_t end = begin + quoted.size() - 2;
    out->append(json.substr(at, begin - at));
    LITANY_RETURN_IF_ERROR(AppendWithout(json.substr(begin, end - begin),
                                         within, ReadStringUnit, out));
    at = end;
  }
  out->append(json.substr(at));
  return absl::OkStatus();
}

}  // namespace

TextCutter::TextCutter(const std::vector<InputFile>& files,
                       const InputOptions& options)
    : files_(files), parser_(files, options) {}

absl::Status TextCutter::Cut(const RecordBatch& batch,
                             const RecordBatch::Entry& entry,
                             std::span<const ByteSpan> spans,
                             std::string* out) {
  const RecordLocation& at = entry.location;
  const InputFile& file = files_[at.file];
  const absl::Status status = CutRecord(batch, entry, spans, out);
  if (status.ok()) return absl::OkStatus();
  return {status.code(),
          absl::StrCat(status.message(), " (", file.name, ", record ",
                       at.record, ", byte ", at.byte, ")")};
}

absl::Status TextCutter::CutRecord(const RecordBatch& batch,
                                   const RecordBatch::Entry& entry,
                                   std::span<const ByteSpan> spans,
                                   std::string* out) {
  const auto parsed = parser_.Parse(batch, entry);
  if (const auto* reject = std::get_if<Reject>(&parsed)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "only documents can be cut, and the record is none: ", reject->reason));
  }
  const std::string& text = std::get<Document>(parsed).text;
  LITANY_RETURN_IF_ERROR(CheckSpans(spans, text.size()));

  std::string_view bytes = batch.RecordBytes(entry);
  const bool at_start = entry.location.byte == 0;
  const bool marked = at_start && bytes.starts_with(kByteOrderMark);
  out->clear();
  if (marked) {
    out->append(kByteOrderMark);
    bytes.remove_prefix(kByteOrderMark.size());
  }
  std::vector<TextPart> parts = parser_.text_parts();
  const InputFile& file = files_[entry.location.file];
  if (file.format == InputFormat::kText) {
    parts = {{0, 0, text.size()}};
    std::string_view line_end;
    if (file.text_lines) {
      line_end = LineEndOf(bytes);
      bytes.remove_suffix(line_end.size());
    }
    LITANY_RETURN_IF_ERROR(
        AppendWithout(bytes, Within(spans, 0, text.size()), ReadTextUnit, out));
    if (at_start && !marked &&
        std::string_view(*out).starts_with(kByteOrderMark)) {
      out->insert(0, kByteOrderMark);
    }
    // A U+000D that comes to stand last must not become part of the line end.
    if (file.text_lines && out->ends_with('\r') &&
        !line_end.starts_with('\r')) {
      out->push_back('\r');
    }
    out->append(line_end);
  } else {
    LITANY_RETURN_IF_ERROR(AppendRecordWithout(bytes, parts, spans, out));
  }

  // Whatever was not thought of must not become a wrong cut.
  RecordBatch outcome;
  outcome.bytes.reserve(out->size() + RecordBatch::kPadding);
  outcome.bytes.append(*out).append(RecordBatch::kPadding, ' ');
  outcome.entries.push_back({entry.location, 0, out->size()});
  const auto again = parser_.Parse(outcome, outcome.entries[0]);
  const auto* document = std::get_if<Document>(&again);
  if (document == nullptr || document->text != Without(text, parts, spans)) {
    return absl::InternalError(
        "the record cannot be cut without a change to the rest of its text: "
        "leave it out, and report it");
  }
  return absl::OkStatus();
}

}  // namespace litany::io
