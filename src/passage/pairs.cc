#include "passage/pairs.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "base/thread_pool.h"
#include "passage/common_run.h"

namespace litany::passage {
namespace {

// Segments before one that are looked at for what it follows.
constexpr size_t kLookBack = 64;

// A segment: a seed with its extension, before anything is joined.
struct Segment : Stretch {
  size_t before = kNothing;
  int64_t chain = 0;  // score of the best chain that ends here
  bool used = false;

  static constexpr size_t kNothing = ~size_t{0};
};

bool IsInside(const Seed& seed, const Stretch& box) {
  return seed.at_a >= box.begin_a && seed.at_a < box.end_a &&
         seed.at_b >= box.begin_b && seed.at_b < box.end_b;
}

// The exact run around a seed.
Stretch ExactRun(Symbols a, Symbols b, const Seed& seed) {
  const auto left = static_cast<uint32_t>(
      CommonSuffix(a.data() + seed.at_a, b.data() + seed.at_b,
                   std::min(seed.at_a, seed.at_b)));
  const auto right = static_cast<uint32_t>(
      CommonPrefix(a.data() + seed.at_a, b.data() + seed.at_b,
                   std::min(a.size() - seed.at_a, b.size() - seed.at_b)));
  return {seed.a,           seed.b,
          seed.at_a - left, seed.at_a + right,
          seed.at_b - left, seed.at_b + right,
          left + right};
}

class PairFinder {
 public:
  PairFinder(const TextTable& texts, std::span<const Seed> seeds,
             const PairParams& params, AlignScratch* scratch,
             std::vector<Stretch>* out)
      : a_(texts[seeds[0].a]),
        b_(texts[seeds[0].b]),
        seeds_(seeds),
        params_(params),
        scratch_(scratch),
        out_(out) {}

  void Find() {
    const size_t first = out_->size();
    if (params_.exact) {
      AddExactRuns(nullptr);
    } else {
      ExtendSeeds();
      Chain();
      for (const size_t last : order_) TakeChain(last);
    }
    const auto begin = out_->begin() + static_cast<ptrdiff_t>(first);
    std::sort(begin, out_->end());
    out_->erase(std::unique(begin, out_->end()), out_->end());
  }

 private:
  void ExtendSeeds() {
    for (const Seed& seed : seeds_) {
      if (IsInRun(seed)) continue;
      runs_.push_back(ExactRun(a_, b_, seed));
      if (IsInSegment(runs_.back())) continue;
      const Extension ahead =
          ExtendForward(a_.subspan(seed.at_a), b_.subspan(seed.at_b), scratch_);
      const Extension back =
          ExtendBackward(a_.first(seed.at_a), b_.first(seed.at_b), scratch_);
      Segment segment;
      segment.a = seed.a;
      segment.b = seed.b;
      segment.begin_a = seed.at_a - back.a;
      segment.begin_b = seed.at_b - back.b;
      segment.end_a = seed.at_a + ahead.a;
      segment.end_b = seed.at_b + ahead.b;
      segment.matches = ahead.matches + back.matches;
      segments_.push_back(segment);
    }
    std::sort(segments_.begin(), segments_.end(),
              [](const Segment& x, const Segment& y) {
                return static_cast<const Stretch&>(x) < y;
              });
  }

  // Whether the seed lies in one of the last exact runs.
  bool IsInRun(const Seed& seed) const {
    const size_t look_back = std::min(runs_.size(), kLookBack);
    for (size_t i = 1; i <= look_back; ++i) {
      const Stretch& run = runs_[runs_.size() - i];
      if (IsInside(seed, run) &&
          seed.at_a - run.begin_a == seed.at_b - run.begin_b) {
        return true;
      }
    }
    return false;
  }

  // Whether both sides of the run lie in one of the last segments.
  bool IsInSegment(const Stretch& run) const {
    const size_t look_back = std::min(segments_.size(), kLookBack);
    for (size_t i = 1; i <= look_back; ++i) {
      const Segment& box = segments_[segments_.size() - i];
      if (run.begin_a >= box.begin_a && run.end_a <= box.end_a &&
          run.begin_b >= box.begin_b && run.end_b <= box.end_b) {
        return true;
      }
    }
    return false;
  }

