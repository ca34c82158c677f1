#include "eval/pair_ranking.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eval/judgement.h"
#include "eval/score_text.h"

namespace litany::eval {
namespace {

// Pairs of occurrences to go through; some seconds' work.
constexpr uint64_t kMostMeetings = 200'000'000;

// Two judged documents, by their place in Judgement::documents.
struct SharedPair {
  uint32_t a = 0;
  uint32_t b = 0;
  uint64_t characters = 0;
  double share = 0;
  bool gold = false;
};

struct Place {
  uint32_t repeat = 0;
  uint32_t document = 0;  // in Judgement::documents
  Span chars;

  friend auto operator<=>(const Place&, const Place&) = default;
};

class Ranker {
 public:
  Ranker(const DocumentsTable& run, const OccurrencesTable& occurrences,
         const Gold& gold, const PairRankingOptions& options)
      : run_(run),
        occurrences_(occurrences),
        gold_(gold),
        options_(options),
        judgement_(Judge(run, gold, options.unlabelled)) {}

  absl::StatusOr<PairRanking> Rank() {
    if (judgement_.in_both == 0) {
      return absl::InvalidArgumentError(
          "the run and the gold have no document in common; check that the "
          "gold belongs to this collection and that both use the same ids");
    }
    ranking_.form = gold_.form;
    ranking_.judged = judgement_.documents.size();
    ranking_.missing = judgement_.missing;
    CountGoldPairs();
    if (ranking_.gold_pairs == 0) {
      return absl::InvalidArgumentError(
          "the gold joins no two documents, so that there is nothing to rank "
          "for; is it the right one?");
    }
    LITANY_RETURN_IF_ERROR(FindPlaces());
    FindSharedPairs();
    Score();
    ShowFalsePairs();
    ShowMisses();
    return std::move(ranking_);
  }

 private:
  bool IsGold(uint32_t a, uint32_t b) const {
    if (gold_.form == Gold::Form::kPairs) {
      return std::binary_search(judgement_.listed.begin(),
                                judgement_.listed.end(),
                                std::pair(std::min(a, b), std::max(a, b)));
    }
    return judgement_.gold[a] == judgement_.gold[b];
  }

  void CountGoldPairs() {
    if (gold_.form == Gold::Form::kPairs) {
      ranking_.gold_pairs = judgement_.listed.size();
      return;
    }
    std::vector<uint32_t> labels = judgement_.gold;
    std::sort(labels.begin(), labels.end());
    uint64_t before = 0;
    for (size_t i = 1; i < labels.size(); ++i) {
      before = labels[i] == labels[i - 1] ? before + 1 : 0;
      ranking_.gold_pairs += before;
    }
  }

  const std::string& IdOf(uint32_t document) const {
    const auto [row, entry] = judgement_.documents[document];
    return row != Judgement::kNone ? run_.rows[row].id
                                   : gold_.entries[entry].id;
  }

  absl::Status FindPlaces() {
    for (uint32_t d = 0; d < judgement_.documents.size(); ++d) {
      const uint32_t document = occurrences_.Find(IdOf(d));
      if (document == OccurrencesTable::kNoDocument) continue;
      for (const auto& row : occurrences_.RowsOf(document)) {
        if (row.kind == RepeatKind::kPassage ||
            (options_.with_copies && row.kind == RepeatKind::kCopy)) {
          places_.push_back({row.repeat, d, row.chars});
        }
      }
    }
    std::sort(places_.begin(), places_.end());
    uint64_t meetings = 0;
    uint64_t before = 0;
    for (size_t i = 1; i < places_.size(); ++i) {
      before = places_[i].repeat == places_[i - 1].repeat ? before + 1 : 0;
      meetings += before;
    }
    if (meetings > kMostMeetings) {
      return absl::ResourceExhaustedError(absl::StrCat(
          "the judged documents meet ", meetings,
          " times in passages, more than ", kMostMeetings,
          "; judge fewer documents (--unlabelled leave-out), or find longer "
          "passages"));
    }
    return absl::OkStatus();
  }

  // One document after another, against those behind it, so that what is held
  // is about one document.
  void FindSharedPairs() {
    std::vector<std::pair<uint32_t, size_t>> by_document;
    for (size_t i = 0; i < places_.size(); ++i) {
      by_document.emplace_back(places_[i].document, i);
    }
    std::sort(by_document.begin(), by_document.end());
    struct Meeting {
      uint32_t other;
      Span here;
      Span there;
    };
    std::vector<Meeting> meetings;
    for (size_t i = 0; i < by_document.size();) {
      const uint32_t document = by_document[i].first;
      meetings.clear();
      for (; i < by_document.size() && by_document[i].first == document; ++i) {
        const size_t at = by_document[i].second;
        for (size_t j = at + 1;
             j < places_.size() && places_[j].repeat == places_[at].repeat;
             ++j) {
          if (places_[j].document == document) continue;
          meetings.push_back(
              {places_[j].document, places_[at].chars, places_[j].chars});
        }
      }
      std::sort(
          meetings.begin(), meetings.end(),
          [](const Meeting& x, const Meeting& y) { return x.other < y.other; });
      for (size_t begin = 0; begin < meetings.size();) {
        size_t end = begin;
        std::vector<Span> here, there;
        for (; end < meetings.size() &&
               meetings[end].other == meetings[begin].other;
             ++end) {
          here.push_back(meetings[end].here);
          there.push_back(meetings[end].there);
        }
        AddShared(document, meetings[begin].other,
                  std::min(UnionLength(std::move(here)),
                           UnionLength(std::move(there))));
        begin = end;
      }
    }
  }

