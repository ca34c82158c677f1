#include "passage/phrases.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "passage/furniture.h"
#include "passage/phrase_places.h"
#include "passage/phrase_sieve.h"
#include "passage/repeated_runs.h"

namespace litany::passage {
namespace {

uint32_t CountedTexts(const PhraseTexts& texts) {
  uint32_t count = 0;
  for (uint32_t t = 0; t < texts.texts.size(); ++t) {
    count += texts.IsCounted(t) ? 1 : 0;
  }
  return count;
}

// Entropy of the sources over the texts in which a run is counted.
int64_t SourceEntropy(const PhraseTexts& texts,
                      std::span<const PhrasePlace> places) {
  std::vector<uint32_t> sources;
  for (size_t i = 0; i < places.size(); ++i) {
    if (i > 0 && places[i].text == places[i - 1].text) continue;
    if (!texts.IsCounted(places[i].text)) continue;
    const uint32_t source = texts.SourceOf(places[i].text);
    if (source != kNoSource) sources.push_back(source);
  }
  return EntropyOf(&sources, static_cast<uint32_t>(sources.size()));
}

Phrase MakePhrase(const PhraseTexts& texts, const TokenTable& tokens,
                  const RepeatedRuns& repeated,
                  const PhraseCandidate& candidate, uint32_t counted_texts) {
  Phrase phrase;
  const RepeatedRun& run = candidate.run;
  const uint32_t place = repeated.places(run).front();
  const auto ids = tokens.ids().subspan(place, run.length);
  phrase.ids.assign(ids.begin(), ids.end());
  phrase.symbols =
      tokens.symbol_end(place + run.length - 1) - tokens.symbol_begin(place);
  phrase.count = run.count;
  phrase.documents = run.documents;
  phrase.sources = texts.sources.empty() ? 0 : run.sources;
  phrase.net_count = candidate.net_count;
  phrase.net_documents = candidate.net_documents;
  phrase.value = candidate.value;
  phrase.mutual_information = candidate.mutual_information;
  phrase.residual_idf = ResidualIdf(run.count, run.documents, counted_texts);
  phrase.sides = candidate.sides;
  return phrase;
}

void FillPlaces(const PhraseTexts& texts, const TokenTable& tokens,
                uint32_t threads, std::vector<Phrase>* phrases) {
  std::vector<std::span<const uint32_t>> ids;
  ids.reserve(phrases->size());
  for (const Phrase& phrase : *phrases) ids.emplace_back(phrase.ids);
  for (const TokenPlace& place : FindPlaces(tokens, ids, threads)) {
    Phrase& phrase = (*phrases)[place.phrase];
    const uint32_t begin = tokens.symbol_begin(place.token);
    phrase.places.push_back({place.text, begin, begin + phrase.symbols});
  }
  for (Phrase& phrase : *phrases) {
    phrase.source_entropy = SourceEntropy(texts, phrase.places);
  }
}

// Everything of `result` but its formulas and bounds, which are there.
absl::Status FindRuns(const PhraseTexts& texts, const TokenTable& tokens,
                      const ClauseWords& words,
                      std::vector<SievedRun> stretches,
                      const PhraseParams& options, Phrases* result) {
  const PhraseBounds& bounds = result->bounds;
  result->tokens = tokens.size();
  for (const SievedRun& stretch : stretches) {
    result->sieved_tokens += stretch.end - stretch.begin;
  }
  LITANY_ASSIGN_OR_RETURN(
      const RepeatedRuns repeated,
      RepeatedRuns::Build(texts, tokens, std::move(stretches),
                          bounds.max_weight, options.threads));
  std::vector<PhraseCandidate> candidates = ChooseCandidates(
      texts, tokens, words, repeated, repeated.Find(bounds, options.threads),
      bounds, options.threads);
  RankCandidates(tokens, repeated, &candidates);
  const FurnitureFinder furniture(texts, tokens);
  const uint32_t counted_texts = CountedTexts(texts);
  for (const PhraseCandidate& candidate : candidates) {
    if (furniture.IsFurniture(repeated.places(candidate.run),
                              candidate.run.length)) {
      ++result->furniture;
      continue;
    }
    ++result->found;
    if (result->phrases.size() < options.top) {
      result->phrases.push_back(
          MakePhrase(texts, tokens, repeated, candidate, counted_texts));
    }
  }
  FillPlaces(texts, tokens, options.threads, &result->phrases);
  return absl::OkStatus();
}

}  // namespace

uint32_t DefaultMinDocuments(const PhraseTexts& texts) {
  const uint32_t count = CountedTexts(texts);
  return std::max(std::min(count, 3u), count / 2000);
}

uint32_t DefaultMinSources(const PhraseTexts& texts) {
  std::vector<uint32_t> sources;
  for (uint32_t t = 0; t < texts.texts.size(); ++t) {
    if (!texts.IsCounted(t)) continue;
    if (texts.SourceOf(t) == kNoSource) return 1;
    sources.push_back(texts.SourceOf(t));
  }
  std::sort(sources.begin(), sources.end());
  for (size_t begin = 0; begin < sources.size();) {
    const size_t end = static_cast<size_t>(
        std::upper_bound(sources.begin(), sources.end(), sources[begin]) -
        sources.begin());
    if ((end - begin) * 2 > sources.size()) return 1;
    begin = end;
  }
  return sources.empty() ? 1 : 2;
}

absl::StatusOr<Phrases> FindPhrases(const PhraseTexts& texts,
                                    const PhraseParams& options) {
  if (options.min_length < 2 || options.min_length > options.max_length ||
      options.max_length > 1000) {
    return absl::InvalidArgumentError(absl::StrCat(
        "phrases of ", options.min_length, " to ", options.max_length,
        " characters; the lengths must be 2 to 1000, the least one first"));
  }
  Phrases result;
  result.bounds = {
      .min_documents = options.min_documents != 0 ? options.min_documents
                                                  : DefaultMinDocuments(texts),
      .min_sources = options.min_sources != 0 ? options.min_sources
                                              : DefaultMinSources(texts),
      .min_weight = options.min_length * 2,
      .max_weight = options.max_length * 2};
  const PhraseBounds& bounds = result.bounds;
  LITANY_ASSIGN_OR_RETURN(TokenTable tokens,
                          TokenTable::Build(texts, options.threads));
  MaskFurniture(texts, &tokens);
  const ClauseWords words(texts, tokens, options.threads);
  std::vector<SievedRun> stretches =
      SievePhrases(texts, tokens, bounds, options.threads);
  std::vector<Formula> formulas;
  // Neither needs what the other finds, and much of the first runs on one
  // thread.
  absl::Status status;
  base::ParallelFor(
      std::min(options.threads, 2u), 2, [&](uint32_t, size_t part) {
        if (part == 0) {
          status = FindRuns(texts, tokens, words, std::move(stretches), options,
                            &result);
          return;
        }
        const uint32_t counted_texts = CountedTexts(texts);
        formulas = FindFormulas(texts, tokens, words,
                                {.min_documents = std::max(bounds.min_documents,
                                                           counted_texts / 500),
                                 .min_sources = bounds.min_sources,
                                 .top = options.formulas,
                                 .threads = options.threads});
      });
  if (!status.ok()) return status;
  result.formulas = std::move(formulas);
  return result;
}

}  // namespace litany::passage
