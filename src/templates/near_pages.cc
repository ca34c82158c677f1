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
constexpr uint32_t kMostListed = 32;

// The distinct unframed blocks of each page, ascending.
class TextBlocks {
 public:
  TextBlocks(const SourceLines& source, std::span<const uint8_t> furniture) {
    begins_.reserve(source.pages() + 1);
    blocks_.reserve(source.lines.size());
    for (size_t p = 0; p < source.pages(); ++p) {
      const auto begin = static_cast<ptrdiff_t>(blocks_.size());
      for (uint32_t i = source.begins[p]; i < source.begins[p + 1]; ++i) {
        if (furniture[i] == 0) blocks_.push_back(source.blocks[i]);
      }
      std::sort(blocks_.begin() + begin, blocks_.end());
      blocks_.erase(std::unique(blocks_.begin() + begin, blocks_.end()),
                    blocks_.end());
      begins_.push_back(static_cast<uint32_t>(blocks_.size()));
    }
  }

  std::span<const uint32_t> Of(size_t page) const {
    return std::span(blocks_).subspan(begins_[page],
                                      begins_[page + 1] - begins_[page]);
  }

 private:
  std::vector<uint32_t> blocks_;        // page by page
  std::vector<uint32_t> begins_ = {0};  // by page, and one more
};

// Pages that hold each block, at most kMostListed, in the order in which they
// are added.  One that a single page holds is not listed.
class Holders {
 public:
  // `pages` hold each block, or more.
  explicit Holders(std::span<const uint32_t> pages) : begins_(pages.size()) {
    uint32_t end = 0;
    for (size_t b = 0; b < pages.size(); ++b) {
      begins_[b] = end;
      if (pages[b] > 1) end += std::min(pages[b], kMostListed);
    }
    ends_ = begins_;
    begins_.push_back(end);
    pages_.resize(end);
  }

  // Whether no two pages can have a block in common.
  bool IsNone() const { return pages_.empty(); }
  void Add(uint32_t block, uint32_t page) {
    if (ends_[block] < begins_[block + 1]) pages_[ends_[block]++] = page;
  }
  std::span<const uint32_t> Of(uint32_t block) const {
    return std::span(pages_).subspan(begins_[block],
                                     ends_[block] - begins_[block]);
  }

 private:
  std::vector<uint32_t> pages_;   // block by block
  std::vector<uint32_t> begins_;  // by block, and one more
  std::vector<uint32_t> ends_;
};

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
  const TextBlocks texts(source, furniture);
  const auto is_asked = [&](uint32_t page) {
    return representative[page] == page && texts.Of(page).size() >= kLeastLines;
  };
  std::vector<uint32_t> counts(source.block_count, 0);
  for (uint32_t p = 0; p < pages; ++p) {
    if (!is_asked(p)) continue;
    for (const uint32_t block : texts.Of(p)) ++counts[block];
  }
  Holders holders(counts);
  if (holders.IsNone()) return representative;
  std::vector<uint32_t> shared(pages, 0);
  std::vector<uint32_t> touched;
  for (const uint32_t page : CanonicalOrder(source, digests)) {
    if (!is_asked(page)) continue;  // equal to another, or short
    const std::span<const uint32_t> blocks = texts.Of(page);
    for (const uint32_t block : blocks) {
      for (const uint32_t holder : holders.Of(block)) {
        if (shared[holder]++ == 0) touched.push_back(holder);
      }
    }
    uint32_t best = page;
    uint64_t best_shared = 0;
    for (const uint32_t holder : touched) {
      // Jaccard similarity of .6 or more: shared / (a + b - shared).
      const uint64_t common = std::exchange(shared[holder], 0);
      const uint64_t all = blocks.size() + texts.Of(holder).size() - common;
      if (common * 10 >= all * 6 && common > best_shared) {
        best = holder;
        best_shared = common;
      }
    }
    touched.clear();
    representative[page] = best;
    if (best != page) continue;
    for (const uint32_t block : blocks) holders.Add(block, page);
  }
  // An equal page goes where the one it is equal to went.
  for (uint32_t p = 0; p < pages; ++p) {
    representative[p] = representative[representative[p]];
  }
  return representative;
}

}  // namespace litany::templates
