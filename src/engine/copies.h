// Copies: which documents of a collection are copies or versions of each
// other, and which one stays.
#ifndef LITANY_ENGINE_COPIES_H_
#define LITANY_ENGINE_COPIES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "cluster/verify.h"
#include "engine/collection.h"
#include "engine/hooks.h"
#include "litany/options.h"
#include "litany/records.h"

namespace litany::engine {

// What a vertex has in common with the reference collection (`--against`).
struct AgainstHit {
  uint32_t vertex = 0;  // of the reference
  cluster::Overlap overlap;
};

struct Copies {
  double recall = 1;  // of the bands, at the threshold; 1 without bands
  cluster::PairRule rule;
  uint64_t candidates = 0;
  // E: the verified pairs between vertices that are not hits; a < b.
  std::vector<cluster::VerifiedPair> pairs;
  std::vector<std::optional<AgainstHit>> against;  // by vertex
  // By vertex: its representative's vertex, itself where it is one.
  std::vector<uint32_t> representative;
  // By vertex: how it compares with its representative (a: the vertex).
  std::vector<cluster::Overlap> to_representative;
};

// The pipeline of a run that looks for copies.  InvalidArgument for options
// that cannot be.
absl::StatusOr<Pipeline> MakeCopyPipeline(const RunOptions& run,
                                          const DedupOptions& dedup);

// Finds candidates, verifies them, and clusters the vertices.  `reference` is
// null without `--against`.
absl::StatusOr<Copies> FindCopies(const Collection& collection,
                                  const Collection* reference,
                                  const Pipeline& pipeline,
                                  const DedupOptions& options, uint32_t threads,
                                  const Hooks& hooks);

// What makes two vertices a pair.
cluster::PairRule RuleOf(const DedupOptions& options);

// The relation of a document to another of the same or another collection;
// `overlap` of their vertices.  `otherwise` for two members of a copy that are
// no pair.
Relation RelationOf(const DocumentRow& a, const base::Hash128& content_a,
                    const DocumentRow& b, const base::Hash128& content_b,
                    const cluster::Overlap& overlap,
                    const cluster::PairRule& rule,
                    Relation otherwise = Relation::kNear);

// Reads the shingle sets of a collection's vertices; `threads` at once.
class VertexSets {
 public:
  VertexSets(const Collection& collection, const Pipeline& pipeline,
             uint32_t threads);
  void Read(uint32_t thread, uint32_t vertex, std::vector<uint64_t>* set);

 private:
  struct Scratch {
    text::FoldScratch fold;
    text::FoldedText folded;
    text::ShingleScratch shingles;
  };

  const Collection& collection_;
  const Pipeline& pipeline_;
  std::vector<Scratch> scratch_;
};

}  // namespace litany::engine

#endif  // LITANY_ENGINE_COPIES_H_
