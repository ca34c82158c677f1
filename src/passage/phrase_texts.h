// The texts that phrases are looked for in, as tokens.
//
// A phrase is made of whole tokens: a character of an unspaced script, or a
// word of the others.  Its *weight* says how long it is in both kinds of
// script: a dense symbol (text_table.h) weighs 2, any other 1, so that eight
// letters are as long as four Han characters.
//
// Memory: 9 bytes a token, and the distinct words.
// Thread safety: immutable once built.
// Tested by tests/passage/repeated_runs_test.cc, phrases_test.cc.
#ifndef LITANY_PASSAGE_PHRASE_TEXTS_H_
#define LITANY_PASSAGE_PHRASE_TEXTS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "base/raw_vector.h"
#include "passage/text_table.h"

namespace litany::passage {

// What is known of a symbol besides its code point.
inline constexpr uint8_t kStartsToken = 1;
// Punctuation or the end of a paragraph stands before it in the original.
inline constexpr uint8_t kAfterBreak = 2;
// And it is more than a mark between the items of a list, a quotation mark or
// a bracket, which stand inside phrases too.
inline constexpr uint8_t kAfterClause = 16;
// The end of a clause, or a mark between the items of a list.
inline constexpr uint8_t kAfterItem = 32;
// Explained by something else (a template, a copied stretch): not counted.
inline constexpr uint8_t kMasked = 4;
// Counted in another place (a passage counts at its medoid): a phrase that
// touches it adds to no count, but its place is told.
inline constexpr uint8_t kCountedElsewhere = 64;
// A word of the dictionary starts there (word_edges.h).
inline constexpr uint8_t kStartsWord = 8;

inline constexpr uint32_t kNoSource = ~uint32_t{0};

// Borrows everything.
struct PhraseTexts {
  TextTable texts;
  // By symbol; empty: each symbol is a token, and no break is known.
  std::span<const uint8_t> marks;
  // By text: who published it, or kNoSource.  Empty: nobody is known.
  std::span<const uint32_t> sources;
  // By text: 0 for a copy of a text that is counted already.  It gets its
  // occurrences, but adds to no count.  Empty: all are counted.
  std::span<const uint8_t> counted;

  uint32_t SourceOf(uint32_t text) const {
    return sources.empty() ? kNoSource : sources[text];
  }
  bool IsCounted(uint32_t text) const {
    return counted.empty() || counted[text] != 0;
  }
};

// A counted text, in an order in which those of one source stand together.
struct SourceVisit {
  uint32_t text = 0;
  uint32_t visit = 0;            // 1 for the first, and so on
  uint32_t first_of_source = 0;  // the visit that began its source
};
std::vector<SourceVisit> VisitBySource(const PhraseTexts& texts);

class TokenTable {
 public:
  // Tokens of all texts, numbered through.  ResourceExhausted beyond
  // kMostTokens of them.
  static absl::StatusOr<TokenTable> Build(const PhraseTexts& texts,
                                          uint32_t threads = 1);

  static constexpr uint64_t kMostTokens = 0xfffffff0;

  uint32_t size() const { return static_cast<uint32_t>(ids_.size()); }
  uint32_t texts() const { return static_cast<uint32_t>(begins_.size() - 1); }
  // Tokens of a text.
  uint32_t begin(uint32_t text) const { return begins_[text]; }
  uint32_t end(uint32_t text) const { return begins_[text + 1]; }

  // Equal tokens have equal ids; which id a token has follows from the texts
  // and their order.
  uint32_t id(uint32_t token) const { return ids_[token]; }
  std::span<const uint32_t> ids() const { return ids_; }
  uint8_t marks(uint32_t token) const { return marks_[token]; }
  bool starts_clause(uint32_t token) const {
    return (marks_[token] & kAfterClause) != 0;
  }
  // Whether it adds to no count.
  bool masked(uint32_t token) const {
    return (marks_[token] & (kMasked | kCountedElsewhere)) != 0;
  }
  // Whether no phrase has a place there.
  bool hidden(uint32_t token) const { return (marks_[token] & kMasked) != 0; }
  bool after_break(uint32_t token) const {
    return (marks_[token] & kAfterBreak) != 0;
  }
  bool starts_item(uint32_t token) const {
    return (marks_[token] & kAfterItem) != 0;
  }
  bool starts_word(uint32_t token) const {
    return (marks_[token] & kStartsWord) != 0;
  }
  // What the furniture of a source covers (furniture.h).
  void Mask(uint32_t token) { marks_[token] |= kMasked; }
  // Ids are below this.
  uint32_t id_count() const {
    return kFirstWord + static_cast<uint32_t>(words_.size());
  }
  // Of an id.
  uint32_t weight(uint32_t id) const {
    if (id < kFirstWord) return IsDense(id) ? 2 : 1;
    return words_[id - kFirstWord].size;
  }
  bool IsWord(uint32_t id) const { return id >= kFirstWord; }
  // Whether a token begins with a decimal digit.
  bool IsNumber(uint32_t token) const { return (marks_[token] & kDigit) != 0; }

  // Where a token begins and ends, in symbols of its text.
  uint32_t symbol_begin(uint32_t token) const { return symbol_begins_[token]; }
  uint32_t symbol_end(uint32_t token) const {
    return symbol_begins_[token] + SymbolsOf(ids_[token]);
  }

 private:
  // A token of one symbol has its code point for an id.
  static constexpr uint32_t kFirstWord = 0x110000;
  static constexpr uint8_t kDigit = 128;  // in marks_
  struct Word {
    uint64_t at;  // of the word's first symbol in the text table
    uint32_t size;
  };

  // A token of several symbols.
  struct WordPlace {
    uint32_t token = 0;
    Word word;
  };

  // Sets begins_, and the size of the other arrays.
  void CountTokens(const PhraseTexts& texts, uint32_t threads);
  // Fills in the tokens of a text, but for the ids of *words.
  void ReadText(const PhraseTexts& texts, uint32_t text,
                std::vector<WordPlace>* words);
  // Numbers the words as they are met.
  void NumberWords(const TextTable& texts,
                   const std::vector<std::vector<WordPlace>>& words);

  uint32_t SymbolsOf(uint32_t id) const {
    return id < kFirstWord ? 1 : words_[id - kFirstWord].size;
  }

  base::RawVector<uint32_t> ids_;
  base::RawVector<uint32_t> symbol_begins_;
  base::RawVector<uint8_t> marks_;
  std::vector<uint32_t> begins_;  // by text, and one more
  std::vector<Word> words_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_PHRASE_TEXTS_H_
