#include "passage/formulas.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "base/thread_pool.h"
#include "passage/phrase_scores.h"
#include "passage/token_key.h"
#include "passage/word_pairs.h"

namespace litany::passage {
namespace {

// Words that a run takes in on each side.
constexpr uint32_t kMostGrowth = 4;
// Bits: four times as often as by chance.
constexpr int64_t kLeastFormulaInformation = 2 * kLogUnit;

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
                const ClauseWords& words, const FormulaParams& params)
      : texts_(texts),
        tokens_(tokens),
        params_(params),
        words_(words),
        pairs_(texts, words,
               {.min_documents = params.min_documents,
                .min_sources = params.min_sources,
                .least_information = kLeastFormulaInformation},
               params.threads) {}

  std::vector<Formula> Find() {
    constexpr size_t kFirstsAPiece = 16;
    const size_t firsts = pairs_.firsts().size();
    std::vector<std::vector<Formula>> found(
        base::PiecesOf(firsts, kFirstsAPiece));
    std::vector<WordPairs::Scratch> scratch(std::max(params_.threads, 1u));
    base::ParallelForPieces(
        params_.threads, firsts, kFirstsAPiece,
        [&](uint32_t thread, const base::Piece& piece) {
          for (size_t i = piece.begin; i < piece.end; ++i) {
            for (const auto& pair : pairs_.Find(i, &scratch[thread])) {
              AddFormula(pairs_.firsts()[i], pair, &found[piece.number]);
            }
          }
        });
    std::vector<Formula> formulas;
    for (std::vector<Formula>& part : found) {
      std::move(part.begin(), part.end(), std::back_inserter(formulas));
    }
    return Rank(std::move(formulas));
  }

 private:
  const Clause& ClauseOf(const PairPlace& place) const {
    return words_.clauses()[place.clause];
  }
  bool IsCounted(const PairPlace& place) const {
    return texts_.IsCounted(ClauseOf(place).text);
  }

  std::vector<PairPlace> PlacesOf(const WordPairs::Pair& pair) const {
    std::vector<PairPlace> places;
    places.reserve(pair.places.size());
    for (const WordPairs::Place& place : pair.places) {
      places.push_back({words_.ClauseOf(place.first), place.first,
                        place.first + 1, place.second, place.second + 1});
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
        const Clause& clause = ClauseOf(place);
        const uint32_t at = place.*border;
        const uint32_t word = step > 0 ? at : at - 1;
        const bool is_there = step > 0 ? at < clause.end : at > clause.begin;
        if (!is_there) return kNone;
        PairPlace moved = place;
        moved.*border = step > 0 ? at + 1 : at - 1;
        return moved.first_end < moved.second_begin ? words_.kind(word) : kNone;
      };
      std::map<uint32_t, uint32_t> met;
      uint32_t counted = 0;
      for (const PairPlace& place : *places) {
        if (!IsCounted(place)) continue;
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
    const uint32_t end = last_gap ? ClauseOf(place).end : place.second_begin;
    uint64_t key = kEmptyKey;
    for (uint32_t i = begin; i < end; ++i) key = ExtendKey(key, words_.kind(i));
    return key;
  }

  // Leaves out the places whose filler fills a fifth of them: those are fixed
  // phrases.
  void DropFixed(bool last_gap, std::vector<PairPlace>* places) const {
    std::map<uint64_t, uint32_t> met;
    uint32_t counted = 0;
    for (const PairPlace& place : *places) {
      if (!IsCounted(place)) continue;
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
      if (!IsCounted(place)) continue;
      ++counted;
      most = std::max(most, ++met[FillerOf(place, last_gap)]);
    }
    *fillers = static_cast<uint32_t>(met.size());
    return (met.size() >= 5 || met.size() == counted) && counted >= 3 &&
           met.size() * 4 >= counted && uint64_t{most} * 5 <= counted + 4;
  }

  // `first`: the kind of word that the pair begins with.
  void AddFormula(uint32_t first, const WordPairs::Pair& pair,
                  std::vector<Formula>* formulas) const {
    std::vector<PairPlace> of_pair = PlacesOf(pair);
    std::vector<PairPlace>* const places = &of_pair;
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
      const Clause& clause = ClauseOf(place);
      if (!IsCounted(place)) continue;
      ++counted;
      open += place.second_end < clause.end ? 1 : 0;
    }
    Formula formula;
    formula.ends_in_gap = uint64_t{open} * 3 >= uint64_t{counted} * 2;
    if (formula.ends_in_gap) {
      std::erase_if(*places, [&](const PairPlace& place) {
        const uint32_t left = ClauseOf(place).end - place.second_end;
        return left == 0 || left > WordPairs::kMostGap;
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
      const uint32_t from = words_.token_begin(begin);
      const auto part =
          tokens_.ids().subspan(from, words_.token_end(end - 1) - from);
      return std::vector<uint32_t>(part.begin(), part.end());
    };
    formula.first = ids(one.first_begin, one.first_end);
    formula.second = ids(one.second_begin, one.second_end);
    formula.mutual_information =
        pairs_.InformationOf(first, pair.second, formula.count);
    if (formula.mutual_information < kLeastFormulaInformation) return;
    formula.value = formula.mutual_information * int64_t{formula.documents};
    formulas->push_back(std::move(formula));
  }

  void FillCounts(const std::vector<PairPlace>& places,
                  Formula* formula) const {
    std::set<uint32_t> sources;
    uint32_t last_text = kNone;
    for (const PairPlace& place : places) {
      const Clause& clause = ClauseOf(place);
      formula->places.push_back(PlaceOf(place, formula->ends_in_gap));
      if (!IsCounted(place)) continue;
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
      return tokens_.symbol_begin(words_.token_begin(word));
    };
    const auto end_of = [&](uint32_t word) {
      return tokens_.symbol_end(words_.token_end(word) - 1);
    };
    const Clause& clause = ClauseOf(place);
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
  const ClauseWords& words_;
  const WordPairs pairs_;
};

}  // namespace

std::vector<Formula> FindFormulas(const PhraseTexts& texts,
                                  const TokenTable& tokens,
                                  const ClauseWords& words,
                                  const FormulaParams& params) {
  if (params.top == 0) return {};
  return FormulaFinder(texts, tokens, words, params).Find();
}

}  // namespace litany::passage
