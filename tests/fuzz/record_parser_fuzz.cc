#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/utf8_repair.h"
#include "io/record_parser.h"
#include "tests/fuzz/targets.h"

namespace litany::fuzz {
namespace {

bool IsValid(const std::string& text) {
  return base::ValidUtf8Prefix(text) == text.size();
}

}  // namespace

void RecordParserTarget(const uint8_t* data, size_t size) {
  if (size == 0) return;
  const unsigned choice = data[0];
  const bool is_text = (choice & 1) != 0;
  const std::vector<io::InputFile> files = {
      {"a", "a", is_text ? InputFormat::kText : InputFormat::kJsonl,
       io::Codec::kPlain}};
  InputOptions options;
  constexpr OnError kOnError[] = {OnError::kReplace, OnError::kSkip,
                                  OnError::kFail, OnError::kReplace};
  options.on_error = kOnError[(choice >> 1) & 3];
  if ((choice & 8) != 0) options.text_fields = {"title", "text"};
  options.source_field = "source";
  options.number_field = "n";

  io::RecordBatch batch;
  batch.bytes.assign(reinterpret_cast<const char*>(data + 1), size - 1);
  // What follows a record must not matter, so it is something that would.
  const std::string followers[] = {std::string(io::RecordBatch::kPadding, '\0'),
                                   std::string(io::RecordBatch::kPadding, '}')};
  batch.entries.push_back(
      {{0, 1, (choice & 16) != 0 ? 0u : 1u}, 0, batch.bytes.size()});
  std::vector<std::variant<Document, Reject>> results;
  io::RecordParser parser(files, options);
  for (const std::string& follower : followers) {
    batch.bytes.resize(size - 1);
    batch.bytes += follower;
    results.push_back(parser.Parse(batch, batch.entries[0]));
  }
  LITANY_CHECK(results[0].index() == results[1].index());
  if (const auto* reject = std::get_if<Reject>(&results[0])) {
    LITANY_CHECK(!reject->reason.empty());
    LITANY_CHECK(reject->reason == std::get<Reject>(results[1]).reason);
    return;
  }
  const Document& document = std::get<Document>(results[0]);
  const Document& again = std::get<Document>(results[1]);
  LITANY_CHECK(document.text == again.text && document.id == again.id);
  LITANY_CHECK(document.repairs == again.repairs);
  LITANY_CHECK(IsValid(document.text) && IsValid(document.id));
  LITANY_CHECK(IsValid(document.source) && IsValid(document.date));
  LITANY_CHECK(!document.id.empty() && !document.source.empty());
  LITANY_CHECK(document.repairs == 0 || options.on_error == OnError::kReplace);
}

}  // namespace litany::fuzz

#ifdef LITANY_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  litany::fuzz::RecordParserTarget(data, size);
  return 0;
}
#endif
