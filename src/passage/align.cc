#include "passage/align.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "passage/common_run.h"

namespace litany::passage {
namespace {

constexpr int32_t kUnreached = std::numeric_limits<int32_t>::min() / 2;

struct Forwards {
  Symbols text;
  uint32_t operator[](int32_t i) const { return text[static_cast<size_t>(i)]; }
  size_t RunWith(const Forwards& other, size_t most) const {
    return CommonPrefix(text.data(), other.text.data(), most);
  }
};
struct Backwards {
  Symbols text;
  uint32_t operator[](int32_t i) const {
    return text[text.size() - 1 - static_cast<size_t>(i)];
  }
  size_t RunWith(const Backwards& other, size_t most) const {
    return CommonSuffix(text.data() + text.size(),
                        other.text.data() + other.text.size(), most);
  }
};

// Furthest reaching points by diagonal (i - j), one wave an edit.  A point is
// kept as its i; its score follows from i + j and the edits, since a match or
// a replacement moves both and a gap moves one:
//   score = (i + j) - 4 * edits   (in half symbols).
constexpr int32_t ScoreOf(int32_t i, int32_t j, int32_t edits) {
  return (i + j) - 4 * edits;
}
static_assert(ScoreOf(1, 1, 0) == kMatchScore &&
                  ScoreOf(1, 1, 1) == kReplaceScore &&
                  ScoreOf(1, 0, 1) == kGapScore,
              "a point's score depends on where it is and its edits alone");

// Whether any two symbols behind the first `run` match that edits alone reach:
// a diagonal off costs a gap, a step along it a replacement, and a wave is
// dropped where the score has fallen by more than kDropOff, which is looked at
// when the matches of its next edit are counted.  False: nothing behind the run
// is worth a wave.
template <typename Side>
bool MayGoOn(Side a, Side b, int32_t run) {
  constexpr int32_t kGap = -kGapScore;
  constexpr int32_t kReplace = -kReplaceScore;
  const int32_t rest_a = static_cast<int32_t>(a.text.size()) - run;
  const int32_t rest_b = static_cast<int32_t>(b.text.size()) - run;
  for (int32_t off = 0; (off - 1) * kGap <= kDropOff; ++off) {
    // The last edit is a gap, or on the diagonal itself a replacement.
    const int32_t steps = off == 0 ? kDropOff / kReplace + 1
                                   : (kDropOff - (off - 1) * kGap) / kReplace;
    const int32_t here = std::min({steps + 1, rest_a - off, rest_b});
    for (int32_t i = 0; i < here; ++i) {
      if (a[run + i + off] == b[run + i]) return true;
    }
    const int32_t there = std::min({steps + 1, rest_a, rest_b - off});
    for (int32_t i = 0; i < there; ++i) {
      if (a[run + i] == b[run + i + off]) return true;
    }
  }
  return false;
}

template <typename Side>
Extension Extend(Side a, Side b, AlignScratch* scratch) {
  const auto size_a = static_cast<int32_t>(a.text.size());
  const auto size_b = static_cast<int32_t>(b.text.size());
  Extension best;
  // The first wave, one diagonal: nearly all extensions that go far do most
  // of their way here.
  const auto run = static_cast<int32_t>(
      a.RunWith(b, std::min(a.text.size(), b.text.size())));
  best = {static_cast<uint32_t>(run), static_cast<uint32_t>(run),
          static_cast<uint32_t>(run), ScoreOf(run, run, 0)};
  if (!MayGoOn(a, b, run)) return best;
  int32_t best_score = best.score;
  // Waves lie by diagonal, diagonal 0 in the middle; of a wave only what lies
  // in [low, high] is read, and two diagonals beside it that are unreached.
  std::vector<int32_t>* reach = scratch->reach;
  std::vector<int32_t>* matched = scratch->matched;
  int32_t room = static_cast<int32_t>(reach[0].size() / 2);
  const auto at = [&](int32_t diagonal) {
    return static_cast<size_t>(int64_t{diagonal} + room);
  };
  int32_t low = 0;
  int32_t high = 0;
  const auto make_room = [&](int32_t diagonals) {
    if (diagonals <= room) return;
    const int32_t wider_room = std::max(64, diagonals * 2);
    for (int side = 0; side < 2; ++side) {
      for (auto* values : {&reach[side], &matched[side]}) {
        std::vector<int32_t> wider(static_cast<size_t>(wider_room) * 2 + 1,
                                   kUnreached);
        if (!values->empty()) {
          std::copy(values->begin() + low + room,
                    values->begin() + high + room + 1,
                    wider.begin() + low + wider_room);
        }
        values->swap(wider);
      }
    }
    room = wider_room;
  };
  make_room(1);
  int now = 0;
  reach[now][at(0)] = run;
  matched[now][at(0)] = run;
  for (int32_t edits = 1; low <= high; ++edits) {
    make_room(std::max(-low, high) + 2);
    const int next = 1 - now;
    int32_t* const from = &reach[now][at(0)];
    int32_t* const to = &reach[next][at(0)];
    const int32_t* const matches_from = &matched[now][at(0)];
    int32_t* const matches_to = &matched[next][at(0)];
    from[low - 2] = from[low - 1] = kUnreached;
    from[high + 1] = from[high + 2] = kUnreached;
    int32_t next_low = std::numeric_limits<int32_t>::max();
    int32_t next_high = std::numeric_limits<int32_t>::min();
    for (int32_t d = low - 1; d <= high + 1; ++d) {
      // Replaced: both move.  Dropped from a: i moves, the diagonal rises.
      // Inserted in b: j moves, the diagonal falls.
      int32_t i = from[d] + 1;
      int32_t source = d;
      if (from[d - 1] + 1 > i) {
        i = from[d - 1] + 1;
        source = d - 1;
      }
      if (from[d + 1] > i) {
        i = from[d + 1];
        source = d + 1;
      }
      int32_t j = i - d;
      if (i < 0 || j < 0 || i > size_a || j > size_b) {
        to[d] = kUnreached;
        continue;
      }
      int32_t matches = matches_from[source];
      const int32_t before = i;
      while (i < size_a && j < size_b && a[i] == b[j]) {
        ++i;
        ++j;
      }
      matches += i - before;
      const int32_t score = ScoreOf(i, j, edits);
      if (score + kDropOff < best_score) {
        to[d] = kUnreached;
        continue;
      }
      to[d] = i;
      matches_to[d] = matches;
      next_low = std::min(next_low, d);
      next_high = std::max(next_high, d);
      if (score > best_score) {
        best_score = score;
        best = {static_cast<uint32_t>(i), static_cast<uint32_t>(j),
                static_cast<uint32_t>(matches), score};
      }
    }
    now = next;
    low = next_low;
    high = next_high;
  }
  return best;
}

// --- Edits -------------------------------------------------------------------

// A piece of two spans that match symbol by symbol.
struct Match {
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t size = 0;
};

// Texts without a common gram are not searched for more edits than this; then
// the rest is one replacement.
constexpr int32_t kMostEdits = 2000;

// Myers' greedy shortest edit script, with a trace of all waves.
void MatchByEdits(Symbols a, Symbols b, uint32_t at_a, uint32_t at_b,
                  AlignScratch* scratch, std::vector<Match>* out) {
  const auto n = static_cast<int32_t>(a.size());
  const auto m = static_cast<int32_t>(b.size());
  const int32_t most = std::min(n + m, kMostEdits);
  std::vector<int32_t>& trace = scratch->trace;
  trace.clear();
  // Wave d holds diagonals -d, -d + 2, ..., d: d + 1 values from d (d + 1) / 2.
  const auto slot = [](int32_t d, int32_t k) {
    return static_cast<size_t>(d) * static_cast<size_t>(d + 1) / 2 +
           static_cast<size_t>((k + d) / 2);
  };
  // The x of wave d on diagonal k; -1 off the wave.
  const auto value = [&](int32_t d, int32_t k) {
    return k < -d || k > d ? -1 : trace[slot(d, k)];
  };
  int32_t found = -1;
  for (int32_t d = 0; d <= most && found < 0; ++d) {
    // What the wave does not come to stays -1.
    trace.resize(slot(d, d) + 1, -1);
    int32_t* const wave = &trace[slot(d, -d)];
    const int32_t* const before = wave - d;  // of d values
    for (int32_t place = 0; place <= d; ++place) {
      const int32_t k = 2 * place - d;
      int32_t x = 0;
      if (d > 0) {
        const int32_t down = place < d ? before[place] : -1;  // insert: y moves
        const int32_t right =
            place > 0 ? before[place - 1] + 1 : -1;  // drop: x moves
        x = std::max(down, right);
      }
      int32_t y = x - k;
      if (x > n || y > m || y < 0) {
        // Off the table: may not be walked on, yet stays a wave's value.
        wave[place] = std::min(x, n + 1);
        continue;
      }
      while (x < n && y < m &&
             a[static_cast<size_t>(x)] == b[static_cast<size_t>(y)]) {
        ++x;
        ++y;
      }
      wave[place] = x;
      if (x == n && y == m) {
        found = d;
        break;
      }
    }
  }
  if (found < 0) return;  // too different: one replacement
  // Back from the end.
  std::vector<Match> matches;
  int32_t x = n;
  int32_t k = n - m;
  for (int32_t d = found; d >= 0; --d) {
    int32_t from_x = 0;
    int32_t from_k = k;
    int32_t start = 0;  // where the run of this wave begins
    if (d > 0) {
      const int32_t down = value(d - 1, k + 1);
      const int32_t right = value(d - 1, k - 1) + 1;
      if (k > -d && right > down) {
        from_k = k - 1;
        from_x = right - 1;
        start = right;
      } else {
        from_k = k + 1;
        from_x = down;
        start = down;
      }
    }
    if (x > start) {
      matches.push_back({at_a + static_cast<uint32_t>(start),
                         at_b + static_cast<uint32_t>(start - k),
                         static_cast<uint32_t>(x - start)});
    }
    x = from_x;
    k = from_k;
  }
  out->insert(out->end(), matches.rbegin(), matches.rend());
}

constexpr uint32_t kGram = 12;
// Beyond this many cells a piece is cut at its common grams.
constexpr uint64_t kWholeCells = uint64_t{1} << 20;

uint64_t GramHash(Symbols text, size_t at) {
  uint64_t hash = 0;
  for (size_t i = 0; i < kGram; ++i) {
    hash = (hash ^ text[at + i]) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
  }
  return hash;
}

// Grams that occur once in each, as an increasing sequence in both.
std::vector<Match> UniqueGrams(Symbols a, Symbols b) {
  constexpr uint32_t kTwice = ~uint32_t{0};
  absl::flat_hash_map<uint64_t, std::pair<uint32_t, uint32_t>> places;
  if (a.size() < kGram || b.size() < kGram) return {};
  for (uint32_t i = 0; i + kGram <= a.size(); ++i) {
    const auto [at, is_new] = places.try_emplace(GramHash(a, i), i, 0);
    if (!is_new) at->second.first = kTwice;
  }
  std::vector<Match> found;
  absl::flat_hash_map<uint64_t, uint32_t> in_b;
  for (uint32_t j = 0; j + kGram <= b.size(); ++j) {
    const uint64_t hash = GramHash(b, j);
    const auto at = places.find(hash);
    if (at == places.end() || at->second.first == kTwice) continue;
    ++at->second.second;
    found.push_back({at->second.first, j, kGram});
  }
  std::erase_if(found, [&](const Match& match) {
    return places.find(GramHash(a, match.a))->second.second != 1 ||
           !std::equal(a.begin() + match.a, a.begin() + match.a + kGram,
                       b.begin() + match.b);
  });
  // The longest sequence that increases in both (`found` does so in b).
  std::vector<size_t> tails;
  std::vector<size_t> before(found.size());
  for (size_t i = 0; i < found.size(); ++i) {
    const auto place = std::lower_bound(
        tails.begin(), tails.end(), i,
        [&](size_t x, size_t y) { return found[x].a < found[y].a; });
    before[i] = place == tails.begin() ? i : *(place - 1);
    if (place == tails.end()) {
      tails.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<Match> chain;
  if (tails.empty()) return chain;
  for (size_t i = tails.back();; i = before[i]) {
    chain.push_back(found[i]);
    if (before[i] == i) break;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

// What is cut so deep is no text anybody wrote.
constexpr int kDeepest = 12;

void MatchPiece(Symbols a, Symbols b, uint32_t at_a, uint32_t at_b, int depth,
                AlignScratch* scratch, std::vector<Match>* out) {
  const auto head = static_cast<uint32_t>(
      CommonPrefix(a.data(), b.data(), std::min(a.size(), b.size())));
  if (head > 0) out->push_back({at_a, at_b, head});
  a = a.subspan(head);
  b = b.subspan(head);
  at_a += head;
  at_b += head;
  const auto tail = static_cast<uint32_t>(CommonSuffix(
      a.data() + a.size(), b.data() + b.size(), std::min(a.size(), b.size())));
  a = a.first(a.size() - tail);
  b = b.first(b.size() - tail);
  const Match end = {at_a + static_cast<uint32_t>(a.size()),
                     at_b + static_cast<uint32_t>(b.size()), tail};
  if (!a.empty() && !b.empty()) {
    std::vector<Match> grams;
    if (depth < kDeepest && uint64_t{a.size()} * b.size() > kWholeCells) {
      grams = UniqueGrams(a, b);
    }
    if (grams.empty()) {
      MatchByEdits(a, b, at_a, at_b, scratch, out);
    } else {
      uint32_t done_a = 0;
      uint32_t done_b = 0;
      for (const Match& gram : grams) {
        if (gram.a < done_a || gram.b < done_b) continue;  // overlaps
        MatchPiece(a.subspan(done_a, gram.a - done_a),
                   b.subspan(done_b, gram.b - done_b), at_a + done_a,
                   at_b + done_b, depth + 1, scratch, out);
        out->push_back({at_a + gram.a, at_b + gram.b, kGram});
        done_a = gram.a + kGram;
        done_b = gram.b + kGram;
      }
      MatchPiece(a.subspan(done_a), b.subspan(done_b), at_a + done_a,
                 at_b + done_b, depth + 1, scratch, out);
    }
  }
  if (tail > 0) out->push_back(end);
}

// Joins matches that touch, and drops those that are shorter than what was
// replaced around them: then edits grow, so once more until nothing is
// dropped.
void CleanMatches(uint32_t size_a, uint32_t size_b,
                  std::vector<Match>* matches) {
  std::vector<Match> kept;
  const auto join = [&kept](const Match& match) {
    if (!kept.empty() && kept.back().a + kept.back().size == match.a &&
        kept.back().b + kept.back().size == match.b) {
      kept.back().size += match.size;
    } else {
      kept.push_back(match);
    }
  };
  for (const Match& match : *matches) join(match);
  constexpr int kMostPasses = 16;
  bool changed = true;
  for (int pass = 0; changed && pass < kMostPasses; ++pass) {
    changed = false;
    matches->swap(kept);
    kept.clear();
    for (size_t i = 0; i < matches->size(); ++i) {
      const Match& match = (*matches)[i];
      const uint32_t before_a =
          kept.empty() ? 0 : kept.back().a + kept.back().size;
      const uint32_t before_b =
          kept.empty() ? 0 : kept.back().b + kept.back().size;
      const bool is_last = i + 1 == matches->size();
      const uint32_t after_a = is_last ? size_a : (*matches)[i + 1].a;
      const uint32_t after_b = is_last ? size_b : (*matches)[i + 1].b;
      const uint32_t dropped_before = match.a - before_a;
      const uint32_t added_before = match.b - before_b;
      const uint32_t dropped_after = after_a - match.a - match.size;
      const uint32_t added_after = after_b - match.b - match.size;
      // What stands between two insertions stays, however long they are:
      // notes set between the sentences of a text.
      if (match.size < std::max(dropped_before, added_before) &&
          match.size < std::max(dropped_after, added_after) &&
          match.size < std::min(dropped_before + dropped_after,
                                added_before + added_after)) {
        changed = true;
      } else {
        join(match);
      }
    }
  }
  matches->swap(kept);
}

}  // namespace

Extension ExtendForward(Symbols a, Symbols b, AlignScratch* scratch) {
  return Extend(Forwards{a}, Forwards{b}, scratch);
}

Extension ExtendBackward(Symbols a, Symbols b, AlignScratch* scratch) {
  return Extend(Backwards{a}, Backwards{b}, scratch);
}

void AlignSpans(Symbols a, Symbols b, AlignScratch* scratch,
                SpanAlignment* out) {
  out->edits.clear();
  out->matches = 0;
  std::vector<Match> matches;
  MatchPiece(a, b, 0, 0, 0, scratch, &matches);
  const auto size_a = static_cast<uint32_t>(a.size());
  const auto size_b = static_cast<uint32_t>(b.size());
  CleanMatches(size_a, size_b, &matches);
  uint32_t done_a = 0;
  uint32_t done_b = 0;
  for (const Match& match : matches) {
    if (match.a > done_a || match.b > done_b) {
      out->edits.push_back({done_a, match.a, done_b, match.b});
    }
    out->matches += match.size;
    done_a = match.a + match.size;
    done_b = match.b + match.size;
  }
  if (done_a < size_a || done_b < size_b) {
    out->edits.push_back({done_a, size_a, done_b, size_b});
  }
}

}  // namespace litany::passage
