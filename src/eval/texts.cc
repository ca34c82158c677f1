#include "eval/texts.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "io/record_parser.h"
#include "io/record_reader.h"

namespace litany::eval {
namespace {

bool Continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// `at` moved over code points, not past an end of `text`.
size_t Back(const std::string& text, size_t at, size_t points) {
  for (; points > 0 && at > 0; --points) {
    do {
      --at;
    } while (at > 0 && Continues(text[at]));
  }
  return at;
}

size_t Forward(const std::string& text, size_t at, size_t points) {
  for (; points > 0 && at < text.size(); --points) {
    do {
      ++at;
    } while (at < text.size() && Continues(text[at]));
  }
  return at;
}

Excerpt Cut(const std::string& text, size_t begin, size_t points) {
  const size_t end = Forward(text, begin, points);
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
  const size_t begin = Forward(text, 0, span.begin);
  return text.substr(begin, Forward(text, begin, span.length()) - begin);
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
  while (begin > 0 && ((begin < a.size() && Continues(a[begin])) ||
                       (begin < b.size() && Continues(b[begin])))) {
    --begin;
  }
  begin = Back(a, begin, points / 4);
  return {.a = Cut(a, begin, points), .b = Cut(b, begin, points)};
}

}  // namespace litany::eval
