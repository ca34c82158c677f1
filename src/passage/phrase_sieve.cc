#include "passage/phrase_sieve.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"
#include "passage/key_sieve.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

// Calls see(begin, end) for the least windows of the tokens [begin, end) that
// begin, and those that end, at each of them.
template <typename See>
void ForEachWindow(const TokenTable& tokens, uint32_t begin, uint32_t end,
                   uint32_t min_weight, const See& see) {
  uint32_t weight = 0;
  uint32_t to = begin;
  for (uint32_t from = begin; from < end; ++from) {
    while (to < end && (weight < min_weight || to < from + 2)) {
      weight += tokens.weight(tokens.id(to++));
    }
    if (weight < min_weight || to < from + 2) break;
    see(from, to);
    weight -= tokens.weight(tokens.id(from));
  }
  // The same from the other side, where it differs.
  weight = 0;
  uint32_t from = begin;
  for (uint32_t stop = begin + 1; stop <= end; ++stop) {
    weight += tokens.weight(tokens.id(stop - 1));
    while (stop - from > 2 &&
           weight - tokens.weight(tokens.id(from)) >= min_weight) {
      weight -= tokens.weight(tokens.id(from++));
    }
    if (weight < min_weight || stop - from < 2) continue;
    // Least from the left as well: seen already.
    if (stop - from == 2 ||
        weight - tokens.weight(tokens.id(stop - 1)) < min_weight) {
      continue;
    }
    see(from, stop);
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

// Joins the spans of a text that overlap, and adds them to *runs.
void AddUnion(uint32_t text, std::vector<std::pair<uint32_t, uint32_t>>* spans,
              std::vector<SievedRun>* runs) {
  // Windows of Han come in order.
  if (!std::is_sorted(spans->begin(), spans->end())) {
    std::sort(spans->begin(), spans->end());
  }
  const size_t first = runs->size();
  for (const auto& [begin, end] : *spans) {
    if (runs->size() > first && begin < runs->back().end) {
      runs->back().end = std::max(runs->back().end, end);
    } else {
      runs->push_back({text, begin, end});
    }
  }
}

}  // namespace

std::vector<SievedRun> SievePhrases(const PhraseTexts& texts,
                                    const TokenTable& tokens,
                                    const PhraseBounds& bounds,
                                    uint32_t threads) {
  constexpr size_t kVisitsARange = 512;
  const std::vector<SourceVisit> visits = VisitBySource(texts);
  const size_t ranges = (visits.size() + kVisitsARange - 1) / kVisitsARange;
  KeySieve sieve(tokens.size());
  std::vector<KeysMet> met(ranges);
  base::ParallelFor(threads, ranges, [&](uint32_t, size_t range) {
    const size_t end = std::min(visits.size(), (range + 1) * kVisitsARange);
    for (size_t v = range * kVisitsARange; v < end; ++v) {
      ForEachWindowOf(tokens, visits[v].text, bounds.min_weight,
                      [&](uint32_t from, uint32_t to) {
                        met[range].slots.push_back(sieve.SlotOf(
                            KeyOf(tokens.ids().subspan(from, to - from))));
                      });
      met[range].texts.push_back({visits[v], met[range].slots.size()});
    }
  });
  sieve.Count(met, bounds.min_documents, bounds.min_sources, threads);
  std::vector<std::vector<SievedRun>> passed(ranges);
  base::ParallelFor(threads, ranges, [&](uint32_t, size_t range) {
    std::vector<std::pair<uint32_t, uint32_t>> spans;
    size_t i = 0;
    for (const KeysMet::Text& text : met[range].texts) {
      spans.clear();
      ForEachWindowOf(tokens, text.visit.text, bounds.min_weight,
                      [&](uint32_t from, uint32_t to) {
                        if (sieve.Passes(met[range].slots[i++])) {
                          spans.emplace_back(from, to);
                        }
                      });
      AddUnion(text.visit.text, &spans, &passed[range]);
    }
  });
  std::vector<SievedRun> stretches;
  for (const std::vector<SievedRun>& part : passed) {
    stretches.insert(stretches.end(), part.begin(), part.end());
  }
  std::sort(
      stretches.begin(), stretches.end(),
      [](const SievedRun& a, const SievedRun& b) { return a.begin < b.begin; });
  return stretches;
}

}  // namespace litany::passage
