#include "templates/frames.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "templates/page_tally.h"

namespace litany::templates {
namespace {

// Weights are thousandths, so that sums are exact.  The constants are those of
// a prototype that did well on the pages of six sites by mean F1 and the share
// of the text lost together: docs/quality.md has what they come to.
constexpr int64_t kUnit = 1000;
// What all pages of a source hold weighs 1 - kSlope.
constexpr double kSlope = 2.0;
// A repeated line of so few words weighs less by kShortPenalty.
constexpr uint32_t kShortWords = 3;
constexpr int64_t kShortPenalty = 300;
// Sentences weigh for the text below this share of the pages; from it on
// everything weighs against it.
constexpr double kNearlyAll = 0.9;
// Pages that must hold a line before nearly all is evidence.
constexpr uint32_t kLeastForAll = 4;
// The evidence of n pages weighs n / (n + kShrink).
constexpr double kShrink = 2.0;
// A further stretch of text needs so many letters, and a sentence.
constexpr int64_t kLeastStretch = 60 * kUnit;
// A line inside texts on this share of the pages is furniture.
constexpr double kInsideShare = 0.8;
// A line that follows the same two lines on this share of its pages belongs to
// one passage with them.  .75 and .9 do the same on the sites of
// docs/quality.md.
constexpr double kFollowsShare = 0.9;

struct Counts {
  std::vector<uint32_t> pages;  // by block
  uint32_t counted = 0;
};

// Pages that hold each block; those of one representative count once.
Counts CountPages(const SourceLines& source,
                  std::span<const uint32_t> representative) {
  Counts counts;
  counts.pages.assign(source.block_count, 0);
  // By page: the next one of the same representative.
  constexpr uint32_t kNoPage = ~uint32_t{0};
  std::vector<uint32_t> first(source.pages(), kNoPage);
  std::vector<uint32_t> next(source.pages(), kNoPage);
  for (auto p = static_cast<uint32_t>(source.pages()); p-- > 0;) {
    next[p] = std::exchange(first[representative[p]], p);
  }
  std::vector<uint32_t> seen_by(source.block_count, ~uint32_t{0});
  for (uint32_t r = 0; r < first.size(); ++r) {
    if (first[r] == kNoPage) continue;
    ++counts.counted;
    for (uint32_t p = first[r]; p != kNoPage; p = next[p]) {
      for (const uint32_t block : source.Blocks(p)) {
        if (seen_by[block] == r) continue;
        seen_by[block] = r;
        ++counts.pages[block];
      }
    }
  }
  return counts;
}

class Weigher {
 public:
  explicit Weigher(const Counts& counts) : counts_(counts) {
    const double n = counts.counted;
    const double scale =
        n < 2 ? 0 : n / (n + kShrink) / std::log(n) * kSlope * kUnit;
    by_pages_.resize(counts.counted + 1, kUnit);
    for (uint32_t pages = kLeastPages; pages <= counts.counted; ++pages) {
      by_pages_[pages] = kUnit - std::llround(std::log(pages) * scale);
    }
  }

  // By letter.
  int64_t PerLetter(const PageLine& line, uint32_t block) const {
    const uint32_t pages = counts_.pages[block];
    int64_t weight = by_pages_[pages];
    if (pages >= kLeastPages && line.words <= kShortWords) {
      weight -= kShortPenalty;
    }
    if (line.is_prose && !IsNearlyAll(pages)) {
      weight = std::max(weight, kUnit);
    }
    if (IsNearlyAll(pages)) weight = std::min(weight, -kUnit);
    return weight;
  }
  uint32_t Pages(uint32_t block) const { return counts_.pages[block]; }
  // Of a line of which so many letters are its page's own.
  int64_t Weight(const PageLine& line, uint32_t block, uint32_t own) const {
    return PerLetter(line, block) * (int64_t{line.weight} - own) + kUnit * own;
  }

 private:
  bool IsNearlyAll(uint32_t pages) const {
    return pages >= kLeastForAll && pages >= kNearlyAll * counts_.counted;
  }

