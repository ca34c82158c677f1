#include "eval/detections.h"

#include <algorithm>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "eval/plagdet.h"

namespace litany::eval {
namespace {

using Row = OccurrencesTable::Row;

constexpr uint64_t kMostDetections = 50'000'000;

bool Counts(const Row& row, bool with_copies) {
  return row.kind == RepeatKind::kPassage ||
         (with_copies && row.kind == RepeatKind::kCopy);
}

// How many pairs of occurrences of one repeat are in different documents.
uint64_t AllDetections(const OccurrencesTable& occurrences, bool with_copies) {
  std::vector<std::pair<uint32_t, uint32_t>> places;  // (repeat, document)
  for (const Row& row : occurrences.rows) {
    if (Counts(row, with_copies)) places.emplace_back(row.repeat, row.document);
  }
  std::sort(places.begin(), places.end());
  uint64_t count = 0;
  for (size_t begin = 0; begin < places.size();) {
    uint64_t before = 0;
    size_t i = begin;
    while (i < places.size() && places[i].first == places[begin].first) {
      const uint32_t document = places[i].second;
      uint64_t here = 0;
      for (; i < places.size() &&
             places[i] == std::pair(places[begin].first, document);
           ++i) {
        ++here;
      }
      count += before * here;
      before += here;
    }
    begin = i;
  }
  return count;
}

// Which rows lie inside of a longer one of the same document whose repeat has
// occurrences in two of `ids` or more.  Empty if nobody asks.
std::vector<bool> RowsInside(const OccurrencesTable& occurrences,
                             const DetectionOptions& options,
                             const std::vector<std::string>& ids) {
  if (!options.best_places) return {};
  std::vector<bool> inside(occurrences.rows.size());
  std::vector<uint32_t> last(occurrences.repeats.size(),
                             OccurrencesTable::kNoDocument);
  std::vector<uint32_t> documents(occurrences.repeats.size());
  const auto rows_of = [&](const std::string& id) {
    const uint32_t document = occurrences.Find(id);
    return document == OccurrencesTable::kNoDocument
               ? std::span<const Row>()
               : occurrences.RowsOf(document);
  };
  for (const std::string& id : ids) {
    for (const Row& row : rows_of(id)) {
      if (!Counts(row, options.with_copies)) continue;
      if (last[row.repeat] == row.document) continue;
      last[row.repeat] = row.document;
      ++documents[row.repeat];
    }
  }
  std::vector<const Row*> order;
  for (const std::string& id : ids) {
    order.clear();
    for (const Row& row : rows_of(id)) {
      if (Counts(row, options.with_copies) && documents[row.repeat] > 1) {
        order.push_back(&row);
      }
    }
    // Whatever holds a span comes before it.
    std::sort(order.begin(), order.end(), [](const Row* x, const Row* y) {
      return std::pair(x->chars.begin, y->chars.end) <
             std::pair(y->chars.begin, x->chars.end);
    });
    uint64_t reached = 0;  // by the spans before the equal ones
    for (size_t i = 0; i < order.size();) {
      const Span span = order[i]->chars;
      for (; i < order.size() && order[i]->chars == span; ++i) {
        inside[static_cast<size_t>(order[i] - occurrences.rows.data())] =
            reached >= span.end;
      }
      reached = std::max(reached, span.end);
    }
  }
  return inside;
}

// An occurrence in one of the documents asked for.
struct Place {
  uint32_t repeat = 0;
  uint32_t id = 0;
  Span chars;
  bool inside = false;

  friend auto operator<=>(const Place&, const Place&) = default;
};

class Lister {
 public:
  Lister(const OccurrencesTable& occurrences, const DetectionOptions& options,
         const std::vector<std::string>& ids)
      : occurrences_(occurrences),
        options_(options),
        ids_(ids),
        inside_(RowsInside(occurrences, options, ids)) {}

  // In order of (repeat, chars).
  std::vector<Place> PlacesIn(uint32_t id) const {
    std::vector<Place> places;
    const uint32_t document = occurrences_.Find(ids_[id]);
    if (document == OccurrencesTable::kNoDocument) return places;
    for (const Row& row : occurrences_.RowsOf(document)) {
      if (!Counts(row, options_.with_copies) || row.chars.empty()) continue;
      const auto at = static_cast<size_t>(&row - occurrences_.rows.data());
      places.push_back(
          {row.repeat, id, row.chars, options_.best_places && inside_[at]});
    }
    return places;
  }

  void Add(const Place& x, const Place& y) {
    ++result_.found;
    if (x.inside && y.inside) {
      ++result_.inside;
    } else {
      listed_.push_back(MakeSpanPair(x.id, x.chars, y.id, y.chars));
    }
  }

  // Every occurrence of a repeat in `x` with every one in `y`.
  void AddCommon(const std::vector<Place>& x, const std::vector<Place>& y) {
    size_t j = 0;
    for (const Place& place : x) {
      while (j < y.size() && y[j].repeat < place.repeat) ++j;
      for (size_t k = j; k < y.size() && y[k].repeat == place.repeat; ++k) {
        Add(place, y[k]);
      }
    }
  }

  bool IsFull() const { return result_.found >= kMostDetections; }

  Detections Finish() && {
    const uint64_t all = AllDetections(occurrences_, options_.with_copies);
    result_.left_out = all - std::min(all, result_.found);
    result_.pairs = MergeOverlapping(std::move(listed_));
    return result_;
  }

 private:
  const OccurrencesTable& occurrences_;
  const DetectionOptions& options_;
  const std::vector<std::string>& ids_;
  const std::vector<bool> inside_;
  std::vector<SpanPair> listed_;
  Detections result_;
};

}  // namespace

Detections DetectionsOf(const OccurrencesTable& occurrences,
                        const DetectionOptions& options,
                        const std::vector<std::string>& ids,
                        std::span<const std::pair<uint32_t, uint32_t>> pairs) {
  Lister lister(occurrences, options, ids);
  for (size_t i = 0; i < pairs.size();) {
    const uint32_t a = pairs[i].first;
    const std::vector<Place> places = lister.PlacesIn(a);
    for (; i < pairs.size() && pairs[i].first == a; ++i) {
      lister.AddCommon(places, lister.PlacesIn(pairs[i].second));
    }
  }
  return std::move(lister).Finish();
}

absl::StatusOr<Detections> DetectionsAmong(const OccurrencesTable& occurrences,
                                           const DetectionOptions& options,
                                           const std::vector<std::string>& ids,
                                           const std::vector<bool>& ignored) {
  Lister lister(occurrences, options, ids);
  std::vector<Place> places;
  for (uint32_t id = 0; id < ids.size(); ++id) {
    if (ignored[id]) continue;
    const std::vector<Place> here = lister.PlacesIn(id);
    places.insert(places.end(), here.begin(), here.end());
  }
  std::sort(places.begin(), places.end());
  for (size_t i = 0; i < places.size(); ++i) {
    for (size_t j = i + 1;
         j < places.size() && places[j].repeat == places[i].repeat; ++j) {
      if (places[i].id == places[j].id) continue;
      if (lister.IsFull()) {
        return absl::ResourceExhaustedError(absl::StrCat(
            "the run makes more than ", kMostDetections,
            " detections; score those of the gold's pairs with --pairs gold"));
      }
      lister.Add(places[i], places[j]);
    }
  }
  return std::move(lister).Finish();
}

}  // namespace litany::eval
