#include "lsh/containment.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/status_macros.h"
#include "lsh/buckets-inl.h"
#include "lsh/mem_store.h"
#include "simd/kernels.h"

namespace litany::lsh {
namespace {

// Parts of the keys: fewer values to look at a time, and work for the threads.
constexpr uint32_t kParts = 8;

// Values to expect of a piece of a part, at most: what tells which of them are
// shared then stays in a core's second cache (512 KiB).  One table for all
// values missed every cache at each of them: a tenth of the time of a million
// documents.
constexpr size_t kValuesAPiece = size_t{1} << 18;

// Sizes are estimates with a standard error of an eighth or less.
constexpr double kSizeSlack = 2;

// A vertex looks for larger ones by so many of the least values of its sample.
// (For those of a reference, which may be smaller, by all.)  More find a few
// more pairs among texts whose shingles are all popular, such as forms.
constexpr uint32_t kSeekingValues = 32;

// How often a pair must meet to be judged, unless the sample is short.  Without
// it half of the time would go into pairs that share a phrase.
constexpr uint32_t kMeetings = 4;

// The number of shingles of the set of a sample.
double EstimateSize(std::span<const uint32_t> sample, uint32_t sample_size) {
  if (sample.size() < sample_size) return static_cast<double>(sample.size());
  return static_cast<double>(sample.size()) *
         (static_cast<double>(std::numeric_limits<uint32_t>::max()) /
          (static_cast<double>(sample.back()) + 1));
}

std::vector<double> EstimateSizes(const SampleTable& samples) {
  std::vector<double> sizes(samples.size());
  for (uint32_t v = 0; v < samples.size(); ++v) {
    sizes[v] = EstimateSize(samples[v], samples.sample_size);
  }
  return sizes;
}

uint64_t KeyOf(uint32_t value) {
  // The store sorts by the top bits, and the least hashes have none.
  return value * uint64_t{0x9e3779b97f4a7c15};
}

// A value of the sample of a document, the `rank`-th of it.
struct Sampled {
  uint32_t value = 0;
  uint32_t document = 0;
  uint32_t rank = 0;
};

// Finds the values that two documents or more have, and a few that one has:
// most values of a sample are of one text alone and would only be sorted in
// vain.  Two bits a cell: seen once, seen again.
class SharedValues {
 public:
  // The postings of the shared ones of `piece`.
  void Find(std::span<const Sampled> piece, std::vector<Posting>* postings) {
    const auto bits = std::bit_width(piece.size() * 4 + kCellsAWord - 1);
    cells_.assign((size_t{1} << bits) / kCellsAWord, 0);
    const auto at = [shift = 64 - bits](uint32_t value) {
      return KeyOf(value) >> shift;
    };
    for (const Sampled& sampled : piece) {
      const uint64_t cell = at(sampled.value);
      uint64_t& cells = cells_[cell / kCellsAWord];
      const uint64_t once = uint64_t{1} << (cell % kCellsAWord * 2);
      cells |= once | (cells & once) << 1;
    }
    postings->resize(piece.size());
    Posting* end = postings->data();
    for (const Sampled& sampled : piece) {
      const uint64_t cell = at(sampled.value);
      *end = {KeyOf(sampled.value), sampled.document, sampled.rank};
      // Without a branch, which would often be mispredicted.
      end += cells_[cell / kCellsAWord] >> (cell % kCellsAWord * 2 + 1) & 1;
    }
    postings->resize(static_cast<size_t>(end - postings->data()));
  }

