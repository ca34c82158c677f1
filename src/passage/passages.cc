#include "passage/passages.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/thread_pool.h"

namespace litany::passage {
namespace {

constexpr uint32_t kNone = ~uint32_t{0};

// A place of a text where stretches lie.
struct Place {
  uint32_t text = 0;
  // Of the longest stretch, to which others are compared.
  uint32_t core_begin = 0;
  uint32_t core_end = 0;
  // Of all of them.
  uint32_t begin = 0;
  uint32_t end = 0;
  bool is_repeated = false;  // a whole text that several documents share

  uint32_t size() const { return end - begin; }
};

// One side of a stretch, or (stretch == kNone) a repeated text.
struct Side {
  uint32_t text = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t stretch = kNone;
  bool is_b = false;

  uint32_t size() const { return end - begin; }
};

// A stretch as seen from one of its places.
struct Edge {
  uint32_t to = 0;  // place
  uint32_t stretch = 0;
};

// What lies inside what.
class Settler {
 public:
  explicit Settler(const TextTable& texts) : texts_(texts) {}

  void Settle(std::vector<Passage>* passages) const {
    DropNested(passages);
    std::sort(passages->begin(), passages->end(),
              [](const Passage& x, const Passage& y) {
                const auto key = [](const Passage& p) {
                  const Occurrence& o = p.medoid();
                  return std::tie(o.text, o.begin, o.end);
                };
                return key(x) < key(y);
              });
    MarkInside(passages);
  }

 private:
  // An occurrence as a cover of its text.
  struct Cover {
    uint32_t text, begin, end, passage, occurrence;
  };

  // All occurrences by text, and where each text's begin.
  struct Covers {
    std::vector<Cover> all;
    std::vector<size_t> begins;
  };

  Covers CoversOf(const std::vector<Passage>& passages) const {
    Covers covers;
    for (uint32_t p = 0; p < passages.size(); ++p) {
      for (uint32_t o = 0; o < passages[p].occurrences.size(); ++o) {
        const Occurrence& place = passages[p].occurrences[o];
        covers.all.push_back({place.text, place.begin, place.end, p, o});
      }
    }
    std::sort(covers.all.begin(), covers.all.end(),
              [](const Cover& x, const Cover& y) {
                return std::tie(x.text, x.begin, x.end, x.passage) <
                       std::tie(y.text, y.begin, y.end, y.passage);
              });
    covers.begins.assign(size_t{texts_.size()} + 1, 0);
    for (const Cover& cover : covers.all) ++covers.begins[cover.text + 1];
    std::partial_sum(covers.begins.begin(), covers.begins.end(),
                     covers.begins.begin());
    return covers;
  }

  // Calls visit(cover) for the other passages' occurrences that hold all of
  // this one; for none where too many lie in the text to look at them all.
  template <typename Visit>
  static void ForEachHolder(const Covers& covers, const Occurrence& place,
                            uint32_t passage, const Visit& visit) {
    constexpr size_t kMost = 4096;
    const size_t begin = covers.begins[place.text];
    const size_t end = covers.begins[place.text + 1];
    if (end - begin > kMost) return;
    for (size_t i = begin; i < end; ++i) {
      const Cover& cover = covers.all[i];
      if (cover.begin > place.begin) break;
      if (cover.end < place.end || cover.passage == passage) continue;
      visit(cover);
    }
  }

  // Drops passages all of whose occurrences lie in occurrences of one longer
  // passage: they say nothing that it does not say.
  void DropNested(std::vector<Passage>* passages) const {
    const Covers covers = CoversOf(*passages);
    std::vector<bool> is_nested(passages->size());
    for (uint32_t p = 0; p < passages->size(); ++p) {
      const uint32_t own = (*passages)[p].medoid().size();
      std::vector<uint32_t> common;
      bool is_first = true;
      for (const Occurrence& place : (*passages)[p].occurrences) {
        std::vector<uint32_t> found;
        ForEachHolder(covers, place, p, [&](const Cover& cover) {
          const uint32_t size = (*passages)[cover.passage].medoid().size();
          if (size > own || (size == own && cover.passage < p)) {
            found.push_back(cover.passage);
          }
        });
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (is_first) {
          common = found;
        } else {
          std::vector<uint32_t> both;
          std::set_intersection(common.begin(), common.end(), found.begin(),
                                found.end(), std::back_inserter(both));
          common.swap(both);
        }
        is_first = false;
        if (common.empty()) break;
      }
      is_nested[p] = !common.empty();
    }
    EraseMarked(is_nested, passages);
  }

