#include "passage/phrase_candidates.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "passage/short_counts.h"

namespace litany::passage {
namespace {

// Of three places, two.
// In bits: below, the parts meet as often by chance.
constexpr int64_t kLeastPhraseInformation = 2 * kLogUnit;

constexpr bool MostOf(uint32_t part, uint32_t count) {
  return uint64_t{part} * 3 >= uint64_t{count} * 2;
}

// Whether a phrase can end at a side with these counts.
bool IsEdge(uint32_t words, uint32_t breaks, uint32_t count) {
  if (MostOf(words, count)) return true;
  return breaks >= 2 && uint64_t{breaks} * 5 >= count;
}

// Whether what stands beside it varies enough: a quarter of what is possible
// at so many places, and at most 1.5 bits.
bool Varies(int64_t entropy, uint32_t count) {
  return entropy * 4 >= Log2(std::min(count, 64u));
}

bool CanStand(const Sides& sides) {
  return IsEdge(sides.left_words, sides.left_breaks, sides.count) &&
         IsEdge(sides.right_words, sides.right_breaks, sides.count) &&
         Varies(sides.left_entropy, sides.count) &&
         Varies(sides.right_entropy, sides.count) &&
         // A unit cut off from its numbers.
         uint64_t{sides.left_numbers} * 2 < sides.count;
}

uint32_t WeightOf(const TokenTable& tokens, std::span<const uint32_t> ids) {
  uint32_t weight = 0;
  for (const uint32_t id : ids) weight += tokens.weight(id);
  return weight;
}

// Tokens of the first word of a run, by the marks at `place`; of the last one.
uint32_t FirstWordSize(const TokenTable& tokens, uint32_t place,
                       uint32_t length) {
  uint32_t size = 1;
  while (size < length && !tokens.starts_word(place + size)) ++size;
  return size;
}
uint32_t LastWordSize(const TokenTable& tokens, uint32_t place,
                      uint32_t length) {
  uint32_t size = 1;
  while (size < length && !tokens.starts_word(place + length - size)) ++size;
  return size;
}

// The first and the last word of a run, as the dictionary has them at most of
// its places: what stands around a run has a say in where its words begin.
struct EdgeWords {
  std::span<const uint32_t> first;
  std::span<const uint32_t> last;
};

EdgeWords FindEdgeWords(const TokenTable& tokens, const RepeatedRuns& repeated,
                        const RepeatedRun& run) {
  constexpr uint32_t kMostSize = 8;
  constexpr uint32_t kSample = 32;
  uint32_t first[kMostSize + 1] = {};
  uint32_t last[kMostSize + 1] = {};
  const std::span<const uint32_t> places = repeated.places(run);
  const size_t step = std::max<size_t>(1, places.size() / kSample);
  for (size_t i = 0; i < places.size(); i += step) {
    ++first[std::min(kMostSize, FirstWordSize(tokens, places[i], run.length))];
    ++last[std::min(kMostSize, LastWordSize(tokens, places[i], run.length))];
  }
  const auto most_common = [&](const uint32_t(&sizes)[kMostSize + 1]) {
    return static_cast<uint32_t>(
        std::max_element(std::begin(sizes), std::end(sizes)) -
        std::begin(sizes));
  };
  const auto ids = tokens.ids().subspan(places.front(), run.length);
  return {ids.first(most_common(first)), ids.last(most_common(last))};
}

// Whether a phrase cannot have this word at its begin (end), by how rarely the
// word begins (ends) clauses where `usual` of `usual_of` words do.  Single
// tokens are function words below an eighth of that.  Longer words are ruled
// out below a 32nd at the begin and a 16th at the end; at the begin also below
// an eighth if this phrase itself begins no clause either (titles end none: a
// name follows).  One place of fifty that does speaks for the phrase.  Measured
// on TV news, where .115 of the words begin a clause: "of" .0045, "and" .009,
// "etc." .0013, "partner" .0018, "important" .0023, "relations" .0064.
bool Shuns(std::span<const uint32_t> word, const RepeatedRun& run,
           uint32_t run_at_item, uint32_t at_clause, uint32_t count,
           uint64_t usual, uint64_t usual_of, bool at_begin) {
  const uint64_t expected = uint64_t{count} * usual;
  // Where less is expected, nothing can be said.
  if (expected < uint64_t{5} * usual_of) return false;
  const bool below_8th = uint64_t{at_clause} * 8 * usual_of < expected;
  const uint64_t factor = at_begin ? 32 : 16;
  const bool is_rare = uint64_t{at_clause} * factor * usual_of < expected;
  if (!below_8th) return false;
  if ((word.size() == 1 || is_rare) && uint64_t{run_at_item} * 50 < run.count) {
    return true;
  }
  const uint64_t run_expected = uint64_t{run.count} * usual;
  return at_begin && run_expected >= uint64_t{20} * usual_of &&
         uint64_t{run_at_item} * 50 * usual_of < run_expected;
}

// Whether a clause mostly ends inside of the run, next to one of its ends.
bool IsCutByClause(const TokenTable& tokens, const RepeatedRuns& repeated,
                   const RepeatedRun& run, uint32_t min_weight) {
  const std::span<const uint32_t> places = repeated.places(run);
  const uint32_t total =
      WeightOf(tokens, tokens.ids().subspan(places.front(), run.length));
  uint32_t left = 0;
  for (uint32_t at = 1; at < run.length; ++at) {
    left += tokens.weight(tokens.id(places.front() + at - 1));
    if (left >= min_weight && total - left >= min_weight) continue;
    uint64_t cut = 0;
    for (const uint32_t place : places) {
      cut += tokens.starts_clause(place + at) ? 1 : 0;
    }
    if (cut * 3 >= run.count) return true;
  }
  return false;
}

bool HoldsNumber(const TokenTable& tokens, uint32_t place, uint32_t length) {
  for (uint32_t i = place; i < place + length; ++i) {
    if (tokens.IsNumber(i)) return true;
  }
  return false;
}

// Splits of a run of which one part is a single token or too light for the
// sieve.
template <typename See>
void ForEachSplit(const TokenTable& tokens, std::span<const uint32_t> ids,
                  uint32_t min_weight, const See& see) {
  uint32_t left = 0;
  const uint32_t total = WeightOf(tokens, ids);
  for (size_t at = 1; at < ids.size(); ++at) {
    left += tokens.weight(ids[at - 1]);
    if (at == 1 || at + 1 == ids.size() || left < min_weight ||
        total - left < min_weight) {
      see(ids.first(at), ids.subspan(at));
    }
  }
}

}  // namespace

std::vector<PhraseCandidate> ChooseCandidates(
    const PhraseTexts& texts, const TokenTable& tokens,
    const ClauseWords& words, const RepeatedRuns& repeated,
    const std::vector<RepeatedRun>& runs, const PhraseBounds& bounds,
    uint32_t threads) {
  constexpr size_t kRunsAPiece = 1024;
  std::vector<std::vector<PhraseCandidate>> found(
      base::PiecesOf(runs.size(), kRunsAPiece));
  std::vector<SideCounter> counters(std::max(threads, 1u));
  base::ParallelForPieces(threads, runs.size(), kRunsAPiece,
                          [&](uint32_t thread, const base::Piece& piece) {
                            for (size_t i = piece.begin; i < piece.end; ++i) {
                              PhraseCandidate candidate;
                              candidate.run = runs[i];
                              candidate.sides = counters[thread].Count(
                                  tokens, repeated.places(runs[i]),
                                  runs[i].length);
                              if (CanStand(candidate.sides))
                                found[piece.number].push_back(candidate);
                            }
                          });
  std::vector<PhraseCandidate> candidates;
  for (const auto& part : found) {
    candidates.insert(candidates.end(), part.begin(), part.end());
  }
  const auto ids_of = [&](const PhraseCandidate& candidate) {
    return tokens.ids().subspan(repeated.places(candidate.run).front(),
                                candidate.run.length);
  };
  const auto is_short = [&](std::span<const uint32_t> ids) {
    return ids.size() < 2 || WeightOf(tokens, ids) < bounds.min_weight;
  };
  ShortCounts shorts(texts, tokens);
  std::vector<EdgeWords> edges;
  for (const PhraseCandidate& candidate : candidates) {
    const std::span<const uint32_t> ids = ids_of(candidate);
    ForEachSplit(tokens, ids, bounds.min_weight,
                 [&](std::span<const uint32_t> a, std::span<const uint32_t> b) {
                   if (is_short(a)) shorts.Ask(a);
                   if (is_short(b)) shorts.Ask(b);
                 });
    edges.push_back(FindEdgeWords(tokens, repeated, candidate.run));
  }
  shorts.CountAll(threads);
  const auto count_of = [&](std::span<const uint32_t> ids) {
    return is_short(ids) ? shorts.Count(ids) : repeated.Count(ids);
  };
  const int64_t log_total = Log2(shorts.total());
  base::ParallelForPieces(
      threads, candidates.size(), kRunsAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (size_t i = piece.begin; i < piece.end; ++i) {
          PhraseCandidate& candidate = candidates[i];
          int64_t least = 64 * kLogUnit;
          ForEachSplit(
              tokens, ids_of(candidate), bounds.min_weight,
              [&](std::span<const uint32_t> a, std::span<const uint32_t> b) {
                least =
                    std::min(least, log_total + Log2(candidate.run.count) -
                                        Log2(count_of(a)) - Log2(count_of(b)));
              });
          candidate.mutual_information = least;
        }
      });
  const auto is_phrase = [&](const PhraseCandidate& candidate,
                             const EdgeWords& edge) {
    if (candidate.mutual_information < kLeastPhraseInformation) return false;
    const RepeatedRun& run = candidate.run;
    const Sides& sides = candidate.sides;
    // A date or another figure that goes on.
    if (uint64_t{sides.right_numbers} * 2 >= sides.count &&
        HoldsNumber(tokens, repeated.places(run).front(), run.length)) {
      return false;
    }
    const WordKind& first = words.KindOf(edge.first);
    if (Shuns(edge.first, run, sides.left_items, first.begins, first.count,
              words.clause_total(), words.total(), /*at_begin=*/true)) {
      return false;
    }
    // The dictionary may take a function word for part of one.
    const std::span<const uint32_t> end = edge.last.last(1);
    const WordKind& end_kind = words.KindOf(end);
    if (Shuns(end, run, sides.right_items, end_kind.ends, end_kind.count,
              words.clause_total(), words.total(), /*at_begin=*/false)) {
      return false;
    }
    const WordKind& last = words.KindOf(edge.last);
    if (Shuns(edge.last, run, sides.right_items, last.ends, last.count,
              words.clause_total(), words.total(), /*at_begin=*/false)) {
      return false;
    }
    return !IsCutByClause(tokens, repeated, run, bounds.min_weight);
  };
  size_t kept = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (is_phrase(candidates[i], edges[i])) candidates[kept++] = candidates[i];
  }
  candidates.resize(kept);
  return candidates;
}