  const Counts& counts_;
  std::vector<int64_t> by_pages_;
};

struct Stretch {
  size_t begin = 0;
  size_t end = 0;
  int64_t weight = 0;
};

// The stretch of the greatest sum; the first of the shortest.
Stretch Heaviest(std::span<const int64_t> weights, size_t begin, size_t end) {
  Stretch best{begin, begin, 0};
  int64_t sum = 0;
  size_t start = begin;
  for (size_t i = begin; i < end; ++i) {
    if (sum <= 0) {
      sum = 0;
      start = i;
    }
    sum += weights[i];
    if (sum > best.weight) best = {start, i + 1, sum};
  }
  return best;
}

// Marks the lines of a page that are not text, as 1.
class PageFramer {
 public:
  // Returns whether the page has a text.
  // `own`: letters of each line, none if it is empty.
  bool Frame(std::span<const PageLine> lines, std::span<const uint32_t> blocks,
             std::span<const uint32_t> own, const Weigher& weigher,
             std::span<uint8_t> furniture) {
    weights_.clear();
    for (size_t i = 0; i < lines.size(); ++i) {
      weights_.push_back(
          weigher.Weight(lines[i], blocks[i], own.empty() ? 0 : own[i]));
    }
    std::fill(furniture.begin(), furniture.end(), uint8_t{1});
    const Stretch text = Heaviest(weights_, 0, weights_.size());
    if (text.weight <= 0) return false;
    Keep(text, furniture);
    // What else has sentences, on both sides.
    parts_.assign({{0, text.begin, 0}, {text.end, weights_.size(), 0}});
    while (!parts_.empty()) {
      const Stretch part = parts_.back();
      parts_.pop_back();
      const Stretch more = Heaviest(weights_, part.begin, part.end);
      if (more.weight < kLeastStretch || !HasSentence(lines, more)) continue;
      Keep(more, furniture);
      parts_.push_back({part.begin, more.begin, 0});
      parts_.push_back({more.end, part.end, 0});
    }
    // Lines of the page's own at its ends have no furniture around them.
    for (size_t i = 0; i < weights_.size() && weights_[i] > 0; ++i) {
      furniture[i] = 0;
    }
    for (size_t i = weights_.size(); i > 0 && weights_[i - 1] > 0; --i) {
      furniture[i - 1] = 0;
    }
    for (size_t i = 0; i < text.begin; ++i) {
      if (weigher.Pages(blocks[i]) < kLeastPages) furniture[i] = 0;
    }
    // A sentence of the page's own is text wherever it stands.
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].is_sentence && weigher.Pages(blocks[i]) < kLeastPages) {
        furniture[i] = 0;
      }
    }
    return true;
  }

 private:
  static void Keep(const Stretch& stretch, std::span<uint8_t> furniture) {
    for (size_t i = stretch.begin; i < stretch.end; ++i) furniture[i] = 0;
  }
  bool HasSentence(std::span<const PageLine> lines,
                   const Stretch& stretch) const {
    for (size_t i = stretch.begin; i < stretch.end; ++i) {
      if (lines[i].is_prose && weights_[i] > 0) return true;
    }
    return false;
  }

  std::vector<int64_t> weights_;
  std::vector<Stretch> parts_;
};

std::vector<uint8_t> FrameAll(const SourceLines& source, const Counts& counts,
                              std::vector<Verdict>* verdicts) {
  std::vector<uint8_t> furniture(source.lines.size());
  verdicts->assign(source.pages(), Verdict::kText);
  const Weigher weigher(counts);
  PageFramer framer;
  for (size_t p = 0; p < source.pages(); ++p) {
    const std::span<uint8_t> marks = std::span(furniture).subspan(
        source.begins[p], source.begins[p + 1] - source.begins[p]);
    if (!framer.Frame(source.Lines(p), source.Blocks(p), source.Own(p), weigher,
                      marks) &&
        !marks.empty()) {
      (*verdicts)[p] = Verdict::kAllTemplate;
    }
  }
  return furniture;
}

