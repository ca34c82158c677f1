#include "engine/pair_rules.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "base/calendar.h"

namespace litany::engine {
namespace {

constexpr uint32_t kUnknown = ~uint32_t{0};
constexpr uint32_t kMixed = kUnknown - 1;

bool IsEarlier(const base::DayRange& x, const base::DayRange& y) {
  return std::tie(x.first, x.last) < std::tie(y.first, y.last);
}

// Days between two ranges; 0 where they meet.
int64_t Apart(const base::DayRange& x, const base::DayRange& y) {
  return std::max<int64_t>({0, x.first - y.last, y.first - x.last});
}

}  // namespace

PairRules::PairRules(const Collection& collection, const Collection* reference,
                     const PassageOptions& options)
    : options_(options),
      first_reference_(static_cast<uint32_t>(collection.vertices.size())),
      has_reference_(reference != nullptr) {
  size_t vertices = collection.vertices.size();
  if (reference != nullptr) vertices += reference->vertices.size();
  source_.assign(vertices, kUnknown);
  if (options.window_days) days_.resize(vertices);
  repeated_.resize(vertices);
  // Sources of both by one numbering.
  absl::flat_hash_map<std::string, uint32_t> number_of;
  const auto add = [&](const Collection& some, uint32_t offset) {
    for (const DocumentRow& document : some.documents) {
      if (document.vertex == kNoVertex) continue;
      const uint32_t vertex = document.vertex + offset;
      const uint32_t source =
          number_of
              .try_emplace(some.sources[document.source],
                           static_cast<uint32_t>(number_of.size()))
              .first->second;
      if (source_[vertex] == kUnknown) {
        source_[vertex] = source;
      } else if (source_[vertex] != source) {
        source_[vertex] = kMixed;
      }
      if (!options.window_days) continue;
      if (const auto days = base::DaysOfDate(document.date)) {
        days_[vertex].push_back(*days);
      }
    }
  };
  add(collection, 0);
  if (reference != nullptr) add(*reference, first_reference_);
  for (Days& days : days_) {
    std::sort(days.begin(), days.end(), IsEarlier);
  }
  if (!has_reference_) MarkRepeated(collection);
  if (options.window_days) OrderByDay();
  rule_.allows = [this](uint32_t a, uint32_t b) { return Allows(a, b); };
}

bool PairRules::Allows(uint32_t a, uint32_t b) const {
  if (has_reference_ && (a < first_reference_) == (b < first_reference_)) {
    return false;
  }
  if (options_.between_sources_only && source_[a] == source_[b] &&
      source_[a] != kMixed) {
    return false;
  }
  if (!options_.window_days) return true;
  return std::any_of(days_[a].begin(), days_[a].end(), [&](const auto& x) {
    return std::any_of(days_[b].begin(), days_[b].end(), [&](const auto& y) {
      return Apart(x, y) <= int64_t{*options_.window_days};
    });
  });
}

void PairRules::MarkRepeated(const Collection& collection) {
  std::vector<uint32_t> documents(collection.vertices.size());
  for (const DocumentRow& document : collection.documents) {
    if (document.vertex != kNoVertex) ++documents[document.vertex];
  }
  for (size_t v = 0; v < documents.size(); ++v) {
    bool is_repeated = documents[v] >= 2;
    if (options_.between_sources_only) {
      is_repeated = is_repeated && source_[v] == kMixed;
    }
    if (options_.window_days) {
      // Of sorted ranges, neighbours are the closest.
      bool is_close = false;
      for (size_t i = 1; i < days_[v].size(); ++i) {
        is_close = is_close || Apart(days_[v][i - 1], days_[v][i]) <=
                                   int64_t{*options_.window_days};
      }
      is_repeated = is_repeated && is_close;
    }
    repeated_[v] = is_repeated;
  }
}

void PairRules::OrderByDay() {
  std::vector<uint32_t> order(source_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
    return std::lexicographical_compare(days_[x].begin(), days_[x].end(),
                                        days_[y].begin(), days_[y].end(),
                                        IsEarlier);
  });
  rule_.order.resize(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) rule_.order[order[i]] = i;
}

}  // namespace litany::engine
