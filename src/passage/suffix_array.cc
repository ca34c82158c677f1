#include "passage/suffix_array.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.h"
#include "base/thread_pool.h"
#include "simd/sort.h"

namespace litany::passage {

namespace {

// Suffixes are dealt out by the upper bits of their first symbol.
constexpr int kBucketBits = 12;
constexpr size_t kGroupsAPiece = 256;

// Suffixes in order, as far as they are known.
class SuffixSorter {
 public:
  SuffixSorter(std::span<const uint32_t> ranks, uint32_t rank_count,
               uint32_t threads)
      : ranks_(ranks),
        symbol_bits_(static_cast<int>(std::bit_width(rank_count))),
        threads_(threads),
        order_(ranks.size()),
        place_(ranks.size()),
        starts_group_(ranks.size()),
        scratch_(std::max(threads, 1u)) {}

  std::vector<uint32_t> Sort() {
    SortByBegin();
    SplitGroups();
    while (!groups_.empty()) {
      SortGroups();
      SplitGroups();
      known_ *= 2;
    }
    return std::move(order_);
  }

 private:
  // Of order_: suffixes that begin with the same symbols, as far as known.
  struct Group {
    uint32_t begin = 0;
    uint32_t end = 0;
  };

  uint32_t size() const { return static_cast<uint32_t>(ranks_.size()); }

  // Sorts by as many first symbols as fit above the suffix into 64 bits.
  void SortByBegin() {
    const auto suffix_bits = static_cast<int>(std::bit_width(size()));
    const int symbols = (64 - suffix_bits) / symbol_bits_;
    known_ = static_cast<uint32_t>(symbols);
    const int top = (symbols - 1) * symbol_bits_;
    // By suffix, its first symbols; 0 stands behind the last one.
    std::vector<uint64_t> keys(size());
    const int shift = std::max(0, symbol_bits_ - kBucketBits);
    std::vector<uint32_t> at((size_t{1} << kBucketBits) + 1);
    uint64_t window = 0;
    for (uint32_t i = size(); i-- > 0;) {
      const uint64_t symbol = uint64_t{ranks_[i]} + 1;
      window = window >> symbol_bits_ | symbol << top;
      keys[i] = window << suffix_bits | i;
      ++at[(symbol >> shift) + 1];
    }
    for (size_t bucket = 1; bucket < at.size(); ++bucket) {
      if (at[bucket] > 0) {
        groups_.push_back({at[bucket - 1], at[bucket - 1] + at[bucket]});
      }
      at[bucket] += at[bucket - 1];
    }
    std::vector<uint64_t> dealt(size());
    for (uint32_t i = 0; i < size(); ++i) {
      dealt[at[(uint64_t{ranks_[i]} + 1) >> shift]++] = keys[i];
    }
    const uint64_t suffix_mask = (uint64_t{1} << suffix_bits) - 1;
    ForEachGroup([&](const Group& group, std::vector<uint64_t>* scratch) {
      scratch->assign(dealt.begin() + group.begin, dealt.begin() + group.end);
      TakeSorted(group, suffix_bits, suffix_mask, scratch);
    });
  }

  // Sorts each group by what is known of the suffixes behind the known symbols
  // of its own, which doubles these (Larsson and Sadakane 2007).
  void SortGroups() {
    ForEachGroup([&](const Group& group, std::vector<uint64_t>* scratch) {
      scratch->clear();
      for (uint32_t p = group.begin; p < group.end; ++p) {
        const uint64_t behind = uint64_t{order_[p]} + known_;
        const uint64_t next =
            behind < size() ? uint64_t{place_[behind]} + 1 : 0;
        scratch->push_back(next << 32 | order_[p]);
      }
      TakeSorted(group, 32, 0xffffffff, scratch);
    });
  }

