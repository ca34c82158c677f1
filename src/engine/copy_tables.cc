#include "engine/copy_tables.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "base/thread_pool.h"
#include "cluster/keep.h"
#include "engine/session.h"
#include "simd/sort.h"

namespace litany::engine {
namespace {

// Documents and copies that one thread makes rows of at a time.
constexpr size_t kDocumentsAPiece = 1024;
constexpr size_t kGroupsAPiece = 64;

// Of a vertex with itself.
constexpr cluster::Overlap kEqual = {1, 1, 1};

Ratio RatioOf(const cluster::Overlap& overlap) {
  return {overlap.shared, overlap.union_size()};
}

bool Less(const Ratio& a, const Ratio& b) {
  using Wide = absl::uint128;
  return Wide(a.numerator) * b.denominator < Wide(b.numerator) * a.denominator;
}

// How a member compares with the vertex that represents its copy.
cluster::Overlap ToRepresentative(const Copies& copies, uint32_t vertex) {
  return copies.representative[vertex] == vertex
             ? kEqual
             : copies.to_representative[vertex];
}

const base::Hash128& ContentOf(const Collection& collection,
                               const DocumentRow& document) {
  return collection.vertices[document.vertex].content;
}

// `overlap` of their vertices.
Relation RelationOfRows(const Collection& collection, const Copies& copies,
                        const DocumentRow& a, const DocumentRow& b,
                        const cluster::Overlap& overlap,
                        Relation otherwise = Relation::kNear) {
  return RelationOf(a, ContentOf(collection, a), b, ContentOf(collection, b),
                    overlap, copies.rule, otherwise);
}

Reason ReasonOf(Relation relation) {
  switch (relation) {
    case Relation::kIdentical:
      return Reason::kIdentical;
    case Relation::kSame:
      return Reason::kSame;
    case Relation::kContained:
      return Reason::kContained;
    case Relation::kNear:
      break;
  }
  return Reason::kNear;
}

// The members of each copy, in input order, by representative vertex.
std::vector<CopyGroup> GroupDocuments(const Collection& collection,
                                      const Copies& copies) {
  std::vector<uint64_t> members;  // head << 32 | document
  members.reserve(collection.documents.size());
  for (uint32_t d = 0; d < collection.documents.size(); ++d) {
    const uint32_t vertex = collection.documents[d].vertex;
    if (vertex == kNoVertex || copies.against[vertex]) continue;
    members.push_back(uint64_t{copies.representative[vertex]} << 32 | d);
  }
  simd::SortUnique(0, &members);
  std::vector<CopyGroup> groups;
  for (size_t begin = 0; begin < members.size();) {
    const uint64_t head = members[begin] >> 32;
    size_t end = begin + 1;
    while (end < members.size() && members[end] >> 32 == head) ++end;
    if (end - begin >= 2) {
      CopyGroup& group = groups.emplace_back();
      group.representative_vertex = static_cast<uint32_t>(head);
      group.members.reserve(end - begin);
      for (size_t i = begin; i < end; ++i) {
        group.members.push_back(static_cast<uint32_t>(members[i]));
      }
    }
    begin = end;
  }
  return groups;
}

uint32_t KeptOf(const Collection& collection, const CopyGroup& group,
                const KeepPolicy& keep) {
  std::vector<cluster::KeepMember> members;
  for (const uint32_t d : group.members) {
    const DocumentRow& row = collection.documents[d];
    members.push_back({row.id, row.raw_hash, row.chars, row.date,
                       collection.sources[row.source], row.number, d});
  }
  const std::optional<size_t> kept = cluster::ChooseKept(keep, members);
  return kept ? group.members[*kept] : kNoDocument;
}

// How the members' vertices compare with the kept document's.
class KeptSimilarity {
 public:
  KeptSimilarity(const Collection& collection, const Pipeline& pipeline,
                 const Copies& copies)
      : copies_(copies), sets_(collection, pipeline, 1) {}

  void SetKept(uint32_t vertex) {
    kept_ = vertex;
    have_kept_set_ = false;
    known_.clear();
  }

  cluster::Overlap Of(uint32_t vertex) {
    if (vertex == kept_) return kEqual;
    if (copies_.representative[vertex] == kept_) {
      return copies_.to_representative[vertex];
    }
    if (copies_.representative[kept_] == vertex) {
      return copies_.to_representative[kept_];
    }
    const auto known = known_.find(vertex);
    if (known != known_.end()) return known->second;
    if (!have_kept_set_) {
      sets_.Read(0, kept_, &kept_set_);
      have_kept_set_ = true;
    }
    sets_.Read(0, vertex, &set_);
    const cluster::Overlap overlap = cluster::Compare(set_, kept_set_);
    known_.emplace(vertex, overlap);
    return overlap;
  }

