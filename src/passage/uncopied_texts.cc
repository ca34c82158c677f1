#include "passage/uncopied_texts.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/thread_pool.h"

namespace litany::passage {
namespace {

// Symbols [begin, end).
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Anchors by key, then position.
void SortByKey(std::vector<Anchor>* anchors) {
  std::sort(anchors->begin(), anchors->end(),
            [](const Anchor& x, const Anchor& y) {
              return std::tie(x.key, x.position) < std::tie(y.key, y.position);
            });
}

// Appends the seeds of two texts.  What one of them says over and over meets
// the first few places only: its neighbours align the rest.
void JoinAnchors(uint32_t a, std::span<const Anchor> of_a, uint32_t b,
                 std::span<const Anchor> of_b, std::vector<Seed>* seeds) {
  constexpr size_t kMostPlaces = 8;
  size_t i = 0;
  for (const Anchor& anchor : of_b) {
    while (i < of_a.size() && of_a[i].key < anchor.key) ++i;
    for (size_t j = i; j < std::min(of_a.size(), i + kMostPlaces) &&
                       of_a[j].key == anchor.key;
         ++j) {
      seeds->push_back({a, b, of_a[j].position, anchor.position});
    }
  }
  std::sort(seeds->begin(), seeds->end());
}

// What no match covers, with `margin` symbols around it.
std::vector<Range> LeftOver(std::vector<Range> covered, uint32_t size,
                            uint32_t margin) {
  std::sort(covered.begin(), covered.end(),
            [](const Range& x, const Range& y) { return x.begin < y.begin; });
  covered.push_back({size, size});
  std::vector<Range> left;
  const auto add = [&](uint32_t begin, uint32_t end) {
    begin -= std::min(begin, margin);
    end = std::min(size, end + margin);
    if (!left.empty() && begin <= left.back().end) {
      left.back().end = std::max(left.back().end, end);
    } else {
      left.push_back({begin, end});
    }
  };
  uint32_t at = 0;
  for (const Range& range : covered) {
    if (range.begin > at) add(at, range.begin);
    at = std::max(at, range.end);
  }
  return left;
}

}  // namespace

UncopiedTexts::UncopiedTexts(const TextTable& texts,
                             std::span<const uint32_t> representative,
                             const AnchorMaker& maker, const PairParams& params,
                             uint32_t threads)
    : texts_(texts), representative_(representative), params_(params) {
  for (uint32_t t = 0; t < texts.size(); ++t) {
    if (representative[t] != t) copies_.push_back({t, {}, {}});
  }
  std::sort(copies_.begin(), copies_.end(), [&](const Copy& x, const Copy& y) {
    return std::tie(representative_[x.text], x.text) <
           std::tie(representative_[y.text], y.text);
  });
  AlignCopies(maker, threads);
  CutParts(std::max(params.dense_length, params.letter_length), threads);
}

void UncopiedTexts::AlignCopies(const AnchorMaker& maker, uint32_t threads) {
  constexpr size_t kCopiesAPiece = 16;
  base::ParallelForPieces(
      threads, copies_.size(), kCopiesAPiece,
      [&](uint32_t, const base::Piece& piece) {
        AlignScratch scratch;
        SpanAlignment alignment;
        std::vector<Anchor> of_head;
        std::vector<Anchor> of_copy;
        std::vector<Seed> seeds;
        std::vector<Stretch> stretches;
        uint32_t known = texts_.size();
        for (size_t i = piece.begin; i < piece.end; ++i) {
          Copy& copy = copies_[i];
          const uint32_t head = representative_[copy.text];
          if (head != known) {
            maker.Find(texts_[head], &of_head);
            SortByKey(&of_head);
            known = head;
          }
          maker.Find(texts_[copy.text], &of_copy);
          SortByKey(&of_copy);
          seeds.clear();
          JoinAnchors(head, of_head, copy.text, of_copy, &seeds);
          stretches.clear();
          FindStretches(texts_, seeds, params_, &scratch, &stretches);
          for (const Stretch& s : stretches) {
            copy.begins.push_back(copy.matches.size());
            AlignSpans(texts_[head].subspan(s.begin_a, s.size_a()),
                       texts_[copy.text].subspan(s.begin_b, s.size_b()),
                       &scratch, &alignment);
            uint32_t a = 0;
            uint32_t b = 0;
            const auto match_up_to = [&](uint32_t end_a) {
              if (end_a > a) {
                copy.matches.push_back(
                    {s.begin_a + a, s.begin_b + b, end_a - a});
              }
            };
            for (const SymbolEdit& edit : alignment.edits) {
              match_up_to(edit.begin_a);
              a = edit.end_a;
              b = edit.end_b;
            }
            match_up_to(s.size_a());
          }
          copy.begins.push_back(copy.matches.size());
        }
      });
}

void UncopiedTexts::CutParts(uint32_t margin, uint32_t threads) {
  uint64_t total = 0;
  const auto add = [&](uint32_t text, const Range& range) {
    parts_.push_back({text, range.begin});
    begins_.push_back(total);
    total += range.end - range.begin;
  };
  for (uint32_t t = 0; t < texts_.size(); ++t) {
    if (representative_[t] == t) {
      add(t, {0, static_cast<uint32_t>(texts_[t].size())});
    }
  }
  for (const Copy& copy : copies_) {
    std::vector<Range> covered;
    for (const Match& match : copy.matches) {
      covered.push_back({match.begin_b, match.begin_b + match.size});
    }
    const auto size = static_cast<uint32_t>(texts_[copy.text].size());
    for (const Range& range : LeftOver(std::move(covered), size, margin - 1)) {
      add(copy.text, range);
    }
  }
  begins_.push_back(total);
  symbols_.resize(total);
  constexpr size_t kPartsAPiece = 256;
  base::ParallelForPieces(
      threads, parts_.size(), kPartsAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (size_t p = piece.begin; p < piece.end; ++p) {
          const Part& part = parts_[p];
          std::copy_n(texts_[part.text].begin() + part.begin,
                      begins_[p + 1] - begins_[p],
                      symbols_.begin() + static_cast<ptrdiff_t>(begins_[p]));
        }
      });
}