  // Occurrences inside of others take the new numbers.
  static void EraseMarked(const std::vector<bool>& marked,
                          std::vector<Passage>* passages) {
    std::vector<uint32_t> numbers(passages->size(), Occurrence::kNoPassage);
    uint32_t kept = 0;
    for (size_t p = 0; p < passages->size(); ++p) {
      if (marked[p]) continue;
      if (kept != p) (*passages)[kept] = std::move((*passages)[p]);
      numbers[p] = kept++;
    }
    passages->resize(kept);
    for (Passage& passage : *passages) {
      for (Occurrence& place : passage.occurrences) {
        if (place.is_inside()) place.inside = numbers[place.inside];
      }
    }
  }

  // Marks the occurrences that say nothing new: inside a longer passage, and
  // with none of the other texts in common that it does not share something
  // longer with, at this place or at the other's.  Drops the passages that are
  // nothing else.
  void MarkInside(std::vector<Passage>* passages) const {
    const Covers covers = CoversOf(*passages);
    std::vector<std::vector<uint32_t>> texts_of(passages->size());
    for (size_t p = 0; p < passages->size(); ++p) {
      for (const Occurrence& place : (*passages)[p].occurrences) {
        texts_of[p].push_back(place.text);
      }
      std::sort(texts_of[p].begin(), texts_of[p].end());
    }
    std::vector<bool> says_nothing(passages->size());
    for (uint32_t p = 0; p < passages->size(); ++p) {
      MarkInside(covers, texts_of, p, &(*passages)[p].occurrences);
      const std::vector<Occurrence>& places = (*passages)[p].occurrences;
      says_nothing[p] = std::all_of(
          places.begin(), places.end(),
          [](const Occurrence& place) { return place.is_inside(); });
    }
    // The longest occurrence around another has no longer one around it, so
    // its passage stays.  (But for texts in which a passage lies inside of
    // itself with another between: there the mark is lost, which harms none.)
    EraseMarked(says_nothing, passages);
  }

  static void MarkInside(const Covers& covers,
                         const std::vector<std::vector<uint32_t>>& texts_of,
                         uint32_t passage, std::vector<Occurrence>* all) {
    // Popular formulas are left as they are.
    constexpr size_t kMostOccurrences = 64;
    std::vector<Occurrence>& places = *all;
    if (places.size() > kMostOccurrences) return;
    std::vector<std::vector<uint32_t>> holders(places.size());
    std::vector<uint32_t> longest(places.size(), Occurrence::kNoPassage);
    for (size_t o = 0; o < places.size(); ++o) {
      uint32_t most = places[o].size();
      ForEachHolder(covers, places[o], passage, [&](const Cover& cover) {
        const uint32_t size = cover.end - cover.begin;
        if (size <= places[o].size()) return;
        holders[o].push_back(cover.passage);
        if (size > most) {
          most = size;
          longest[o] = cover.passage;
        }
      });
    }
    const auto share = [&](size_t x, size_t y) {
      if (places[x].text == places[y].text) return true;
      const auto holds = [&](size_t inside, size_t other) {
        return std::any_of(holders[inside].begin(), holders[inside].end(),
                           [&](uint32_t holder) {
                             return std::binary_search(texts_of[holder].begin(),
                                                       texts_of[holder].end(),
                                                       places[other].text);
                           });
      };
      return holds(x, y) || holds(y, x);
    };
    // The medoid last, so that it stays where it can.
    for (size_t i = 1; i <= places.size(); ++i) {
      const size_t x = i % places.size();
      if (holders[x].empty()) continue;
      bool is_new = false;
      for (size_t y = 0; y < places.size() && !is_new; ++y) {
        is_new = y != x && !places[y].is_inside() && !share(x, y);
      }
      if (!is_new) places[x].inside = longest[x];
    }
  }