  // Sorts keys, of which the lower bits are the suffixes of a group, and puts
  // these in place.  What differs above them differs.
  void TakeSorted(const Group& group, int suffix_bits, uint64_t suffix_mask,
                  std::vector<uint64_t>* keys) {
    simd::SortUnique(0, keys);
    uint64_t last = ~uint64_t{0};
    for (uint32_t i = 0; i < keys->size(); ++i) {
      const uint64_t upper = (*keys)[i] >> suffix_bits;
      order_[group.begin + i] = static_cast<uint32_t>((*keys)[i] & suffix_mask);
      starts_group_[group.begin + i] = i == 0 || upper != last ? 1 : 0;
      last = upper;
    }
  }

  template <typename SortOne>
  void ForEachGroup(const SortOne& sort_one) {
    base::ParallelFor(threads_, Pieces(), [&](uint32_t thread, size_t piece) {
      const size_t end = std::min(groups_.size(), (piece + 1) * kGroupsAPiece);
      for (size_t g = piece * kGroupsAPiece; g < end; ++g) {
        sort_one(groups_[g], &scratch_[thread]);
      }
    });
  }

  // Makes groups of what TakeSorted found, and drops those of one suffix.
  // Only once all are sorted: they are sorted by the places of before.
  void SplitGroups() {
    std::vector<std::vector<Group>> found(Pieces());
    base::ParallelFor(threads_, found.size(), [&](uint32_t, size_t piece) {
      const size_t end = std::min(groups_.size(), (piece + 1) * kGroupsAPiece);
      for (size_t g = piece * kGroupsAPiece; g < end; ++g) {
        for (uint32_t begin = groups_[g].begin; begin < groups_[g].end;) {
          uint32_t stop = begin;
          do {
            place_[order_[stop++]] = begin;
          } while (stop < groups_[g].end && starts_group_[stop] == 0);
          if (stop - begin > 1) found[piece].push_back({begin, stop});
          begin = stop;
        }
      }
    });
    groups_.clear();
    for (const std::vector<Group>& part : found) {
      groups_.insert(groups_.end(), part.begin(), part.end());
    }
  }

  size_t Pieces() const {
    return (groups_.size() + kGroupsAPiece - 1) / kGroupsAPiece;
  }

  std::span<const uint32_t> ranks_;
  int symbol_bits_;
  uint32_t threads_;
  uint32_t known_ = 0;  // symbols by which suffixes are sorted
  std::vector<uint32_t> order_;
  std::vector<uint32_t> place_;  // by suffix: where its group begins
  std::vector<uint8_t> starts_group_;
  std::vector<Group> groups_;  // of more than one suffix
  std::vector<std::vector<uint64_t>> scratch_;
};

}  // namespace

std::vector<uint32_t> BuildSuffixArray(std::span<const uint32_t> ranks,
                                       uint32_t rank_count, uint32_t threads) {
  LITANY_CHECK(rank_count <= uint32_t{1} << 24);
  LITANY_CHECK(ranks.size() < ~uint32_t{0});
  return SuffixSorter(ranks, rank_count, threads).Sort();
}

std::vector<uint16_t> SharedLengths(std::span<const uint32_t> ranks,
                                    std::span<const uint32_t> order,
                                    uint16_t most, uint32_t threads) {
  constexpr size_t kPiece = size_t{1} << 16;
  std::vector<uint16_t> shared(order.size());
  base::ParallelFor(
      threads, (order.size() + kPiece - 1) / kPiece,
      [&](uint32_t, size_t piece) {
        const size_t end = std::min(order.size(), (piece + 1) * kPiece);
        for (size_t i = std::max<size_t>(1, piece * kPiece); i < end; ++i) {
          const uint32_t a = order[i - 1];
          const uint32_t b = order[i];
          const size_t limit =
              std::min<size_t>(most, ranks.size() - std::max(a, b));
          uint16_t length = 0;
          while (length < limit && ranks[a + length] == ranks[b + length] &&
                 ranks[a + length] != kSeparator) {
            ++length;
          }
          shared[i] = length;
        }
      });
  return shared;
}

}  // namespace litany::passage