 private:
  const Copies& copies_;
  VertexSets sets_;
  uint32_t kept_ = kNoVertex;
  bool have_kept_set_ = false;
  std::vector<uint64_t> kept_set_;
  std::vector<uint64_t> set_;
  absl::flat_hash_map<uint32_t, cluster::Overlap> known_;
};

// The row of a document, but for the copy that it is in.
DocumentRecord RecordAlone(const Collection& collection,
                           const Collection* reference, const Copies& copies,
                           const DocumentRow& row) {
  DocumentRecord record = PlainRecord(collection, row);
  if (row.vertex == kNoVertex) return record;
  if (const auto& hit = copies.against[row.vertex]) {
    const uint32_t document = reference->vertices[hit->vertex].document;
    record.keep = false;
    record.reason = Reason::kAgainst;
    record.representative =
        absl::StrCat("against:", reference->documents[document].id);
    record.similarity = RatioOf(hit->overlap);
  }
  return record;
}

// Puts a group in order, chooses who is kept, and fills the rows of its
// members.
void FillGroup(const Collection& collection, const Copies& copies,
               const KeepPolicy& keep, KeptSimilarity* kept_similarity,
               CopyGroup* group, std::vector<DocumentRecord>* documents) {
  std::sort(group->members.begin(), group->members.end(),
            [&](uint32_t a, uint32_t b) {
              return collection.documents[a].id < collection.documents[b].id;
            });
  group->kept = KeptOf(collection, *group, keep);
  const uint32_t head =
      collection.vertices[group->representative_vertex].document;
  const std::string id = CopyId(collection, *group);
  const uint32_t stands_for = group->kept == kNoDocument ? head : group->kept;
  if (group->kept != kNoDocument) {
    kept_similarity->SetKept(collection.documents[group->kept].vertex);
  }
  for (const uint32_t d : group->members) {
    const DocumentRow& row = collection.documents[d];
    DocumentRecord& record = (*documents)[d];
    record.cluster = id;
    record.representative = collection.documents[head].id;
    const cluster::Overlap to_head = ToRepresentative(copies, row.vertex);
    const cluster::Overlap to_kept =
        group->kept == kNoDocument ? to_head : kept_similarity->Of(row.vertex);
    record.similarity = RatioOf(to_head);
    if (group->kept != kNoDocument) record.kept_similarity = RatioOf(to_kept);
    record.keep = d == group->kept;
    if (record.keep) {
      record.reason = Reason::kKept;
    } else if (d == stands_for) {
      record.reason = Reason::kRepresentative;
    } else {
      // What is no pair with the kept document is in the copy for what it
      // is to the representative.
      const Relation to_representative =
          copies.rule.RelationOf(to_head).value_or(Relation::kNear);
      record.reason = ReasonOf(RelationOfRows(collection, copies, row,
                                              collection.documents[stands_for],
                                              to_kept, to_representative));
    }
    if (d != head) std::swap(record.chars.own, record.chars.copy);
  }
}

}  // namespace

std::string CopyId(const Collection& collection, const CopyGroup& group) {
  return base::Hex16(collection.vertices[group.representative_vertex].content);
}

CopyTables MakeCopyTables(const Collection& collection,
                          const Collection* reference, const Pipeline& pipeline,
                          const Copies& copies, const KeepPolicy& keep,
                          uint32_t threads) {
  CopyTables tables;
  tables.documents.resize(collection.documents.size());
  base::ParallelForPieces(threads, tables.documents.size(), kDocumentsAPiece,
                          [&](uint32_t, const base::Piece& piece) {
                            for (size_t d = piece.begin; d < piece.end; ++d) {
                              tables.documents[d] =
                                  RecordAlone(collection, reference, copies,
                                              collection.documents[d]);
                            }
                          });
  tables.groups = GroupDocuments(collection, copies);
  // One for each thread.
  std::vector<std::unique_ptr<KeptSimilarity>> kept_similarity(threads);
  for (auto& similarity : kept_similarity) {
    similarity = std::make_unique<KeptSimilarity>(collection, pipeline, copies);
  }
  base::ParallelForPieces(threads, tables.groups.size(), kGroupsAPiece,
                          [&](uint32_t thread, const base::Piece& piece) {
                            for (size_t i = piece.begin; i < piece.end; ++i) {
                              FillGroup(collection, copies, keep,
                                        kept_similarity[thread].get(),
                                        &tables.groups[i], &tables.documents);
                            }
                          });
  for (const CopyGroup& group : tables.groups) {
    tables.in_copies += group.members.size();
  }
  for (size_t d = 0; d < tables.documents.size(); ++d) {
    const DocumentRecord& record = tables.documents[d];
    ++(record.keep ? tables.kept : tables.dropped);
    if (collection.documents[d].vertex == kNoVertex) ++tables.no_tokens;
    if (record.reason == Reason::kAgainst) ++tables.against;
  }
  return tables;
}

RepeatRecord MakeCopyRecord(const Collection& collection, const Copies& copies,
                            const CopyGroup& group) {
  const uint32_t head =
      collection.vertices[group.representative_vertex].document;
  RepeatRecord record;
  record.repeat = CopyId(collection, group);
  record.documents = group.members.size();
  record.count = group.members.size();
  record.length = collection.documents[head].chars;
  record.representative = collection.documents[head].id;
  record.first = FirstOf(collection, group.members);
  std::set<uint32_t> sources;
  // The mean of fractions of many denominators, in millionths, so that it is
  // the same everywhere.
  constexpr uint64_t kUnit = 1000000;
  uint64_t sum = 0;
  std::optional<Ratio> weakest;
  for (const uint32_t d : group.members) {
    const DocumentRow& row = collection.documents[d];
    if (collection.sources[row.source] != "-") sources.insert(row.source);
    if (d == head) continue;
    const Ratio ratio = RatioOf(ToRepresentative(copies, row.vertex));
    sum += (ratio.numerator * kUnit * 2 + ratio.denominator) /
           (ratio.denominator * 2);
    if (!weakest || Less(ratio, *weakest)) {
      weakest = ratio;
      record.weakest_id = row.id;
    }
  }
  record.sources = sources.size();
  record.scores.push_back(
      {"similarity_mean", {sum, kUnit * (group.members.size() - 1)}});
  record.weakest_similarity = *weakest;
  return record;
}

std::vector<OccurrenceRecord> MakeOccurrences(const Collection& collection,
                                              const Copies& copies,
                                              const CopyGroup& group) {
  const uint32_t head =
      collection.vertices[group.representative_vertex].document;
  const std::optional<FirstWitness> first = FirstOf(collection, group.members);
  std::vector<OccurrenceRecord> rows;
  for (const uint32_t d : group.members) {
    const DocumentRow& row = collection.documents[d];
    OccurrenceRecord record;
    record.repeat = CopyId(collection, group);
    record.id = row.id;
    record.end = row.bytes;
    record.char_end = row.chars;
    const cluster::Overlap overlap = ToRepresentative(copies, row.vertex);
    record.similarity = RatioOf(overlap);
    record.relation = RelationOfRows(collection, copies, row,
                                     collection.documents[head], overlap);
    record.first = first && first->witness.id == row.id;
    record.source = collection.sources[row.source];
    record.date = row.date;
    rows.push_back(std::move(record));
  }
  return rows;
}

std::vector<PairRecord> MakePairs(const Collection& collection,
                                  const Pipeline& pipeline,
                                  const Copies& copies) {
  std::vector<PairRecord> rows;
  const auto add = [&rows](const DocumentRow& a, const DocumentRow& b,
                           Relation relation, const cluster::Overlap& overlap) {
    PairRecord row{a.id,           b.id,           relation,
                   overlap.shared, overlap.size_a, overlap.size_b};
    if (row.b < row.a) {
      std::swap(row.a, row.b);
      std::swap(row.size_a, row.size_b);
    }
    rows.push_back(std::move(row));
  };
  const auto name = [&](uint32_t vertex) -> const DocumentRow& {
    return collection.documents[collection.vertices[vertex].document];
  };
  for (const cluster::VerifiedPair& pair : copies.pairs) {
    add(name(pair.a), name(pair.b), pair.relation, pair.overlap);
  }
  // The other documents of each vertex; its size is read once.
  std::vector<std::pair<uint32_t, uint32_t>> others;  // (vertex, document)
  for (uint32_t d = 0; d < collection.documents.size(); ++d) {
    const uint32_t vertex = collection.documents[d].vertex;
    if (vertex == kNoVertex || copies.against[vertex]) continue;
    if (collection.vertices[vertex].document != d) {
      others.emplace_back(vertex, d);
    }
  }
  std::sort(others.begin(), others.end());
  VertexSets sets(collection, pipeline, 1);
  std::vector<uint64_t> set;
  uint32_t known = kNoVertex;
  for (const auto& [vertex, document] : others) {
    if (vertex != known) sets.Read(0, vertex, &set);
    known = vertex;
    const auto size = static_cast<uint32_t>(set.size());
    const DocumentRow& row = collection.documents[document];
    const cluster::Overlap overlap = {size, size, size};
    add(name(vertex), row,
        RelationOfRows(collection, copies, name(vertex), row, overlap),
        overlap);
  }
  std::sort(rows.begin(), rows.end(),
            [](const PairRecord& a, const PairRecord& b) {
              return std::tie(a.a, a.b) < std::tie(b.a, b.b);
            });
  return rows;
}

}  // namespace litany::engine
