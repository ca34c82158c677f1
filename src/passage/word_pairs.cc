#include "passage/word_pairs.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"
#include "passage/phrase_scores.h"

namespace litany::passage {
namespace {

// Words of no frequent kind that stand near each other have different numbers:
// a counter that is raised again at once waits for itself.
constexpr uint32_t kRares = 8;
// How far behind a first word the second one is at most.
constexpr uint32_t kFarthest = WordPairs::kMostGap + 1;
// Stands are far apart; so many are fetched at a time.
constexpr size_t kAhead = 8;

}  // namespace

WordPairs::WordPairs(const PhraseTexts& texts, const ClauseWords& words,
                     const PairBounds& bounds, uint32_t threads)
    : words_(words), bounds_(bounds) {
  const std::span<const WordKind> kinds = words.kinds();
  for (uint32_t kind = 0; kind < kinds.size(); ++kind) {
    if (kinds[kind].documents < bounds.min_documents) continue;
    kind_of_.push_back(kind);
    if (kinds[kind].may_begin >= bounds.min_documents &&
        BeginsClauses(kinds[kind])) {
      firsts_.push_back(kind);
    }
  }
  NumberWords(texts, threads);
}

// Whether a kind of word begins clauses at all: an eighth as often as words do
// (phrase_candidates.cc).
bool WordPairs::BeginsClauses(const WordKind& kind) const {
  return uint64_t{kind.begins} * 8 * words_.total() >=
         uint64_t{kind.count} * words_.clause_total();
}

void WordPairs::NumberWords(const PhraseTexts& texts, uint32_t threads) {
  constexpr size_t kTextsAPiece = 512;
  // By kind: its number, and with it whether it is a first.
  constexpr uint32_t kIsFirst = uint32_t{1} << 31;
  const auto rare = static_cast<uint32_t>(kind_of_.size());
  std::vector<uint32_t> number_of(words_.kinds().size(), rare);
  for (uint32_t number = 0; number < rare; ++number) {
    number_of[kind_of_[number]] = number;
  }
  for (const uint32_t kind : firsts_) number_of[kind] |= kIsFirst;
  std::vector<uint32_t> first_of(rare);  // by number
  for (uint32_t i = 0; i < firsts_.size(); ++i) {
    first_of[number_of[firsts_[i]] & ~kIsFirst] = i;
  }
  // Texts in the order of their stands.
  std::vector<SourceVisit> visits = VisitBySource(texts);
  first_of_source_.push_back(0);
  for (const SourceVisit& visit : visits) {
    first_of_source_.push_back(visit.first_of_source);
  }
  for (uint32_t text = 0; text < texts.texts.size(); ++text) {
    if (!texts.IsCounted(text)) visits.push_back({.text = text});
  }
  const std::span<const uint32_t> kinds = words_.kinds_of_words();
  numbers_.resize(kinds.size() + kFarthest);
  std::fill_n(numbers_.end() - kFarthest, kFarthest, rare);
  // By piece and first: how many stands there are, then where they go.  Until
  // then a word that is one has kIsFirst in its number.
  std::vector<std::vector<size_t>> at(
      base::PiecesOf(visits.size(), kTextsAPiece));
  base::ParallelForPieces(
      threads, visits.size(), kTextsAPiece,
      [&](uint32_t, const base::Piece& piece) {
        std::vector<size_t>& counts = at[piece.number];
        counts.assign(firsts_.size(), 0);
        for (size_t v = piece.begin; v < piece.end; ++v) {
          for (const Clause& clause : words_.clauses(visits[v].text)) {
            for (uint32_t i = clause.begin; i < clause.end; ++i) {
              uint32_t number = number_of[kinds[i]];
              if (number == rare) {
                number += i % kRares;
              } else if ((number & kIsFirst) != 0) {
                // A pair needs a gap.
                if (i + 2 < clause.end && words_.MayBegin(clause, i)) {
                  ++counts[first_of[number & ~kIsFirst]];
                } else {
                  number &= ~kIsFirst;
                }
              }
              numbers_[i] = number;
            }
            numbers_[clause.end] = rare + clause.end % kRares;
          }
        }
      });
  size_t size = 0;
  for (size_t first = 0; first < firsts_.size(); ++first) {
    stand_begins_.push_back(size);
    for (std::vector<size_t>& of_piece : at) {
      size += std::exchange(of_piece[first], size);
    }
  }
  stand_begins_.push_back(size);
  stands_.resize(size);
  base::ParallelForPieces(
      threads, visits.size(), kTextsAPiece,
      [&](uint32_t, const base::Piece& piece) {
        std::vector<size_t>& next = at[piece.number];
        for (size_t v = piece.begin; v < piece.end; ++v) {
          const auto clauses = words_.clauses(visits[v].text);
          if (clauses.empty()) continue;
          const uint32_t end = clauses.back().end;
          for (uint32_t i = clauses.front().begin; i < end; ++i) {
            if ((numbers_[i] & kIsFirst) == 0) continue;
            numbers_[i] &= ~kIsFirst;
            stands_[next[first_of[numbers_[i]]]++] = {i, visits[v].visit};
          }
        }
      });
}

int64_t WordPairs::InformationOf(uint32_t first, uint32_t second,
                                 uint32_t count) const {
  return Log2(count) + Log2(words_.total()) -
         Log2(words_.kinds()[first].may_begin) -
         Log2(words_.kinds()[second].count) - Log2(kMostGap);
}

std::span<const WordPairs::Stand> WordPairs::StandsOf(size_t first) const {
  return std::span(stands_).subspan(
      stand_begins_[first], stand_begins_[first + 1] - stand_begins_[first]);
}

void WordPairs::ChooseSeconds(size_t first, Scratch* scratch) const {
  const auto rare = static_cast<uint32_t>(kind_of_.size());
  std::vector<uint32_t>& near = scratch->near;
  near.resize(size_t{rare} + kRares);
  scratch->met.clear();
  const std::span<const Stand> stands = StandsOf(first);
  size_t counted = 0;
  for (; counted < stands.size() && stands[counted].visit != 0; ++counted) {
    if (counted + kAhead < stands.size()) {
      __builtin_prefetch(&numbers_[stands[counted + kAhead].word]);
    }
    const uint32_t* const at = &numbers_[stands[counted].word];
    for (uint32_t by = 2; by <= kFarthest; ++by) ++near[at[by]];
  }
  // A pair is met no more often than its words stand near each other.
  const auto settle = [&](uint32_t number) {
    const uint32_t count = std::exchange(near[number], 0);
    if (IsRare(number) || count < bounds_.min_documents ||
        InformationOf(firsts_[first], kind_of_[number], count) <
            bounds_.least_information) {
      return;
    }
    scratch->met.push_back({.second = number});
  };
  if (counted * kMostGap < rare) {
    for (size_t i = 0; i < counted; ++i) {
      const uint32_t* const at = &numbers_[stands[i].word];
      for (uint32_t by = 2; by <= kFarthest; ++by) {
        if (near[at[by]] != 0) settle(at[by]);
      }
    }
    std::sort(scratch->met.begin(), scratch->met.end(),
              [](const Met& a, const Met& b) { return a.second < b.second; });
  } else {
    for (uint32_t number = 0; number < near.size(); ++number) settle(number);
  }
  for (uint32_t i = 0; i < scratch->met.size(); ++i) {
    near[scratch->met[i].second] = i + 1;
  }
}

template <typename See>
void WordPairs::ForEachSecond(uint32_t word, Scratch* scratch,
                              const See& see) const {
  for (uint32_t at = word + 1; at <= word + kFarthest; ++at) {
    if (words_.kind(at) == ClauseWords::kClauseEnd) return;
    const uint32_t place = scratch->near[numbers_[at]];
    if (place == 0) continue;
    Met& met = scratch->met[place - 1];
    if (met.last_word == word) continue;
    met.last_word = word;
    // What follows at once is nearer than the same word behind it.
    if (at > word + 1) see(&met, at);
  }
}

bool WordPairs::IsPair(size_t first, const Met& met) const {
  return met.documents >= bounds_.min_documents &&
         met.sources >= bounds_.min_sources &&
         InformationOf(firsts_[first], kind_of_[met.second], met.count) >=
             bounds_.least_information;
}

std::vector<WordPairs::Pair> WordPairs::Find(size_t first,
                                             Scratch* scratch) const {
  ChooseSeconds(first, scratch);
  std::vector<Pair> pairs;
  if (scratch->met.empty()) return pairs;
  const std::span<const Stand> stands = StandsOf(first);
  std::vector<uint32_t> in_order;
  in_order.reserve(stands.size());
  for (const Stand& stand : stands) {
    in_order.push_back(stand.word);
    if (stand.visit == 0) continue;
    ForEachSecond(stand.word, scratch, [&](Met* met, uint32_t) {
      ++met->count;
      if (met->last_visit == stand.visit) return;
      ++met->documents;
      if (met->last_visit < first_of_source_[stand.visit]) ++met->sources;
      met->last_visit = stand.visit;
    });
  }
  for (Met& met : scratch->met) {
    scratch->near[met.second] = 0;
    if (!IsPair(first, met)) continue;
    pairs.push_back({kind_of_[met.second], {}});
    // All of its first words are met again below.
    scratch->met[pairs.size() - 1] = {.second = met.second};
  }
  scratch->met.resize(pairs.size());
  for (uint32_t i = 0; i < pairs.size(); ++i) {
    scratch->near[scratch->met[i].second] = i + 1;
  }
  if (!pairs.empty()) {
    std::sort(in_order.begin(), in_order.end());
    for (const uint32_t word : in_order) {
      ForEachSecond(word, scratch, [&](Met* met, uint32_t second) {
        const auto pair = static_cast<size_t>(met - scratch->met.data());
        pairs[pair].places.push_back({word, second});
      });
    }
  }
  for (const Met& met : scratch->met) scratch->near[met.second] = 0;
  return pairs;
}

}  // namespace litany::passage
