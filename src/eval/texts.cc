#include "eval/texts.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "base/utf8.h"
#include "io/record_parser.h"
#include "io/record_reader.h"

namespace litany::eval {
namespace {

Excerpt Cut(const std::string& text, size_t begin, size_t points) {
  const size_t end = base::ForwardCodePoints(text, begin, points);
  return {.text = text.substr(begin, end - begin),
          .cut_before = begin > 0,
          .cut_after = end < text.size()};
}

}  // namespace

Texts LoadErrorTexts(const Evaluation& evaluation,
                     const std::vector<io::InputFile>& files,
                     const InputOptions& input) {
  absl::flat_hash_set<std::string> wanted;
  for (const auto* errors : {&evaluation.false_pairs, &evaluation.misses}) {
    for (const PairError& error : *errors) {
      wanted.insert(error.a.id);
      wanted.insert(error.b.id);
    }
  }
  return LoadTexts(std::move(wanted), files, input);
}

Texts LoadTexts(absl::flat_hash_set<std::string> wanted,
                const std::vector<io::InputFile>& files,
                const InputOptions& input) {
  Texts texts;
  io::RecordReader reader(files, input);
  io::RecordParser parser(files, input);
  io::RecordBatch batch;
  while (!wanted.empty() && reader.Next(io::kBatchBytes, &batch)) {
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      std::variant<Document, Reject> parsed = parser.Parse(batch, entry);
      auto* document = std::get_if<Document>(&parsed);
      if (document == nullptr || wanted.erase(document->id) == 0) continue;
      texts.emplace(std::move(document->id), std::move(document->text));
    }
  }
  return texts;
}

std::string CutOut(const std::string& text, const Span& span) {
  const size_t begin = base::ForwardCodePoints(text, 0, span.begin);
  return text.substr(
      begin, base::ForwardCodePoints(text, begin, span.length()) - begin);
}

ExcerptPair CutAroundDifference(const std::string& a, const std::string& b,
                                size_t points) {
  const size_t shorter = std::min(a.size(), b.size());
  const auto difference = static_cast<size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(shorter),
                    b.begin())
          .first -
      a.begin());
  // Up to there both are the same, so one walk back serves both; it starts at
  // the first byte of the code point that differs.
  size_t begin = difference;
  while (begin > 0 && ((begin < a.size() && base::IsUtf8Trail(a[begin])) ||
                       (begin < b.size() && base::IsUtf8Trail(b[begin])))) {
    --begin;
  }
  begin = base::BackCodePoints(a, begin, points / 4);
  return {.a = Cut(a, begin, points), .b = Cut(b, begin, points)};
}

}  // namespace litany::eval