  const TextTable& texts_;
};

class Builder {
 public:
  Builder(const TextTable& texts, std::span<const Stretch> stretches,
          const std::vector<bool>& is_repeated, uint32_t first_reference,
          const PairParams& params, uint32_t threads)
      : texts_(texts),
        stretches_(stretches),
        is_repeated_(is_repeated),
        first_reference_(first_reference),
        params_(params),
        threads_(threads) {}

  std::vector<Passage> Build() {
    MakePlaces();
    MakeEdges();
    std::vector<Passage> passages = BuildComponents();
    Settler(texts_).Settle(&passages);
    return passages;
  }

 private:
  // --- Places ---------------------------------------------------------------

  void MakePlaces() {
    std::vector<Side> sides;
    sides.reserve(stretches_.size() * 2);
    for (uint32_t i = 0; i < stretches_.size(); ++i) {
      const Stretch& s = stretches_[i];
      sides.push_back({s.a, s.begin_a, s.end_a, i, false});
      sides.push_back({s.b, s.begin_b, s.end_b, i, true});
    }
    for (uint32_t t = 0; t < texts_.size(); ++t) {
      if (!is_repeated_[t]) continue;
      const auto size = static_cast<uint32_t>(texts_[t].size());
      if (size < LeastMatches(texts_[t], params_)) continue;
      sides.push_back({t, 0, size, kNone, false});
    }
    std::sort(sides.begin(), sides.end(), [](const Side& x, const Side& y) {
      if (x.text != y.text) return x.text < y.text;
      if (x.size() != y.size()) return x.size() > y.size();
      return std::tie(x.begin, x.stretch) < std::tie(y.begin, y.stretch);
    });
    place_of_.resize(stretches_.size());
    // Places of the current text, by begin.
    std::multimap<uint32_t, uint32_t> by_begin;
    uint32_t text = kNone;
    for (const Side& side : sides) {
      if (side.text != text) by_begin.clear();
      text = side.text;
      const uint32_t place = PlaceFor(side, &by_begin);
      if (side.stretch == kNone) {
        places_[place].is_repeated = true;
      } else if (side.is_b) {
        place_of_[side.stretch].second = place;
      } else {
        place_of_[side.stretch].first = place;
      }
    }
  }

  // Sides come longest first, so a place is at least as long as the side, and
  // at most a quarter longer if it is to take it in.
  uint32_t PlaceFor(const Side& side,
                    std::multimap<uint32_t, uint32_t>* by_begin) {
    uint32_t best = kNone;
    uint64_t best_shared = 0;
    const uint32_t low = side.begin - std::min(side.begin, side.size() / 4);
    for (auto it = by_begin->lower_bound(low);
         it != by_begin->end() && it->first <= side.begin + side.size() / 4;
         ++it) {
      const Place& place = places_[it->second];
      const uint32_t begin = std::max(place.begin, side.begin);
      const uint32_t end = std::min(place.end, side.end);
      if (begin >= end || 5 * (end - begin) < 4 * place.size()) continue;
      // The greater share of the place.
      const uint64_t shared = end - begin;
      if (best == kNone ||
          shared * places_[best].size() > best_shared * place.size()) {
        best = it->second;
        best_shared = shared;
      }
    }
    if (best != kNone) {
      places_[best].begin = std::min(places_[best].begin, side.begin);
      places_[best].end = std::max(places_[best].end, side.end);
      return best;
    }
    best = static_cast<uint32_t>(places_.size());
    places_.push_back(
        {side.text, side.begin, side.end, side.begin, side.end, false});
    by_begin->emplace(side.begin, best);
    return best;
  }

  // --- Edges ----------------------------------------------------------------

