#include "eval/worst_errors.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace litany::eval {
namespace {

constexpr size_t kMostOfOneCluster = 3;

// A wrong pair before it is spelt out; indices into Judgement::documents.
struct Candidate {
  uint32_t a = 0;
  uint32_t b = 0;
  double similarity = 0;
  uint64_t pairs = 1;
};

bool LessSimilar(const Candidate& x, const Candidate& y) {
  return std::tie(x.similarity, x.a, x.b) < std::tie(y.similarity, y.a, y.b);
}

bool MorePairs(const Candidate& x, const Candidate& y) {
  return std::tie(y.pairs, x.a, x.b) < std::tie(x.pairs, y.a, y.b);
}

// Calls use(group) for each run of documents that have one value of `label`,
// each group ordered by (`then`, document).
template <typename Use>
void ForEachGroup(std::span<const uint32_t> label,
                  std::span<const uint32_t> then, const Use& use) {
  std::vector<uint32_t> order(label.size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
    return std::tuple(label[x], then[x], x) < std::tuple(label[y], then[y], y);
  });
  for (size_t begin = 0; begin < order.size();) {
    size_t end = begin + 1;
    while (end < order.size() && label[order[end]] == label[order[begin]]) {
      ++end;
    }
    use(std::span<const uint32_t>(order).subspan(begin, end - begin));
    begin = end;
  }
}

class ErrorFinder {
 public:
  ErrorFinder(const DocumentsTable& run, const Gold& gold,
              const Judgement& judgement)
      : run_(run), gold_(gold), judgement_(judgement) {}

  std::vector<PairError> FalsePairs(size_t limit) {
    ForEachGroup(judgement_.predicted, judgement_.gold,
                 [this](std::span<const uint32_t> cluster) {
                   if (cluster.size() < 2) return;
                   std::vector<Candidate> found =
                       gold_.form == Gold::Form::kPairs
                           ? UnlistedPairs(cluster)
                           : PairsAcrossLabels(cluster);
                   KeepFirst(LessSimilar, &found);
                 });
    return Worst(LessSimilar, limit, true);
  }

  std::vector<PairError> Misses(size_t limit) {
    if (gold_.form == Gold::Form::kPairs) {
      FindMissedListedPairs();
    } else {
      ForEachGroup(judgement_.gold, judgement_.predicted,
                   [this](std::span<const uint32_t> cluster) {
                     std::vector<Candidate> found = SplitParts(cluster);
                     KeepFirst(MorePairs, &found);
                   });
    }
    return Worst(MorePairs, limit, false);
  }

 private:
  using Order = bool (*)(const Candidate&, const Candidate&);

  double SimilarityOf(uint32_t document) const {
    return run_.rows[judgement_.documents[document].row].similarity;
  }

  bool IsRepresentative(uint32_t document) const {
    const uint32_t row = judgement_.documents[document].row;
    if (row == Judgement::kNone) return false;
    const uint32_t cluster = run_.rows[row].cluster;
    return cluster != DocumentsTable::kNoCluster &&
           run_.clusters[cluster].representative == run_.rows[row].id;
  }

  // Whom the other judged members of a cluster of the run are held against.
  uint32_t AnchorOf(std::span<const uint32_t> cluster) const {
    uint32_t best = cluster.front();
    for (const uint32_t document : cluster) {
      if (IsRepresentative(document)) return document;
      if (std::tuple(-SimilarityOf(document), document) <
          std::tuple(-SimilarityOf(best), best)) {
        best = document;
      }
    }
    return best;
  }

  Candidate FalsePair(uint32_t a, uint32_t b) const {
    return {.a = a,
            .b = b,
            .similarity = std::min(SimilarityOf(a), SimilarityOf(b))};
  }

  // One pair for each other label in the cluster: its least similar member
  // against the anchor.
  std::vector<Candidate> PairsAcrossLabels(
      std::span<const uint32_t> cluster) const {
    const uint32_t anchor = AnchorOf(cluster);
    uint64_t with_anchor = 0;
    for (const uint32_t document : cluster) {
      if (judgement_.gold[document] == judgement_.gold[anchor]) ++with_anchor;
    }
    std::vector<Candidate> found;
    for (size_t begin = 0; begin < cluster.size();) {
      const uint32_t label = judgement_.gold[cluster[begin]];
      uint32_t least = cluster[begin];
      size_t end = begin;
      for (; end < cluster.size() && judgement_.gold[cluster[end]] == label;
           ++end) {
        if (SimilarityOf(cluster[end]) < SimilarityOf(least)) {
          least = cluster[end];
        }
      }
      if (label != judgement_.gold[anchor]) {
        found.push_back(FalsePair(anchor, least));
        found.back().pairs = with_anchor * (end - begin);
      }
      begin = end;
    }
    return found;
  }

  bool IsListed(uint32_t x, uint32_t y) const {
    return std::binary_search(judgement_.listed.begin(),
                              judgement_.listed.end(),
                              std::pair(std::min(x, y), std::max(x, y)));
  }

