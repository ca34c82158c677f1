// NearCopies of frames.h.
#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/hash.h"
#include "templates/frames.h"

namespace litany::templates {
namespace {

// A page with fewer lines is no copy of another.
constexpr size_t kLeastLines = 4;
// Of the representatives that hold a line, so many are compared.
constexpr size_t kMostListed = 32;

// The distinct unframed lines of a page, by number.
std::vector<uint32_t> TextBlocks(const SourceLines& source, size_t page,
                                 std::span<const uint8_t> furniture) {
  std::vector<uint32_t> result;
  for (uint32_t i = source.begins[page]; i < source.begins[page + 1]; ++i) {
    if (furniture[i] == 0) result.push_back(source.blocks[i]);
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<uint64_t> KnownDigests(const SourceLines& source) {
  if (source.digests.empty()) return PageDigests(source);
  return {source.digests.begin(), source.digests.end()};
}

// Longest first; pages of one order have the same lines.
std::vector<uint32_t> CanonicalOrder(const SourceLines& source,
                                     std::span<const uint64_t> digests) {
  std::vector<uint32_t> order(source.pages());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const size_t of_a = source.Lines(a).size();
    const size_t of_b = source.Lines(b).size();
    if (of_a != of_b) return of_a > of_b;
    return digests[a] < digests[b];
  });
  return order;
}

std::vector<uint32_t> FirstOfEach(std::span<const uint64_t> digests) {
  absl::flat_hash_map<uint64_t, uint32_t> first;
  std::vector<uint32_t> representative;
  representative.reserve(digests.size());
  for (uint32_t p = 0; p < digests.size(); ++p) {
    representative.push_back(first.try_emplace(digests[p], p).first->second);
  }
  return representative;
}

}  // namespace

std::vector<uint64_t> PageDigests(const SourceLines& source) {
  const size_t pages = source.pages();
  std::vector<uint64_t> digests(pages);
  std::vector<uint64_t> keys;
  for (size_t p = 0; p < pages; ++p) {
    keys.clear();
    for (const PageLine& line : source.Lines(p)) keys.push_back(line.key);
    digests[p] = base::HashBytes64(
        {reinterpret_cast<const char*>(keys.data()), keys.size() * 8});
  }
  return digests;
}

std::vector<uint32_t> EqualPages(const SourceLines& source) {
  return FirstOfEach(KnownDigests(source));
}

std::vector<uint32_t> NearCopies(const SourceLines& source,
                                 std::span<const uint8_t> furniture) {
  const size_t pages = source.pages();
  const std::vector<uint64_t> digests = KnownDigests(source);
  std::vector<uint32_t> representative = FirstOfEach(digests);
  // By block: representatives that hold it, in their order.
  std::vector<std::vector<uint32_t>> holders(source.block_count);
  std::vector<uint32_t> sizes(pages);
  std::vector<uint32_t> shared(pages, 0);
  std::vector<uint32_t> touched;
  for (const uint32_t page : CanonicalOrder(source, digests)) {
    if (representative[page] != page) continue;  // equal to another
    const std::vector<uint32_t> blocks = TextBlocks(source, page, furniture);
    sizes[page] = static_cast<uint32_t>(blocks.size());
    if (blocks.size() < kLeastLines) continue;
    for (const uint32_t block : blocks) {
      for (const uint32_t holder : holders[block]) {
        if (shared[holder]++ == 0) touched.push_back(holder);
      }
    }
    uint32_t best = page;
    uint64_t best_shared = 0;
    for (const uint32_t holder : touched) {
      // Jaccard similarity of .6 or more: shared / (a + b - shared).
      const uint64_t common = std::exchange(shared[holder], 0);
      const uint64_t all = blocks.size() + sizes[holder] - common;
      if (common * 10 >= all * 6 && common > best_shared) {
        best = holder;
        best_shared = common;
      }
    }
    touched.clear();
    representative[page] = best;
    if (best != page) continue;
    for (const uint32_t block : blocks) {
      if (holders[block].size() < kMostListed) holders[block].push_back(page);
    }
  }
  // An equal page goes where the one it is equal to went.
  for (uint32_t p = 0; p < pages; ++p) {
    representative[p] = representative[representative[p]];
  }
  return representative;
}

}  // namespace litany::templates