namespace {

struct Span {
  uint32_t begin;
  uint32_t end;
  uint32_t candidate;
};

}  // namespace

void RankCandidates(const TokenTable& tokens, const RepeatedRuns& repeated,
                    std::vector<PhraseCandidate>* candidates) {
  std::vector<Span> spans;
  size_t size = 0;
  for (const PhraseCandidate& candidate : *candidates) {
    size += candidate.run.count;
  }
  spans.reserve(size);
  for (uint32_t c = 0; c < candidates->size(); ++c) {
    const RepeatedRun& run = (*candidates)[c].run;
    for (const uint32_t place : repeated.places(run)) {
      spans.push_back({place, place + run.length, c});
    }
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end > b.end;
  });
  // Spans that may hold those to come.
  std::vector<Span> open;
  std::vector<uint32_t> last_text(candidates->size(), ~uint32_t{0});
  uint32_t text = 0;
  for (const Span& span : spans) {
    while (span.begin >= tokens.end(text)) ++text;
    std::erase_if(open,
                  [&](const Span& other) { return other.end <= span.begin; });
    PhraseCandidate& candidate = (*candidates)[span.candidate];
    const bool inside =
        std::any_of(open.begin(), open.end(), [&](const Span& other) {
          return other.end >= span.end &&
                 uint64_t{(*candidates)[other.candidate].run.documents} * 10 >=
                     candidate.run.documents;
        });
    open.push_back(span);
    if (inside) continue;
    ++candidate.net_count;
    if (last_text[span.candidate] != text) {
      last_text[span.candidate] = text;
      ++candidate.net_documents;
    }
  }
  std::erase_if(*candidates, [](const PhraseCandidate& candidate) {
    return uint64_t{candidate.net_count} * 3 < candidate.run.count;
  });
  for (PhraseCandidate& candidate : *candidates) {
    const uint32_t place = repeated.places(candidate.run).front();
    const uint32_t weight =
        WeightOf(tokens, tokens.ids().subspan(place, candidate.run.length));
    candidate.value =
        (Log2(weight) - kLogUnit) * int64_t{candidate.net_documents};
  }
  std::stable_sort(candidates->begin(), candidates->end(),
                   [](const PhraseCandidate& a, const PhraseCandidate& b) {
                     return a.value > b.value;
                   });
}

}  // namespace litany::passage
