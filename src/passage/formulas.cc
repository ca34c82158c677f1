#include "passage/formulas.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "passage/document_counters.h"
#include "passage/phrase_scores.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

// Words of a gap.
constexpr uint32_t kMostGap = 6;
// Words that a run takes in on each side.
constexpr uint32_t kMostGrowth = 4;
// Bits: four times as often as by chance.
constexpr int64_t kLeastFormulaInformation = 2 * kLogUnit;

struct Word {
  uint32_t id = 0;
  uint32_t begin = 0;  // token
  uint32_t end = 0;
};

struct Clause {
  uint32_t text = 0;
  uint32_t begin = 0;  // word
  uint32_t end = 0;
};

struct Kind {
  uint32_t count = 0;   // in counted texts, at places a pair may begin
  uint32_t all = 0;     // in counted texts
  uint32_t begins = 0;  // clauses
  uint32_t documents = 0;
  uint32_t last = 0;
  uint32_t token = 0;  // of one of its places
  uint32_t size = 0;   // tokens
};

// Where a pair is: the words of its runs.
struct PairPlace {
  uint32_t clause = 0;
  uint32_t first_begin = 0;  // words
  uint32_t first_end = 0;
  uint32_t second_begin = 0;
  uint32_t second_end = 0;
};

class FormulaFinder {
 public:
  FormulaFinder(const PhraseTexts& texts, const TokenTable& tokens,
                const FormulaParams& params)
      : texts_(texts), tokens_(tokens), params_(params) {}

  std::vector<Formula> Find() {
    ReadWords();
    const std::vector<uint64_t> pairs = ChoosePairs();
    std::vector<std::vector<PairPlace>> places = FindPairs(pairs);
    std::vector<Formula> formulas;
    for (size_t p = 0; p < pairs.size(); ++p) {
      AddFormula(pairs[p], &places[p], &formulas);
      places[p] = {};
    }
    return Rank(std::move(formulas));
  }

 private:
  bool IsCounted(const Clause& clause) const {
    return texts_.IsCounted(clause.text);
  }

  // Words and clauses of all texts; kinds of words.
  void ReadWords() {
    absl::flat_hash_map<uint64_t, uint32_t> number_of;
    for (uint32_t t = 0; t < tokens_.texts(); ++t) {
      const uint32_t stop = tokens_.end(t);
      for (uint32_t begin = tokens_.begin(t); begin < stop;) {
        if (tokens_.masked(begin)) {
          ++begin;
          continue;
        }
        Clause clause{t, static_cast<uint32_t>(words_.size()), 0};
        do {
          uint64_t key = ExtendKey(kEmptyKey, tokens_.id(begin));
          uint32_t end = begin + 1;
          while (end < stop && !tokens_.starts_word(end) &&
                 !tokens_.starts_clause(end) && !tokens_.masked(end)) {
            key = ExtendKey(key, tokens_.id(end++));
          }
          const auto [at, is_new] =
              number_of.try_emplace(key, static_cast<uint32_t>(kinds_.size()));
          if (is_new) {
            kinds_.push_back({.token = begin, .size = end - begin});
          }
          words_.push_back({at->second, begin, end});
          begin = end;
        } while (begin < stop && !tokens_.starts_clause(begin) &&
                 !tokens_.masked(begin));
        clause.end = static_cast<uint32_t>(words_.size());
        clauses_.push_back(clause);
      }
    }
    for (const Clause& clause : clauses_) {
      if (!IsCounted(clause)) continue;
      for (uint32_t i = clause.begin; i < clause.end; ++i) {
        Kind& kind = kinds_[words_[i].id];
        ++total_;
        ++kind.all;
        if (kind.last != clause.text + 1) ++kind.documents;
        kind.last = clause.text + 1;
        if (MayBegin(clause, i)) ++kind.count;
        if (i > clause.begin) continue;
        ++kind.begins;
        ++begins_;
      }
    }
  }

  // A formula begins with its clause, or with a function word: a single token
  // of a script without spaces, any word of the others.
  bool MayBegin(const Clause& clause, uint32_t word) const {
    return word == clause.begin || words_[word].end - words_[word].begin == 1;
  }
  // Whether a kind of word begins clauses at all: an eighth as often as words
  // do (phrase_candidates.cc).
  bool BeginsClauses(uint32_t kind) const {
    return uint64_t{kinds_[kind].begins} * 8 * total_ >=
           uint64_t{kinds_[kind].all} * begins_;
  }
  bool IsFrequent(uint32_t word) const {
    return kinds_[words_[word].id].documents >= params_.min_documents;
  }

