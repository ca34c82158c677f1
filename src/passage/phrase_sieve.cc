#include "passage/phrase_sieve.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace litany::passage {
namespace {

constexpr uint64_t Mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  return x ^ (x >> 32);
}

// Counts, for each hash, the texts and the sources it was met in.  Texts must
// come source by source.
class Counters {
 public:
  Counters(uint32_t bits, const PhraseBounds& bounds)
      : mask_((uint64_t{1} << bits) - 1),
        need_documents_(
            static_cast<uint8_t>(std::min(bounds.min_documents, 255u))),
        need_sources_(static_cast<uint8_t>(std::min(bounds.min_sources, 255u))),
        last_(mask_ + 1),
        documents_(mask_ + 1),
        sources_(mask_ + 1) {}

  // `visit`: 1 for the first text, and so on.  `first_of_source`: the visit
  // that began this text's source.
  void Add(uint64_t hash, uint32_t visit, uint32_t first_of_source) {
    const uint64_t at = hash & mask_;
    const uint32_t last = last_[at];
    if (last == visit) return;
    last_[at] = visit;
    if (documents_[at] < 255) ++documents_[at];
    if (last < first_of_source && sources_[at] < 255) ++sources_[at];
  }
  bool Passes(uint64_t hash) const {
    const uint64_t at = hash & mask_;
    return documents_[at] >= need_documents_ && sources_[at] >= need_sources_;
  }

 private:
  uint64_t mask_;
  uint8_t need_documents_;
  uint8_t need_sources_;
  std::vector<uint32_t> last_;
  std::vector<uint8_t> documents_;
  std::vector<uint8_t> sources_;
};

// Calls see(begin, end, hash) for the least windows of the tokens [begin, end)
// that begin, and those that end, at each of them.
template <typename See>
void ForEachWindow(const TokenTable& tokens, uint32_t begin, uint32_t end,
                   uint32_t min_weight, const See& see) {
  const auto hash = [&](uint32_t from, uint32_t to) {
    uint64_t state = to - from;
    for (uint32_t i = from; i < to; ++i) {
      state = Mix(state * 0x9e3779b97f4a7c15 + tokens.id(i));
    }
    return state;
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

std::vector<Stretch> SievePhrases(const PhraseTexts& texts,
                                  const TokenTable& tokens,
                                  const PhraseBounds& bounds) {
  std::vector<uint32_t> order;
  for (uint32_t t = 0; t < tokens.texts(); ++t) {
    if (texts.IsCounted(t)) order.push_back(t);
  }
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return texts.SourceOf(a) < texts.SourceOf(b);
  });
  const auto bits = static_cast<uint32_t>(
      std::clamp(static_cast<int>(std::bit_width(tokens.size())) + 1, 10, 28));
  Counters counters(bits, bounds);
  uint32_t first_of_source = 1;
  for (uint32_t visit = 1; visit <= order.size(); ++visit) {
    const uint32_t text = order[visit - 1];
    if (visit > 1 && texts.SourceOf(text) != texts.SourceOf(order[visit - 2])) {
      first_of_source = visit;
    }
    ForEachRun(tokens, text, [&](uint32_t begin, uint32_t end) {
      ForEachWindow(tokens, begin, end, bounds.min_weight,
                    [&](uint32_t, uint32_t, uint64_t hash) {
                      counters.Add(hash, visit, first_of_source);
                    });
    });
  }
  std::vector<Stretch> stretches;
  std::vector<std::pair<uint32_t, uint32_t>> spans;
  for (uint32_t text = 0; text < tokens.texts(); ++text) {
    if (!texts.IsCounted(text)) continue;
    spans.clear();
    ForEachRun(tokens, text, [&](uint32_t begin, uint32_t end) {
      ForEachWindow(tokens, begin, end, bounds.min_weight,
                    [&](uint32_t from, uint32_t to, uint64_t hash) {
                      if (counters.Passes(hash)) spans.emplace_back(from, to);
                    });
    });
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