// The places in a copy that go with an occurrence in its representative.
std::vector<Occurrence> UncopiedTexts::Carry(const Copy& copy,
                                             const Occurrence& medoid,
                                             const Occurrence& place,
                                             AlignScratch* scratch) const {
  // What each stretch carries.
  struct Pair {
    Range a;
    Range b;
  };
  std::vector<Pair> pairs;
  for (size_t s = 0; s + 1 < copy.begins.size(); ++s) {
    bool is_new = true;
    for (size_t m = copy.begins[s]; m < copy.begins[s + 1]; ++m) {
      const Match& match = copy.matches[m];
      const uint32_t begin = std::max(match.begin_a, place.begin);
      const uint32_t end = std::min(match.begin_a + match.size, place.end);
      if (begin >= end) continue;
      const uint32_t at = match.begin_b + (begin - match.begin_a);
      if (is_new) pairs.push_back({{begin, end}, {at, at}});
      pairs.back().a.end = end;
      pairs.back().b.end = at + (end - begin);
      is_new = false;
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
    return std::tie(x.b.begin, x.b.end) < std::tie(y.b.begin, y.b.end);
  });
  std::vector<Occurrence> carried;
  const auto carry = [&](uint32_t begin, uint32_t end) {
    Occurrence made;
    made.text = copy.text;
    made.begin = begin;
    made.end = end;
    AlignSpans(texts_[medoid.text].subspan(medoid.begin, medoid.size()),
               texts_[made.text].subspan(begin, end - begin), scratch,
               &made.alignment);
    if (!IsSimilar(made.alignment.matches, medoid.size(), made.size(),
                   params_.exact ? 1.0 : params_.similarity)) {
      return false;
    }
    carried.push_back(std::move(made));
    return true;
  };
  // Pieces that follow each other are one place, if that is similar.
  for (size_t i = 0; i < pairs.size();) {
    size_t end = i + 1;
    while (end < pairs.size() && pairs[end].a.begin >= pairs[end - 1].a.end &&
           pairs[end].b.begin >= pairs[end - 1].b.end &&
           pairs[end].b.begin - pairs[end - 1].b.end <= params_.max_gap) {
      ++end;
    }
    if (end - i == 1 || !carry(pairs[i].b.begin, pairs[end - 1].b.end)) {
      for (size_t j = i; j < end; ++j) carry(pairs[j].b.begin, pairs[j].b.end);
    }
    i = end;
  }
  return carried;
}

std::vector<Passage> UncopiedTexts::Restore(std::vector<Passage> passages,
                                            uint32_t threads) const {
  std::vector<size_t> first_copy(size_t{texts_.size()} + 1, 0);
  for (const Copy& copy : copies_) {
    ++first_copy[size_t{representative_[copy.text]} + 1];
  }
  for (size_t t = 1; t < first_copy.size(); ++t) {
    first_copy[t] += first_copy[t - 1];
  }
  for (Passage& passage : passages) {
    for (Occurrence& place : passage.occurrences) {
      const Part& part = parts_[place.text];
      place.text = part.text;
      place.begin += part.begin;
      place.end += part.begin;
      place.inside = Occurrence::kNoPassage;
    }
  }
  base::ParallelFor(threads, passages.size(), [&](uint32_t, size_t p) {
    AlignScratch scratch;
    std::vector<Occurrence>& places = passages[p].occurrences;
    const Occurrence medoid = places[0];
    std::vector<Occurrence> inherited;
    for (const Occurrence& place : places) {
      for (size_t c = first_copy[place.text];
           c < first_copy[size_t{place.text} + 1]; ++c) {
        for (Occurrence& made : Carry(copies_[c], medoid, place, &scratch)) {
          inherited.push_back(std::move(made));
        }
      }
    }
    // What was found in a part of a copy may be inherited as well.
    const auto holds = [](const Occurrence& x, const Occurrence& y) {
      return x.text == y.text && x.begin <= y.begin && y.end <= x.end;
    };
    std::erase_if(inherited,
                  [&](const Occurrence& made) { return holds(medoid, made); });
    places.insert(places.end(), std::make_move_iterator(inherited.begin()),
                  std::make_move_iterator(inherited.end()));
    std::sort(places.begin() + 1, places.end(),
              [](const Occurrence& x, const Occurrence& y) {
                return std::tie(x.text, x.begin, y.end) <
                       std::tie(y.text, y.begin, x.end);
              });
    size_t kept = 1;
    for (size_t i = 1; i < places.size(); ++i) {
      if (kept > 1 && holds(places[kept - 1], places[i])) continue;
      if (kept != i) places[kept] = std::move(places[i]);
      ++kept;
    }
    places.resize(kept);
  });
  SettlePassages(texts_, &passages);
  return passages;
}

}  // namespace litany::passage
