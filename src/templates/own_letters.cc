#include "templates/own_letters.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "base/utf8.h"
#include "templates/page_tally.h"

namespace litany::templates {
namespace {

constexpr uint32_t kNoWord = ~uint32_t{0};

bool IsText(GapType type) {
  return type == GapType::kText || type == GapType::kWord;
}

GapType TypeOfGap(const Pattern& pattern, uint32_t gap) {
  return std::find_if(
             pattern.parts.begin(), pattern.parts.end(),
             [gap](const PatternPart& part) { return part.gap == gap; })
      ->type;
}

bool HasTextGap(const Pattern& pattern) {
  return std::any_of(pattern.parts.begin(), pattern.parts.end(),
                     [](const PatternPart& part) {
                       return part.gap != 0 && IsText(part.type);
                     });
}

// Pages that hold each of several things, which come page by page.
class PageTallies {
 public:
  void Add(uint32_t thing, uint32_t page) {
    if (thing >= tallies_.size()) tallies_.resize(thing + 1);
    tallies_[thing].Add(page);
  }
  bool IsOwn(uint32_t thing) const {
    return tallies_[thing].pages() < kLeastPages;
  }

 private:
  std::vector<PageTally> tallies_;
};

// A word of a text.
struct Word {
  uint32_t number;
  uint32_t begin;  // bytes of the text
  uint32_t letters;
};

// The words of different texts, runs of letters and digits.  The same word in
// the lines of two blocks has two numbers.
class TextWords {
 public:
  explicit TextWords(const LineTexts& texts)
      : texts_(texts), words_(texts.size()) {}

  // `block` is that of the lines that have the text.
  const std::vector<Word>& Of(uint32_t text, uint32_t block) {
    std::optional<std::vector<Word>>& words = words_[text];
    if (!words) words = Split(texts_[text].text, block);
    return *words;
  }

 private:
  std::vector<Word> Split(std::string_view text, uint32_t block) {
    std::vector<Word> words;
    Word word{kNoWord, 0, 0};
    const auto end_word = [&](size_t end) {
      if (word.letters == 0) return;
      const std::string_view spelt = text.substr(word.begin, end - word.begin);
      word.number = numbers_
                        .try_emplace({block, spelt},
                                     static_cast<uint32_t>(numbers_.size()))
                        .first->second;
      words.push_back(word);
      word.letters = 0;
    };
    for (size_t at = 0; at < text.size();) {
      const size_t size = base::Utf8Length(text[at]);
      if (!IsLineLetter(base::CodePointOf(text.substr(at, size)))) {
        end_word(at);
      } else {
        if (word.letters == 0) word.begin = static_cast<uint32_t>(at);
        ++word.letters;
      }
      at += size;
    }
    end_word(text.size());
    return words;
  }

  const LineTexts& texts_;
  std::vector<std::optional<std::vector<Word>>> words_;  // by text
  absl::flat_hash_map<std::pair<uint32_t, std::string_view>, uint32_t> numbers_;
};

class OwnLetterCounter {
 public:
  OwnLetterCounter(const SourceLines& source, const LineTexts& texts,
                   std::span<const Pattern> patterns)
      : source_(source),
        texts_(texts),
        patterns_(patterns),
        matchers_(patterns.size()),
        words_(texts) {
    for (size_t b = 0; b < patterns.size(); ++b) {
      if (HasTextGap(patterns[b])) matchers_[b].emplace(patterns[b]);
    }
  }

  void CountPages() {
    for (uint32_t p = 0; p < source_.pages(); ++p) {
      for (uint32_t i = source_.begins[p]; i < source_.begins[p + 1]; ++i) {
        if (!IsAsked(i)) continue;
        text_pages_.Add(source_.lines[i].text, p);
        for (const Word& word : WordsOf(i)) word_pages_.Add(word.number, p);
      }
    }
  }

  // After CountPages.
  uint32_t OwnLettersOf(size_t line) {
    const uint32_t text = source_.lines[line].text;
    if (!IsAsked(line) || !text_pages_.IsOwn(text)) return 0;
    const uint32_t block = source_.blocks[line];
    const std::optional<std::vector<GapSpan>> gaps =
        matchers_[block]->Match(texts_[text].text, texts_.Spans(text));
    if (!gaps) return 0;
    uint32_t letters = 0;
    for (const Word& word : WordsOf(line)) {
      if (word_pages_.IsOwn(word.number) &&
          IsInTextGap(word, *gaps, patterns_[block])) {
        letters += word.letters;
      }
    }
    return letters;
  }

 private:
  bool IsAsked(size_t line) const {
    const uint32_t block = source_.blocks[line];
    return block < matchers_.size() && matchers_[block].has_value();
  }
  const std::vector<Word>& WordsOf(size_t line) {
    return words_.Of(source_.lines[line].text, source_.blocks[line]);
  }
  static bool IsInTextGap(const Word& word, std::span<const GapSpan> gaps,
                          const Pattern& pattern) {
    return std::any_of(gaps.begin(), gaps.end(), [&](const GapSpan& gap) {
      return gap.begin <= word.begin && word.begin < gap.end &&
             IsText(TypeOfGap(pattern, gap.gap));
    });
  }

  const SourceLines& source_;
  const LineTexts& texts_;
  std::span<const Pattern> patterns_;
  std::vector<std::optional<PatternMatcher>> matchers_;  // by block
  TextWords words_;
  PageTallies text_pages_;
  PageTallies word_pages_;
};

}  // namespace

std::vector<uint32_t> OwnLetters(const SourceLines& source,
                                 const LineTexts& texts,
                                 std::span<const Pattern> patterns) {
  OwnLetterCounter counter(source, texts, patterns);
  counter.CountPages();
  std::vector<uint32_t> own(source.lines.size());
  for (size_t i = 0; i < own.size(); ++i) own[i] = counter.OwnLettersOf(i);
  return own;
}

}  // namespace litany::templates
