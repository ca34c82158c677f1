#include "passage/seeds.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "passage/common_run.h"

namespace litany::passage {
namespace {

constexpr size_t kPartners = 8;
// Members looked at for partners that the rule allows.
constexpr size_t kMostLookedAt = 64;
// Buckets of more members make do with one partner that has a long run.
constexpr size_t kMany = 64;
constexpr int kPartitionBits = 6;
constexpr size_t kPartitions = size_t{1} << kPartitionBits;
constexpr uint64_t kSymbolsPerPiece = uint64_t{1} << 18;

size_t PartitionOf(uint64_t key) { return key >> (64 - kPartitionBits); }

// Whether a key came once or more often; errs on the side of more.
// Thread safety: thread-safe; what it says does not depend on the order.
class RepeatFilter {
 public:
  explicit RepeatFilter(uint64_t keys)
      : words_(std::bit_ceil(keys * 8 / kSlots + 1)),
        mask_(words_.size() - 1) {}

  void Add(uint64_t key) {
    const uint64_t once = uint64_t{1} << (2 * Slot(key));
    std::atomic<uint64_t>& word = words_[Word(key)];
    const uint64_t seen = word.load(std::memory_order_relaxed);
    if ((seen & once << 1) != 0) return;
    if ((word.fetch_or(once, std::memory_order_relaxed) & once) != 0) {
      word.fetch_or(once << 1, std::memory_order_relaxed);
    }
  }
  bool IsRepeated(uint64_t key) const {
    return (words_[Word(key)].load(std::memory_order_relaxed) >>
                (2 * Slot(key) + 1) &
            1) != 0;
  }

 private:
  static constexpr uint64_t kSlots = 32;  // of two bits, in a word

  static uint64_t Slot(uint64_t key) { return key >> 1 & (kSlots - 1); }
  uint64_t Word(uint64_t key) const { return key >> 6 & mask_; }

  std::vector<std::atomic<uint64_t>> words_;
  uint64_t mask_;
};

// Texts in pieces of about as many symbols.
std::vector<uint32_t> Pieces(const TextTable& texts) {
  std::vector<uint32_t> begins = {0};
  uint64_t symbols = 0;
  for (uint32_t t = 0; t < texts.size(); ++t) {
    if (symbols >= kSymbolsPerPiece) {
      begins.push_back(t);
      symbols = 0;
    }
    symbols += texts[t].size();
  }
  begins.push_back(texts.size());
  return begins;
}

// Whether a window came once or more often; errs on the side of more.  Most are
// unique where the text around a passage differs.
class WindowFilter {
 public:
  void Clear(size_t windows) {
    // Eight slots of two bits or more a window.
    const size_t words = std::bit_ceil(windows / 4 + 1);
    shift_ = 64 - 5 - std::countr_zero(words);
    words_.assign(words, 0);
  }
  void Add(uint64_t window) {
    const uint64_t slot = window * kMultiplier >> shift_;
    uint64_t& word = words_[slot >> 5];
    const uint64_t once = uint64_t{1} << (slot % 32 * 2);
    word |= (word & once) << 1 | once;
  }
  bool IsRepeated(uint64_t window) const {
    const uint64_t slot = window * kMultiplier >> shift_;
    return (words_[slot >> 5] >> (slot % 32 * 2 + 1) & 1) != 0;
  }

 private:
  static constexpr uint64_t kMultiplier = 0xd1342543de82ef95;

  std::vector<uint64_t> words_;
  int shift_ = 0;
};

// What the members of one bucket have in common around the anchor.
class BucketJudge {
 public:
  BucketJudge(const TextTable& texts, const AnchorMaker& maker,
              const PairRule& rule, bool exact)
      : texts_(texts), maker_(maker), rule_(rule), exact_(exact) {}

