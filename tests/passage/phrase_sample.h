// Texts for the tests of phrases, with all that FindPhrases wants of them.
#ifndef LITANY_TESTS_PASSAGE_PHRASE_SAMPLE_H_
#define LITANY_TESTS_PASSAGE_PHRASE_SAMPLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "passage/phrase_texts.h"
#include "passage/symbol_marks.h"
#include "text/fold.h"

namespace litany::passage {

class PhraseSample {
 public:
  // Folds `originals`; `source` and `counted` by text, or empty.
  explicit PhraseSample(const std::vector<std::string>& originals,
                        std::vector<uint32_t> sources = {},
                        std::vector<uint8_t> counted = {})
      : folder_(*text::Folder::Create({})),
        sources_(std::move(sources)),
        counted_(std::move(counted)) {
    for (const std::string& original : originals) {
      text::FoldedText folded;
      text::FoldScratch scratch;
      folder_.Fold(original, /*with_spans=*/true, &scratch, &folded);
      const size_t begin = marks_.size();
      marks_.resize(begin + folded.symbols.size());
      MarkBreaks(original, folded, std::span(marks_).subspan(begin));
      for (const uint32_t symbol : folded.symbols) {
        symbols_.push_back(symbol & simd::kCodePointMask);
      }
      begins_.push_back(symbols_.size());
    }
    const absl::Status marked = MarkWords(table(), 1, marks_);
    if (!marked.ok()) std::abort();
  }

  TextTable table() const { return {symbols_, begins_}; }
  PhraseTexts texts() const { return {table(), marks_, sources_, counted_}; }
  std::vector<uint8_t>& marks() { return marks_; }

  // Symbols [begin, end) of a text, without spaces.
  std::string Text(uint32_t text, uint32_t begin, uint32_t end) const {
    std::string result;
    for (const uint32_t symbol : table()[text].subspan(begin, end - begin)) {
      text::AppendUtf8(symbol, &result);
    }
    return result;
  }

 private:
  text::Folder folder_;
  std::vector<uint32_t> symbols_;
  std::vector<uint8_t> marks_;
  std::vector<uint64_t> begins_ = {0};
  std::vector<uint32_t> sources_;
  std::vector<uint8_t> counted_;
};

}  // namespace litany::passage

#endif  // LITANY_TESTS_PASSAGE_PHRASE_SAMPLE_H_
