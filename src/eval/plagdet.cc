#include "eval/plagdet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace litany::eval {
namespace {

bool BeforeDocuments(const SpanPair& x, const SpanPair& y) {
  return std::pair(x.a, x.b) < std::pair(y.a, y.b);
}

bool Detects(const SpanPair& x, const SpanPair& y) {
  return Overlap(x.in_a, y.in_a) && Overlap(x.in_b, y.in_b);
}

// A span of a document, for sets of characters over all documents.
struct Placed {
  uint32_t document = 0;
  Span span;

  friend auto operator<=>(const Placed&, const Placed&) = default;
};

uint64_t CharactersIn(std::vector<Placed> placed) {
  std::sort(placed.begin(), placed.end());
  uint64_t count = 0;
  for (size_t i = 0; i < placed.size();) {
    const uint32_t document = placed[i].document;
    uint64_t end = 0;
    for (; i < placed.size() && placed[i].document == document; ++i) {
      const Span fresh{std::max(end, placed[i].span.begin), placed[i].span.end};
      count += fresh.length();
      end = std::max(end, placed[i].span.end);
    }
  }
  return count;
}

void Place(const SpanPair& pair, std::vector<Placed>* placed) {
  placed->push_back({pair.a, pair.in_a});
  placed->push_back({pair.b, pair.in_b});
}

// Outcome of `one` against the others of its documents.
SpanOutcome OutcomeOf(const SpanPair& one, std::span<const SpanPair> others) {
  SpanOutcome outcome;
  outcome.size = one.in_a.length() + one.in_b.length();
  std::vector<Span> in_a;
  std::vector<Span> in_b;
  for (const SpanPair& other : others) {
    if (!Detects(one, other)) continue;
    ++outcome.partners;
    in_a.push_back(Common(one.in_a, other.in_a));
    in_b.push_back(Common(one.in_b, other.in_b));
  }
  outcome.found = UnionLength(std::move(in_a)) + UnionLength(std::move(in_b));
  return outcome;
}

Score Share(uint64_t part, uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

Score MeanShare(std::span<const SpanOutcome> outcomes) {
  if (outcomes.empty()) return std::nullopt;
  double sum = 0;
  for (const SpanOutcome& outcome : outcomes) {
    sum += *Share(outcome.found, outcome.size);
  }
  return sum / static_cast<double>(outcomes.size());
}

void SetF1(PrecisionRecall* scores) {
  if (!scores->precision.has_value() || !scores->recall.has_value()) return;
  const double sum = *scores->precision + *scores->recall;
  scores->f1 = sum > 0 ? 2 * *scores->precision * *scores->recall / sum : 0;
}

// The detections about the documents of `one`.
std::span<const SpanPair> SameDocumentsIn(std::span<const SpanPair> sorted,
                                          const SpanPair& one) {
  const auto [begin, end] =
      std::equal_range(sorted.begin(), sorted.end(), one, BeforeDocuments);
  return {begin, end};
}

PrecisionRecall MicroScores(std::span<const SpanPair> cases,
                            std::span<const SpanPair> detections) {
  std::vector<Placed> in_cases;
  std::vector<Placed> in_detections;
  std::vector<Placed> in_both;
  for (const SpanPair& detection : detections) {
    Place(detection, &in_detections);
  }
  for (const SpanPair& one : cases) {
    Place(one, &in_cases);
    for (const SpanPair& detection : SameDocumentsIn(detections, one)) {
      if (!Detects(one, detection)) continue;
      Place({one.a, one.b, Common(one.in_a, detection.in_a),
             Common(one.in_b, detection.in_b)},
            &in_both);
    }
  }
  const uint64_t both = CharactersIn(std::move(in_both));
  PrecisionRecall scores;
  scores.precision = Share(both, CharactersIn(std::move(in_detections)));
  scores.recall = Share(both, CharactersIn(std::move(in_cases)));
  SetF1(&scores);
  return scores;
}

SpanPair Around(const SpanPair& x, const SpanPair& y) {
  return {
      x.a,
      x.b,
      {std::min(x.in_a.begin, y.in_a.begin), std::max(x.in_a.end, y.in_a.end)},
      {std::min(x.in_b.begin, y.in_b.begin), std::max(x.in_b.end, y.in_b.end)}};
}

// One sweep over detections of the same documents, in order of in_a.begin.
// Returns whether any were merged.
bool MergeOnce(std::vector<SpanPair>* detections) {
  bool merged = false;
  std::vector<SpanPair> done;
  std::vector<SpanPair> open;  // may overlap what comes
  for (const SpanPair& next : *detections) {
    SpanPair grown = next;
    std::vector<SpanPair> still_open;
    for (const SpanPair& other : open) {
      if (Detects(other, grown)) {
        grown = Around(other, grown);
        merged = true;
      } else if (other.in_a.end <= next.in_a.begin) {
        done.push_back(other);
      } else {
        still_open.push_back(other);
      }
    }
    still_open.push_back(grown);
    open = std::move(still_open);
  }
  done.insert(done.end(), open.begin(), open.end());
  std::sort(done.begin(), done.end());
  *detections = std::move(done);
  return merged;
}

}  // namespace

PlagDetResult ScorePlagDet(std::span<const SpanPair> cases,
                           std::span<const SpanPair> detections) {
  PlagDetResult result;
  PlagDetScores& scores = result.scores;
  uint64_t partners = 0;
  for (const SpanPair& one : cases) {
    result.cases.push_back(OutcomeOf(one, SameDocumentsIn(detections, one)));
    partners += result.cases.back().partners;
    if (result.cases.back().partners > 0) ++scores.detected;
  }
  for (const SpanPair& detection : detections) {
    result.detections.push_back(
        OutcomeOf(detection, SameDocumentsIn(cases, detection)));
  }
  scores.cases = cases.size();
  scores.detections = detections.size();
  scores.macro.precision = MeanShare(result.detections);
  scores.macro.recall = MeanShare(result.cases);
  SetF1(&scores.macro);
  scores.micro = MicroScores(cases, detections);
  scores.granularity = Share(partners, scores.detected);
  if (scores.granularity.has_value() && scores.macro.f1.has_value()) {
    scores.plagdet = *scores.macro.f1 / std::log2(1 + *scores.granularity);
  } else if (!cases.empty()) {
    scores.plagdet = 0;
  }
  return result;
}

std::vector<SpanPair> MergeOverlapping(std::vector<SpanPair> detections) {
  std::sort(detections.begin(), detections.end());
  std::vector<SpanPair> merged;
  for (size_t begin = 0; begin < detections.size();) {
    size_t end = begin;
    std::vector<SpanPair> group;
    for (; end < detections.size() &&
           SameDocuments(detections[begin], detections[end]);
         ++end) {
      group.push_back(detections[end]);
    }
    while (MergeOnce(&group)) {
    }
    merged.insert(merged.end(), group.begin(), group.end());
    begin = end;
  }
  return merged;
}

}  // namespace litany::eval
