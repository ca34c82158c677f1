#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/utf8_repair.h"
#include "io/record_parser.h"
#include "io/text_cutter.h"
#include "tests/fuzz/targets.h"

namespace litany::fuzz {
namespace {

// Backslashes follow the record: an escape read too far would show.
io::RecordBatch BatchOf(std::string_view record, uint64_t byte) {
  io::RecordBatch batch;
  batch.bytes =
      std::string(record) + std::string(io::RecordBatch::kPadding, '\\');
  batch.entries.push_back({{0, 1, byte}, 0, record.size()});
  return batch;
}

// Runs of characters, each begun and ended by the toss of a coin.
std::vector<io::ByteSpan> ChooseSpans(std::string_view text, uint32_t choice) {
  std::vector<io::ByteSpan> spans;
  bool cutting = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = at + base::ReadUtf8Sequence(text.substr(at)).length;
    choice = choice * 1664525 + 1013904223;
    if (choice >> 31 != 0) cutting = !cutting;
    if (cutting) spans.push_back({at, end});
    at = end;
  }
  return spans;
}

// The text without the spans, but for line feeds that join fields.
std::string Without(std::string_view text,
                    const std::vector<io::ByteSpan>& spans,
                    const std::vector<io::TextPart>& parts) {
  std::string rest;
  auto span = spans.begin();
  auto part = parts.begin();
  for (size_t at = 0; at < text.size(); ++at) {
    while (span != spans.end() && span->end <= at) ++span;
    while (part != parts.end() && part->end < at) ++part;
    const bool joins = part != parts.end() && part->end == at;
    const bool cut = span != spans.end() && span->begin <= at;
    if (joins || !cut) rest += text[at];
  }
  return rest;
}

}  // namespace

void TextCutterTarget(const uint8_t* data, size_t size) {
  if (size < 2) return;
  const unsigned choice = data[0];
  const std::vector<io::InputFile> files = {
      {"a", "a", (choice & 1) != 0 ? InputFormat::kText : InputFormat::kJsonl,
       io::Codec::kPlain}};
  InputOptions options;
  if ((choice & 2) != 0) options.text_fields = {"title", "text"};
  const uint64_t byte = (choice & 4) != 0 ? 0 : 1;
  const std::string_view record(reinterpret_cast<const char*>(data + 2),
                                size - 2);
  const io::RecordBatch batch = BatchOf(record, byte);
  io::RecordParser parser(files, options);
  const auto parsed = parser.Parse(batch, batch.entries[0]);
  const std::vector<io::TextPart> parts = parser.text_parts();

  io::TextCutter cutter(files, options);
  std::string out;
  const auto* document = std::get_if<Document>(&parsed);
  if (document == nullptr) {
    LITANY_CHECK(!cutter.Cut(batch, batch.entries[0], {}, &out).ok());
    return;
  }
  LITANY_CHECK(cutter.Cut(batch, batch.entries[0], {}, &out).ok());
  LITANY_CHECK(out == record);
  const std::vector<io::ByteSpan> spans = ChooseSpans(
      document->text, (choice & 56) << 24 | unsigned{data[1]} << 16);
  LITANY_CHECK(cutter.Cut(batch, batch.entries[0], spans, &out).ok());
  const io::RecordBatch cut = BatchOf(out, byte);
  const auto again = parser.Parse(cut, cut.entries[0]);
  const auto* rest = std::get_if<Document>(&again);
  LITANY_CHECK(rest != nullptr && rest->id == document->id);
  LITANY_CHECK(rest->source == document->source);
  LITANY_CHECK(rest->date == document->date);
  LITANY_CHECK(rest->text == Without(document->text, spans, parts));
  LITANY_CHECK(rest->repairs <= document->repairs);
}

}  // namespace litany::fuzz

#ifdef LITANY_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  litany::fuzz::TextCutterTarget(data, size);
  return 0;
}
#endif
