// The words of all texts, clause by clause.
//
// A word is what stands between one kStartsWord and the next, and ends with
// its clause; equal words are of one *kind*.  Which number a kind has follows
// from the texts and their order: kinds are numbered as they are met.
//
// Memory: 8 bytes a word, 60 bytes a kind and thread.
// Thread safety: immutable once read.
// Tested by tests/passage/phrase_evidence_test.cc, formulas_test.cc.
#ifndef LITANY_PASSAGE_CLAUSE_WORDS_H_
#define LITANY_PASSAGE_CLAUSE_WORDS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/raw_vector.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

struct Clause {
  uint32_t text = 0;
  uint32_t begin = 0;  // word
  uint32_t end = 0;
};

struct WordKind {
  // In counted texts.
  uint32_t count = 0;
  uint32_t may_begin = 0;  // places where ClauseWords::MayBegin holds
  uint32_t begins = 0;     // clauses
  uint32_t ends = 0;
  uint32_t documents = 0;
  uint32_t last_document = ~uint32_t{0};  // while they are counted
};

class ClauseWords {
 public:
  ClauseWords(const PhraseTexts& texts, const TokenTable& tokens,
              uint32_t threads);

  // Words of all clauses are numbered through; the number behind the last word
  // of a clause is none, and of this kind.
  static constexpr uint32_t kClauseEnd = ~uint32_t{0};
  uint32_t kind(uint32_t word) const { return kinds_of_words_[word]; }
  std::span<const uint32_t> kinds_of_words() const { return kinds_of_words_; }
  uint32_t token_begin(uint32_t word) const { return token_begins_[word]; }
  uint32_t token_end(uint32_t word) const { return token_begins_[word + 1]; }

  // By text and place; words that are masked are in none.
  std::span<const Clause> clauses() const { return clauses_; }
  // Those of one text.
  std::span<const Clause> clauses(uint32_t text) const {
    return std::span(clauses_).subspan(
        first_clauses_[text], first_clauses_[text + 1] - first_clauses_[text]);
  }
  // The number of the clause that holds a word.  O(log clauses).
  uint32_t ClauseOf(uint32_t word) const;

  std::span<const WordKind> kinds() const { return kinds_; }
  // The kind of a run of tokens, none if it is nowhere a word.
  const WordKind& KindOf(std::span<const uint32_t> ids) const;
  // Words of counted texts, and their clauses.
  uint64_t total() const { return total_; }
  uint64_t clause_total() const { return clause_total_; }

  // A formula begins with its clause, or with a function word: a single token
  // of a script without spaces, any word of the others.
  bool MayBegin(const Clause& clause, uint32_t word) const {
    return word == clause.begin || token_end(word) - token_begin(word) == 1;
  }

 private:
  struct Range;

  // Equal keys (token_key.h) have equal hashes already.
  struct SameHash {
    size_t operator()(uint64_t key) const { return key; }
  };
  // Of kinds: by token, for words of one, and by the key of their tokens.
  struct Numbers {
    std::vector<uint32_t> of_tokens;
    absl::flat_hash_map<uint64_t, uint32_t, SameHash> of_runs;
  };

  // Takes in what was read of some texts, behind those before; (*numbers)[i]
  // is what its kind i has here.
  void AddKinds(Range* range, std::vector<uint32_t>* numbers);
  // Gives the kinds of the words [first, last) these numbers.
  void Renumber(const std::vector<uint32_t>& numbers, uint32_t first,
                uint32_t last, uint32_t threads);

  base::RawVector<uint32_t> kinds_of_words_;
  base::RawVector<uint32_t> token_begins_;
  base::RawVector<Clause> clauses_;
  std::vector<uint32_t> first_clauses_;  // by text, and one more
  std::vector<WordKind> kinds_;
  uint64_t total_ = 0;
  uint64_t clause_total_ = 0;
  Numbers numbers_;
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_CLAUSE_WORDS_H_