 private:
  static constexpr size_t kCellsAWord = 32;
  std::vector<uint64_t> cells_;
};

// The samples of one or two collections, whose documents are numbered on.
struct NumberedSamples {
  const SampleTable& samples;
  uint32_t first_document = 0;
};

// What of the samples falls into a part of the keys, in pieces of its own.
class PartOfSamples {
 public:
  PartOfSamples(std::span<const NumberedSamples> tables, uint32_t part) {
    size_t values = 0;
    for (const NumberedSamples& table : tables) {
      values += table.samples.values.size();
    }
    pieces_.resize(std::bit_ceil(values / kParts / kValuesAPiece + 1));
    for (std::vector<Sampled>& piece : pieces_) {
      piece.reserve((values / kParts / pieces_.size()) * 9 / 8);
    }
    std::vector<uint32_t> ranks;
    for (const NumberedSamples& table : tables) {
      ranks.resize(std::max<size_t>(ranks.size(), table.samples.sample_size));
      for (uint32_t v = 0; v < table.samples.size(); ++v) {
        const std::span<const uint32_t> sample = table.samples[v];
        // Without a branch, which would often be mispredicted.
        size_t count = 0;
        for (uint32_t rank = 0; rank < sample.size(); ++rank) {
          ranks[count] = rank;
          count += sample[rank] % kParts == part ? 1 : 0;
        }
        for (size_t i = 0; i < count; ++i) {
          const uint32_t value = sample[ranks[i]];
          pieces_[KeyOf(value) >> 32 & (pieces_.size() - 1)].push_back(
              {value, table.first_document + v, ranks[i]});
        }
      }
    }
  }

  // Calls `visit` with the postings of each value that is shared.
  absl::Status ForEachBucket(
      const std::function<absl::Status(std::span<const Posting>)>& visit) {
    SharedValues shared;
    std::vector<Posting> postings;
    MemStore store;
    for (std::vector<Sampled>& piece : pieces_) {
      shared.Find(piece, &postings);
      piece = {};
      LITANY_RETURN_IF_ERROR(store.Add(postings));
      LITANY_RETURN_IF_ERROR(store.Drain(2, visit));
    }
    return absl::OkStatus();
  }

