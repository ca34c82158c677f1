#include "engine/copies.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "base/status_macros.h"
#include "cluster/clusters.h"
#include "engine/parameters.h"
#include "lsh/candidates.h"
#include "lsh/containment.h"
#include "lsh/hamming.h"

namespace litany::engine {
namespace {

void SortUnique(std::vector<lsh::Candidate>* candidates) {
  std::sort(candidates->begin(), candidates->end());
  candidates->erase(std::unique(candidates->begin(), candidates->end()),
                    candidates->end());
}

// The pairs that may be near, sorted.
absl::StatusOr<std::vector<lsh::Candidate>> FindNear(
    const Collection& collection, const Pipeline& pipeline,
    const DedupOptions& options, uint32_t threads) {
  if (options.simhash) {
    return lsh::FindWithinHamming(collection.SignatureTable(),
                                  options.simhash->distance, threads);
  }
  return lsh::FindCandidates(collection.SignatureTable(), pipeline.bands,
                             options.threshold, threads);
}

absl::StatusOr<std::vector<lsh::Candidate>> FindNearAgainst(
    const Collection& collection, const Collection& reference,
    const Pipeline& pipeline, const DedupOptions& options, uint32_t threads) {
  if (options.simhash) {
    return lsh::FindWithinHammingAgainst(collection.SignatureTable(),
                                         reference.SignatureTable(),
                                         options.simhash->distance, threads);
  }
  return lsh::FindCandidatesAgainst(collection.SignatureTable(),
                                    reference.SignatureTable(), pipeline.bands,
                                    options.threshold, threads);
}

// All pairs that may be near or contained, sorted.
absl::StatusOr<std::vector<lsh::Candidate>> FindAllCandidates(
    const Collection& collection, const Pipeline& pipeline,
    const DedupOptions& options, uint32_t threads) {
  LITANY_ASSIGN_OR_RETURN(std::vector<lsh::Candidate> candidates,
                          FindNear(collection, pipeline, options, threads));
  if (!options.contained) return candidates;
  LITANY_ASSIGN_OR_RETURN(
      const std::vector<lsh::Candidate> contained,
      lsh::FindContained(collection.SampleTable(),
                         options.contained->containment,
                         options.contained->jaccard, threads));
  candidates.insert(candidates.end(), contained.begin(), contained.end());
  SortUnique(&candidates);
  return candidates;
}

// The most similar reference vertex of each vertex (ties: the first).
absl::StatusOr<std::vector<std::optional<AgainstHit>>> FindHits(
    const Collection& collection, const Collection& reference,
    const Pipeline& pipeline, const DedupOptions& options, uint32_t threads,
    VertexSets* sets) {
  const cluster::PairRule rule = RuleOf(options);
  std::vector<std::optional<AgainstHit>> hits(collection.vertices.size());
  LITANY_ASSIGN_OR_RETURN(
      std::vector<lsh::Candidate> candidates,
      FindNearAgainst(collection, reference, pipeline, options, threads));
  if (rule.contained) {
    LITANY_ASSIGN_OR_RETURN(
        const std::vector<lsh::Candidate> contained,
        lsh::FindContainedAgainst(
            collection.SampleTable(), reference.SampleTable(),
            rule.contained->containment, rule.contained->jaccard, threads));
    candidates.insert(candidates.end(), contained.begin(), contained.end());
  }
  // Equal texts share all bands, but may not be among the first of a bucket.
  absl::flat_hash_map<base::Hash128, uint32_t> reference_of;
  for (uint32_t v = 0; v < reference.vertices.size(); ++v) {
    reference_of.emplace(reference.vertices[v].content, v);
  }
  for (uint32_t v = 0; v < collection.vertices.size(); ++v) {
    const auto found = reference_of.find(collection.vertices[v].content);
    if (found != reference_of.end()) candidates.push_back({v, found->second});
  }
  SortUnique(&candidates);
  VertexSets reference_sets(reference, pipeline, threads);
  const std::vector<cluster::VerifiedPair> pairs = cluster::VerifyPairs(
      candidates, rule,
      [&](uint32_t thread, uint32_t vertex, std::vector<uint64_t>* set) {
        sets->Read(thread, vertex, set);
      },
      [&](uint32_t thread, uint32_t vertex, std::vector<uint64_t>* set) {
        reference_sets.Read(thread, vertex, set);
      },
      /*same_side=*/false, threads);
  const auto is_same = [&](uint32_t vertex, uint32_t other) {
    return collection.vertices[vertex].content ==
           reference.vertices[other].content;
  };
  for (const cluster::VerifiedPair& pair : pairs) {
    std::optional<AgainstHit>& hit = hits[pair.a];
    if (hit && is_same(pair.a, hit->vertex)) continue;
    if (!hit || is_same(pair.a, pair.b) ||
        cluster::MoreSimilar(pair.overlap, hit->overlap)) {
      hit = AgainstHit{pair.b, pair.overlap};
    }
  }
  return hits;
}

}  // namespace

VertexSets::VertexSets(const Collection& collection, const Pipeline& pipeline,
                       uint32_t threads)
    : collection_(collection), pipeline_(pipeline), scratch_(threads) {}

void VertexSets::Read(uint32_t thread, uint32_t vertex,
                      std::vector<uint64_t>* set) {
  Scratch& scratch = scratch_[thread];
  if (collection_.folded_texts.empty()) {
    const uint32_t document = collection_.vertices[vertex].document;
    pipeline_.folder.Fold(collection_.MatchedText(document),
                          /*with_spans=*/false, &scratch.fold, &scratch.folded);
  } else {
    pipeline_.folder.FoldFolded(collection_.FoldedText(vertex), &scratch.fold,
                                &scratch.folded);
  }
  pipeline_.shingler.Set(scratch.folded, &scratch.shingles, set);
}

absl::StatusOr<Pipeline> MakeCopyPipeline(const RunOptions& run,
                                          const DedupOptions& dedup) {
  LITANY_RETURN_IF_ERROR(CheckContained(dedup));
  LITANY_RETURN_IF_ERROR(CheckSimHash(dedup));
  LITANY_ASSIGN_OR_RETURN(const lsh::Bands bands,
                          lsh::SolveBands(dedup.threshold, dedup.recall));
  LITANY_ASSIGN_OR_RETURN(Pipeline pipeline, MakePipeline(run, bands.slots));
  pipeline.bands = bands;
  if (dedup.contained) {
    pipeline.sampler.emplace(lsh::SampleSize(dedup.contained->jaccard));
  }
  if (dedup.simhash) {
    LITANY_ASSIGN_OR_RETURN(pipeline.simhasher,
                            sketch::SimHasher::Create(dedup.simhash->bits));
  }
  return pipeline;
}

cluster::PairRule RuleOf(const DedupOptions& options) {
  return {options.threshold, options.contained};
}

Relation RelationOf(const DocumentRow& a, const base::Hash128& content_a,
                    const DocumentRow& b, const base::Hash128& content_b,
                    const cluster::Overlap& overlap,
                    const cluster::PairRule& rule, Relation otherwise) {
  if (a.raw_hash == b.raw_hash) return Relation::kIdentical;
  if (content_a == content_b) return Relation::kSame;
  return rule.RelationOf(overlap).value_or(otherwise);
}

absl::StatusOr<Copies> FindCopies(const Collection& collection,
                                  const Collection* reference,
                                  const Pipeline& pipeline,
                                  const DedupOptions& options, uint32_t threads,
                                  const Hooks& hooks) {
  Copies copies;
  if (!options.simhash) copies.recall = pipeline.bands.recall;
  copies.rule = RuleOf(options);
  const auto vertices = static_cast<uint32_t>(collection.vertices.size());
  VertexSets sets(collection, pipeline, threads);
  const cluster::SetReader read = [&](uint32_t thread, uint32_t vertex,
                                      std::vector<uint64_t>* set) {
    sets.Read(thread, vertex, set);
  };

  copies.against.resize(vertices);
  if (reference != nullptr) {
    LITANY_ASSIGN_OR_RETURN(
        copies.against,
        FindHits(collection, *reference, pipeline, options, threads, &sets));
  }
  hooks.Report({"candidates", collection.documents.size(), 0, 0});
  LITANY_ASSIGN_OR_RETURN(
      std::vector<lsh::Candidate> candidates,
      FindAllCandidates(collection, pipeline, options, threads));
  std::erase_if(candidates, [&](const lsh::Candidate& pair) {
    return copies.against[pair.a].has_value() ||
           copies.against[pair.b].has_value();
  });
  copies.candidates = candidates.size();
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");

  hooks.Report({"verify", collection.documents.size(), 0, 0});
  copies.pairs = cluster::VerifyPairs(candidates, copies.rule, read, read,
                                      /*same_side=*/true, threads);
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");

  std::vector<uint32_t> folded_lengths;
  for (const Vertex& vertex : collection.vertices) {
    folded_lengths.push_back(vertex.folded_length);
  }
  copies.representative = cluster::FindRepresentatives(
      folded_lengths, copies.pairs, options.cluster, options.representative);
  // Members of a component need not be adjacent to what represents it.
  copies.to_representative.resize(vertices);
  for (const cluster::VerifiedPair& pair : copies.pairs) {
    if (copies.representative[pair.a] == pair.b) {
      copies.to_representative[pair.a] = pair.overlap;
    } else if (copies.representative[pair.b] == pair.a) {
      copies.to_representative[pair.b] = {
          pair.overlap.shared, pair.overlap.size_b, pair.overlap.size_a};
    }
  }
  std::vector<uint64_t> member;
  std::vector<uint64_t> head;
  for (uint32_t v = 0; v < vertices; ++v) {
    const uint32_t r = copies.representative[v];
    if (r == v || copies.to_representative[v].size_a != 0) continue;
    sets.Read(0, v, &member);
    sets.Read(0, r, &head);
    copies.to_representative[v] = cluster::Compare(member, head);
  }
  return copies;
}

}  // namespace litany::engine
