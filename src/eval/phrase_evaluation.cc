#include "eval/phrase_evaluation.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace litany::eval {
namespace {

constexpr uint64_t kRanks[] = {10, 50, 100, 200};

Score Quotient(uint64_t part, uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

const PhraseGold::Entry* FindEntry(const PhraseGold& gold,
                                   const std::string& text) {
  const auto at = std::lower_bound(
      gold.entries.begin(), gold.entries.end(), text,
      [](const PhraseGold::Entry& entry, const std::string& wanted) {
        return entry.text < wanted;
      });
  return at == gold.entries.end() || at->text != text ? nullptr : &*at;
}

PrecisionAt AtRank(const std::vector<RunPhrase>& run, const PhraseGold& gold,
                   uint64_t n) {
  PrecisionAt at;
  at.n = std::min<uint64_t>(n, run.size());
  for (size_t i = 0; i < at.n; ++i) {
    const PhraseGold::Entry* const entry = FindEntry(gold, run[i].text);
    ++(entry == nullptr ? at.unknown : entry->good ? at.good : at.bad);
  }
  at.precision = gold.judged ? Quotient(at.good, at.good + at.bad)
                             : Quotient(at.good, at.n);
  return at;
}

// Repeat -> the ids of its documents, sorted, each once.
using DocumentLists =
    absl::flat_hash_map<std::string, std::vector<std::string>>;

DocumentLists ListsOf(const OccurrencesTable& occurrences) {
  DocumentLists lists;
  for (const OccurrencesTable::Row& row : occurrences.rows) {
    if (row.kind != RepeatKind::kPhrase) continue;
    std::vector<std::string>& list = lists[occurrences.repeats[row.repeat]];
    const std::string& id = occurrences.documents[row.document];
    if (list.empty() || list.back() != id) list.push_back(id);
  }
  return lists;
}

class Evaluator {
 public:
  Evaluator(const std::vector<RunPhrase>& run, const PhraseGold& gold,
            DocumentLists lists)
      : run_(run), gold_(gold), lists_(std::move(lists)) {
    for (size_t i = 0; i < run.size(); ++i) ranks_.try_emplace(run[i].text, i);
  }

  PhraseEvaluation Evaluate(size_t worst) {
    result_.judged = gold_.judged;
    result_.in_run = run_.size();
    for (const uint64_t n : kRanks) {
      result_.precision.push_back(AtRank(run_, gold_, n));
    }
    for (const PhraseGold::Entry& entry : gold_.entries) {
      if (entry.good) LookUp(entry);
    }
    result_.recall = Quotient(result_.found, result_.in_gold);
    result_.documents = {Quotient(common_, in_run_),
                         Quotient(common_, in_gold_),
                         Quotient(2 * common_, in_run_ + in_gold_)};
    FindBad(worst);
    std::stable_sort(result_.wrong_lists.begin(), result_.wrong_lists.end(),
                     [](const ShownPhrase& x, const ShownPhrase& y) {
                       return x.missing.size() + x.extra.size() >
                              y.missing.size() + y.extra.size();
                     });
    const auto cut = [worst](std::vector<ShownPhrase>* shown) {
      shown->resize(std::min(shown->size(), worst));
    };
    cut(&result_.missed);
    cut(&result_.wrong_lists);
    return std::move(result_);
  }

 private:
  void LookUp(const PhraseGold::Entry& entry) {
    ++result_.in_gold;
    const auto at = ranks_.find(entry.text);
    if (at == ranks_.end()) {
      ShownPhrase missed{.text = entry.text, .note = Around(entry.text)};
      if (!missed.note.empty()) ++result_.in_others;
      result_.missed.push_back(std::move(missed));
      return;
    }
    ++result_.found;
    if (!entry.ids.empty()) CompareLists(entry, at->second);
  }

  // The best phrase that holds `text` or that it holds; empty: none.
  std::string Around(const std::string& text) const {
    for (const RunPhrase& phrase : run_) {
      if (phrase.text.find(text) != std::string::npos ||
          text.find(phrase.text) != std::string::npos) {
        return phrase.text;
      }
    }
    return "";
  }

  void CompareLists(const PhraseGold::Entry& entry, size_t rank) {
    static const std::vector<std::string> kNone;
    const auto at = lists_.find(run_[rank].repeat);
    const std::vector<std::string>& got =
        at == lists_.end() ? kNone : at->second;
    ShownPhrase shown{.text = entry.text, .rank = rank + 1};
    std::set_difference(entry.ids.begin(), entry.ids.end(), got.begin(),
                        got.end(), std::back_inserter(shown.missing));
    std::set_difference(got.begin(), got.end(), entry.ids.begin(),
                        entry.ids.end(), std::back_inserter(shown.extra));
    ++result_.lists;
    in_run_ += got.size();
    in_gold_ += entry.ids.size();
    common_ += entry.ids.size() - shown.missing.size();
    if (shown.missing.empty() && shown.extra.empty()) {
      ++result_.exact_lists;
    } else {
      result_.wrong_lists.push_back(std::move(shown));
    }
  }

  void FindBad(size_t worst) {
    for (size_t i = 0; i < run_.size() && result_.bad.size() < worst; ++i) {
      const PhraseGold::Entry* const entry = FindEntry(gold_, run_[i].text);
      if (entry == nullptr || entry->good) continue;
      result_.bad.push_back(
          {.text = run_[i].text, .rank = i + 1, .note = entry->verdict});
    }
  }

  const std::vector<RunPhrase>& run_;
  const PhraseGold& gold_;
  const DocumentLists lists_;
  absl::flat_hash_map<std::string, size_t> ranks_;
  uint64_t in_run_ = 0;  // documents of the lists compared
  uint64_t in_gold_ = 0;
  uint64_t common_ = 0;
  PhraseEvaluation result_;
};

}  // namespace

PhraseEvaluation EvaluatePhrases(const std::vector<RunPhrase>& run,
                                 const OccurrencesTable& occurrences,
                                 const PhraseGold& gold, size_t worst) {
  return Evaluator(run, gold, ListsOf(occurrences)).Evaluate(worst);
}

}  // namespace litany::eval
