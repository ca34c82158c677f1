#include "engine/find_passages.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "engine/pair_rules.h"
#include "lsh/mem_store.h"
#include "passage/anchors.h"
#include "passage/pairs.h"
#include "passage/seeds.h"
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
  std::vector<uint32_t> symbols_;
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

}  // namespace

absl::StatusOr<FoundPassages> FindPassages(const Collection& collection,
                                           const Collection* reference,
                                           const RunOptions& run,
                                           const PassageOptions& options,
                                           uint32_t threads,
                                           const Hooks& hooks) {
  const uint64_t seed = base::HashBytes64(run.secret, run.seed);
  LITANY_ASSIGN_OR_RETURN(
      const passage::AnchorMaker maker,
      passage::AnchorMaker::Create(passage::AnchorsFor(
          options.dense_length, options.letter_length, seed)));
  const BothTexts texts(collection, reference);
  const PairRules rules(collection, reference, options);
  hooks.Report({"anchors", collection.documents.size(), 0, 0});
  LITANY_ASSIGN_OR_RETURN(
      const passage::SeedReport seeds,
      passage::FindSeeds(
          texts.table(), maker, rules.rule(), options.exact,
          [] { return std::make_unique<lsh::MemStore>(); }, threads));
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  hooks.Report({"align", collection.documents.size(), 0, 0});
  passage::PairParams params;
  params.dense_length = options.dense_length;
  params.letter_length = options.letter_length;
  params.max_gap = options.max_gap;
  params.similarity = options.similarity;
  params.exact = options.exact;
  const std::vector<passage::Stretch> stretches =
      passage::FindAllStretches(texts.table(), seeds.seeds, params, threads);
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  hooks.Report({"passages", collection.documents.size(), 0, 0});
  FoundPassages found;
  found.passages = passage::BuildPassages(
      texts.table(), stretches, rules.repeated(),
      static_cast<uint32_t>(collection.vertices.size()), params);
  WidenEdits(collection, reference, texts.table(), threads, &found.passages);
  found.anchors = seeds.anchors;
  found.postings = seeds.postings;
  found.seeds = seeds.seeds.size();
  found.stretches = stretches.size();
  found.large_buckets = seeds.large_buckets;
  found.in_large_buckets = seeds.in_large_buckets;
  return found;
}

}  // namespace litany::engine
