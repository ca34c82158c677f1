#include "engine/find_passages.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "base/hash.h"
#include "base/raw_vector.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/pair_rules.h"
#include "lsh/mem_store.h"
#include "passage/anchors.h"
#include "passage/pairs.h"
#include "passage/seeds.h"
#include "passage/uncopied_texts.h"
#include "passage/word_edits.h"

namespace litany::engine {
namespace {

// The collection's texts, and behind them those of the reference.
class BothTexts {
 public:
  BothTexts(const Collection& collection, const Collection* reference) {
    if (reference == nullptr) {
      table_ = collection.TextTable();
      return;
    }
    symbols_ = collection.symbols;
    symbols_.insert(symbols_.end(), reference->symbols.begin(),
                    reference->symbols.end());
    begins_ = collection.symbol_begins;
    for (size_t i = 1; i < reference->symbol_begins.size(); ++i) {
      begins_.push_back(collection.symbols.size() +
                        reference->symbol_begins[i]);
    }
    table_ = {symbols_, begins_};
  }
  BothTexts(const BothTexts&) = delete;
  BothTexts& operator=(const BothTexts&) = delete;

  const passage::TextTable& table() const { return table_; }

 private:
  base::RawVector<uint32_t> symbols_;
  std::vector<uint64_t> begins_;
  passage::TextTable table_;
};

// Where the tokens of symbols [begin, end) of a text start.
std::span<const uint8_t> TokenStarts(const Collection& collection,
                                     const Collection* reference,
                                     const passage::Occurrence& place) {
  const auto own = static_cast<uint32_t>(collection.vertices.size());
  const Collection& home = place.text < own ? collection : *reference;
  const uint32_t vertex = place.text < own ? place.text : place.text - own;
  return std::span(home.token_starts)
      .subspan(home.symbol_begins[vertex] + place.begin, place.size());
}

// Alignments are of symbols; edits are told in whole words.
void WidenEdits(const Collection& collection, const Collection* reference,
                const passage::TextTable& texts, uint32_t threads,
                std::vector<passage::Passage>* passages) {
  const auto text_of = [&](const passage::Occurrence& place) {
    return passage::TokenText{
        texts[place.text].subspan(place.begin, place.size()),
        TokenStarts(collection, reference, place)};
  };
  base::ParallelFor(threads, passages->size(), [&](uint32_t, size_t p) {
    std::vector<passage::Occurrence>& places = (*passages)[p].occurrences;
    const passage::TokenText medoid = text_of(places[0]);
    for (passage::Occurrence& place : places) {
      if (place.alignment.edits.empty()) continue;
      passage::WidenToWords(medoid, text_of(place), &place.alignment.edits);
    }
  });
}

absl::StatusOr<passage::AnchorMaker> MakeAnchorMaker(
    const RunOptions& run, const PassageOptions& options) {
  const uint64_t seed = base::HashBytes64(run.secret, run.seed);
  return passage::AnchorMaker::Create(
      passage::AnchorsFor(options.dense_length, options.letter_length, seed));
}

passage::PairParams PairParamsOf(const PassageOptions& options) {
  passage::PairParams params;
  params.dense_length = options.dense_length;
  params.letter_length = options.letter_length;
  params.max_gap = options.max_gap;
  params.similarity = options.similarity;
  params.exact = options.exact;
  return params;
}

// What a search is held to.
struct SearchRules {
  const passage::PairRule& rule;
  const std::vector<bool>& repeated;  // by text
  uint32_t first_reference = 0;
};

// Seeds, stretches and passages of `texts`.
absl::StatusOr<FoundPassages> Search(const passage::TextTable& texts,
                                     const passage::AnchorMaker& maker,
                                     const SearchRules& rules,
                                     const passage::PairParams& params,
                                     uint64_t documents, uint32_t threads,
                                     const Hooks& hooks) {
  hooks.Report({"anchors", documents, 0, 0});
  LITANY_ASSIGN_OR_RETURN(
      const passage::SeedReport seeds,
      passage::FindSeeds(
          texts, maker, rules.rule, params.exact,
          [] { return std::make_unique<lsh::MemStore>(); }, threads));
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  hooks.Report({"align", documents, 0, 0});
  const std::vector<passage::Stretch> stretches =
      passage::FindAllStretches(texts, seeds.seeds, params, threads);
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  hooks.Report({"passages", documents, 0, 0});
  FoundPassages found;
  found.passages = passage::BuildPassages(
      texts, stretches, rules.repeated, rules.first_reference, params, threads);
  found.anchors = seeds.anchors;
  found.postings = seeds.postings;
  found.seeds = seeds.seeds.size();
  found.stretches = stretches.size();
  found.large_buckets = seeds.large_buckets;
  found.in_large_buckets = seeds.in_large_buckets;
  return found;
}

// Ranks of parts by those of their texts.
std::vector<uint32_t> OrderOfParts(const passage::UncopiedTexts& uncopied,
                                   const std::vector<uint32_t>& order) {
  if (order.empty()) return {};
  const uint32_t parts = uncopied.table().size();
  std::vector<uint32_t> sorted(parts);
  std::iota(sorted.begin(), sorted.end(), 0u);
  std::stable_sort(sorted.begin(), sorted.end(), [&](uint32_t x, uint32_t y) {
    return order[uncopied.TextOf(x)] < order[uncopied.TextOf(y)];
  });
  std::vector<uint32_t> ranks(parts);
  for (uint32_t i = 0; i < parts; ++i) ranks[sorted[i]] = i;
  return ranks;
}

}  // namespace

absl::StatusOr<FoundPassages> FindPassages(const Collection& collection,
                                           const Collection* reference,
                                           const RunOptions& run,
                                           const PassageOptions& options,
                                           uint32_t threads,
                                           const Hooks& hooks) {
  LITANY_ASSIGN_OR_RETURN(const passage::AnchorMaker maker,
                          MakeAnchorMaker(run, options));
  const BothTexts texts(collection, reference);
  const PairRules rules(collection, reference, options);
  LITANY_ASSIGN_OR_RETURN(FoundPassages found,
                          Search(texts.table(), maker,
                                 {.rule = rules.rule(),
                                  .repeated = rules.repeated(),
                                  .first_reference = static_cast<uint32_t>(
                                      collection.vertices.size())},
                                 PairParamsOf(options),
                                 collection.documents.size(), threads, hooks));
  WidenEdits(collection, reference, texts.table(), threads, &found.passages);
  return found;
}

absl::StatusOr<FoundPassages> FindPassagesBetweenCopies(
    const Collection& collection, std::span<const uint32_t> representative,
    const RunOptions& run, const PassageOptions& options, uint32_t threads,
    const Hooks& hooks) {
  LITANY_ASSIGN_OR_RETURN(const passage::AnchorMaker maker,
                          MakeAnchorMaker(run, options));
  const passage::TextTable texts = collection.TextTable();
  const passage::PairParams params = PairParamsOf(options);
  const passage::UncopiedTexts uncopied(texts, representative, maker, params,
                                        threads);
  const PairRules rules(collection, nullptr, options);
  const passage::PairRule rule = {
      .allows =
          [&](uint32_t a, uint32_t b) {
            return !uncopied.AreOneCopy(a, b) &&
                   rules.rule().allows(uncopied.TextOf(a), uncopied.TextOf(b));
          },
      .order = OrderOfParts(uncopied, rules.rule().order)};
  const uint32_t parts = uncopied.table().size();
  LITANY_ASSIGN_OR_RETURN(
      FoundPassages found,
      Search(uncopied.table(), maker,
             {.rule = rule,
              .repeated = std::vector<bool>(parts),
              .first_reference = parts},
             params, collection.documents.size(), threads, hooks));
  found.passages = uncopied.Restore(std::move(found.passages), threads);
  WidenEdits(collection, nullptr, texts, threads, &found.passages);
  return found;
}

}  // namespace litany::engine
