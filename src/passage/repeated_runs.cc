#include "passage/repeated_runs.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/thread_pool.h"
#include "passage/suffix_array.h"

namespace litany::passage {
namespace {

constexpr size_t kRanksAPiece = size_t{1} << 13;

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
  const base::RawVector<uint32_t> order =
      SortSuffixes(ranks, rank_count, max_tokens + 1, threads);
  runs.shared_ = SharedLengths(ranks, order,
                               static_cast<uint16_t>(max_tokens + 1), threads);
  runs.places_.resize(order.size());
  runs.stretch_of_.resize(order.size());
  base::ParallelForPieces(threads, order.size(), kRanksAPiece,
                          [&](uint32_t, const base::Piece& piece) {
                            for (size_t i = piece.begin; i < piece.end; ++i) {
                              const uint32_t s = stretch_at[order[i]];
                              runs.stretch_of_[i] = s;
                              runs.places_[i] = runs.stretches_[s].begin +
                                                (order[i] - begins[s]);
                            }
                          });
  return runs;
}

// A walk over ranks of the suffix array, for one thread.
class RepeatedRuns::Walk {
 public:
  Walk(const RepeatedRuns& runs, const PhraseBounds& bounds, uint32_t sources)
      : runs_(runs),
        bounds_(bounds),
        has_sources_(!runs.texts_->sources.empty()),
        text_at_(runs.tokens_->texts()),
        source_at_(sources) {}

  // Finds the runs of the ranks [begin, end); nothing is shared with what is
  // before and behind them.
  // REQUIRES: begin is not before the end of an earlier call
  void Find(uint32_t begin, uint32_t end, std::vector<RepeatedRun>* found) {
    begin_ = begin;
    found_ = found;
    open_.assign(1, {});
    unknown_before_.clear();
    for (uint32_t i = begin; i < end; ++i) {
      CloseLonger(i, runs_.shared_[i]);
      Meet(i);
    }
    CloseLonger(end, 0);
  }

 private:
  // A run that the walk is inside of.
  struct Open {
    uint32_t length = 0;
    uint32_t first = 0;
    // Places less distinct texts, and less distinct known sources.
    uint32_t text_repeats = 0;
    uint32_t source_repeats = 0;
  };

  // The deepest open run that holds rank `at`.
  Open* Holding(uint32_t at) {
    const auto behind = std::upper_bound(
        open_.begin(), open_.end(), at,
        [](uint32_t rank, const Open& run) { return rank < run.first; });
    return &*(behind - 1);
  }

  // The walk comes to rank i, which shares so many tokens with what is before
  // it.
  void CloseLonger(uint32_t i, uint32_t shared) {
    if (has_sources_) unknown_before_.push_back(unknown_);
    uint32_t first = i == 0 ? 0 : i - 1;
    Open inside;  // what the last closed run hands on
    while (open_.back().length > shared) {
      const Open run = open_.back();
      open_.pop_back();
      Close(run, i);
      first = run.first;
      inside.text_repeats = run.text_repeats;
      inside.source_repeats = run.source_repeats;
      if (open_.back().length >= shared) {
        open_.back().text_repeats += inside.text_repeats;
        open_.back().source_repeats += inside.source_repeats;
        inside = Open{};
      }
    }
    if (open_.back().length < shared) {
      inside.length = shared;
      inside.first = first;
      open_.push_back(inside);
    }
  }

  void Meet(uint32_t i) {
    const uint32_t text = runs_.stretches_[runs_.stretch_of_[i]].text;
    if (text_at_[text] > begin_) ++Holding(text_at_[text] - 1)->text_repeats;
    text_at_[text] = i + 1;
    const uint32_t source = runs_.texts_->SourceOf(text);
    if (source == kNoSource) {
      ++unknown_;
      return;
    }
    if (source_at_[source] > begin_) {
      ++Holding(source_at_[source] - 1)->source_repeats;
    }
    source_at_[source] = i + 1;
  }

  void Close(const Open& run, uint32_t end) {
    if (run.length < 2 || run.length > runs_.max_tokens_) return;
    RepeatedRun result;
    result.first = run.first;
    result.count = end - run.first;
    result.length = run.length;
    result.documents = result.count - run.text_repeats;
    if (has_sources_) {
      const uint64_t without =
          unknown_before_[end - begin_] - unknown_before_[run.first - begin_];
      result.sources =
          static_cast<uint32_t>(result.count - without - run.source_repeats);
    }
    if (result.documents < bounds_.min_documents) return;
    if (bounds_.min_sources > 1 && result.sources < bounds_.min_sources) return;
    const TokenTable& tokens = *runs_.tokens_;
    const uint32_t place = runs_.places_[run.first];
    uint32_t weight = 0;
    for (uint32_t i = 0; i < run.length && weight <= bounds_.max_weight; ++i) {
      weight += tokens.weight(tokens.id(place + i));
    }
    if (weight < bounds_.min_weight || weight > bounds_.max_weight) return;
    found_->push_back(result);
  }

  const RepeatedRuns& runs_;
  const PhraseBounds& bounds_;
  bool has_sources_;
  uint32_t begin_ = 0;
  std::vector<RepeatedRun>* found_ = nullptr;
  std::vector<Open> open_;
  // One more than the rank where a text, a source was met last.
  std::vector<uint32_t> text_at_;
  std::vector<uint32_t> source_at_;
  uint64_t unknown_ = 0;                  // places without a source, so far
  std::vector<uint64_t> unknown_before_;  // by rank, from begin_ on
};

std::vector<RepeatedRun> RepeatedRuns::Find(const PhraseBounds& bounds,
                                            uint32_t threads) const {
  uint32_t sources = 0;
  for (const uint32_t source : texts_->sources) {
    if (source != kNoSource) sources = std::max(sources, source + 1);
  }
  // Cut where nothing is shared.
  std::vector<uint32_t> cuts = {0};
  for (uint32_t i = 1; i < size(); ++i) {
    if (shared_[i] == 0 && i - cuts.back() >= kRanksAPiece) cuts.push_back(i);
  }
  const size_t pieces = cuts.size();
  cuts.push_back(size());
  std::vector<Walk> walks(std::max(threads, 1u), Walk(*this, bounds, sources));
  std::vector<std::vector<RepeatedRun>> found(pieces);
  base::ParallelFor(threads, pieces, [&](uint32_t thread, size_t piece) {
    walks[thread].Find(cuts[piece], cuts[piece + 1], &found[piece]);
  });
  std::vector<RepeatedRun> all = std::move(found.front());
  for (size_t piece = 1; piece < pieces; ++piece) {
    all.insert(all.end(), found[piece].begin(), found[piece].end());
  }
  return all;
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
  LITANY_CHECK(ids.size() <= max_tokens_);
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