  void Judge(std::span<const lsh::Posting> members, SeedReport* report) {
    gram_ = maker_.GramOf(members[0].key);
    reach_ = maker_.LengthOf(members[0].key) - gram_;
    const bool is_small = members.size() <= kPartners + 1;
    bool has_settled = false;
    open_.clear();
    if (!is_small) open_.push_back({members[0], {}});
    bool all_met_first = true;
    for (size_t i = 1; i < members.size(); ++i) {
      size_t met = 0;
      bool is_settled = false;
      Shared with_first;
      all_met_first = all_met_first && MayPair(members[0], members[i]);
      const size_t looked_at = std::min(i, kMostLookedAt);
      for (size_t j = 0; j < looked_at && met < kPartners; ++j) {
        if (!MayPair(members[j], members[i])) continue;
        ++met;
        Shared shared;
        const Agreement agreement =
            Meet(members[j], members[i], !exact_, report, &shared);
        if (j == 0) with_first = shared;
        // All windows around it are those of the very first member: it has
        // met the first of every group it is in.
        is_settled = is_settled || (j == 0 && agreement == Agreement::kWhole);
        // Where there are many, one with a long run is enough.
        if (members.size() > kMany && agreement >= Agreement::kRun) break;
      }
      // One of those stands for all, since it shares every window with the
      // very first, which some may not pair with.
      if (!is_small && (!is_settled || !has_settled)) {
        open_.push_back({members[i], with_first});
      }
      has_settled = has_settled || is_settled;
    }
    if (!rule_.order.empty()) MeetNeighbours(members, !exact_, report);
    if (is_small) return;
    ++report->large_buckets;
    report->in_large_buckets += members.size();
    if (!rule_.order.empty()) {
      open_.clear();
      for (const lsh::Posting& member : members) open_.push_back({member, {}});
    } else if (!all_met_first) {
      for (Open& open : open_) open.with_first = {};
    }
    MeetByWindow(report);
  }

  // The same for a loose anchor: all pairs of a small bucket whose run is too
  // short to be guaranteed, where much of the text around it agrees.
  void JudgeLoose(std::span<const lsh::Posting> members, SeedReport* report) {
    if (members.size() > kPartners + 1) return;
    gram_ = maker_.GramOf(members[0].key);
    reach_ = maker_.LengthOf(members[0].key) - gram_;
    for (size_t i = 1; i < members.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (MayPair(members[j], members[i])) {
          MeetLoose(members[j], members[i], report);
        }
      }
    }
  }

 private:
  // Symbols before and behind an anchor that two members have alike.
  struct Shared {
    size_t left = 0;
    size_t right = 0;
  };
  // A member that windows must group.  In those that it shares with the very
  // first, which is the first of their groups, it has met that already.
  struct Open {
    lsh::Posting member;
    Shared with_first;
    // Symbols before and behind the anchor where windows are looked at.
    Shared reach = {};
  };

  bool MayPair(const lsh::Posting& x, const lsh::Posting& y) const {
    return x.document != y.document && rule_.allows(x.document, y.document);
  }

  enum class Agreement {
    kNone,
    kEdited,  // much of the text around it
    kRun,     // a run that is long enough
    kWhole,   // all symbols around the anchor that can matter are the same
  };

  // Adds the seed if the run is long enough or, with `edited`, if much of the
  // text around it agrees.
  Agreement Meet(const lsh::Posting& x, const lsh::Posting& y, bool edited,
                 SeedReport* report, Shared* shared = nullptr) const {
    const Shared run = RunAround(x, y);
    if (shared != nullptr) *shared = run;
    const bool is_long = IsLong(run);
    if (!is_long && !(edited && AgreesAround(x, y))) return Agreement::kNone;
    AddSeed(x, y, report);
    const bool is_whole = run.left == reach_ && run.right == reach_;
    if (is_whole) return Agreement::kWhole;
    return is_long ? Agreement::kRun : Agreement::kEdited;
  }

  void MeetLoose(const lsh::Posting& x, const lsh::Posting& y,
                 SeedReport* report) const {
    if (!IsLong(RunAround(x, y)) && AgreesAround(x, y)) AddSeed(x, y, report);
  }

  bool IsLong(const Shared& run) const {
    return run.left + run.right >= reach_;
  }

  // What two members have alike around the anchor, as far as it can matter.
  Shared RunAround(const lsh::Posting& x, const lsh::Posting& y) const {
    const Symbols a = texts_[x.document];
    const Symbols b = texts_[y.document];
    const size_t left_most =
        std::min<size_t>(reach_, std::min(x.position, y.position));
    const size_t a_end = x.position + gram_;
    const size_t b_end = y.position + gram_;
    const size_t right_most =
        std::min<size_t>(reach_, std::min(a.size() - a_end, b.size() - b_end));
    return {
        CommonSuffix(a.data() + x.position, b.data() + y.position, left_most),
        CommonPrefix(a.data() + a_end, b.data() + b_end, right_most)};
  }