  uint64_t LengthOf(uint32_t document) const {
    const uint32_t row = judgement_.documents[document].row;
    if (row == Judgement::kNone) return 0;
    return run_.rows[row].chars.value_or(0);
  }

  void AddShared(uint32_t a, uint32_t b, uint64_t characters) {
    const uint64_t shorter = std::min(LengthOf(a), LengthOf(b));
    SharedPair pair{.a = a, .b = b, .characters = characters};
    if (shorter > 0) {
      pair.share =
          static_cast<double>(characters) / static_cast<double>(shorter);
    }
    pair.gold = IsGold(a, b);
    ++ranking_.ranked;
    if (pair.gold) ++ranking_.gold_ranked;
    shared_.push_back(pair);
  }

  void Score() {
    std::vector<RankedPair> by_characters;
    std::vector<RankedPair> by_share;
    for (const SharedPair& pair : shared_) {
      by_characters.push_back(
          {static_cast<double>(pair.characters), pair.gold});
      by_share.push_back({pair.share, pair.gold});
    }
    ranking_.by_characters =
        AveragePrecision(std::move(by_characters), ranking_.gold_pairs);
    ranking_.by_share =
        AveragePrecision(std::move(by_share), ranking_.gold_pairs);
  }

  ShownPair Show(uint32_t a, uint32_t b, uint64_t characters,
                 double share) const {
    ShownPair shown;
    shown.a = {IdOf(a), std::nullopt};
    shown.b = ShownSide{IdOf(b), std::nullopt};
    shown.facts = {{"characters", absl::StrCat(characters)},
                   {"share", JsonNumber(share)}};
    return shown;
  }

  void ShowFalsePairs() {
    std::vector<const SharedPair*> others;
    for (const SharedPair& pair : shared_) {
      if (!pair.gold) others.push_back(&pair);
    }
    std::sort(others.begin(), others.end(),
              [](const SharedPair* x, const SharedPair* y) {
                return std::tie(y->characters, x->a, x->b) <
                       std::tie(x->characters, y->a, y->b);
              });
    others.resize(std::min(others.size(), options_.worst));
    for (const SharedPair* pair : others) {
      ranking_.false_pairs.push_back(
          Show(pair->a, pair->b, pair->characters, pair->share));
    }
  }

  // Gold pairs to show: all that are listed; of a label, its first document
  // with each other one, since all its pairs can be very many.
  std::vector<std::pair<uint32_t, uint32_t>> GoldPairsToShow() const {
    if (gold_.form == Gold::Form::kPairs) return judgement_.listed;
    std::map<uint32_t, uint32_t> first;
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    for (uint32_t d = 0; d < judgement_.gold.size(); ++d) {
      const auto [at, is_new] = first.try_emplace(judgement_.gold[d], d);
      if (!is_new) pairs.emplace_back(at->second, d);
    }
    return pairs;
  }

  void ShowMisses() {
    std::map<std::pair<uint32_t, uint32_t>, const SharedPair*> found;
    for (const SharedPair& pair : shared_) {
      if (pair.gold) found[std::minmax(pair.a, pair.b)] = &pair;
    }
    struct Miss {
      double share;
      uint64_t characters;
      std::pair<uint32_t, uint32_t> pair;
      auto operator<=>(const Miss&) const = default;
    };
    std::vector<Miss> misses;
    for (const auto& pair : GoldPairsToShow()) {
      const auto at = found.find(pair);
      if (at == found.end()) {
        misses.push_back({0, 0, pair});
      } else {
        misses.push_back({at->second->share, at->second->characters, pair});
      }
    }
    std::sort(misses.begin(), misses.end());
    misses.resize(std::min(misses.size(), options_.worst));
    for (const Miss& miss : misses) {
      ranking_.misses.push_back(
          Show(miss.pair.first, miss.pair.second, miss.characters, miss.share));
    }
  }

  const DocumentsTable& run_;
  const OccurrencesTable& occurrences_;
  const Gold& gold_;
  const PairRankingOptions& options_;
  const Judgement judgement_;
  std::vector<Place> places_;  // by (repeat, document)
  std::vector<SharedPair> shared_;
  PairRanking ranking_;
};

}  // namespace

Score AveragePrecision(std::vector<RankedPair> ranked, uint64_t gold_pairs) {
  if (gold_pairs == 0) return std::nullopt;
  std::sort(ranked.begin(), ranked.end(),
            [](const RankedPair& x, const RankedPair& y) {
              return x.value > y.value;
            });
  double sum = 0;
  uint64_t hits = 0;
  for (size_t begin = 0; begin < ranked.size();) {
    size_t end = begin;
    uint64_t fresh = 0;
    for (; end < ranked.size() && ranked[end].value == ranked[begin].value;
         ++end) {
      if (ranked[end].gold) ++fresh;
    }
    hits += fresh;
    sum += static_cast<double>(fresh) * static_cast<double>(hits) /
           static_cast<double>(end);
    begin = end;
  }
  return sum / static_cast<double>(gold_pairs);
}

absl::StatusOr<PairRanking> RankPairs(const DocumentsTable& run,
                                      const OccurrencesTable& occurrences,
                                      const Gold& gold,
                                      const PairRankingOptions& options) {
  return Ranker(run, occurrences, gold, options).Rank();
}

}  // namespace litany::eval