  // Calls see(i, j) for pairs of words i < j with a gap between them; of each
  // i and kind of word only the nearest j.
  template <typename See>
  void ForEachPair(const Clause& clause, const See& see) const {
    for (uint32_t i = clause.begin; i + 2 < clause.end; ++i) {
      if (!MayBegin(clause, i) || !IsFrequent(i)) continue;
      const uint32_t stop = std::min(clause.end, i + 2 + kMostGap);
      for (uint32_t j = i + 2; j < stop; ++j) {
        if (!IsFrequent(j)) continue;
        // Also what follows at once is nearer.
        bool is_nearest = true;
        for (uint32_t k = i + 1; k < j; ++k) {
          is_nearest = is_nearest && words_[k].id != words_[j].id;
        }
        if (is_nearest) see(i, j);
      }
    }
  }

  uint64_t PairOf(uint32_t i, uint32_t j) const {
    return uint64_t{words_[i].id} << 32 | words_[j].id;
  }
  static uint64_t Spread(uint64_t pair) {
    return ExtendKey(ExtendKey(kEmptyKey, static_cast<uint32_t>(pair >> 32)),
                     static_cast<uint32_t>(pair));
  }

  int64_t InformationOf(uint64_t pair, uint32_t count) const {
    return Log2(count) + Log2(total_) -
           Log2(kinds_[static_cast<uint32_t>(pair >> 32)].count) -
           Log2(kinds_[static_cast<uint32_t>(pair)].all) - Log2(kMostGap);
  }

