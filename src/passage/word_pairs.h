// Pairs of words that follow each other at a distance within a clause, far
// more often than by chance: what formulas grow from (formulas.h).
//
// Pairs are counted first word by first word, over an index of where each kind
// of word stands, so the counts of one first word fit into a processor's cache,
// however many pairs there are.  What stands near enough is counted first,
// whatever is between; only where that is often enough, what makes a pair.
//
// Memory: 4 bytes a word, 8 bytes a word that may be first, and 4 bytes a
// frequent kind of word for each thread.
// Thread safety: immutable once built; scratch is the caller's.
// Tested by tests/passage/formulas_test.cc.
#ifndef LITANY_PASSAGE_WORD_PAIRS_H_
#define LITANY_PASSAGE_WORD_PAIRS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "base/raw_vector.h"
#include "passage/clause_words.h"
#include "passage/phrase_texts.h"

namespace litany::passage {

struct PairBounds {
  uint32_t min_documents = 3;
  uint32_t min_sources = 1;
  int64_t least_information = 0;  // in units of 1 / kLogUnit
};

class WordPairs {
 public:
  // Words between the two, at most.
  static constexpr uint32_t kMostGap = 6;

  // Borrows `words`.
  WordPairs(const PhraseTexts& texts, const ClauseWords& words,
            const PairBounds& bounds, uint32_t threads);

  // Kinds of words that may be the first of a pair, in order.
  std::span<const uint32_t> firsts() const { return firsts_; }

  struct Place {
    uint32_t first = 0;  // words
    uint32_t second = 0;
  };
  struct Pair {
    uint32_t second = 0;  // kind
    // In all texts, in order.  Of each first word, the nearest second one.
    std::vector<Place> places;
  };
  // What is known of a second word behind one kind of word.
  struct Met {
    uint32_t second = 0;  // its number
    uint32_t count = 0;
    uint32_t documents = 0;
    uint32_t sources = 0;
    uint32_t last_visit = 0;
    uint32_t last_word = ~uint32_t{0};  // the first word it was met behind
  };
  // Empty at first.
  struct Scratch {
    // By number of a kind: how often it stands near; then its place in `met`,
    // and one more.
    std::vector<uint32_t> near;
    std::vector<Met> met;
  };

  // Pairs within the bounds that begin with firsts()[first], by second kind.
  std::vector<Pair> Find(size_t first, Scratch* scratch) const;

  // How much more often a pair is met than its words would by chance.
  int64_t InformationOf(uint32_t first, uint32_t second, uint32_t count) const;

 private:
  // Where a first word stands.
  struct Stand {
    uint32_t word;
    uint32_t visit;  // of its text, source by source; 0: not counted
  };

  bool BeginsClauses(const WordKind& kind) const;
  // Whether a number is of no frequent kind.
  bool IsRare(uint32_t number) const { return number >= kind_of_.size(); }
  // Fills numbers_, stands_ and first_of_source_.
  void NumberWords(const PhraseTexts& texts, uint32_t threads);
  std::span<const Stand> StandsOf(size_t first) const;
  // Fills scratch->met with the second words that may make a pair.
  void ChooseSeconds(size_t first, Scratch* scratch) const;
  // Calls see(of scratch->met, second word) for the pairs of a first word.
  template <typename See>
  void ForEachSecond(uint32_t word, Scratch* scratch, const See& see) const;
  bool IsPair(size_t first, const Met& met) const;

  const ClauseWords& words_;
  PairBounds bounds_;
  // By word: the number of its kind, which frequent ones have; else one of a
  // few behind all of these (kRares).  A few more of the last stand behind all
  // words.
  base::RawVector<uint32_t> numbers_;
  std::vector<uint32_t> kind_of_;  // by number
  std::vector<uint32_t> firsts_;
  // By first: where its words stand, counted texts source by source.
  base::RawVector<Stand> stands_;
  std::vector<size_t> stand_begins_;
  std::vector<uint32_t> first_of_source_;  // by visit
};

}  // namespace litany::passage

#endif  // LITANY_PASSAGE_WORD_PAIRS_H_