// Lines inside the texts of nearly all pages: marks inserted between
// sentences.  A line that stands outside on most of its pages is a quotation
// where it stands inside, and one of which most letters are its page's own is
// no mark.
void FrameInside(const SourceLines& source, const Counts& counts,
                 std::vector<uint8_t>* furniture) {
  std::vector<uint32_t> inside(source.block_count, 0);
  std::vector<uint32_t> outside(source.block_count, 0);
  for (size_t i = 0; i < source.lines.size(); ++i) {
    ++((*furniture)[i] != 0 ? outside : inside)[source.blocks[i]];
  }
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const uint32_t block = source.blocks[i];
    const bool is_own =
        !source.own.empty() && 2 * source.own[i] > source.lines[i].weight;
    if (counts.pages[block] >= kLeastForAll && !source.lines[i].is_prose &&
        !is_own && inside[block] > outside[block] &&
        counts.pages[block] >= kInsideShare * counts.counted) {
      (*furniture)[i] = 1;
    }
  }
}

// A line that is furniture on most of its pages is furniture on every page,
// once: where it stands in a stretch of text alone, since a sentence is on its
// other side too, that place is taken.  What stands on the page as furniture
// and again in the text is quoted there.  And a repeated line that is text in
// most of its places is text in all.
void FrameStrays(const SourceLines& source, std::vector<uint8_t>* furniture) {
  // By block: lines outside texts, and those of them before the page's text;
  // lines inside.
  std::vector<uint32_t> outside(source.block_count, 0);
  std::vector<uint32_t> before(source.block_count, 0);
  std::vector<uint32_t> inside(source.block_count, 0);
  for (size_t p = 0; p < source.pages(); ++p) {
    bool is_before = true;
    for (uint32_t i = source.begins[p]; i < source.begins[p + 1]; ++i) {
      const uint32_t block = source.blocks[i];
      if ((*furniture)[i] == 0) {
        is_before = false;
        ++inside[block];
      } else {
        ++outside[block];
        before[block] += is_before ? 1 : 0;
      }
    }
  }
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const uint32_t block = source.blocks[i];
    if (inside[block] > outside[block]) (*furniture)[i] = 0;
  }
  constexpr uint32_t kNoLine = ~uint32_t{0};
  std::vector<uint32_t> stray(source.block_count, kNoLine);
  std::vector<uint32_t> seen_on(source.block_count, kNoLine);
  std::vector<uint32_t> blocks;
  for (uint32_t p = 0; p < source.pages(); ++p) {
    for (uint32_t i = source.begins[p]; i < source.begins[p + 1]; ++i) {
      if ((*furniture)[i] != 0) seen_on[source.blocks[i]] = p;
    }
    blocks.clear();
    for (uint32_t i = source.begins[p]; i < source.begins[p + 1]; ++i) {
      const uint32_t block = source.blocks[i];
      if (seen_on[block] == p || outside[block] <= inside[block]) continue;
      if (stray[block] == kNoLine) {
        blocks.push_back(block);
        stray[block] = i;
      } else if (2 * before[block] < outside[block]) {
        stray[block] = i;
      }
    }
    for (const uint32_t block : blocks) {
      (*furniture)[stray[block]] = 1;
      stray[block] = kNoLine;
    }
  }
}

// Calls visit(line) for each line of furniture behind repeated lines of
// the text, two or more, that weigh no less; where that is true the line is
// one of them, and takes its weight from theirs.
template <typename Visit>
void ForEachBehindText(const SourceLines& source, const Counts& counts,
                       std::span<const uint8_t> furniture, Visit visit) {
  for (uint32_t p = 0; p < source.pages(); ++p) {
    uint32_t lines = 0;
    uint64_t room = 0;
    for (uint32_t i = source.begins[p]; i < source.begins[p + 1]; ++i) {
      const uint32_t pages = counts.pages[source.blocks[i]];
      const uint32_t weight = source.lines[i].weight;
      if (pages >= kLeastPages && furniture[i] == 0) {
        ++lines;
        room += weight;
      } else if (lines >= 2 && room >= weight && pages >= kLeastPages &&
                 pages < kNearlyAll * counts.counted && visit(i)) {
        ++lines;
        room -= weight;
      } else {
        lines = 0;
        room = 0;
      }
    }
  }
}

