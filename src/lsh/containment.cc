#include "lsh/containment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/status_macros.h"
#include "lsh/buckets-inl.h"
#include "lsh/mem_store.h"

namespace litany::lsh {
namespace {

// Parts of the keys: fewer postings at a time, and work for the threads.
constexpr uint32_t kParts = 4;

// Sizes are estimates with a standard error of an eighth or less.
constexpr double kSizeSlack = 2;

// A vertex looks for larger ones by so many of the least values of its sample.
// (For those of a reference, which may be smaller, by all.)  More find a few
// more pairs among texts whose shingles are all popular, such as forms.
constexpr uint32_t kSeekingValues = 32;

// How often a pair must meet to be judged, unless the sample is short.  Without
// it half of the time would go into pairs that share a phrase.
constexpr uint32_t kMeetings = 3;

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

absl::Status AddPart(const SampleTable& samples, uint32_t part,
                     uint32_t first_document, PostingStore* store) {
  std::vector<Posting> postings;
  for (uint32_t v = 0; v < samples.size(); ++v) {
    const std::span<const uint32_t> sample = samples[v];
    for (uint32_t rank = 0; rank < sample.size(); ++rank) {
      const uint32_t value = sample[rank];
      if (value % kParts != part) continue;
      // The store sorts by the top bits, and the least hashes have none.
      postings.push_back(
          {value * uint64_t{0x9e3779b97f4a7c15}, first_document + v, rank});
    }
  }
  return store->Add(postings);
}

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
  SampleOverlap overlap;
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size() && a[i] <= last && b[j] <= last) {
    const bool step_a = a[i] <= b[j];
    const bool step_b = b[j] <= a[i];
    overlap.shared += step_a && step_b ? 1u : 0u;
    i += step_a ? 1u : 0u;
    j += step_b ? 1u : 0u;
  }
  while (i < a.size() && a[i] <= last) ++i;
  while (j < b.size() && b[j] <= last) ++j;
  overlap.size_a = static_cast<uint32_t>(i);
  overlap.size_b = static_cast<uint32_t>(j);
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
  LITANY_ASSIGN_OR_RETURN(
      Buckets buckets,
      CollectParts(
          kParts, threads, [&](uint32_t part, Buckets* found) -> absl::Status {
            MemStore store;
            LITANY_RETURN_IF_ERROR(AddPart(samples, part, 0, &store));
            std::vector<SizedMember> members;
            return store.Drain(2, [&](std::span<const Posting> bucket) {
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
  LITANY_ASSIGN_OR_RETURN(
      Buckets buckets,
      CollectParts(
          kParts, threads, [&](uint32_t part, Buckets* found) -> absl::Status {
            // The reference comes first in every bucket.
            MemStore store;
            LITANY_RETURN_IF_ERROR(AddPart(reference, part, 0, &store));
            LITANY_RETURN_IF_ERROR(AddPart(samples, part, references, &store));
            std::vector<SizedMember> members;
            std::vector<SizedMember> others;
            return store.Drain(2, [&](std::span<const Posting> bucket) {
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
