#include "passage/text_query.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "absl/status/status.h"

namespace litany::passage {
namespace {

constexpr uint64_t kGramBase = 0x9e3779b97f4a7c15;

// Calls take(position, hash) for the grams of `text` that hold a dense symbol
// (or, unless `dense`, that hold none).
template <typename Take>
void ForEachGram(Symbols text, uint32_t length, bool dense, const Take& take) {
  if (text.size() < length) return;
  const auto mixed = [](uint32_t symbol) {
    const uint64_t x = (symbol + uint64_t{1}) * 0xd6e8feb86659fd93;
    return x ^ (x >> 32);
  };
  uint64_t oldest = 1;  // the weight of the symbol that leaves
  for (uint32_t i = 0; i < length; ++i) oldest *= kGramBase;
  uint64_t hash = 0;
  uint32_t dense_symbols = 0;
  for (uint32_t at = 0; at < text.size(); ++at) {
    hash = hash * kGramBase + mixed(text[at]);
    dense_symbols += IsDense(text[at]) ? 1 : 0;
    if (at >= length) {
      hash -= mixed(text[at - length]) * oldest;
      dense_symbols -= IsDense(text[at - length]) ? 1 : 0;
    }
    if (at + 1 >= length && (dense_symbols > 0) == dense) {
      take(at + 1 - length, hash);
    }
  }
}

uint64_t FilterSlot(uint64_t hash, size_t words) {
  return (hash * kGramBase) >> (64 - std::countr_zero(words * 64));
}

bool IsSimilarHit(const QueryHit& hit, double least) {
  return IsSimilar(hit.alignment.matches, hit.query_end - hit.query_begin,
                   hit.end - hit.begin, least);
}

// Takes off the text what stands before the first and behind the last match,
// but for the rest of a word.
void TrimText(TokenStarts starts, QueryHit* hit) {
  std::vector<SymbolEdit>& edits = hit->alignment.edits;
  if (!edits.empty() && edits[0].begin_b == 0) {
    uint32_t drop = edits[0].end_b;
    while (!MayCut(starts, hit->begin + drop)) --drop;
    hit->begin += drop;
    for (SymbolEdit& edit : edits) {
      edit.begin_b -= std::min(edit.begin_b, drop);
      edit.end_b -= drop;
    }
    if (edits[0].end_a == 0 && edits[0].end_b == 0) edits.erase(edits.begin());
  }
  if (!edits.empty() && edits.back().end_b == hit->end - hit->begin) {
    SymbolEdit& last = edits.back();
    uint32_t end = last.begin_b;
    while (!MayCut(starts, hit->begin + end)) ++end;
    hit->end = hit->begin + end;
    last.end_b = end;
    if (last.begin_a == last.end_a && last.begin_b == end) edits.pop_back();
  }
}

// The same on both sides.
void TrimPart(QueryHit* hit) {
  std::vector<SymbolEdit>& edits = hit->alignment.edits;
  if (!edits.empty() && edits[0].begin_a == 0 && edits[0].begin_b == 0) {
    const SymbolEdit first = edits[0];
    hit->query_begin += first.end_a;
    hit->begin += first.end_b;
    edits.erase(edits.begin());
    for (SymbolEdit& edit : edits) {
      edit.begin_a -= first.end_a;
      edit.end_a -= first.end_a;
      edit.begin_b -= first.end_b;
      edit.end_b -= first.end_b;
    }
  }
  if (!edits.empty() &&
      edits.back().end_a == hit->query_end - hit->query_begin &&
      edits.back().end_b == hit->end - hit->begin) {
    hit->query_end = hit->query_begin + edits.back().begin_a;
    hit->end = hit->begin + edits.back().begin_b;
    edits.pop_back();
  }
}

}  // namespace

absl::StatusOr<TextQuery> TextQuery::Create(Symbols query,
                                            const QueryParams& params) {
  if (query.empty()) {
    return absl::InvalidArgumentError(
        "the query holds no letter, mark or number: nothing is left of it "
        "after folding");
  }
  if (query.size() > size_t{1} << 27) {
    return absl::InvalidArgumentError("the query is too long");
  }
  const PairParams& stretches = params.stretches;
  if (!(params.similarity > 0 && params.similarity <= 1) ||
      stretches.dense_length < 4 || stretches.letter_length < 4) {
    return absl::InvalidArgumentError(
        "a query wants a similarity above 0 and at most 1, and lengths of at "
        "least 4 symbols");
  }
  return TextQuery(query, params);
}

TextQuery::TextQuery(Symbols query, const QueryParams& params)
    : query_(query.begin(), query.end()), params_(params) {
  borders_.assign(query_.size() + 1, 0);
  uint32_t border = 0;
  for (size_t i = 1; i < query_.size(); ++i) {
    while (border > 0 && query_[i] != query_[border]) border = borders_[border];
    if (query_[i] == query_[border]) ++border;
    borders_[i + 1] = border;
  }
  if (query_.size() <= ApproximateFinder::kMostSymbols) {
    finder_.emplace(query_, params.similarity);
    return;
  }
  params_.stretches.similarity = params.similarity;
  params_.stretches.exact = params.exact;
  const AnchorParams anchors = AnchorsFor(params.stretches.dense_length,
                                          params.stretches.letter_length, 0);
  grams_[0].length = anchors.dense_gram;
  grams_[0].dense = true;
  grams_[1].length = anchors.letter_gram;
  for (Grams& grams : grams_) AddGrams(&grams);
}

void TextQuery::AddGrams(Grams* grams) const {
  ForEachGram(
      query_, grams->length, grams->dense,
      [&](uint32_t at, uint64_t hash) { grams->places[hash].push_back(at); });
  absl::erase_if(grams->places, [](const auto& entry) {
    return entry.second.size() > kMostPlaces;
  });
  grams->is_placed.assign(query_.size(), false);
  for (const auto& entry : grams->places) {
    for (const uint32_t at : entry.second) grams->is_placed[at] = true;
  }
  const size_t slots = std::bit_ceil(grams->places.size() * 16 + 64);
  grams->filter.assign(slots / 64, 0);
  for (const auto& entry : grams->places) {
    const uint64_t slot = FilterSlot(entry.first, grams->filter.size());
    grams->filter[slot / 64] |= uint64_t{1} << (slot % 64);
  }
}

void TextQuery::Find(Symbols text, TokenStarts starts, QueryScratch* scratch,
                     std::vector<QueryHit>* hits) const {
  hits->clear();
  FindExact(text, is_long() ? TokenStarts() : starts, hits);
  if (params_.exact && !is_long()) return;
  const size_t exact = hits->size();
  uint32_t begin = 0;
  for (size_t i = 0; i <= exact; ++i) {
    const auto end =
        i < exact ? (*hits)[i].begin : static_cast<uint32_t>(text.size());
    if (is_long()) {
      FindParts(text, begin, end, scratch, hits);
    } else {
      FindChanged(text, starts, begin, end, scratch, hits);
    }
    if (i < exact) begin = (*hits)[i].end;
  }
  std::sort(hits->begin(), hits->end(),
            [](const QueryHit& x, const QueryHit& y) {
              const auto key = [](const QueryHit& hit) {
                return std::tuple(hit.begin, ~hit.end, ~hit.alignment.matches,
                                  hit.query_begin, hit.query_end);
              };
              return key(x) < key(y);
            });
  uint32_t covered = 0;
  std::erase_if(*hits, [&](const QueryHit& hit) {
    if (hit.end <= covered) return true;
    covered = hit.end;
    return false;
  });
}

void TextQuery::FindExact(Symbols text, TokenStarts starts,
                          std::vector<QueryHit>* hits) const {
  const auto size = static_cast<uint32_t>(query_.size());
  uint32_t agreed = 0;
  for (uint32_t at = 0; at < text.size(); ++at) {
    while (agreed > 0 && text[at] != query_[agreed]) agreed = borders_[agreed];
    if (text[at] == query_[agreed]) ++agreed;
    if (agreed < size) continue;
    const uint32_t begin = at + 1 - size;
    agreed = borders_[size];
    if (!MayCut(starts, begin) || !MayCut(starts, at + 1)) continue;
    QueryHit hit{.query_begin = 0,
                 .query_end = size,
                 .begin = begin,
                 .end = at + 1,
                 .alignment = {}};
    hit.alignment.matches = size;
    hits->push_back(std::move(hit));
    agreed = 0;
  }
}

void TextQuery::FindChanged(Symbols text, TokenStarts starts, uint32_t begin,
                            uint32_t end, QueryScratch* scratch,
                            std::vector<QueryHit>* hits) const {
  scratch->places.clear();
  finder_->Find(text, starts, begin, end, &scratch->approximate,
                &scratch->places);
  for (const Place& place : scratch->places) {
    QueryHit hit{.query_begin = 0,
                 .query_end = static_cast<uint32_t>(query_.size()),
                 .begin = place.begin,
                 .end = place.end,
                 .alignment = {}};
    AlignSpans(query_, text.subspan(place.begin, place.end - place.begin),
               &scratch->align, &hit.alignment);
    if (hit.alignment.matches == 0) continue;
    TrimText(starts, &hit);
    if (IsSimilarHit(hit, params_.similarity)) hits->push_back(std::move(hit));
  }
}

// --- Parts of a long query ---------------------------------------------------

void TextQuery::FindParts(Symbols text, uint32_t begin, uint32_t end,
                          QueryScratch* scratch,
                          std::vector<QueryHit>* hits) const {
  const Symbols part = text.subspan(begin, end - begin);
  scratch->seeds.clear();
  for (const Grams& grams : grams_) FindSeeds(grams, part, &scratch->seeds);
  if (scratch->seeds.empty()) return;
  std::sort(scratch->seeds.begin(), scratch->seeds.end());
  std::vector<uint32_t>& symbols = scratch->symbols;
  symbols.assign(query_.begin(), query_.end());
  symbols.insert(symbols.end(), part.begin(), part.end());
  const uint64_t begins[] = {0, query_.size(), symbols.size()};
  const TextTable texts{symbols, begins};
  scratch->stretches.clear();
  FindStretches(texts, scratch->seeds, params_.stretches, &scratch->align,
                &scratch->stretches);
  for (const Stretch& stretch : scratch->stretches) {
    AddPart(texts, stretch, begin, scratch, hits);
  }
}

void TextQuery::FindSeeds(const Grams& grams, Symbols text,
                          std::vector<Seed>* seeds) const {
  if (grams.places.empty()) return;
  ForEachGram(text, grams.length, grams.dense, [&](uint32_t at, uint64_t hash) {
    const uint64_t slot = FilterSlot(hash, grams.filter.size());
    if ((grams.filter[slot / 64] >> (slot % 64) & 1) == 0) return;
    const auto found = grams.places.find(hash);
    if (found == grams.places.end()) return;
    for (const uint32_t place : found->second) {
      // The seed before it says the same.
      if (place > 0 && at > 0 && query_[place - 1] == text[at - 1] &&
          grams.is_placed[place - 1]) {
        continue;
      }
      const auto gram = query_.begin() + place;
      if (std::equal(gram, gram + grams.length, text.begin() + at)) {
        seeds->push_back({0, 1, place, at});
      }
    }
  });
}

void TextQuery::AddPart(const TextTable& texts, const Stretch& stretch,
                        uint32_t shift, QueryScratch* scratch,
                        std::vector<QueryHit>* hits) const {
  const auto make = [&](const Stretch& from) {
    return QueryHit{.query_begin = from.begin_a,
                    .query_end = from.end_a,
                    .begin = from.begin_b + shift,
                    .end = from.end_b + shift,
                    .alignment = {}};
  };
  QueryHit hit = make(stretch);
  AlignSpans(texts[0].subspan(stretch.begin_a, stretch.size_a()),
             texts[1].subspan(stretch.begin_b, stretch.size_b()),
             &scratch->align, &hit.alignment);
  if (hit.alignment.matches > 0) TrimPart(&hit);
  if (IsSimilarHit(hit, params_.similarity)) {
    hits->push_back(std::move(hit));
    return;
  }
  // Not by the edits that people see: what of it is unchanged.
  std::vector<Seed> inside;
  for (const Seed& seed :
       SeedsWithin(scratch->seeds, stretch.begin_a, stretch.end_a)) {
    if (seed.at_a >= stretch.begin_a && seed.at_a < stretch.end_a &&
        seed.at_b >= stretch.begin_b && seed.at_b < stretch.end_b) {
      inside.push_back(seed);
    }
  }
  PairParams exact = params_.stretches;
  exact.exact = true;
  std::vector<Stretch> runs;
  FindStretches(texts, inside, exact, &scratch->align, &runs);
  for (const Stretch& run : runs) {
    QueryHit part = make(run);
    part.alignment.matches = run.matches;
    hits->push_back(std::move(part));
  }
}

}  // namespace litany::passage
