#include "engine/find_passages.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "absl/status/status.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "engine/pair_rules.h"
#include "lsh/mem_store.h"
#include "passage/anchors.h"
#include "passage/pairs.h"
#include "passage/seeds.h"

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
  found.anchors = seeds.anchors;
  found.postings = seeds.postings;
  found.seeds = seeds.seeds.size();
  found.stretches = stretches.size();
  found.large_buckets = seeds.large_buckets;
  found.in_large_buckets = seeds.in_large_buckets;
  return found;
}

}  // namespace litany::engine