  void MakeEdges() {
    const size_t count = places_.size();
    begins_.assign(count + 1, 0);
    for (const auto& [a, b] : place_of_) {
      ++begins_[a + 1];
      ++begins_[b + 1];
    }
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    edges_.resize(stretches_.size() * 2);
    std::vector<size_t> next(begins_.begin(), begins_.end() - 1);
    for (uint32_t i = 0; i < place_of_.size(); ++i) {
      const auto [a, b] = place_of_[i];
      edges_[next[a]++] = {b, i};
      edges_[next[b]++] = {a, i};
    }
    degree_.resize(count);
    for (uint32_t p = 0; p < count; ++p) {
      // The longest stretch to each place stays.
      auto begin = edges_.begin() + static_cast<ptrdiff_t>(begins_[p]);
      auto end = edges_.begin() + static_cast<ptrdiff_t>(begins_[p + 1]);
      std::sort(begin, end, [&](const Edge& x, const Edge& y) {
        if (x.to != y.to) return x.to < y.to;
        if (Matches(x) != Matches(y)) return Matches(x) > Matches(y);
        return x.stretch < y.stretch;
      });
      for (auto it = begin; it != end; ++it) {
        degree_[p] += it == begin || it->to != (it - 1)->to ? 1u : 0u;
      }
    }
  }

  uint32_t Matches(const Edge& edge) const {
    return stretches_[edge.stretch].matches;
  }

  // The edges of a place, by the place they lead to, the best of each first.
  std::span<const Edge> EdgesOf(uint32_t place) const {
    return std::span(edges_).subspan(begins_[place],
                                     begins_[place + 1] - begins_[place]);
  }

  // The side of `stretch` that lies in `place`.
  std::pair<uint32_t, uint32_t> SideIn(uint32_t stretch, uint32_t place) const {
    const Stretch& s = stretches_[stretch];
    if (place_of_[stretch].first == place) return {s.begin_a, s.end_a};
    return {s.begin_b, s.end_b};
  }

  // --- Components -----------------------------------------------------------

  // What no stretch leads to does not matter to a place, so places that
  // stretches connect are worked on by one thread, and all such sets at once.
  std::vector<Passage> BuildComponents() {
    const auto count = static_cast<uint32_t>(places_.size());
    medoid_of_.assign(count, kNone);
    members_.resize(count);
    adopted_.assign(count, 0);
    const std::vector<std::vector<uint32_t>> components = Components();
    // As even as whole components can be dealt out, in their order.
    constexpr size_t kPlacesAPiece = 256;
    std::vector<size_t> begins = {0};
    size_t size = 0;
    for (size_t c = 0; c < components.size(); ++c) {
      size += components[c].size();
      if (size < kPlacesAPiece && c + 1 < components.size()) continue;
      begins.push_back(c + 1);
      size = 0;
    }
    const size_t pieces = begins.size() - 1;
    std::vector<std::vector<Passage>> built(pieces);
    base::ParallelFor(threads_, pieces, [&](uint32_t, size_t piece) {
      AlignScratch scratch;
      for (size_t c = begins[piece]; c < begins[piece + 1]; ++c) {
        Elect(components[c], &scratch);
        Collect(components[c], &scratch, &built[piece]);
      }
    });
    std::vector<Passage> passages;
    for (std::vector<Passage>& some : built) {
      passages.insert(passages.end(), std::make_move_iterator(some.begin()),
                      std::make_move_iterator(some.end()));
    }
    return passages;
  }