  // Pairs that are frequent, and far more so than by chance; sorted.
  std::vector<uint64_t> ChoosePairs() {
    // Clauses by text, for visits come by source.
    std::vector<uint32_t> first_clause(size_t{tokens_.texts()} + 1);
    for (const auto& clause : clauses_) ++first_clause[clause.text + 1];
    for (size_t t = 1; t < first_clause.size(); ++t) {
      first_clause[t] += first_clause[t - 1];
    }
    DocumentCounters counters(words_.size(), params_.min_documents,
                              params_.min_sources);
    const std::vector<SourceVisit> visits = VisitBySource(texts_);
    const auto for_each_pair = [&](const SourceVisit& visit, const auto& see) {
      for (uint32_t c = first_clause[visit.text];
           c < first_clause[visit.text + 1]; ++c) {
        ForEachPair(clauses_[c], see);
      }
    };
    std::vector<uint64_t> met;   // pairs of a text
    std::vector<uint64_t> keys;  // of these
    const auto read = [&](const SourceVisit& visit) {
      met.clear();
      keys.clear();
      for_each_pair(visit, [&](uint32_t i, uint32_t j) {
        met.push_back(PairOf(i, j));
        keys.push_back(Spread(met.back()));
      });
    };
    for (const SourceVisit& visit : visits) {
      read(visit);
      counters.Add(keys, visit.visit, visit.first_of_source);
    }
    struct Seen {
      uint32_t count = 0;
      uint32_t documents = 0;
      uint32_t sources = 0;
      uint32_t last = 0;
    };
    absl::flat_hash_map<uint64_t, Seen> seen;
    for (const SourceVisit& visit : visits) {
      read(visit);
      counters.ForEachPassing(keys, [&](size_t i) {
        Seen& of = seen[met[i]];
        ++of.count;
        if (of.last == visit.visit) return;
        ++of.documents;
        if (of.last < visit.first_of_source) ++of.sources;
        of.last = visit.visit;
      });
    }
    std::vector<uint64_t> pairs;
    for (const auto& [pair, of] : seen) {
      if (of.documents >= params_.min_documents &&
          of.sources >= params_.min_sources &&
          BeginsClauses(static_cast<uint32_t>(pair >> 32)) &&
          InformationOf(pair, of.count) >= kLeastFormulaInformation) {
        pairs.push_back(pair);
      }
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
  }

  std::vector<std::vector<PairPlace>> FindPairs(
      const std::vector<uint64_t>& pairs) const {
    absl::flat_hash_map<uint64_t, uint32_t> number_of;
    for (uint32_t p = 0; p < pairs.size(); ++p) number_of[pairs[p]] = p;
    std::vector<std::vector<PairPlace>> places(pairs.size());
    for (uint32_t c = 0; c < clauses_.size(); ++c) {
      ForEachPair(clauses_[c], [&](uint32_t i, uint32_t j) {
        const auto at = number_of.find(PairOf(i, j));
        if (at == number_of.end()) return;
        places[at->second].push_back({c, i, i + 1, j, j + 1});
      });
    }
    return places;
  }

  // Keeps the places at which moving a border of a run by one word takes in
  // the same word as at most others, if those are three of five.
  // `border`: which one; `step`: whether it moves on or back.
  void Grow(uint32_t PairPlace::*border, int step,
            std::vector<PairPlace>* places) const {
    for (uint32_t grown = 0; grown < kMostGrowth; ++grown) {
      const auto next = [&](const PairPlace& place) -> uint32_t {
        const Clause& clause = clauses_[place.clause];
        const uint32_t at = place.*border;
        const uint32_t word = step > 0 ? at : at - 1;
        const bool is_there = step > 0 ? at < clause.end : at > clause.begin;
        if (!is_there) return kNone;
        PairPlace moved = place;
        moved.*border = step > 0 ? at + 1 : at - 1;
        return moved.first_end < moved.second_begin ? words_[word].id : kNone;
      };
      std::map<uint32_t, uint32_t> met;
      uint32_t counted = 0;
      for (const PairPlace& place : *places) {
        if (!IsCounted(clauses_[place.clause])) continue;
        ++counted;
        ++met[next(place)];
      }
      uint32_t best = kNone;
      for (const auto& [word, count] : met) {
        if (word != kNone && uint64_t{count} * 5 >= uint64_t{counted} * 3) {
          best = word;
        }
      }
      if (best == kNone) return;
      std::erase_if(
          *places, [&](const PairPlace& place) { return next(place) != best; });
      for (PairPlace& place : *places) {
        place.*border =
            static_cast<uint32_t>(static_cast<int64_t>(place.*border) + step);
      }
    }
  }

  // A key of what fills a gap: the first, or that behind the second run.
  uint64_t FillerOf(const PairPlace& place, bool last_gap) const {
    const uint32_t begin = last_gap ? place.second_end : place.first_end;
    const uint32_t end =
        last_gap ? clauses_[place.clause].end : place.second_begin;
    uint64_t key = kEmptyKey;
    for (uint32_t i = begin; i < end; ++i) key = ExtendKey(key, words_[i].id);
    return key;
  }

  // Leaves out the places whose filler fills a fifth of them: those are fixed
  // phrases.
  void DropFixed(bool last_gap, std::vector<PairPlace>* places) const {
    std::map<uint64_t, uint32_t> met;
    uint32_t counted = 0;
    for (const PairPlace& place : *places) {
      if (!IsCounted(clauses_[place.clause])) continue;
      ++counted;
      ++met[FillerOf(place, last_gap)];
    }
    std::erase_if(*places, [&](const PairPlace& place) {
      const auto at = met.find(FillerOf(place, last_gap));
      return at != met.end() && uint64_t{at->second} * 5 > counted + 4;
    });
  }

  // Whether what fills the gap varies: at least five fillers, a quarter of
  // them different, none in a fifth of the places.
  bool Varies(const std::vector<PairPlace>& places, bool last_gap,
              uint32_t* fillers) const {
    std::map<uint64_t, uint32_t> met;
    uint32_t counted = 0;
    uint32_t most = 0;
    for (const PairPlace& place : places) {
      const Clause& clause = clauses_[place.clause];
      if (!IsCounted(clause)) continue;
      ++counted;
      most = std::max(most, ++met[FillerOf(place, last_gap)]);
    }
    *fillers = static_cast<uint32_t>(met.size());
    return (met.size() >= 5 || met.size() == counted) && counted >= 3 &&
           met.size() * 4 >= counted && uint64_t{most} * 5 <= counted + 4;
  }

  void AddFormula(uint64_t pair, std::vector<PairPlace>* places,
                  std::vector<Formula>* formulas) const {
    uint32_t fillers = 0;
    DropFixed(/*last_gap=*/false, places);
    if (!Varies(*places, /*last_gap=*/false, &fillers)) return;
    Grow(&PairPlace::first_end, 1, places);
    Grow(&PairPlace::second_begin, -1, places);
    Grow(&PairPlace::first_begin, -1, places);
    Grow(&PairPlace::second_end, 1, places);
    if (!Varies(*places, /*last_gap=*/false, &fillers)) return;
    // Does the clause go on?
    uint32_t open = 0;
    uint32_t counted = 0;
    for (const PairPlace& place : *places) {
      const Clause& clause = clauses_[place.clause];
      if (!IsCounted(clause)) continue;
      ++counted;
      open += place.second_end < clause.end ? 1 : 0;
    }
    Formula formula;
    formula.ends_in_gap = uint64_t{open} * 3 >= uint64_t{counted} * 2;
    if (formula.ends_in_gap) {
      std::erase_if(*places, [&](const PairPlace& place) {
        const uint32_t left = clauses_[place.clause].end - place.second_end;
        return left == 0 || left > kMostGap;
      });
      DropFixed(/*last_gap=*/true, places);
      uint32_t last_fillers = 0;
      if (!Varies(*places, /*last_gap=*/true, &last_fillers)) return;
    }
    if (places->empty()) return;
    formula.fillers = fillers;
    FillCounts(*places, &formula);
    if (formula.documents < params_.min_documents ||
        (params_.min_sources > 1 && formula.sources < params_.min_sources)) {
      return;
    }
    const PairPlace& one = places->front();
    const auto ids = [&](uint32_t begin, uint32_t end) {
      const auto part = tokens_.ids().subspan(
          words_[begin].begin, words_[end - 1].end - words_[begin].begin);
      return std::vector<uint32_t>(part.begin(), part.end());
    };
    formula.first = ids(one.first_begin, one.first_end);
    formula.second = ids(one.second_begin, one.second_end);
    formula.mutual_information = InformationOf(pair, formula.count);
    if (formula.mutual_information < kLeastFormulaInformation) return;
    formula.value = formula.mutual_information * int64_t{formula.documents};
    formulas->push_back(std::move(formula));
  }

  void FillCounts(const std::vector<PairPlace>& places,
                  Formula* formula) const {
    std::set<uint32_t> sources;
    uint32_t last_text = kNone;
    for (const PairPlace& place : places) {
      const Clause& clause = clauses_[place.clause];
      formula->places.push_back(PlaceOf(place, formula->ends_in_gap));
      if (!IsCounted(clause)) continue;
      ++formula->count;
      if (last_text == clause.text) continue;
      last_text = clause.text;
      ++formula->documents;
      if (texts_.SourceOf(clause.text) != kNoSource) {
        sources.insert(texts_.SourceOf(clause.text));
      }
    }
    formula->sources = static_cast<uint32_t>(sources.size());
  }

  FormulaPlace PlaceOf(const PairPlace& place, bool ends_in_gap) const {
    const auto begin_of = [&](uint32_t word) {
      return tokens_.symbol_begin(words_[word].begin);
    };
    const auto end_of = [&](uint32_t word) {
      return tokens_.symbol_end(words_[word].end - 1);
    };
    const Clause& clause = clauses_[place.clause];
    const uint32_t second_end = end_of(place.second_end - 1);
    return {clause.text,
            begin_of(place.first_begin),
            end_of(place.first_end - 1),
            begin_of(place.second_begin),
            second_end,
            ends_in_gap ? end_of(clause.end - 1) : second_end};
  }

  // The best, without those whose places are mostly places of better ones.
  std::vector<Formula> Rank(std::vector<Formula> formulas) const {
    std::sort(formulas.begin(), formulas.end(),
              [](const Formula& a, const Formula& b) {
                if (a.value != b.value) return a.value > b.value;
                return std::tie(a.first, a.second) <
                       std::tie(b.first, b.second);
              });
    std::vector<Formula> best;
    // Where the gaps of the chosen ones are.
    absl::flat_hash_set<std::pair<uint32_t, uint32_t>> taken;
    for (Formula& formula : formulas) {
      if (best.size() == params_.top) break;
      size_t known = 0;
      for (const FormulaPlace& place : formula.places) {
        known += taken.contains({place.text, place.gap_begin}) ? 1 : 0;
      }
      if (known * 2 >= formula.places.size()) continue;
      for (const FormulaPlace& place : formula.places) {
        taken.insert({place.text, place.gap_begin});
      }
      best.push_back(std::move(formula));
    }
    return best;
  }

  static constexpr uint32_t kNone = ~uint32_t{0};

  PhraseTexts texts_;
  const TokenTable& tokens_;
  const FormulaParams& params_;
  std::vector<Word> words_;
  std::vector<Clause> clauses_;
  std::vector<Kind> kinds_;
  uint64_t total_ = 0;   // words of counted texts
  uint64_t begins_ = 0;  // of these, the ones that begin a clause
};

}  // namespace

std::vector<Formula> FindFormulas(const PhraseTexts& texts,
                                  const TokenTable& tokens,
                                  const FormulaParams& params) {
  if (params.top == 0) return {};
  return FormulaFinder(texts, tokens, params).Find();
}

}  // namespace litany::passage
