// A collection in memory: what every command needs of its documents.
//
// Documents with one folded text share a vertex.  Vertices are numbered by
// (folded length descending, XXH3-128 of the folded text), so nothing that is
// computed on them depends on the order, the files or the threads by which
// the documents came in.
//
// Memory: about 200 bytes a document, and a vertex's folded text (3 bytes a
// Han character), signature (256 or 512 bytes) and, with Pipeline::sampler,
// sample (4 bytes a value).  With Pipeline::keep_symbols
// a vertex has its symbols (5 bytes each, twice that while they are ranked)
// and a document its text instead.
#ifndef LITANY_ENGINE_COLLECTION_H_
#define LITANY_ENGINE_COLLECTION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/hash.h"
#include "base/raw_vector.h"
#include "engine/hooks.h"
#include "io/input_files.h"
#include "litany/document.h"
#include "litany/options.h"
#include "lsh/banding.h"
#include "lsh/candidates.h"
#include "lsh/containment.h"
#include "passage/text_table.h"
#include "sketch/minhash.h"
#include "sketch/shingle_sample.h"
#include "sketch/simhash.h"
#include "text/fold.h"
#include "text/shingles.h"

namespace litany::engine {

inline constexpr uint32_t kNoVertex = ~uint32_t{0};

struct DocumentRow {
  std::string id;
  std::string date;  // empty: undated
  std::optional<double> number;
  uint32_t source = 0;  // into Collection::sources
  uint32_t vertex = kNoVertex;
  base::Hash128 raw_hash;     // of the decoded text, where there are vertices
  base::Hash128 record_hash;  // of the record's bytes
  uint64_t bytes = 0;         // of the decoded text
  uint64_t chars = 0;         // code points of it
  uint64_t repairs = 0;
  uint64_t text_begin = 0;  // into Collection::texts
  RecordLocation location;
};

struct Vertex {
  base::Hash128 content;       // of the folded text
  uint32_t folded_length = 0;  // code points of it
  uint64_t text_begin = 0;     // into Collection::folded_texts
  uint32_t text_size = 0;
  // The document that names it: the smallest (raw_hash, id).
  uint32_t document = 0;
};

struct Collection {
  io::InputFiles files;
  std::vector<DocumentRow> documents;  // in input order
  std::vector<uint32_t> by_id;         // their numbers, after OrderById
  std::vector<std::string> sources;
  std::vector<Reject> rejects;  // in input order
  std::vector<Vertex> vertices;
  std::string folded_texts;
  base::RawVector<uint16_t> signatures;  // by vertex; MinHash or SimHash
  // Only with Pipeline::sampler, vertex by vertex.
  base::RawVector<uint32_t> samples;
  std::vector<uint64_t> sample_begins;  // vertices.size() + 1
  uint32_t sample_size = 0;
  // Only with Pipeline::keep_symbols, in place of folded_texts, and of
  // signatures but for keep_signatures.
  base::RawVector<uint32_t> symbols;      // code points, vertex by vertex
  base::RawVector<uint8_t> token_starts;  // of each symbol: does a token start
  std::vector<uint64_t> symbol_begins;    // vertices.size() + 1
  std::string texts;                      // decoded texts, by document
  // The same with what the matcher must not see blotted out, byte for byte
  // and code point for code point; empty: it may see everything.
  base::RawVector<char> matched_texts;
  uint32_t slots = 128;
  uint64_t duplicate_ids = 0;
  uint64_t repaired = 0;
  uint64_t bytes_read = 0;
  uint64_t bytes_unpacked = 0;

  std::string_view FoldedText(uint32_t vertex) const {
    const Vertex& v = vertices[vertex];
    return std::string_view(folded_texts).substr(v.text_begin, v.text_size);
  }
  lsh::SignatureTable SignatureTable() const { return {signatures, slots}; }
  lsh::SampleTable SampleTable() const {
    return {samples, sample_begins, sample_size};
  }
  passage::TextTable TextTable() const { return {symbols, symbol_begins}; }
  std::string_view Text(uint32_t document) const {
    const DocumentRow& row = documents[document];
    return std::string_view(texts).substr(row.text_begin, row.bytes);
  }
  // What the matcher sees of it; spans of the one are spans of the other.
  std::string_view MatchedText(uint32_t document) const {
    const DocumentRow& row = documents[document];
    if (matched_texts.empty()) return Text(document);
    return {matched_texts.data() + row.text_begin, row.bytes};
  }
};

// How texts become vertices; shared by all collections of a run.
struct Pipeline {
  text::Folder folder;
  text::Shingler shingler;
  sketch::MinHasher hasher;
  // With it, its fingerprints are the signatures.
  std::optional<sketch::SimHasher> simhasher;
  // How signatures of MinHash are cut up, where copies are looked for.
  lsh::Bands bands;
  // None: no samples.
  std::optional<sketch::ShingleSampler> sampler;
  // Keep symbols and texts, for what needs spans; no folded texts and no
  // signatures.
  bool keep_symbols = false;
  // With keep_symbols: keep signatures too.
  bool keep_signatures = false;
  // Keep the texts and nothing else: no vertices before FoldCollection.
  bool texts_only = false;

  // Of a signature.
  uint32_t slots() const {
    return simhasher ? simhasher->slots() : hasher.slots();
  }
  // REQUIRES: !hashes.empty(), out.size() == slots()
  void Sign(std::span<const uint32_t> hashes, sketch::MinHashScratch* scratch,
            std::span<uint16_t> out) const {
    if (simhasher) return simhasher->Sign(hashes, out);
    hasher.Sign(hashes, scratch, out);
  }
};

// The pipeline of `run`, for signatures of `slots` slots.
absl::StatusOr<Pipeline> MakePipeline(const RunOptions& run, uint32_t slots);

// Reads, parses, folds and sketches `inputs` on `threads` threads; not much
// more than `most_bytes` of them (unpacked), however long they are.  Errors:
// what ListInputs gives; with OnError::kFail the first bad record.
absl::StatusOr<Collection> ReadCollection(const io::InputFiles& files,
                                          const InputOptions& options,
                                          const Pipeline& pipeline,
                                          uint32_t threads, const Hooks& hooks,
                                          uint64_t most_bytes = ~uint64_t{0});

// Fills by_id, for what asks in that order: tables, and templates.
void OrderById(Collection* collection);

// Makes the vertices of a collection that was read with Pipeline::texts_only,
// of its matched texts, with a `pipeline` that keeps symbols.
void FoldCollection(const Pipeline& pipeline, uint32_t threads,
                    Collection* collection);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_COLLECTION_H_
