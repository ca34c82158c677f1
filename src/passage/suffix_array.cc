#include "passage/suffix_array.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/thread_pool.h"
#include "passage/common_run.h"
#include "simd/sort.h"

namespace litany::passage {
namespace {

// Sorts suffixes of equal first symbols.  For one thread.
class SuffixSorter {
 public:
  SuffixSorter(std::span<const uint32_t> ranks, uint32_t rank_count,
               uint32_t depth)
      : ranks_(ranks),
        depth_(depth),
        bits_(static_cast<uint32_t>(std::bit_width(rank_count - 1))) {}

  // `group`: of one first symbol, as they follow each other.
  void Sort(std::span<uint32_t> group) {
    groups_.clear();
    Put(group, 1);
    while (!groups_.empty()) {
      const Group next = groups_.back();
      groups_.pop_back();
      if (next.suffixes.size() <= kFew) {
        InsertionSort(next);
      } else {
        SortByKeys(next);
      }
    }
  }

 private:
  // Suffixes that share so many symbols.
  struct Group {
    std::span<uint32_t> suffixes;
    uint32_t shared = 0;
  };

  // So few are compared symbol by symbol.
  static constexpr size_t kFew = 12;

  void Put(std::span<uint32_t> suffixes, uint32_t shared) {
    if (suffixes.size() > 1 && shared < depth_) {
      groups_.push_back({suffixes, shared});
    }
  }

  uint32_t RankAt(size_t at) const {
    return at < ranks_.size() ? ranks_[at] : kSeparator;
  }

  // By what is behind the symbols that they share.
  bool IsLess(uint32_t a, uint32_t b, uint32_t shared) const {
    for (size_t i = shared; i < depth_; ++i) {
      const uint32_t of_a = RankAt(a + i);
      const uint32_t of_b = RankAt(b + i);
      if (of_a != of_b) return of_a < of_b;
      if (of_a == kSeparator) return false;
    }
    return false;
  }

  void InsertionSort(const Group& group) const {
    const std::span<uint32_t> suffixes = group.suffixes;
    for (size_t i = 1; i < suffixes.size(); ++i) {
      const uint32_t suffix = suffixes[i];
      size_t at = i;
      for (; at > 0 && IsLess(suffix, suffixes[at - 1], group.shared); --at) {
        suffixes[at] = suffixes[at - 1];
      }
      suffixes[at] = suffix;
    }
  }

  // How many symbols before a separator all suffixes share, at most depth_,
  // if it is known that they share `shared`.
  uint32_t SharedByAll(std::span<const uint32_t> suffixes,
                       uint32_t shared) const {
    const size_t first = size_t{suffixes.front()} + shared;
    size_t more = 0;
    while (shared + more < depth_ && RankAt(first + more) != kSeparator) ++more;
    for (const uint32_t suffix : suffixes.subspan(1)) {
      const size_t begin = size_t{suffix} + shared;
      const size_t left = ranks_.size() - std::min(ranks_.size(), begin);
      more = CommonPrefix(ranks_.data() + first, ranks_.data() + begin,
                          std::min(more, left));
    }
    return shared + static_cast<uint32_t>(more);
  }

  void SortByKeys(const Group& group) {
    const std::span<uint32_t> suffixes = group.suffixes;
    const size_t size = suffixes.size();
    const auto number_bits = static_cast<uint32_t>(std::bit_width(size - 1));
    const uint32_t symbols =
        std::min((64 - number_bits) / bits_, depth_ - group.shared);
    keys_.resize(size);
    for (size_t i = 0; i < size; ++i) {
      const size_t begin = size_t{suffixes[i]} + group.shared;
      uint64_t key = 0;
      uint32_t rank = 1;
      for (uint32_t j = 0; j < symbols; ++j) {
        if (rank != kSeparator) rank = RankAt(begin + j);
        key = key << bits_ | rank;
      }
      keys_[i] = key << number_bits | i;
    }
    simd::Sort(keys_);
    before_.assign(suffixes.begin(), suffixes.end());
    const uint64_t number_mask = (uint64_t{1} << number_bits) - 1;
    const uint64_t last_mask = (uint64_t{1} << bits_) - 1;
    for (size_t begin = 0; begin < size;) {
      const uint64_t symbols_of = keys_[begin] >> number_bits;
      size_t end = begin;
      do {
        suffixes[end] = before_[keys_[end] & number_mask];
        ++end;
      } while (end < size && keys_[end] >> number_bits == symbols_of);
      if ((symbols_of & last_mask) != kSeparator) {
        const std::span<uint32_t> equal = suffixes.subspan(begin, end - begin);
        const uint32_t shared = group.shared + symbols;
        // Of a text that has many copies, nothing else falls apart either.
        Put(equal, equal.size() == size ? SharedByAll(equal, shared) : shared);
      }
      begin = end;
    }
  }

  std::span<const uint32_t> ranks_;
  uint32_t depth_;
  uint32_t bits_;  // of a rank
  std::vector<Group> groups_;
  // Of the group that is sorted.
  std::vector<uint64_t> keys_;
  std::vector<uint32_t> before_;
};

}  // namespace

base::RawVector<uint32_t> SortSuffixes(std::span<const uint32_t> ranks,
                                       uint32_t rank_count, uint32_t depth,
                                       uint32_t threads) {
  LITANY_CHECK(rank_count <= uint32_t{1} << 24 && depth > 0);
  constexpr size_t kSuffixesAPiece = size_t{1} << 12;
  // Where the suffixes of each first symbol begin: one off, so that what is
  // dealt out moves them to where they belong.
  std::vector<uint32_t> at(size_t{rank_count} + 2);
  for (const uint32_t rank : ranks) ++at[rank + 2];
  at[kSeparator + 2] = 0;
  for (size_t i = 3; i < at.size(); ++i) at[i] += at[i - 1];
  base::RawVector<uint32_t> order(at.back());
  for (uint32_t i = 0; i < ranks.size(); ++i) {
    if (ranks[i] != kSeparator) order[at[ranks[i] + 1]++] = i;
  }
  // First symbols, cut where so many suffixes are together.
  std::vector<uint32_t> cuts = {1};
  for (uint32_t rank = 2; rank < rank_count; ++rank) {
    if (at[rank] - at[cuts.back()] >= kSuffixesAPiece) cuts.push_back(rank);
  }
  const size_t pieces = cuts.size();
  cuts.push_back(rank_count);
  std::vector<SuffixSorter> sorters(std::max(threads, 1u),
                                    SuffixSorter(ranks, rank_count, depth));
  base::ParallelFor(threads, pieces, [&](uint32_t thread, size_t piece) {
    for (uint32_t rank = cuts[piece]; rank < cuts[piece + 1]; ++rank) {
      sorters[thread].Sort(
          std::span(order).subspan(at[rank], at[rank + 1] - at[rank]));
    }
  });
  return order;
}

base::RawVector<uint16_t> SharedLengths(std::span<const uint32_t> ranks,
                                        std::span<const uint32_t> order,
                                        uint16_t most, uint32_t threads) {
  constexpr size_t kPiece = size_t{1} << 16;
  base::RawVector<uint16_t> shared(order.size());
  if (!shared.empty()) shared[0] = 0;
  base::ParallelForPieces(
      threads, order.size(), kPiece, [&](uint32_t, const base::Piece& piece) {
        for (size_t i = std::max<size_t>(1, piece.begin); i < piece.end; ++i) {
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