  // Places that are connected by stretches, each set in order, the sets by
  // their first place.
  std::vector<std::vector<uint32_t>> Components() const {
    std::vector<uint32_t> parent(places_.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root_of = [&parent](uint32_t place) {
      while (parent[place] != place) {
        parent[place] = parent[parent[place]];
        place = parent[place];
      }
      return place;
    };
    for (const auto& [a, b] : place_of_) {
      const uint32_t root_a = root_of(a);
      const uint32_t root_b = root_of(b);
      parent[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }
    std::vector<uint32_t> number(places_.size(), kNone);
    std::vector<std::vector<uint32_t>> components;
    for (uint32_t place = 0; place < places_.size(); ++place) {
      const uint32_t root = root_of(place);
      if (number[root] == kNone) {
        number[root] = static_cast<uint32_t>(components.size());
        components.emplace_back();
      }
      components[number[root]].push_back(place);
    }
    return components;
  }

  // --- Election -------------------------------------------------------------

  void Elect(std::vector<uint32_t> visit, AlignScratch* scratch) {
    // Places are numbered by text, then longest first.
    std::stable_sort(visit.begin(), visit.end(), [&](uint32_t x, uint32_t y) {
      const bool is_reference = IsReference(x);
      if (is_reference != IsReference(y)) return is_reference;
      if (degree_[x] != degree_[y]) return degree_[x] > degree_[y];
      return places_[x].size() > places_[y].size();
    });
    for (const uint32_t place : visit) {
      if (!JoinAdjacent(place, scratch) && !JoinNeighbours(place, scratch)) {
        medoid_of_[place] = place;
      }
    }
  }

  bool IsReference(uint32_t place) const {
    return places_[place].text >= first_reference_;
  }

  // Joins the most similar medoid among the adjacent places.
  bool JoinAdjacent(uint32_t place, AlignScratch* scratch) {
    const std::span<const Edge> edges = EdgesOf(place);
    std::vector<Edge> adjacent;
    for (size_t i = 0; i < edges.size(); ++i) {
      if (i > 0 && edges[i].to == edges[i - 1].to) continue;
      if (medoid_of_[edges[i].to] == edges[i].to) adjacent.push_back(edges[i]);
    }
    std::stable_sort(
        adjacent.begin(), adjacent.end(),
        [&](const Edge& x, const Edge& y) { return Matches(x) > Matches(y); });
    constexpr size_t kTries = 4;
    for (size_t i = 0; i < std::min(kTries, adjacent.size()); ++i) {
      if (Join(place, adjacent[i].to, scratch)) return true;
    }
    return false;
  }

  // Joins the medoid of a neighbour, if it is similar to it too.
  bool JoinNeighbours(uint32_t place, AlignScratch* scratch) {
    constexpr size_t kTries = 4;
    std::vector<uint32_t> tried;
    for (const Edge& edge : EdgesOf(place)) {
      const uint32_t medoid = medoid_of_[edge.to];
      if (medoid == kNone || medoid == edge.to) continue;
      if (places_[medoid].text == places_[place].text) continue;
      if (std::find(tried.begin(), tried.end(), medoid) != tried.end()) {
        continue;
      }
      if (tried.size() == kTries) break;
      tried.push_back(medoid);
      if (Join(place, medoid, scratch)) return true;
    }
    return false;
  }

  // Makes the place an occurrence of the medoid, if it is similar.
  bool Join(uint32_t place, uint32_t medoid, AlignScratch* scratch) {
    Occurrence occurrence = OwnOccurrence(places_[place]);
    if (!Align(places_[medoid].text, places_[medoid].begin, places_[medoid].end,
               &occurrence, scratch)) {
      return false;
    }
    medoid_of_[place] = medoid;
    members_[medoid].push_back(std::move(occurrence));
    return true;
  }

  bool Align(uint32_t text, uint32_t begin, uint32_t end,
             Occurrence* occurrence, AlignScratch* scratch) const {
    const Symbols medoid = texts_[text].subspan(begin, end - begin);
    const Symbols other =
        texts_[occurrence->text].subspan(occurrence->begin, occurrence->size());
    AlignSpans(medoid, other, scratch, &occurrence->alignment);
    return IsSimilar(occurrence->alignment.matches, medoid.size(), other.size(),
                     params_.exact ? 1.0 : params_.similarity);
  }

  // --- Passages -------------------------------------------------------------

  void Collect(const std::vector<uint32_t>& component, AlignScratch* scratch,
               std::vector<Passage>* passages) {
    for (const uint32_t p : component) {
      if (medoid_of_[p] != p || adopted_[p] != 0) continue;
      if (members_[p].empty() && !places_[p].is_repeated) {
        Adopt(p, scratch, passages);
        continue;
      }
      Passage passage;
      passage.occurrences.push_back(OwnOccurrence(places_[p]));
      AddMembers(&members_[p], scratch, &passage);
      passages->push_back(std::move(passage));
    }
  }

  static Occurrence OwnOccurrence(const Place& place) {
    Occurrence own;
    own.text = place.text;
    own.begin = place.begin;
    own.end = place.end;
    own.alignment.matches = place.size();
    return own;
  }

  // A medoid nobody joined, since its partners joined others or are not
  // similar to all of it.
  void Adopt(uint32_t place, AlignScratch* scratch,
             std::vector<Passage>* passages) {
    const std::span<const Edge> all = EdgesOf(place);
    std::vector<Edge> edges(all.begin(), all.end());
    std::stable_sort(
        edges.begin(), edges.end(),
        [&](const Edge& x, const Edge& y) { return Matches(x) > Matches(y); });
    // The best of them as a whole becomes its occurrence as well.
    constexpr size_t kTries = 4;
    for (size_t i = 0; i < std::min(kTries, edges.size()); ++i) {
      const Place& partner = places_[edges[i].to];
      Passage passage;
      passage.occurrences.push_back(OwnOccurrence(places_[place]));
      passage.occurrences.push_back(OwnOccurrence(partner));
      if (!Align(places_[place].text, places_[place].begin, places_[place].end,
                 &passage.occurrences[1], scratch)) {
        continue;
      }
      passages->push_back(std::move(passage));
      const uint32_t to = edges[i].to;
      const bool is_alone =
          medoid_of_[to] == to && members_[to].empty() && !partner.is_repeated;
      adopted_[to] = is_alone ? 1 : 0;
      return;
    }
    // Else the stretches themselves, until nothing of the place is left.
    std::vector<std::pair<uint32_t, uint32_t>> covered;
    for (const Edge& edge : edges) {
      const auto [begin, end] = SideIn(edge.stretch, place);
      const bool is_covered = std::any_of(
          covered.begin(), covered.end(), [begin = begin, end = end](auto& c) {
            return c.first <= begin && end <= c.second;
          });
      if (is_covered) continue;
      covered.emplace_back(begin, end);
      Place own = places_[place];
      Place partner = places_[edge.to];
      std::tie(own.begin, own.end) = std::pair(begin, end);
      std::tie(partner.begin, partner.end) = SideIn(edge.stretch, edge.to);
      Passage passage;
      passage.occurrences.push_back(OwnOccurrence(own));
      passage.occurrences.push_back(OwnOccurrence(partner));
      // A stretch was similar when it was found.
      Align(own.text, begin, end, &passage.occurrences[1], scratch);
      passages->push_back(std::move(passage));
    }
  }

  // Occurrences that overlap in a text become one, if that is similar too.
  void AddMembers(std::vector<Occurrence>* members, AlignScratch* scratch,
                  Passage* passage) const {
    std::sort(members->begin(), members->end(),
              [](const Occurrence& x, const Occurrence& y) {
                return std::tie(x.text, x.begin, x.end) <
                       std::tie(y.text, y.begin, y.end);
              });
    std::vector<Occurrence>& occurrences = passage->occurrences;
    const Occurrence medoid = occurrences[0];
    for (Occurrence& member : *members) {
      Occurrence& last = occurrences.back();
      if (occurrences.size() > 1 && last.text == member.text &&
          member.begin < last.end) {
        if (member.end <= last.end) continue;
        Occurrence both = last;
        both.end = member.end;
        if (Align(medoid.text, medoid.begin, medoid.end, &both, scratch)) {
          last = std::move(both);
          continue;
        }
      }
      occurrences.push_back(std::move(member));
    }
  }

  const TextTable& texts_;
  const std::span<const Stretch> stretches_;
  const std::vector<bool>& is_repeated_;
  const uint32_t first_reference_;
  const PairParams& params_;
  const uint32_t threads_;

  std::vector<Place> places_;
  std::vector<std::pair<uint32_t, uint32_t>> place_of_;  // a and b, by stretch
  std::vector<size_t> begins_;
  std::vector<Edge> edges_;
  std::vector<uint32_t> degree_;
  std::vector<uint32_t> medoid_of_;
  std::vector<std::vector<Occurrence>> members_;  // by medoid
  // By place: taken in by another.  Bytes, since threads write side by side.
  std::vector<uint8_t> adopted_;
};

}  // namespace

std::vector<Passage> BuildPassages(const TextTable& texts,
                                   std::span<const Stretch> stretches,
                                   const std::vector<bool>& is_repeated,
                                   uint32_t first_reference,
                                   const PairParams& params, uint32_t threads) {
  return Builder(texts, stretches, is_repeated, first_reference, params,
                 threads)
      .Build();
}

void SettlePassages(const TextTable& texts, std::vector<Passage>* passages) {
  Settler(texts).Settle(passages);
}

}  // namespace litany::passage