 private:
  std::vector<std::vector<Sampled>> pieces_;
};

struct SizedMember {
  double size = 0;
  uint32_t vertex = 0;
  uint32_t rank = 0;  // of the value in its sample
};

// By size, the largest first.
void Order(std::vector<SizedMember>* members) {
  std::sort(members->begin(), members->end(),
            [](const SizedMember& a, const SizedMember& b) {
              if (a.size != b.size) return a.size > b.size;
              return a.vertex < b.vertex;
            });
}

// Lets each of `members` meet the first 32 of `others` that are at most `most`
// times as large and at least `least` times; of those before itself, where
// the two are one list.  Both in order.
void AddSizedBucket(std::span<const SizedMember> others,
                    std::span<const SizedMember> members, double most,
                    double least, bool same, Buckets* buckets) {
  const size_t base = buckets->partners.size();
  for (const SizedMember& other : others) {
    buckets->partners.push_back(other.vertex);
  }
  size_t begin = 0;
  size_t end = 0;
  for (size_t i = 0; i < members.size(); ++i) {
    const double size = members[i].size;
    while (begin < others.size() && others[begin].size > size * most) ++begin;
    if (same) {
      end = i;
    } else {
      while (end < others.size() && others[end].size >= size * least) ++end;
    }
    if (begin >= end) continue;
    if (same && members[i].rank >= kSeekingValues) continue;
    const size_t count = std::min<size_t>(end - begin, kPartnersPerMember);
    buckets->memberships.push_back(
        {members[i].vertex, static_cast<uint32_t>(count), base + begin});
  }
}

// How often a pair must meet for this vertex to look at it.
uint32_t LeastMeetings(const SampleTable& samples, uint32_t vertex) {
  return samples[vertex].size() < kSeekingValues ? 1 : kMeetings;
}

// The fewest of `n` to be expected of a share `p`: three standard errors less.
double LeastShared(double p, double n) {
  return p * n - 3 * std::sqrt(p * (1 - p) * n);
}

}  // namespace

uint32_t SampleSize(double jaccard) {
  LITANY_DCHECK(jaccard >= kLeastContainedJaccard && jaccard <= 1);
  return std::max(64u, static_cast<uint32_t>(std::ceil(16 / jaccard)));
}

SampleOverlap CompareSamples(std::span<const uint32_t> a,
                             std::span<const uint32_t> b,
                             uint32_t sample_size) {
  uint32_t last = std::numeric_limits<uint32_t>::max();
  if (a.size() >= sample_size) last = std::min(last, a.back());
  if (b.size() >= sample_size) last = std::min(last, b.back());
  const auto reach = [last](std::span<const uint32_t> sample) {
    return static_cast<uint32_t>(
        std::upper_bound(sample.begin(), sample.end(), last) - sample.begin());
  };
  SampleOverlap overlap;
  overlap.size_a = reach(a);
  overlap.size_b = reach(b);
  overlap.shared = static_cast<uint32_t>(simd::Kernels().intersection32(
      a.data(), overlap.size_a, b.data(), overlap.size_b));
  return overlap;
}

bool MayBeContained(const SampleOverlap& overlap, double containment,
                    double jaccard) {
  if (overlap.shared == 0) return false;
  const double shared = overlap.shared;
  const double smaller = std::min(overlap.size_a, overlap.size_b);
  const double all =
      static_cast<double>(overlap.size_a) + overlap.size_b - shared;
  return shared >= LeastShared(containment, smaller) &&
         shared >= LeastShared(jaccard, all);
}

absl::StatusOr<std::vector<Candidate>> FindContained(const SampleTable& samples,
                                                     double containment,
                                                     double jaccard,
                                                     uint32_t threads) {
  const std::vector<double> sizes = EstimateSizes(samples);
  const double most = kSizeSlack / jaccard;
  const NumberedSamples tables[] = {{samples}};
  LITANY_ASSIGN_OR_RETURN(
      Buckets buckets,
      CollectParts(kParts, threads, [&](uint32_t part, Buckets* found) {
        std::vector<SizedMember> members;
        return PartOfSamples(tables, part)
            .ForEachBucket([&](std::span<const Posting> bucket) {
              members.clear();
              for (const Posting& posting : bucket) {
                members.push_back({sizes[posting.document], posting.document,
                                   posting.position});
              }
              Order(&members);
              AddSizedBucket(members, members, most, 1, /*same=*/true, found);
              return absl::OkStatus();
            });
      }));
  std::vector<Candidate> pairs = JudgePairs(
      std::move(buckets), samples.size(), samples.size(), threads,
      [&](uint32_t member) { return LeastMeetings(samples, member); },
      [&](uint32_t member, uint32_t partner) {
        return MayBeContained(CompareSamples(samples[member], samples[partner],
                                             samples.sample_size),
                              containment, jaccard);
      });
  for (Candidate& pair : pairs) {
    if (pair.b < pair.a) std::swap(pair.a, pair.b);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

absl::StatusOr<std::vector<Candidate>> FindContainedAgainst(
    const SampleTable& samples, const SampleTable& reference,
    double containment, double jaccard, uint32_t threads) {
  const std::vector<double> sizes = EstimateSizes(samples);
  const std::vector<double> reference_sizes = EstimateSizes(reference);
  const double most = kSizeSlack / jaccard;
  const uint32_t references = reference.size();
  const NumberedSamples tables[] = {{reference}, {samples, references}};
  LITANY_ASSIGN_OR_RETURN(
      Buckets buckets,
      CollectParts(kParts, threads, [&](uint32_t part, Buckets* found) {
        std::vector<SizedMember> members;
        std::vector<SizedMember> others;
        return PartOfSamples(tables, part)
            .ForEachBucket([&](std::span<const Posting> bucket) {
              members.clear();
              others.clear();
              for (const Posting& posting : bucket) {
                const uint32_t v = posting.document;
                if (v < references) {
                  others.push_back({reference_sizes[v], v, posting.position});
                } else {
                  members.push_back({sizes[v - references], v - references,
                                     posting.position});
                }
              }
              if (members.empty() || others.empty()) return absl::OkStatus();
              Order(&members);
              Order(&others);
              AddSizedBucket(others, members, most, 1 / most, /*same=*/false,
                             found);
              return absl::OkStatus();
            });
      }));
  return JudgePairs(
      std::move(buckets), samples.size(), references, threads,
      [&](uint32_t member) { return LeastMeetings(samples, member); },
      [&](uint32_t member, uint32_t partner) {
        return MayBeContained(
            CompareSamples(samples[member], reference[partner],
                           samples.sample_size),
            containment, jaccard);
      });
}

}  // namespace litany::lsh
