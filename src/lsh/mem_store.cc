#include "lsh/mem_store.h"

#include <algorithm>
#include <array>
#include <utility>

namespace litany::lsh {
namespace {

// Keys are hashes, so their top bits all but sort them.
constexpr int kBits = 11;
constexpr int kPasses = 3;
constexpr size_t kBuckets = size_t{1} << kBits;

constexpr uint64_t TopBits(uint64_t key) {
  return key >> (64 - kBits * kPasses);
}

}  // namespace

absl::Status MemStore::Add(std::span<const Posting> postings) {
  postings_.insert(postings_.end(), postings.begin(), postings.end());
  return absl::OkStatus();
}

void MemStore::Sort() {
  if (postings_.size() < kBuckets) {
    std::sort(postings_.begin(), postings_.end());
    return;
  }
  other_.resize(postings_.size());
  for (int pass = 0; pass < kPasses; ++pass) {
    const auto bucket_of = [pass](const Posting& posting) {
      return TopBits(posting.key) >> (kBits * pass) & (kBuckets - 1);
    };
    std::array<size_t, kBuckets> next{};
    for (const Posting& posting : postings_) ++next[bucket_of(posting)];
    size_t sum = 0;
    for (size_t& at : next) sum += std::exchange(at, sum);
    for (const Posting& posting : postings_) {
      other_[next[bucket_of(posting)]++] = posting;
    }
    postings_.swap(other_);
  }
  other_.clear();
  // What the top bits leave open, and (document, position) within a key.
  for (auto begin = postings_.begin(); begin != postings_.end();) {
    auto end = begin + 1;
    while (end != postings_.end() && TopBits(end->key) == TopBits(begin->key)) {
      ++end;
    }
    if (!std::is_sorted(begin, end)) std::sort(begin, end);
    begin = end;
  }
}

absl::Status MemStore::Drain(
    size_t least,
    const std::function<absl::Status(std::span<const Posting>)>& visit) {
  Sort();
  absl::Status status;
  for (size_t begin = 0; begin < postings_.size() && status.ok();) {
    size_t end = begin + 1;
    while (end < postings_.size() &&
           postings_[end].key == postings_[begin].key) {
      ++end;
    }
    if (end - begin >= least) {
      status = visit(std::span(postings_).subspan(begin, end - begin));
    }
    begin = end;
  }
  postings_.clear();
  return status;
}

}  // namespace litany::lsh