  // Whether `next` may follow `last` in one stretch.
  bool MayFollow(const Stretch& last, const Stretch& next) const {
    if (next.begin_a < last.begin_a || next.end_a < last.end_a ||
        next.begin_b < last.begin_b || next.end_b < last.end_b) {
      return false;
    }
    const uint32_t gap_a = Gap(last.end_a, next.begin_a);
    const uint32_t gap_b = Gap(last.end_b, next.begin_b);
    return std::max(gap_a, gap_b) <= params_.max_gap &&
           std::min(gap_a, gap_b) <= params_.max_gap / 4;
  }

  // Symbols between two segments; none where they overlap, as they may where
  // a seed behind a gap was extended back over it.
  static uint32_t Gap(uint32_t end, uint32_t begin) {
    return begin > end ? begin - end : 0;
  }
  // At least so many matches of `next` lie in `last` as well.
  static uint32_t Overlap(const Stretch& last, const Stretch& next) {
    return std::min(next.matches, std::max(Gap(next.begin_a, last.end_a),
                                           Gap(next.begin_b, last.end_b)));
  }

  void Chain() {
    for (size_t i = 0; i < segments_.size(); ++i) {
      Segment& next = segments_[i];
      // A symbol of gap costs a quarter of a match.
      int64_t best = 0;
      for (size_t back = 1; back <= std::min(i, kLookBack); ++back) {
        const Segment& last = segments_[i - back];
        if (!MayFollow(last, next)) continue;
        const int64_t gap =
            int64_t{next.begin_a} - last.end_a + next.begin_b - last.end_b;
        const int64_t score = last.chain - gap;
        if (score > best) {
          best = score;
          next.before = i - back;
        }
      }
      next.chain = best + int64_t{4} * next.matches;
    }
    order_.resize(segments_.size());
    for (size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::stable_sort(order_.begin(), order_.end(), [&](size_t x, size_t y) {
      return segments_[x].chain > segments_[y].chain;
    });
  }

  // The unused part of the chain that ends at `last`.
  void TakeChain(size_t last) {
    if (segments_[last].used) return;
    Links chain;
    for (size_t at = last; at != Segment::kNothing && !segments_[at].used;
         at = segments_[at].before) {
      segments_[at].used = true;
      chain.push_back(at);
    }
    std::reverse(chain.begin(), chain.end());
    TakeLinks(chain);
  }

  // Not by recursion: a chain may have as many links as a text has grams.
  void TakeLinks(std::span<const size_t> chain) {
    absl::InlinedVector<std::span<const size_t>, 4> open = {chain};
    while (!open.empty()) {
      const std::span<const size_t> links = open.back();
      open.pop_back();
      if (const size_t cut = TakeOrCut(links)) {
        open.push_back(links.subspan(cut));
        open.push_back(links.first(cut));
      }
    }
  }

  // Takes the links as one stretch, or returns where they fall apart: at the
  // widest gap, of equal ones that in the middle, so that a long chain is not
  // walked through once a link.
  size_t TakeOrCut(std::span<const size_t> chain) {
    const auto off_middle = [&chain](size_t i) {
      return 2 * i > chain.size() ? 2 * i - chain.size() : chain.size() - 2 * i;
    };
    Stretch whole = segments_[chain[0]];
    size_t widest = 0;  // the link before which the widest gap lies
    uint64_t widest_gap = 0;
    for (size_t i = 1; i < chain.size(); ++i) {
      const Segment& next = segments_[chain[i]];
      const uint64_t gap =
          uint64_t{next.begin_a} - whole.end_a + next.begin_b - whole.end_b;
      if (widest == 0 || gap > widest_gap ||
          (gap == widest_gap && off_middle(i) < off_middle(widest))) {
        widest_gap = gap;
        widest = i;
      }
      whole.matches += next.matches - Overlap(whole, next);
      whole.end_a = next.end_a;
      whole.end_b = next.end_b;
    }
    if (IsSimilar(whole.matches, whole.size_a(), whole.size_b(),
                  params_.similarity)) {
      if (whole.matches >= LeastMatches(Part(whole), params_)) {
        out_->push_back(whole);
      }
      return 0;
    }
    if (chain.size() == 1) AddExactRuns(&whole);
    return widest;
  }

  Symbols Part(const Stretch& stretch) const {
    return a_.subspan(stretch.begin_a, stretch.size_a());
  }

  // The exact runs of all seeds, or of those in `box`, that are long enough.
  void AddExactRuns(const Stretch* box) {
    runs_.clear();
    std::span<const Seed> seeds = seeds_;
    if (box != nullptr) seeds = SeedsWithin(seeds, box->begin_a, box->end_a);
    for (const Seed& seed : seeds) {
      if (box != nullptr && !IsInside(seed, *box)) continue;
      if (IsInRun(seed)) continue;
      const Stretch run = ExactRun(a_, b_, seed);
      runs_.push_back(run);
      if (run.matches >= LeastMatches(Part(run), params_)) {
        out_->push_back(run);
      }
    }
  }

  const Symbols a_;
  const Symbols b_;
  const std::span<const Seed> seeds_;
  const PairParams& params_;
  AlignScratch* scratch_;
  std::vector<Stretch>* out_;
  // Most pairs have one or two of each.
  using Links = absl::InlinedVector<size_t, 4>;
  absl::InlinedVector<Stretch, 4> runs_;
  absl::InlinedVector<Segment, 2> segments_;
  Links order_;
};

}  // namespace

std::span<const Seed> SeedsWithin(std::span<const Seed> seeds, uint32_t begin_a,
                                  uint32_t end_a) {
  const auto at = [&](uint32_t place) {
    return std::partition_point(
        seeds.begin(), seeds.end(),
        [place](const Seed& seed) { return seed.at_a < place; });
  };
  return {at(begin_a), at(end_a)};
}

uint32_t LeastMatches(Symbols text, const PairParams& params) {
  return std::any_of(text.begin(), text.end(), IsDense) ? params.dense_length
                                                        : params.letter_length;
}

void FindStretches(const TextTable& texts, std::span<const Seed> seeds,
                   const PairParams& params, AlignScratch* scratch,
                   std::vector<Stretch>* out) {
  if (seeds.empty()) return;
  PairFinder(texts, seeds, params, scratch, out).Find();
}

std::vector<Stretch> FindAllStretches(const TextTable& texts,
                                      std::span<const Seed> seeds,
                                      const PairParams& params,
                                      uint32_t threads) {
  constexpr size_t kSeedsPerPiece = 4096;
  std::vector<size_t> begins;
  for (size_t i = 0; i < seeds.size(); ++i) {
    const bool is_new =
        i == 0 || seeds[i].a != seeds[i - 1].a || seeds[i].b != seeds[i - 1].b;
    if (is_new && (begins.empty() || i - begins.back() >= kSeedsPerPiece)) {
      begins.push_back(i);
    }
  }
  const size_t pieces = begins.size();
  begins.push_back(seeds.size());
  std::vector<std::vector<Stretch>> found(pieces);
  std::vector<AlignScratch> scratch(std::max(1u, threads));
  base::ParallelFor(threads, pieces, [&](uint32_t thread, size_t piece) {
    for (size_t i = begins[piece]; i < begins[piece + 1];) {
      size_t end = i + 1;
      while (end < begins[piece + 1] && seeds[end].a == seeds[i].a &&
             seeds[end].b == seeds[i].b) {
        ++end;
      }
      FindStretches(texts, seeds.subspan(i, end - i), params, &scratch[thread],
                    &found[piece]);
      i = end;
    }
  });
  std::vector<Stretch> all;
  for (const std::vector<Stretch>& some : found) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace litany::passage