  static void AddSeed(const lsh::Posting& x, const lsh::Posting& y,
                      SeedReport* report) {
    if (x.document < y.document) {
      report->seeds.push_back({x.document, y.document, x.position, y.position});
    } else {
      report->seeds.push_back({y.document, x.document, y.position, x.position});
    }
  }

  // Matches at the better of a few shifts, before and behind the anchor: at
  // least a quarter of the symbols looked at.  Text with a fifth of its
  // symbols changed has about half; text that only shares a formula has few.
  bool AgreesAround(const lsh::Posting& x, const lsh::Posting& y) const {
    const Symbols a = texts_[x.document];
    const Symbols b = texts_[y.document];
    const size_t left = std::min<size_t>(reach_, x.position);
    const size_t before =
        MostMatches(a.subspan(x.position - left, left), b,
                    int64_t{y.position} - static_cast<int64_t>(left));
    const Symbols behind_a = a.subspan(x.position + gram_);
    const size_t behind =
        MostMatches(behind_a.first(std::min(reach_, behind_a.size())), b,
                    int64_t{y.position} + static_cast<int64_t>(gram_));
    return (before + behind) * 2 >= reach_;
  }

  // How many symbols of `a` equal those of `b` from `at` on, at the best of a
  // few shifts.  What lies before or behind `b` has no partner.
  static size_t MostMatches(Symbols a, Symbols b, int64_t at) {
    constexpr int64_t kShift = 2;
    size_t most = 0;
    for (int64_t begin = at - kShift; begin <= at + kShift; ++begin) {
      const int64_t from = std::max<int64_t>(0, -begin);
      const int64_t to = std::min(static_cast<int64_t>(a.size()),
                                  static_cast<int64_t>(b.size()) - begin);
      if (from >= to) continue;
      most = std::max(most, CountEqual(a.data() + from, b.data() + begin + from,
                                       static_cast<size_t>(to - from)));
    }
    return most;
  }

  // Neighbours in the second order.
  void MeetNeighbours(std::span<const lsh::Posting> members, bool edited,
                      SeedReport* report) {
    by_order_.assign(members.begin(), members.end());
    std::stable_sort(by_order_.begin(), by_order_.end(),
                     [&](const lsh::Posting& x, const lsh::Posting& y) {
                       return rule_.order[x.document] < rule_.order[y.document];
                     });
    for (size_t i = 1; i < by_order_.size(); ++i) {
      const size_t looked_at = std::min(i, kPartners);
      for (size_t back = 1; back <= looked_at; ++back) {
        if (!MayPair(by_order_[i - back], by_order_[i])) continue;
        Meet(by_order_[i - back], by_order_[i], edited, report);
        break;
      }
    }
  }

  // Groups the open members by each window of the guaranteed length around the
  // anchor; all of a group share that window.
  void MeetByWindow(SeedReport* report) {
    last_partner_.assign(open_.size(), ~uint32_t{0});
    NarrowReach();
    times_.Clear(open_.size() * (reach_ + 1));
    ForEachWindow([&](uint64_t key, uint32_t) { times_.Add(key); });
    windows_.clear();
    ForEachWindow([&](uint64_t key, uint32_t m) {
      if (times_.IsRepeated(key)) windows_.emplace_back(key, m);
    });
    std::sort(windows_.begin(), windows_.end());
    for (size_t begin = 0; begin < windows_.size();) {
      size_t end = begin + 1;
      while (end < windows_.size() &&
             windows_[end].first == windows_[begin].first) {
        ++end;
      }
      MeetGroup(begin, end, report);
      begin = end;
    }
  }

  // Windows that are not shared with the very first hold the symbol before or
  // behind what is.  Nearly always no other member has the two symbols there,
  // so that windows with both of them are unique.
  void NarrowReach() {
    times_.Clear(open_.size() * 2);
    for (const Open& open : open_) {
      if (const auto key = Beside<true>(open)) times_.Add(*key);
      if (const auto key = Beside<false>(open)) times_.Add(*key);
    }
    for (Open& open : open_) {
      open.reach = {reach_, reach_};
      const auto left = Beside<true>(open);
      if (left && !times_.IsRepeated(*left)) {
        open.reach.left = open.with_first.left + 1;
      }
      const auto right = Beside<false>(open);
      if (right && !times_.IsRepeated(*right)) {
        open.reach.right = open.with_first.right + 1;
      }
    }
  }