  // The anchor against every member and each member against the next: a false
  // pair of two others may be left out, but the work stays linear.
  std::vector<Candidate> UnlistedPairs(
      std::span<const uint32_t> cluster) const {
    const uint32_t anchor = AnchorOf(cluster);
    std::vector<Candidate> found;
    for (size_t i = 0; i < cluster.size(); ++i) {
      const uint32_t document = cluster[i];
      if (document != anchor && !IsListed(anchor, document)) {
        found.push_back(FalsePair(anchor, document));
      }
      if (i == 0 || document == anchor || cluster[i - 1] == anchor) continue;
      if (!IsListed(cluster[i - 1], document)) {
        found.push_back(FalsePair(cluster[i - 1], document));
      }
    }
    return found;
  }

  // The largest part of a gold cluster against each other part.
  std::vector<Candidate> SplitParts(std::span<const uint32_t> cluster) const {
    struct Part {
      uint32_t document = 0;
      uint64_t size = 0;
    };
    std::vector<Part> parts;
    for (size_t begin = 0; begin < cluster.size();) {
      const uint32_t label = judgement_.predicted[cluster[begin]];
      Part part{.document = cluster[begin]};
      size_t end = begin;
      for (;
           end < cluster.size() && judgement_.predicted[cluster[end]] == label;
           ++end) {
        if (IsRepresentative(cluster[end])) part.document = cluster[end];
      }
      part.size = end - begin;
      parts.push_back(part);
      begin = end;
    }
    const auto largest = std::min_element(
        parts.begin(), parts.end(), [](const Part& x, const Part& y) {
          return std::tie(y.size, x.document) < std::tie(x.size, y.document);
        });
    std::vector<Candidate> found;
    for (auto part = parts.begin(); part != parts.end(); ++part) {
      if (part == largest) continue;
      found.push_back({.a = largest->document,
                       .b = part->document,
                       .pairs = largest->size * part->size});
    }
    return found;
  }

  // Listed pairs that join the same two clusters of the run are one error.
  void FindMissedListedPairs() {
    struct Missed {
      uint32_t component, low, high;
      std::pair<uint32_t, uint32_t> pair;
      auto operator<=>(const Missed&) const = default;
    };
    std::vector<Missed> missed;
    for (const auto& pair : judgement_.listed) {
      const uint32_t a = judgement_.predicted[pair.first];
      const uint32_t b = judgement_.predicted[pair.second];
      if (a == b) continue;
      missed.push_back(
          {judgement_.gold[pair.first], std::min(a, b), std::max(a, b), pair});
    }
    std::sort(missed.begin(), missed.end());
    std::vector<Candidate> found;
    for (size_t i = 0; i < missed.size(); ++i) {
      if (i > 0 && missed[i].component == missed[i - 1].component &&
          missed[i].low == missed[i - 1].low &&
          missed[i].high == missed[i - 1].high) {
        ++found.back().pairs;
        continue;
      }
      if (i > 0 && missed[i].component != missed[i - 1].component) {
        KeepFirst(MorePairs, &found);
        found.clear();
      }
      found.push_back({.a = missed[i].pair.first, .b = missed[i].pair.second});
    }
    KeepFirst(MorePairs, &found);
  }

  // Adds the first few of one cluster's errors to those of all.
  void KeepFirst(Order before, std::vector<Candidate>* found) {
    const size_t count = std::min(kMostOfOneCluster, found->size());
    const auto middle = found->begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(found->begin(), middle, found->end(), before);
    all_.insert(all_.end(), found->begin(), middle);
  }

  ErrorSide Side(uint32_t document) const {
    const auto [row, entry] = judgement_.documents[document];
    ErrorSide side;
    side.in_run = row != Judgement::kNone;
    side.id = side.in_run ? run_.rows[row].id : gold_.entries[entry].id;
    const uint32_t cluster = judgement_.predicted[document];
    if (cluster < run_.clusters.size()) {
      side.cluster = run_.clusters[cluster].id;
    }
    const uint32_t label = judgement_.gold[document];
    if (label < gold_.labels.size()) side.label = gold_.labels[label];
    return side;
  }

  std::vector<PairError> Worst(Order before, size_t limit,
                               bool with_similarity) {
    const size_t count = std::min(limit, all_.size());
    const auto middle = all_.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(all_.begin(), middle, all_.end(), before);
    std::vector<PairError> errors;
    for (auto candidate = all_.begin(); candidate != middle; ++candidate) {
      PairError error;
      error.a = Side(candidate->a);
      error.b = Side(candidate->b);
      if (with_similarity) error.similarity = candidate->similarity;
      error.pairs = candidate->pairs;
      errors.push_back(std::move(error));
    }
    return errors;
  }

  const DocumentsTable& run_;
  const Gold& gold_;
  const Judgement& judgement_;
  std::vector<Candidate> all_;
};

}  // namespace

std::vector<PairError> WorstFalsePairs(const DocumentsTable& run,
                                       const Gold& gold,
                                       const Judgement& judgement,
                                       size_t limit) {
  return ErrorFinder(run, gold, judgement).FalsePairs(limit);
}

std::vector<PairError> WorstMisses(const DocumentsTable& run, const Gold& gold,
                                   const Judgement& judgement, size_t limit) {
  return ErrorFinder(run, gold, judgement).Misses(limit);
}

}  // namespace litany::eval
