#include "passage/phrase_sieve.h"

#include <algorithm>

#include "passage/document_counters.h"
#include "passage/token_key.h"

namespace litany::passage {
namespace {

// Calls see(begin, end, hash) for the least windows of the tokens [begin, end)
// that begin, and those that end, at each of them.
template <typename See>
void ForEachWindow(const TokenTable& tokens, uint32_t begin, uint32_t end,
                   uint32_t min_weight, const See& see) {
  const auto hash = [&](uint32_t from, uint32_t to) {
    return KeyOf(tokens.ids().subspan(from, to - from));
  };
  uint32_t weight = 0;
  uint32_t to = begin;
  for (uint32_t from = begin; from < end; ++from) {
    while (to < end && (weight < min_weight || to < from + 2)) {
      weight += tokens.weight(tokens.id(to++));
    }
    if (weight < min_weight || to < from + 2) break;
    see(from, to, hash(from, to));
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
    see(from, stop, hash(from, stop));
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

}  // namespace

std::vector<SievedRun> SievePhrases(const PhraseTexts& texts,
                                    const TokenTable& tokens,
                                    const PhraseBounds& bounds) {
  DocumentCounters counters(tokens.size(), bounds.min_documents,
                            bounds.min_sources);
  std::vector<uint64_t> keys;
  for (const SourceVisit& visit : VisitBySource(texts)) {
    keys.clear();
    ForEachRun(tokens, visit.text, [&](uint32_t begin, uint32_t end) {
      ForEachWindow(
          tokens, begin, end, bounds.min_weight,
          [&](uint32_t, uint32_t, uint64_t key) { keys.push_back(key); });
    });
    counters.Add(keys, visit.visit, visit.first_of_source);
  }
  std::vector<SievedRun> stretches;
  std::vector<std::pair<uint32_t, uint32_t>> windows;
  std::vector<std::pair<uint32_t, uint32_t>> spans;
  for (uint32_t text = 0; text < tokens.texts(); ++text) {
    if (!texts.IsCounted(text)) continue;
    keys.clear();
    windows.clear();
    spans.clear();
    ForEachRun(tokens, text, [&](uint32_t begin, uint32_t end) {
      ForEachWindow(tokens, begin, end, bounds.min_weight,
                    [&](uint32_t from, uint32_t to, uint64_t key) {
                      keys.push_back(key);
                      windows.emplace_back(from, to);
                    });
    });
    counters.ForEachPassing(keys,
                            [&](size_t i) { spans.push_back(windows[i]); });
    std::sort(spans.begin(), spans.end());
    const size_t first = stretches.size();
    for (const auto& [begin, end] : spans) {
      if (stretches.size() > first && begin < stretches.back().end) {
        stretches.back().end = std::max(stretches.back().end, end);
      } else {
        stretches.push_back({text, begin, end});
      }
    }
  }
  return stretches;
}

}  // namespace litany::passage