  // A hash of what the member shares with the very first and two symbols
  // before or behind that; none where windows do not hold so many.
  template <bool kLeft>
  std::optional<uint64_t> Beside(const Open& open) const {
    const Symbols text = texts_[open.member.document];
    const size_t at = open.member.position;
    const size_t more =
        (kLeft ? open.with_first.left : open.with_first.right) + 2;
    if (more > reach_) return std::nullopt;
    if (more > (kLeft ? at : text.size() - at - gram_)) return std::nullopt;
    const size_t begin = kLeft ? at - more : at;
    const size_t end = at + gram_ + (kLeft ? 0 : more);
    uint64_t hash = more * 2 + (kLeft ? 1 : 0);
    for (size_t i = begin; i < end; ++i) {
      hash = hash * kMultiplier + text[i] + 1;
    }
    return hash;
  }

  // Calls visit(key, m) for the windows of each open member m, but those that
  // it has settled with the very first.
  template <typename Visit>
  void ForEachWindow(const Visit& visit) const {
    const size_t length = reach_ + gram_;
    uint64_t power = 1;  // multiplier to the length
    for (size_t i = 0; i < length; ++i) power *= kMultiplier;
    for (uint32_t m = 0; m < open_.size(); ++m) {
      const auto& [member, with_first, reach] = open_[m];
      const Symbols text = texts_[member.document];
      const size_t at = member.position;
      const size_t begin = at - std::min<size_t>(at, reach.left);
      const size_t end = std::min(text.size(), at + gram_ + reach.right);
      uint64_t hash = 0;
      for (size_t i = begin; i < end; ++i) {
        hash = hash * kMultiplier + text[i] + 1;
        if (i < begin + length - 1) continue;
        if (i >= begin + length) hash -= (text[i - length] + 1) * power;
        if (i + 1 - length + with_first.left >= at &&
            i < at + gram_ + with_first.right) {
          continue;
        }
        // The offset of the anchor in the window is part of the key.
        const uint64_t offset = at + length - 1 - i;
        visit(hash * 64 + offset * kMultiplier, m);
      }
    }
  }

  void MeetGroup(size_t begin, size_t end, SeedReport* report) {
    if (end - begin < 2) return;
    const auto member = [&](size_t i) -> const lsh::Posting& {
      return open_[windows_[i].second].member;
    };
    // Each meets the first; those that may not pair with it meet the first
    // that may.  Nearly always one of the two will do.
    size_t other = begin + 1;
    while (other < end && !MayPair(member(begin), member(other))) ++other;
    for (size_t i = begin; i < end; ++i) {
      size_t partner = begin;
      if (!MayPair(member(partner), member(i))) partner = other;
      const size_t looked_at = std::min(end, begin + kMostLookedAt);
      for (size_t j = begin; j < looked_at; ++j) {
        if (partner < end && MayPair(member(partner), member(i))) break;
        partner = j;
      }
      if (partner < end && MayPair(member(partner), member(i))) {
        // Window after window has the same first member.
        uint32_t& last = last_partner_[windows_[i].second];
        if (last == windows_[partner].second) continue;
        last = windows_[partner].second;
        Meet(member(partner), member(i), /*edited=*/false, report);
      }
    }
    if (rule_.order.empty()) return;
    group_.clear();
    for (size_t i = begin; i < end; ++i) group_.push_back(member(i));
    MeetNeighbours(group_, /*edited=*/false, report);
  }

  static constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;

