#include "passage/approximate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"

namespace litany::passage {
namespace {

// A cell holds a score and the place where its match began, so that the
// greater cell is the better score, then the later beginning.
constexpr int kScoreShift = 32;
constexpr int64_t kBeginMask = (int64_t{1} << kScoreShift) - 1;
// No score falls below, and none comes back from it: what a query of 64
// symbols can gain is 2^27.
constexpr int64_t kDead = -(int64_t{1} << 30);

constexpr int64_t Shifted(int64_t score) {
  return score * (int64_t{1} << kScoreShift);
}
constexpr int64_t ScoreOf(int64_t cell) { return cell >> kScoreShift; }

}  // namespace

ApproximateFinder::ApproximateFinder(Symbols query, double similarity)
    : size_(static_cast<uint32_t>(query.size())) {
  LITANY_CHECK(!query.empty() && query.size() <= kMostSymbols);
  LITANY_CHECK(similarity > 0 && similarity <= 1);
  // Rounded down, so that nothing similar is lost.
  cost_ = std::max<int64_t>(1, static_cast<int64_t>(std::floor(
                                   similarity * static_cast<double>(kUnit))));
  const auto size = static_cast<uint64_t>(size_);
  const auto unit = static_cast<uint64_t>(kUnit);
  const auto cost = static_cast<uint64_t>(cost_);
  // From 2 * matches * unit >= cost * (size + length), with matches <= size
  // and matches <= length; edits <= size + length - 2 * matches.
  longest_ = 2 * size * unit / cost - size;
  most_edits_ = (unit - cost) * (size + longest_) / unit;
  least_known_ = (cost * size + 2 * unit - cost - 1) / (2 * unit - cost);
  for (size_t i = 0; i < query.size(); ++i) {
    size_t at = SlotOf(query[i]);
    while (masks_[at] != 0 && keys_[at] != query[i]) at = (at + 1) % kSlots;
    keys_[at] = query[i];
    masks_[at] |= uint64_t{1} << i;
  }
}

void ApproximateFinder::Find(Symbols text, TokenStarts starts, uint32_t begin,
                             uint32_t end, ApproximateScratch* scratch,
                             std::vector<Place>* out) const {
  FindZones(text, starts, begin, end, scratch);
  for (const auto& [zone_begin, zone_end] : scratch->zones) {
    Place place;
    place.end = zone_begin;
    while (
        FindFirst(text, starts, place.end, zone_end, &scratch->cells, &place)) {
      out->push_back(place);
    }
  }
}

// Zones hold all similar places; places that overlap lie in one zone.
void ApproximateFinder::FindZones(Symbols text, TokenStarts starts,
                                  uint32_t begin, uint32_t end,
                                  ApproximateScratch* scratch) const {
  auto& zones = scratch->zones;
  zones.clear();
  // Which of the last symbols occur in the query, as a ring.
  auto& window = scratch->window;
  window.assign(std::min<uint64_t>(longest_, end - begin), 0);
  size_t ring = 0;
  uint64_t known = 0;
  // Myers' vertical differences, as bits of +1 and of -1.
  uint64_t plus = ~uint64_t{0};
  uint64_t minus = 0;
  uint64_t edits = size_;
  const int last = static_cast<int>(size_) - 1;
  for (uint32_t at = begin; at < end; ++at) {
    const uint64_t equal = MaskOf(text[at]);
    const uint8_t is_known = equal != 0 ? 1 : 0;
    known += is_known;
    known -= window[ring];
    window[ring] = is_known;
    if (++ring == window.size()) ring = 0;
    const uint64_t x_vertical = equal | minus;
    const uint64_t x_horizontal = (((equal & plus) + plus) ^ plus) | equal;
    uint64_t h_plus = minus | ~(x_horizontal | plus);
    uint64_t h_minus = plus & x_horizontal;
    edits += (h_plus >> last) & 1;
    edits -= (h_minus >> last) & 1;
    h_plus <<= 1;
    h_minus <<= 1;
    plus = h_minus | ~(x_vertical | h_plus);
    minus = h_plus & x_vertical;
    if (known < least_known_ || edits > most_edits_) continue;
    if (!MayCut(starts, at + 1)) continue;
    const uint64_t room = at + 1 - begin;
    const uint32_t zone_begin =
        at + 1 - static_cast<uint32_t>(std::min(longest_, room));
    if (!zones.empty() && zone_begin <= zones.back().second) {
      zones.back().second = at + 1;
    } else {
      zones.emplace_back(zone_begin, at + 1);
    }
  }
}

bool ApproximateFinder::FindFirst(Symbols text, TokenStarts starts,
                                  uint32_t begin, uint32_t end,
                                  std::vector<int64_t>* cells,
                                  Place* place) const {
  const int64_t cost = Shifted(cost_);
  const int64_t gain = Shifted(2 * kUnit - cost_);
  const int64_t enough = cost_ * size_;
  cells->assign(size_ + 1, Shifted(kDead));
  int64_t* cell = cells->data();
  int64_t best = Shifted(kDead);
  uint64_t stop = end;  // where nothing overlaps the first place any more
  bool is_found = false;
  for (uint32_t at = begin; at < std::min<uint64_t>(end, stop); ++at) {
    // A match may begin here, with any part of the query passed over.
    const int64_t fresh =
        !is_found && MayCut(starts, at) ? int64_t{at} : Shifted(kDead);
    uint64_t equal = MaskOf(text[at]);
    int64_t diagonal = std::max(cell[0], fresh);
    cell[0] = std::max(diagonal - cost, Shifted(kDead));
    int64_t above = cell[0];
    for (uint32_t i = 1; i <= size_; ++i, equal >>= 1) {
      const int64_t before = std::max(cell[i], fresh);
      const int64_t match = (equal & 1) != 0 ? diagonal + gain : above;
      diagonal = before;
      above = std::max(above, std::max(before - cost, match));
      cell[i] = above;
    }
    if (MayCut(starts, at + 1) && ScoreOf(above) >= enough &&
        ScoreOf(above) > ScoreOf(best)) {
      best = above;
      place->begin = static_cast<uint32_t>(best & kBeginMask);
      place->end = at + 1;
      const int64_t length = place->end - place->begin;
      place->matches =
          static_cast<uint32_t>((ScoreOf(best) + cost_ * length) / (2 * kUnit));
      if (!is_found) stop = at + 1 + longest_;
      is_found = true;
    }
    if (!is_found) continue;
    // Whether any match that began before can still do better.
    int64_t hope = kDead;
    for (uint32_t i = 0; i <= size_; ++i) {
      hope = std::max(
          hope, ScoreOf(cell[i]) + int64_t{size_ - i} * (2 * kUnit - cost_));
    }
    if (hope <= ScoreOf(best)) break;
  }
  return is_found;
}

}  // namespace litany::passage