// A passage that comes again in several texts (what all pages of one kind say)
// may end in lines that are no sentences, and the stretch of the text ends
// before them.  A line that follows the same two lines on nearly all of its
// pages, where these are text, is a part of such a passage and is text, as
// long as the greater part of the passage was.  A frame that begins behind the
// text follows other lines on each page.
void FrameCuts(const SourceLines& source, const Counts& counts,
               std::vector<uint8_t>* furniture) {
  std::vector<uint8_t> asked(source.block_count, 0);
  bool is_any_asked = false;
  ForEachBehindText(source, counts, *furniture, [&](uint32_t line) {
    asked[source.blocks[line]] = 1;
    is_any_asked = true;
    return true;
  });
  if (!is_any_asked) return;
  const auto key = [&](uint32_t line) {
    return std::tuple(source.blocks[line - 2], source.blocks[line - 1],
                      source.blocks[line]);
  };
  std::vector<PageTally> tallies(source.block_count);
  absl::flat_hash_map<std::tuple<uint32_t, uint32_t, uint32_t>, PageTally>
      following;
  for (uint32_t p = 0; p < source.pages(); ++p) {
    for (uint32_t i = source.begins[p]; i < source.begins[p + 1]; ++i) {
      if (asked[source.blocks[i]] == 0) continue;
      tallies[source.blocks[i]].Add(p);
      if (i >= source.begins[p] + 2) following[key(i)].Add(p);
    }
  }
  ForEachBehindText(source, counts, *furniture, [&](uint32_t line) {
    const uint32_t pages = following[key(line)].pages();
    if (pages < kLeastPages ||
        pages < kFollowsShare * tallies[source.blocks[line]].pages()) {
      return false;
    }
    (*furniture)[line] = 0;
    return true;
  });
}

}  // namespace

Frames FindFrames(const SourceLines& source) {
  const auto nothing = [&source](Verdict why) {
    Frames frames;
    frames.furniture.assign(source.lines.size(), 0);
    frames.verdicts.assign(source.pages(), why);
    frames.pages.assign(source.block_count, 0);
    frames.counted = static_cast<uint32_t>(source.pages());
    return frames;
  };
  const std::vector<uint32_t> equal = EqualPages(source);
  Counts counts = CountPages(source, equal);
  if (counts.counted < kLeastPages) return nothing(Verdict::kTooFewPages);
  Frames frames;
  frames.furniture = FrameAll(source, counts, &frames.verdicts);
  // Near copies show only now: furniture makes all pages of a site alike.
  const std::vector<uint32_t> representative =
      NearCopies(source, frames.furniture);
  if (representative != equal) {
    counts = CountPages(source, representative);
    frames.furniture = FrameAll(source, counts, &frames.verdicts);
  }
  uint32_t without_text = 0;
  for (uint32_t p = 0; p < source.pages(); ++p) {
    without_text +=
        representative[p] == p && frames.verdicts[p] == Verdict::kAllTemplate
            ? 1
            : 0;
  }
  if (without_text * 2 > counts.counted) return nothing(Verdict::kAlike);
  FrameInside(source, counts, &frames.furniture);
  FrameStrays(source, &frames.furniture);
  FrameCuts(source, counts, &frames.furniture);
  frames.pages = std::move(counts.pages);
  frames.counted = counts.counted;
  return frames;
}

Verdict FramePage(std::span<const PageLine> lines,
                  std::span<const uint8_t> known,
                  std::vector<uint8_t>* furniture) {
  // As many pages as evidence needs to weigh about all it can.
  constexpr uint32_t kPages = 100;
  furniture->assign(lines.size(), 0);
  if (lines.empty()) return Verdict::kText;
  Counts counts;
  counts.pages = {1, kPages};
  counts.counted = kPages;
  std::vector<uint32_t> blocks;
  blocks.reserve(lines.size());
  for (const uint8_t is_known : known) blocks.push_back(is_known != 0 ? 1 : 0);
  PageFramer framer;
  return framer.Frame(lines, blocks, {}, Weigher(counts), *furniture)
             ? Verdict::kText
             : Verdict::kAllTemplate;
}

}  // namespace litany::templates