  const TextTable& texts_;
  const AnchorMaker& maker_;
  const PairRule& rule_;
  const bool exact_;
  size_t gram_ = 0;
  size_t reach_ = 0;  // symbols around the anchor that complete a long run
  std::vector<std::pair<uint64_t, uint32_t>> windows_;  // (window, member)
  WindowFilter times_;
  std::vector<Open> open_;
  std::vector<lsh::Posting> by_order_;
  std::vector<uint32_t> last_partner_;  // of each member, by window
  std::vector<lsh::Posting> group_;
};

// One search: puts the anchors that find(text, &anchors) gives into buckets and
// adds to the report what judge(judge, members, &report) finds in them.
template <typename FindAnchors, typename JudgeBucket>
absl::Status SearchBy(const FindAnchors& find, const JudgeBucket& judge_bucket,
                      const BucketJudge& judge, const TextTable& texts,
                      const StoreFactory& make_store, uint32_t threads,
                      SeedReport* report) {
  const std::vector<uint32_t> begins = Pieces(texts);
  struct Partition {
    std::unique_ptr<lsh::PostingStore> store;
    absl::Status status;
    uint64_t postings = 0;
    SeedReport found;
  };
  std::vector<Partition> partitions(kPartitions);
  // Of each thread, by partition: every anchor, until it is known which of
  // them are repeated.
  struct Found {
    std::vector<Anchor> anchors;
    std::array<std::vector<lsh::Posting>, kPartitions> postings;
  };
  std::vector<Found> found_by(std::max(1u, threads));
  RepeatFilter filter(texts.symbols.size() / 8);
  base::ParallelFor(
      threads, begins.size() - 1, [&](uint32_t thread, size_t piece) {
        Found& found = found_by[thread];
        for (uint32_t t = begins[piece]; t < begins[piece + 1]; ++t) {
          find(texts[t], &found.anchors);
          for (const Anchor& anchor : found.anchors) {
            filter.Add(anchor.key);
            found.postings[PartitionOf(anchor.key)].push_back(
                {anchor.key, t, anchor.position});
          }
        }
      });

  std::atomic<uint64_t> anchors = 0;
  base::ParallelFor(threads, kPartitions, [&](uint32_t, size_t number) {
    Partition& partition = partitions[number];
    partition.store = make_store();
    for (Found& found : found_by) {
      std::vector<lsh::Posting>& postings = found.postings[number];
      anchors += postings.size();
      std::erase_if(postings, [&](const lsh::Posting& posting) {
        return !filter.IsRepeated(posting.key);
      });
      partition.postings += postings.size();
      partition.status.Update(partition.store->Add(postings));
      postings = {};
    }
    BucketJudge own_judge = judge;  // with scratch of its own
    partition.status.Update(
        partition.store->Drain(2, [&](std::span<const lsh::Posting> members) {
          judge_bucket(own_judge, members, &partition.found);
          return absl::OkStatus();
        }));
    partition.store = nullptr;
  });
  report->anchors += anchors;
  for (Partition& partition : partitions) {
    LITANY_RETURN_IF_ERROR(partition.status);
    const SeedReport& found = partition.found;
    report->seeds.insert(report->seeds.end(), found.seeds.begin(),
                         found.seeds.end());
    partition.found.seeds = {};
    report->postings += partition.postings;
    report->large_buckets += found.large_buckets;
    report->in_large_buckets += found.in_large_buckets;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SeedReport> FindSeeds(const TextTable& texts,
                                     const AnchorMaker& maker,
                                     const PairRule& rule, bool exact,
                                     const StoreFactory& make_store,
                                     uint32_t threads) {
  SeedReport report;
  const BucketJudge judge(texts, maker, rule, exact);
  LITANY_RETURN_IF_ERROR(SearchBy(
      [&](Symbols text, std::vector<Anchor>* out) { maker.Find(text, out); },
      [](BucketJudge& own, std::span<const lsh::Posting> members,
         SeedReport* found) { own.Judge(members, found); },
      judge, texts, make_store, threads, &report));
  if (!exact) {
    LITANY_RETURN_IF_ERROR(
        SearchBy([&](Symbols text,
                     std::vector<Anchor>* out) { maker.FindLoose(text, out); },
                 [](BucketJudge& own, std::span<const lsh::Posting> members,
                    SeedReport* found) { own.JudgeLoose(members, found); },
                 judge, texts, make_store, threads, &report));
  }
  std::sort(report.seeds.begin(), report.seeds.end(),
            [](const Seed& x, const Seed& y) {
              const auto pair = [](const Seed& seed) {
                return uint64_t{seed.a} << 32 | seed.b;
              };
              const auto places = [](const Seed& seed) {
                return uint64_t{seed.at_a} << 32 | seed.at_b;
              };
              if (pair(x) != pair(y)) return pair(x) < pair(y);
              return places(x) < places(y);
            });
  report.seeds.erase(std::unique(report.seeds.begin(), report.seeds.end()),
                     report.seeds.end());
  return report;
}

}  // namespace litany::passage
