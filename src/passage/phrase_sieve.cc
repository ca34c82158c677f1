#include "passage/phrase_sieve.h"

#include <algorithm>
#include <span>

#include "base/thread_pool.h"
#include "passage/key_sieve.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

// Calls see(begin, end) for the least windows of the tokens [begin, end) that
// begin, and those that end, at each of them; by begin and by end.
template <typename See>
void ForEachWindow(const TokenTable& tokens, uint32_t begin, uint32_t end,
                   uint32_t min_weight, const See& see) {
  const auto weight_at = [&](uint32_t token) {
    return tokens.weight(tokens.id(token));
  };
  // All of one weight, as text of Han nearly always is: all of one size.
  uint32_t same = begin;
  while (same < end && IsDense(tokens.id(same))) ++same;
  if (same == end) {
    const uint32_t size = std::max(2u, (min_weight + 1) / 2);
    for (uint32_t from = begin; from + size <= end; ++from) {
      see(from, from + size);
    }
    return;
  }
  uint32_t from = begin;
  uint32_t weight = 0;      // of [from, stop)
  uint32_t unseen = begin;  // no window that begins there was seen yet
  for (uint32_t stop = begin + 1; stop <= end; ++stop) {
    weight += weight_at(stop - 1);
    if (stop - from < 2 || weight < min_weight) continue;
    while (stop - from > 2 && weight - weight_at(from) >= min_weight) {
      weight -= weight_at(from++);
    }
    // The least that ends here; another one is the least at its begin.
    if (unseen > from) see(from, stop);
    for (; unseen <= from; ++unseen) see(unseen, stop);
  }
}

// Calls see(begin, end) for the unmasked runs of a text.
template <typename See>
void ForEachRun(const TokenTable& tokens, uint32_t text, const See& see) {
  const uint32_t end = tokens.end(text);
  for (uint32_t begin = tokens.begin(text); begin < end;) {
    if (tokens.masked(begin)) {
      ++begin;
      continue;
    }
    uint32_t stop = begin + 1;
    while (stop < end && !tokens.masked(stop)) ++stop;
    see(begin, stop);
    begin = stop;
  }
}

// Calls see(begin, end) for all windows of a text.
template <typename See>
void ForEachWindowOf(const TokenTable& tokens, uint32_t text,
                     uint32_t min_weight, const See& see) {
  ForEachRun(tokens, text, [&](uint32_t begin, uint32_t end) {
    ForEachWindow(tokens, begin, end, min_weight, see);
  });
}

}  // namespace

std::vector<SievedRun> SievePhrases(const PhraseTexts& texts,
                                    const TokenTable& tokens,
                                    const PhraseBounds& bounds,
                                    uint32_t threads) {
  constexpr size_t kVisitsARange = 512;
  // The bits of slots are far apart; so many are fetched at a time.
  constexpr size_t kAhead = 16;
  const std::vector<SourceVisit> visits = VisitBySource(texts);
  const size_t ranges = base::PiecesOf(visits.size(), kVisitsARange);
  KeySieve sieve(tokens.size());
  std::vector<KeysMet> met(ranges);
  base::ParallelForPieces(
      threads, visits.size(), kVisitsARange,
      [&](uint32_t, const base::Piece& range) {
        KeysMet& keys = met[range.number];
        size_t size = 0;
        for (size_t v = range.begin; v < range.end; ++v) {
          size += tokens.end(visits[v].text) - tokens.begin(visits[v].text);
        }
        keys.slots.reserve(size);
        for (size_t v = range.begin; v < range.end; ++v) {
          ForEachWindowOf(tokens, visits[v].text, bounds.min_weight,
                          [&](uint32_t from, uint32_t to) {
                            keys.slots.push_back(sieve.SlotOf(
                                KeyOf(tokens.ids().subspan(from, to - from))));
                          });
          keys.texts.push_back({visits[v], keys.slots.size()});
        }
      });
  sieve.Count(met, bounds.min_documents, bounds.min_sources, threads);
  std::vector<std::vector<SievedRun>> passed(ranges);
  std::vector<std::span<const SievedRun>> of_text(tokens.texts());
  base::ParallelFor(threads, ranges, [&](uint32_t, size_t range) {
    std::vector<SievedRun>& runs = passed[range];
    const std::vector<uint32_t>& slots = met[range].slots;
    size_t i = 0;
    for (const KeysMet::Text& text : met[range].texts) {
      const size_t first = runs.size();
      ForEachWindowOf(tokens, text.visit.text, bounds.min_weight,
                      [&](uint32_t from, uint32_t to) {
                        if (i + kAhead < slots.size()) {
                          sieve.Prefetch(slots[i + kAhead]);
                        }
                        if (!sieve.Passes(slots[i++])) return;
                        if (runs.size() > first && from < runs.back().end) {
                          runs.back().end = to;
                        } else {
                          runs.push_back({text.visit.text, from, to});
                        }
                      });
    }
    for (auto begin = runs.begin(); begin != runs.end();) {
      const auto end = std::find_if(
          begin, runs.end(),
          [&](const SievedRun& run) { return run.text != begin->text; });
      of_text[begin->text] = {begin, end};
      begin = end;
    }
  });
  size_t size = 0;
  for (const std::vector<SievedRun>& part : passed) size += part.size();
  std::vector<SievedRun> stretches;
  stretches.reserve(size);
  for (const std::span<const SievedRun> runs : of_text) {
    stretches.insert(stretches.end(), runs.begin(), runs.end());
  }
  return stretches;
}

}  // namespace litany::passage
