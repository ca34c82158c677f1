#include "passage/repeated_runs.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "passage/suffix_array.h"

namespace litany::passage {
namespace {

constexpr uint32_t kNowhere = ~uint32_t{0};

// A run that the walk over the suffix array is inside of.
struct Open {
  uint32_t length = 0;
  uint32_t first = 0;
  // Places less distinct texts, and less distinct known sources.
  uint32_t text_repeats = 0;
  uint32_t source_repeats = 0;
};

// The deepest open run that holds rank `at`.
Open* Holding(std::vector<Open>* open, uint32_t at) {
  const auto behind = std::upper_bound(
      open->begin(), open->end(), at,
      [](uint32_t rank, const Open& run) { return rank < run.first; });
  return &*(behind - 1);
}

}  // namespace

absl::StatusOr<RepeatedRuns> RepeatedRuns::Build(
    const PhraseTexts& texts, const TokenTable& tokens,
    std::vector<SievedRun> stretches, uint32_t max_tokens, uint32_t threads) {
  LITANY_CHECK(max_tokens < 10000);
  RepeatedRuns runs(texts, tokens);
  runs.max_tokens_ = max_tokens;
  runs.stretches_ = std::move(stretches);
  // Ranks in the order of the ids.
  std::vector<uint32_t> rank_of(tokens.id_count());
  uint64_t size = 0;
  for (const SievedRun& stretch : runs.stretches_) {
    size += stretch.end - stretch.begin + 1;
    for (uint32_t i = stretch.begin; i < stretch.end; ++i) {
      rank_of[tokens.id(i)] = 1;
    }
  }
  uint32_t rank_count = 1;
  for (uint32_t& rank : rank_of) {
    if (rank != 0) rank = rank_count++;
  }
  if (rank_count > uint32_t{1} << 24 || size > TokenTable::kMostTokens) {
    return absl::ResourceExhaustedError(absl::StrCat(
        size, " tokens of ", rank_count, " kinds are too many to look for ",
        "phrases in; ask for more documents (--min-documents)"));
  }
  // The stretches, with a separator behind each.
  base::RawVector<uint32_t> ranks;
  ranks.reserve(size);
  base::RawVector<uint32_t> stretch_at;
  stretch_at.reserve(size);
  std::vector<uint32_t> begins;  // by stretch, in `ranks`
  begins.reserve(runs.stretches_.size());
  for (uint32_t s = 0; s < runs.stretches_.size(); ++s) {
    const SievedRun& stretch = runs.stretches_[s];
    begins.push_back(static_cast<uint32_t>(ranks.size()));
    for (uint32_t i = stretch.begin; i < stretch.end; ++i) {
      ranks.push_back(rank_of[tokens.id(i)]);
    }
    ranks.push_back(kSeparator);
    stretch_at.resize(ranks.size(), s);
  }
  LITANY_ASSIGN_OR_RETURN(base::RawVector<uint32_t> order,
                          BuildSuffixArray(ranks, rank_count));
  // Separators sort first.
  order.erase(order.begin(),
              order.begin() + static_cast<ptrdiff_t>(runs.stretches_.size()));
  runs.shared_ = SharedLengths(ranks, order,
                               static_cast<uint16_t>(max_tokens + 1), threads);
  runs.places_.resize(order.size());
  runs.stretch_of_.resize(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    const uint32_t s = stretch_at[order[i]];
    runs.stretch_of_[i] = s;
    runs.places_[i] = runs.stretches_[s].begin + (order[i] - begins[s]);
  }
  return runs;
}

std::vector<RepeatedRun> RepeatedRuns::Find(const PhraseBounds& bounds) const {
  std::vector<RepeatedRun> found;
  const uint32_t size = this->size();
  if (size < 2) return found;
  const bool has_sources = !texts_->sources.empty();
  uint32_t source_count = 0;
  for (const uint32_t source : texts_->sources) {
    if (source != kNoSource) source_count = std::max(source_count, source + 1);
  }
  // The rank where a text, a source was met last.
  std::vector<uint32_t> text_at(tokens_->texts(), kNowhere);
  std::vector<uint32_t> source_at(source_count, kNowhere);
  uint64_t unknown = 0;  // places without a source, so far
  std::vector<uint64_t> unknown_before;
  if (has_sources) unknown_before.reserve(size_t{size} + 1);

  std::vector<Open> open(1);
  const auto close = [&](const Open& run, uint32_t end) {
    if (run.length < 2 || run.length > max_tokens_) return;
    RepeatedRun result;
    result.first = run.first;
    result.count = end - run.first;
    result.length = run.length;
    result.documents = result.count - run.text_repeats;
    if (has_sources) {
      const uint64_t without = unknown_before[end] - unknown_before[run.first];
      result.sources =
          static_cast<uint32_t>(result.count - without - run.source_repeats);
    }
    if (result.documents < bounds.min_documents) return;
    if (bounds.min_sources > 1 && result.sources < bounds.min_sources) return;
    uint32_t weight = 0;
    const uint32_t place = places_[run.first];
    for (uint32_t i = 0; i < run.length && weight <= bounds.max_weight; ++i) {
      weight += tokens_->weight(tokens_->id(place + i));
    }
    if (weight < bounds.min_weight || weight > bounds.max_weight) return;
    found.push_back(result);
  };
  for (uint32_t i = 0; i <= size; ++i) {
    if (has_sources) unknown_before.push_back(unknown);
    const uint32_t shared = i < size ? shared_[i] : 0;
    uint32_t first = i == 0 ? 0 : i - 1;
    Open inside;  // what the last closed run hands on
    while (open.back().length > shared) {
      const Open run = open.back();
      open.pop_back();
      close(run, i);
      first = run.first;
      inside.text_repeats = run.text_repeats;
      inside.source_repeats = run.source_repeats;
      if (open.back().length >= shared) {
        open.back().text_repeats += inside.text_repeats;
        open.back().source_repeats += inside.source_repeats;
        inside = Open{};
      }
    }
    if (i == size) break;
    if (open.back().length < shared) {
      inside.length = shared;
      inside.first = first;
      open.push_back(inside);
    }
    const uint32_t text = stretches_[stretch_of_[i]].text;
    if (text_at[text] != kNowhere) {
      ++Holding(&open, text_at[text])->text_repeats;
    }
    text_at[text] = i;
    const uint32_t source = texts_->SourceOf(text);
    if (source == kNoSource) {
      ++unknown;
    } else {
      if (source_at[source] != kNowhere) {
        ++Holding(&open, source_at[source])->source_repeats;
      }
      source_at[source] = i;
    }
  }
  return found;
}

int RepeatedRuns::Compare(uint32_t rank, std::span<const uint32_t> ids) const {
  const uint32_t place = places_[rank];
  const uint32_t end = stretches_[stretch_of_[rank]].end;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (place + i >= end) return -1;
    const uint32_t id = tokens_->id(place + static_cast<uint32_t>(i));
    if (id != ids[i]) return id < ids[i] ? -1 : 1;
  }
  return 0;
}

uint32_t RepeatedRuns::Count(std::span<const uint32_t> ids) const {
  const auto first_not = [&](auto before) {
    uint32_t low = 0;
    uint32_t high = size();
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (before(Compare(middle, ids))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  const uint32_t begin = first_not([](int order) { return order < 0; });
  return first_not([](int order) { return order <= 0; }) - begin;
}

}  // namespace litany::passage
