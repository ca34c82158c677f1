#include "simd/sort.h"

#include <hwy/contrib/sort/vqsort.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include "simd/kernels.h"

namespace litany::simd {
namespace {

// Below, std::sort is faster (measured: 20 values, 13 ns to 32; 64 values, 34
// to 11).
constexpr size_t kLeastForVectors = 40;

template <typename T>
void SortSpan(std::span<T> values) {
  if (values.size() < kLeastForVectors || &Kernels() == &ScalarKernels()) {
    std::sort(values.begin(), values.end());
    return;
  }
  // It has a buffer.
  thread_local const hwy::Sorter kSorter;
  kSorter(values.data(), values.size(), hwy::SortAscending());
}

template <typename T>
void SortAndDrop(size_t begin, std::vector<T>* values) {
  SortSpan(std::span(*values).subspan(begin));
  const auto first = values->begin() + static_cast<ptrdiff_t>(begin);
  values->erase(std::unique(first, values->end()), values->end());
}

constexpr size_t kLeastForSort = 16384;
constexpr int kMostBucketBits = 12;
// An insertion sort of more takes longer than std::sort.
constexpr size_t kMostInserted = 16;

void InsertionSort(std::span<uint64_t> values) {
  for (size_t i = 1; i < values.size(); ++i) {
    const uint64_t value = values[i];
    size_t at = i;
    for (; at > 0 && values[at - 1] > value; --at) values[at] = values[at - 1];
    values[at] = value;
  }
}

}  // namespace

void SortUniqueHashes(std::span<const uint32_t> high,
                      std::span<const uint32_t> low,
                      std::vector<uint64_t>* out) {
  const size_t count = high.size();
  out->resize(count);
  const auto value_of = [&](size_t i) {
    return uint64_t{high[i]} << 32 | low[i];
  };
  if (count >= kLeastForSort) {
    for (size_t i = 0; i < count; ++i) (*out)[i] = value_of(i);
    SortUnique(0, out);
    return;
  }
  const int bits =
      std::clamp(static_cast<int>(std::bit_width(count)), 1, kMostBucketBits);
  const size_t buckets = size_t{1} << bits;
  const auto bucket_of = [shift = 32 - bits](uint32_t top) {
    return top >> shift;
  };
  // The place of the next value of each bucket; in the end, where it ends.
  std::array<uint32_t, size_t{1} << kMostBucketBits> next;
  std::fill_n(next.begin(), buckets, 0);
  for (const uint32_t top : high) ++next[bucket_of(top)];
  uint32_t sum = 0;
  uint32_t most = 0;
  for (size_t b = 0; b < buckets; ++b) {
    most = std::max(most, next[b]);
    sum += std::exchange(next[b], sum);
  }
  for (size_t i = 0; i < count; ++i) {
    (*out)[next[bucket_of(high[i])]++] = value_of(i);
  }
  if (most > kMostInserted) {
    auto begin = out->begin();
    for (size_t b = 0; b < buckets; ++b) {
      const auto end = out->begin() + next[b];
      if (static_cast<size_t>(end - begin) > kMostInserted)
        std::sort(begin, end);
      begin = end;
    }
  }
  // Nothing leaves its bucket.
  InsertionSort(*out);
  out->erase(std::unique(out->begin(), out->end()), out->end());
}

void Sort(std::span<uint64_t> values) { SortSpan(values); }

void SortUnique(size_t begin, std::vector<uint32_t>* values) {
  SortAndDrop(begin, values);
}

void SortUnique(size_t begin, std::vector<uint64_t>* values) {
  SortAndDrop(begin, values);
}

}  // namespace litany::simd
