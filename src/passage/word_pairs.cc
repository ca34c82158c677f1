#include "passage/word_pairs.h"

#include <algorithm>

#include "passage/phrase_scores.h"

namespace litany::passage {
namespace {

constexpr uint32_t kRareWord = ~uint32_t{0} - 1;
constexpr uint32_t kNoFirst = ~uint32_t{0};
constexpr uint32_t kNoPair = ~uint32_t{0};
// Stands are far apart; so many are fetched at a time.
constexpr size_t kAhead = 8;

}  // namespace

WordPairs::WordPairs(const PhraseTexts& texts, const ClauseWords& words,
                     const PairBounds& bounds)
    : words_(words), bounds_(bounds) {
  const std::span<const WordKind> kinds = words.kinds();
  std::vector<uint32_t> dense(kinds.size(), kRareWord);
  for (uint32_t kind = 0; kind < kinds.size(); ++kind) {
    if (kinds[kind].documents < bounds.min_documents) continue;
    dense[kind] = static_cast<uint32_t>(kind_of_.size());
    kind_of_.push_back(kind);
    if (BeginsClauses(kinds[kind])) firsts_.push_back(kind);
  }
  numbers_.reserve(words.kinds_of_words().size());
  for (const uint32_t kind : words.kinds_of_words()) {
    numbers_.push_back(kind == ClauseWords::kClauseEnd ? kind : dense[kind]);
  }
  IndexFirsts(texts);
}

// Whether a kind of word begins clauses at all: an eighth as often as words do
// (phrase_candidates.cc).
bool WordPairs::BeginsClauses(const WordKind& kind) const {
  return uint64_t{kind.begins} * 8 * words_.total() >=
         uint64_t{kind.count} * words_.clause_total();
}

void WordPairs::IndexFirsts(const PhraseTexts& texts) {
  std::vector<uint32_t> first_of(words_.kinds().size(), kNoFirst);
  for (uint32_t i = 0; i < firsts_.size(); ++i) first_of[firsts_[i]] = i;
  const auto for_each_first = [&](uint32_t text, const auto& see) {
    for (const Clause& clause : words_.clauses(text)) {
      // A pair needs a gap.
      for (uint32_t i = clause.begin; i + 2 < clause.end; ++i) {
        const uint32_t first = first_of[words_.kind(i)];
        if (first != kNoFirst && words_.MayBegin(clause, i)) see(first, i);
      }
    }
  };
  stand_begins_.assign(firsts_.size() + 1, 0);
  for (uint32_t text = 0; text < texts.texts.size(); ++text) {
    for_each_first(
        text, [&](uint32_t first, uint32_t) { ++stand_begins_[first + 1]; });
  }
  for (size_t i = 1; i < stand_begins_.size(); ++i) {
    stand_begins_[i] += stand_begins_[i - 1];
  }
  stands_.resize(stand_begins_.back());
  std::vector<size_t> next(stand_begins_.begin(), stand_begins_.end() - 1);
  const auto add_text = [&](uint32_t text, uint32_t visit) {
    for_each_first(text, [&](uint32_t first, uint32_t word) {
      stands_[next[first]++] = {word, visit};
    });
  };
  first_of_source_.push_back(0);
  for (const SourceVisit& visit : VisitBySource(texts)) {
    first_of_source_.push_back(visit.first_of_source);
    add_text(visit.text, visit.visit);
  }
  for (uint32_t text = 0; text < texts.texts.size(); ++text) {
    if (!texts.IsCounted(text)) add_text(text, 0);
  }
}

template <typename See>
void WordPairs::ForEachSecond(uint32_t word, Scratch* scratch,
                              const See& see) const {
  // What follows at once is nearer than the same word behind it.
  const uint32_t next = numbers_[word + 1];
  if (next == ClauseWords::kClauseEnd) return;
  if (next != kRareWord) (*scratch)[next].last_word = word;
  for (uint32_t at = word + 2; at < word + 2 + kMostGap; ++at) {
    const uint32_t number = numbers_[at];
    if (number == ClauseWords::kClauseEnd) return;
    if (number == kRareWord) continue;
    Met& met = (*scratch)[number];
    if (met.last_word == word) continue;
    met.last_word = word;
    see(number, at);
  }
}

int64_t WordPairs::InformationOf(uint32_t first, uint32_t second,
                                 uint32_t count) const {
  return Log2(count) + Log2(words_.total()) -
         Log2(words_.kinds()[first].may_begin) -
         Log2(words_.kinds()[second].count) - Log2(kMostGap);
}

std::vector<WordPairs::Pair> WordPairs::Find(size_t first,
                                             Scratch* scratch) const {
  scratch->resize(kind_of_.size());
  const auto stands = std::span(stands_).subspan(
      stand_begins_[first], stand_begins_[first + 1] - stand_begins_[first]);
  std::vector<uint32_t> seen;
  for (size_t i = 0; i < stands.size(); ++i) {
    const Stand& stand = stands[i];
    if (stand.visit == 0) break;
    if (i + kAhead < stands.size()) {
      __builtin_prefetch(&numbers_[stands[i + kAhead].word]);
    }
    ForEachSecond(stand.word, scratch, [&](uint32_t number, uint32_t) {
      Met& met = (*scratch)[number];
      if (met.count++ == 0) seen.push_back(number);
      if (met.last_visit == stand.visit) return;
      ++met.documents;
      if (met.last_visit < first_of_source_[stand.visit]) ++met.sources;
      met.last_visit = stand.visit;
    });
  }
  std::vector<Pair> pairs;
  std::sort(seen.begin(), seen.end());
  for (const uint32_t number : seen) {
    Met& met = (*scratch)[number];
    if (met.documents >= bounds_.min_documents &&
        met.sources >= bounds_.min_sources &&
        InformationOf(firsts_[first], kind_of_[number], met.count) >=
            bounds_.least_information) {
      met.pair = static_cast<uint32_t>(pairs.size());
      pairs.push_back({kind_of_[number], {}});
    }
    // The words that it was met behind are met again below.
    met.last_word = ~uint32_t{0};
  }
  if (!pairs.empty()) {
    std::vector<uint32_t> in_order;
    in_order.reserve(stands.size());
    for (const Stand& stand : stands) in_order.push_back(stand.word);
    std::sort(in_order.begin(), in_order.end());
    for (const uint32_t word : in_order) {
      ForEachSecond(word, scratch, [&](uint32_t number, uint32_t second) {
        const uint32_t pair = (*scratch)[number].pair;
        if (pair != kNoPair) pairs[pair].places.push_back({word, second});
      });
    }
  }
  for (const uint32_t number : seen) (*scratch)[number] = Met();
  return pairs;
}

}  // namespace litany::passage
