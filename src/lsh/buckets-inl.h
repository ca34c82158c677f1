// Buckets, and the pairs that meet in them: what FindCandidates (bands) and
// FindContained (samples) share.  Not for other layers.
//
// Memory: 16 bytes a membership and 4 a partner, as much again while the
// memberships are put in the order of their vertices.
// Cost: at most 32 looks a membership, and one judgement a distinct pair.
#ifndef LITANY_LSH_BUCKETS_INL_H_
#define LITANY_LSH_BUCKETS_INL_H_

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "lsh/candidates.h"
#include "lsh/store.h"

namespace litany::lsh {

// What a member of a bucket is to be paired with: `count` vertices from
// `begin` of Buckets::partners.
struct Membership {
  uint32_t vertex = 0;
  uint32_t count = 0;
  size_t begin = 0;
};

// The buckets of all parts of the keys, as far as they make pairs.
struct Buckets {
  std::vector<uint32_t> partners;
  std::vector<Membership> memberships;

  // `members[i]` meets the first min(i, 32) of `members`.
  void AddBucket(std::span<const Posting> members) {
    const size_t begin = partners.size();
    for (size_t i = 0; i < members.size() && i < kPartnersPerMember; ++i) {
      partners.push_back(members[i].document);
    }
    for (size_t i = 1; i < members.size(); ++i) {
      memberships.push_back(
          {members[i].document,
           static_cast<uint32_t>(std::min<size_t>(i, kPartnersPerMember)),
           begin});
    }
  }

  // Each of `members` meets the first 32 of `reference`.
  void AddBucketAgainst(std::span<const Posting> reference,
                        std::span<const Posting> members,
                        uint32_t first_member) {
    if (reference.empty()) return;
    const size_t begin = partners.size();
    const size_t count = std::min<size_t>(reference.size(), kPartnersPerMember);
    for (size_t i = 0; i < count; ++i) {
      partners.push_back(reference[i].document);
    }
    for (const Posting& member : members) {
      memberships.push_back({member.document - first_member,
                             static_cast<uint32_t>(count), begin});
    }
  }

  void Append(const Buckets& other) {
    const size_t base = partners.size();
    partners.insert(partners.end(), other.partners.begin(),
                    other.partners.end());
    for (Membership membership : other.memberships) {
      membership.begin += base;
      memberships.push_back(membership);
    }
  }
};

// Runs `buckets_of_part(part, &buckets)` for each part of the keys (a band,
// ...) on `threads` threads.
template <typename BucketsOfPart>
absl::StatusOr<Buckets> CollectParts(uint32_t parts, uint32_t threads,
                                     const BucketsOfPart& buckets_of_part) {
  Buckets all;
  std::mutex mutex;
  absl::Status first_error;
  base::ParallelFor(threads, parts, [&](uint32_t, size_t part) {
    Buckets buckets;
    const absl::Status status =
        buckets_of_part(static_cast<uint32_t>(part), &buckets);
    const std::lock_guard lock(mutex);
    first_error.Update(status);
    all.Append(buckets);
  });
  LITANY_RETURN_IF_ERROR(first_error);
  return all;
}

// The distinct pairs (vertex, partner) that meet least_meetings(vertex) times
// or more and for which `is_close` holds, by vertex, then partner.  A pair that
// is similar, or whose bucket is popular, meets in bucket after bucket; taking
// all buckets of a vertex at once, it is judged once.
template <typename LeastMeetings, typename IsClose>
std::vector<Candidate> JudgePairs(Buckets buckets, uint32_t vertices,
                                  uint32_t partners, uint32_t threads,
                                  const LeastMeetings& least_meetings,
                                  const IsClose& is_close) {
  // Memberships by vertex.
  std::vector<size_t> begins(size_t{vertices} + 1);
  for (const Membership& membership : buckets.memberships) {
    ++begins[membership.vertex + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Membership> by_vertex(buckets.memberships.size());
  std::vector<size_t> next(begins.begin(), begins.end() - 1);
  for (const Membership& membership : buckets.memberships) {
    by_vertex[next[membership.vertex]++] = membership;
  }
  buckets.memberships = {};

  constexpr size_t kVerticesPerPiece = 4096;
  std::vector<std::vector<Candidate>> found(
      base::PiecesOf(vertices, kVerticesPerPiece));
  // How often a partner met the vertex of which `vertex` is the number + 1.
  struct Meetings {
    uint32_t vertex = 0;
    uint32_t count = 0;
  };
  std::vector<std::vector<Meetings>> met(std::max(1u, threads));
  base::ParallelForPieces(
      threads, vertices, kVerticesPerPiece,
      [&](uint32_t thread, const base::Piece& piece) {
        std::vector<Candidate>& of_piece = found[piece.number];
        std::vector<Meetings>& meetings = met[thread];
        meetings.resize(partners);
        for (size_t v = piece.begin; v < piece.end; ++v) {
          const auto vertex = static_cast<uint32_t>(v);
          const uint32_t least = least_meetings(vertex);
          const size_t first = of_piece.size();
          for (size_t m = begins[v]; m < begins[v + 1]; ++m) {
            const auto* partner = buckets.partners.data() + by_vertex[m].begin;
            for (uint32_t i = 0; i < by_vertex[m].count; ++i) {
              const uint32_t other = partner[i];
              Meetings& with = meetings[other];
              if (with.vertex != vertex + 1) with = {vertex + 1, 0};
              if (++with.count != least) continue;
              if (is_close(vertex, other)) of_piece.push_back({vertex, other});
            }
          }
          std::sort(of_piece.begin() + static_cast<ptrdiff_t>(first),
                    of_piece.end());
        }
      });
  std::vector<Candidate> all;
  for (const std::vector<Candidate>& some : found) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace litany::lsh

#endif  // LITANY_LSH_BUCKETS_INL_H_
