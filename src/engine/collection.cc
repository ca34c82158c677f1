#include "engine/collection.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <tuple>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "base/status_macros.h"
#include "base/text_order.h"
#include "base/thread_pool.h"
#include "base/utf8.h"
#include "engine/duplicate_ids.h"
#include "engine/rejects.h"
#include "io/record_hash.h"
#include "io/record_parser.h"
#include "io/record_reader.h"
#include "simd/kernels.h"

namespace litany::engine {
namespace {

// Vertices that one thread lays out at a time.
constexpr size_t kVerticesAPiece = 256;

struct ParsedDocument {
  DocumentRow row;
  std::string source;
  base::Hash128 content;
  uint32_t folded_length = 0;
  uint32_t folded_size = 0;  // 0: no token
  uint32_t symbols = 0;
  uint32_t sample_size = 0;
};

// What one thread makes of one batch; its buffers are used again.
struct Batch {
  io::RecordBatch records;
  uint64_t bytes_read = 0;  // up to its end
  std::vector<ParsedDocument> documents;
  std::vector<Reject> rejects;
  std::string folded_texts;
  std::vector<uint16_t> signatures;  // of the documents with tokens
  std::vector<uint32_t> samples;     // of these
  // With Pipeline::keep_symbols.
  std::vector<uint32_t> symbols;  // with their flags
  std::string texts;
};

struct FoldWorker {
  text::FoldScratch fold_scratch;
  text::FoldedText folded;
  text::ShingleScratch shingle_scratch;
  sketch::MinHashScratch sketch_scratch;
};

struct Worker {
  Worker(const io::InputFiles& files, const InputOptions& options)
      : parser(files.files, options) {}

  io::RecordParser parser;
  FoldWorker fold;
};

// Appends the signature and the sample of worker->folded.
void Sketch(const Pipeline& pipeline, FoldWorker* worker, Batch* batch,
            ParsedDocument* result) {
  const size_t at = batch->signatures.size();
  batch->signatures.resize(at + pipeline.slots());
  const std::vector<uint32_t>& hashes = worker->shingle_scratch.hashes;
  pipeline.shingler.Hashes(worker->folded, &worker->shingle_scratch);
  pipeline.Sign(hashes, &worker->sketch_scratch,
                std::span(batch->signatures).subspan(at));
  if (!pipeline.sampler) return;
  const size_t begin = batch->samples.size();
  pipeline.sampler->Append(hashes, &batch->samples);
  result->sample_size = static_cast<uint32_t>(batch->samples.size() - begin);
}

// Appends what the matcher needs of `text`, if it has a token.
void FoldText(const Pipeline& pipeline, std::string_view text,
              FoldWorker* worker, Batch* batch, ParsedDocument* result) {
  pipeline.folder.Fold(text, /*with_spans=*/false, &worker->fold_scratch,
                       &worker->folded);
  if (worker->folded.symbols.empty()) return;
  const size_t begin = batch->folded_texts.size();
  result->folded_length = static_cast<uint32_t>(
      text::AppendFoldedUtf8(worker->folded, &batch->folded_texts));
  const std::string_view folded =
      std::string_view(batch->folded_texts).substr(begin);
  result->content = base::HashBytes128(folded);
  result->folded_size = static_cast<uint32_t>(folded.size());
  if (pipeline.keep_symbols) {
    const std::vector<uint32_t>& symbols = worker->folded.symbols;
    result->symbols = static_cast<uint32_t>(symbols.size());
    batch->symbols.insert(batch->symbols.end(), symbols.begin(), symbols.end());
    batch->folded_texts.resize(begin);
  }
  if (!pipeline.keep_symbols || pipeline.keep_signatures) {
    Sketch(pipeline, worker, batch, result);
  }
}

void ClearDocuments(Batch* batch) {
  batch->documents.clear();
  batch->folded_texts.clear();
  batch->signatures.clear();
  batch->samples.clear();
  batch->symbols.clear();
  batch->texts.clear();
}

void Process(const Pipeline& pipeline, Worker* worker, Batch* batch) {
  ClearDocuments(batch);
  batch->rejects = std::move(batch->records.rejects);
  batch->records.rejects.clear();
  for (const io::RecordBatch::Entry& entry : batch->records.entries) {
    auto parsed = worker->parser.Parse(batch->records, entry);
    if (auto* reject = std::get_if<Reject>(&parsed)) {
      batch->rejects.push_back(std::move(*reject));
      continue;
    }
    Document& document = std::get<Document>(parsed);
    ParsedDocument result;
    result.row.record_hash = io::RecordHash(batch->records.RecordBytes(entry));
    result.row.bytes = document.text.size();
    result.row.chars = base::CountCodePoints(document.text);
    result.row.repairs = document.repairs;
    result.row.location = document.location;
    result.row.number = document.number;
    if (pipeline.keep_symbols || pipeline.texts_only) {
      batch->texts += document.text;
    }
    if (!pipeline.texts_only) {
      result.row.raw_hash = base::HashBytes128(document.text);
      FoldText(pipeline, document.text, &worker->fold, batch, &result);
    }
    result.row.id = std::move(document.id);
    result.row.date = std::move(document.date);
    result.source = std::move(document.source);
    batch->documents.push_back(std::move(result));
  }
  SortRejects(&batch->rejects);
}

// Numbers the distinct folded texts of batches that come in input order.
class VertexBuilder {
 public:
  VertexBuilder(Collection* collection, bool keep_symbols)
      : collection_(collection), keep_symbols_(keep_symbols) {}

  void Begin(const Batch* batch) {
    batch_ = batch;
    text_begin_ = 0;
    signature_begin_ = 0;
    sample_begin_ = 0;
    symbol_begin_ = 0;
  }

  void Reserve(size_t vertices) { vertex_of_.reserve(vertices); }

  // The vertex of the next document of the batch.
  uint32_t Take(const ParsedDocument& parsed) {
    if (parsed.folded_size == 0) return kNoVertex;
    const auto [at, is_new] = vertex_of_.try_emplace(
        parsed.content, static_cast<uint32_t>(collection_->vertices.size()));
    if (is_new) Add(parsed);
    text_begin_ += parsed.folded_size;
    signature_begin_ += collection_->slots;
    sample_begin_ += parsed.sample_size;
    symbol_begin_ += parsed.symbols;
    return at->second;
  }

 private:
  void Add(const ParsedDocument& parsed) {
    Vertex vertex;
    vertex.content = parsed.content;
    vertex.folded_length = parsed.folded_length;
    if (keep_symbols_) {
      vertex.text_begin = collection_->symbols.size();
      vertex.text_size = parsed.symbols;
      AppendPart(batch_->symbols, symbol_begin_, parsed.symbols,
                 &collection_->symbols);
    } else {
      vertex.text_begin = collection_->folded_texts.size();
      vertex.text_size = parsed.folded_size;
      collection_->folded_texts.append(batch_->folded_texts, text_begin_,
                                       parsed.folded_size);
    }
    if (!batch_->signatures.empty()) {
      AppendPart(batch_->signatures, signature_begin_, collection_->slots,
                 &collection_->signatures);
      if (collection_->sample_size > 0) {
        AppendPart(batch_->samples, sample_begin_, parsed.sample_size,
                   &collection_->samples);
        collection_->sample_begins.push_back(collection_->samples.size());
      }
    }
    collection_->vertices.push_back(vertex);
  }

  template <typename From, typename To>
  static void AppendPart(const From& from, size_t begin, size_t size, To* to) {
    const auto at = from.begin() + static_cast<ptrdiff_t>(begin);
    to->insert(to->end(), at, at + static_cast<ptrdiff_t>(size));
  }

  Collection* collection_;
  const bool keep_symbols_;
  absl::flat_hash_map<base::Hash128, uint32_t> vertex_of_;
  const Batch* batch_ = nullptr;
  size_t text_begin_ = 0;
  size_t signature_begin_ = 0;
  size_t sample_begin_ = 0;
  size_t symbol_begin_ = 0;
};

// The first part of the input from which the rest is forecast, of its bytes.
constexpr uint64_t kForecastShare = 16;
// Bytes reserved of each kind: of more there may not be room for a forecast
// that is wrong.
constexpr size_t kMostReserved = size_t{1} << 30;

// Room for `times` as much as there is, each up to kMostReserved.
void Reserve(double times, Collection* collection) {
  const auto reserve = [times](auto* items) {
    const double wanted = static_cast<double>(items->size()) * times;
    items->reserve(std::min(static_cast<size_t>(wanted),
                            kMostReserved / sizeof((*items)[0])));
  };
  reserve(&collection->vertices);
  reserve(&collection->folded_texts);
  reserve(&collection->signatures);
  reserve(&collection->samples);
  reserve(&collection->sample_begins);
  reserve(&collection->symbols);
  reserve(&collection->texts);
  reserve(&collection->documents);
}

// Takes in batches in input order.
class Builder {
 public:
  Builder(Collection* collection, const Pipeline& pipeline)
      : collection_(collection),
        keep_texts_(pipeline.keep_symbols || pipeline.texts_only),
        vertices_(collection, pipeline.keep_symbols) {}

  void Take(Batch* batch) {
    uint64_t original_begin = collection_->texts.size();
    collection_->texts += batch->texts;
    vertices_.Begin(batch);
    for (ParsedDocument& parsed : batch->documents) {
      DocumentRow row = std::move(parsed.row);
      row.source = SourceNumber(parsed.source);
      row.text_begin = original_begin;
      if (keep_texts_) original_begin += row.bytes;
      if (row.repairs > 0) ++collection_->repaired;
      row.vertex = vertices_.Take(parsed);
      collection_->documents.push_back(std::move(row));
    }
    collection_->rejects.insert(collection_->rejects.end(),
                                std::make_move_iterator(batch->rejects.begin()),
                                std::make_move_iterator(batch->rejects.end()));
  }

  // Once enough is read of `total` bytes to tell how much will come: makes room
  // for it, since a gigabyte that grows is copied, and its pages are asked of
  // the system, twice.  What room stays empty takes no memory.
  void Forecast(uint64_t read, uint64_t total) {
    if (has_forecast_ || read < total / kForecastShare || read == 0) return;
    has_forecast_ = true;
    if (read >= total) return;
    // A little more, so that a small error does not make it grow after all.
    const double times =
        static_cast<double>(total) / static_cast<double>(read) * 1.05;
    Reserve(times, collection_);
    vertices_.Reserve(collection_->vertices.capacity());
  }

 private:
  uint32_t SourceNumber(const std::string& source) {
    const auto [at, is_new] = source_of_.try_emplace(
        source, static_cast<uint32_t>(collection_->sources.size()));
    if (is_new) collection_->sources.push_back(source);
    return at->second;
  }

  Collection* collection_;
  const bool keep_texts_;
  bool has_forecast_ = false;
  VertexBuilder vertices_;
  absl::flat_hash_map<std::string, uint32_t> source_of_;
};

// Gives the second and later documents of one id a suffix.
void SettleIds(Collection* collection) {
  std::vector<RecordId> records;
  records.reserve(collection->documents.size());
  absl::flat_hash_set<std::string> used;
  for (DocumentRow& document : collection->documents) {
    records.push_back({&document.id, document.record_hash});
    if (document.id.find('#') != std::string::npos) used.insert(document.id);
  }
  collection->duplicate_ids =
      SettleDuplicateIds(std::move(records), std::move(used));
}

// Lays the symbols out in the order of the ranked vertices, and takes their
// flags apart.
void RankSymbols(uint32_t threads, Collection* collection) {
  std::vector<Vertex>& vertices = collection->vertices;
  std::vector<uint64_t>& begins = collection->symbol_begins;
  begins.assign(1, 0);
  for (const Vertex& vertex : vertices) {
    begins.push_back(begins.back() + vertex.text_size);
  }
  base::RawVector<uint32_t> symbols(begins.back());
  collection->token_starts.resize(begins.back());
  base::ParallelForPieces(
      threads, vertices.size(), kVerticesAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (size_t v = piece.begin; v < piece.end; ++v) {
          const uint32_t* const from =
              collection->symbols.data() + vertices[v].text_begin;
          for (uint32_t i = 0; i < vertices[v].text_size; ++i) {
            symbols[begins[v] + i] = from[i] & simd::kCodePointMask;
            collection->token_starts[begins[v] + i] =
                (from[i] & simd::kTokenStart) != 0;
          }
          vertices[v].text_begin = begins[v];
        }
      });
  collection->symbols = std::move(symbols);
}

// Lays the signatures out in the order of the ranked vertices; `order[i]` is
// the old number of vertex i.
void RankSignatures(std::span<const uint32_t> order, uint32_t threads,
                    Collection* collection) {
  const size_t slots = collection->slots;
  base::RawVector<uint16_t> signatures(collection->signatures.size());
  base::ParallelForPieces(
      threads, order.size(), kVerticesAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (size_t i = piece.begin; i < piece.end; ++i) {
          std::copy_n(collection->signatures.data() + order[i] * slots, slots,
                      signatures.data() + i * slots);
        }
      });
  collection->signatures = std::move(signatures);
}

// The samples likewise.
void RankSamples(std::span<const uint32_t> order, uint32_t threads,
                 Collection* collection) {
  const std::vector<uint64_t>& old_begins = collection->sample_begins;
  std::vector<uint64_t> begins = {0};
  begins.reserve(order.size() + 1);
  for (const uint32_t old : order) {
    begins.push_back(begins.back() + old_begins[old + 1] - old_begins[old]);
  }
  base::RawVector<uint32_t> samples(collection->samples.size());
  base::ParallelForPieces(
      threads, order.size(), kVerticesAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (size_t i = piece.begin; i < piece.end; ++i) {
          std::copy_n(collection->samples.data() + old_begins[order[i]],
                      begins[i + 1] - begins[i], samples.data() + begins[i]);
        }
      });
  collection->samples = std::move(samples);
  collection->sample_begins = std::move(begins);
}

// Their numbers, the longest first, then by content.
std::vector<uint32_t> OrderOfVertices(const std::vector<Vertex>& vertices) {
  struct Key {
    uint64_t first;  // what comes first of length and content
    uint32_t vertex;
  };
  std::vector<Key> keys(vertices.size());
  for (uint32_t v = 0; v < vertices.size(); ++v) {
    keys[v] = {uint64_t{~vertices[v].folded_length} << 32 |
                   vertices[v].content.high >> 32,
               v};
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.first != b.first) return a.first < b.first;
    return vertices[a.vertex].content < vertices[b.vertex].content;
  });
  std::vector<uint32_t> order(vertices.size());
  for (size_t i = 0; i < keys.size(); ++i) order[i] = keys[i].vertex;
  return order;
}

// Numbers the vertices as the header says, and names them.
void RankVertices(uint32_t threads, Collection* collection) {
  std::vector<Vertex>& vertices = collection->vertices;
  const std::vector<uint32_t> order = OrderOfVertices(vertices);
  std::vector<uint32_t> rank(vertices.size());
  std::vector<Vertex> ranked(vertices.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    ranked[i] = vertices[order[i]];
    ranked[i].document = kNoVertex;
  }
  vertices = std::move(ranked);
  if (!collection->signatures.empty()) {
    RankSignatures(order, threads, collection);
  }
  if (collection->sample_size > 0) RankSamples(order, threads, collection);
  std::vector<DocumentRow>& documents = collection->documents;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    if (documents[d].vertex == kNoVertex) continue;
    documents[d].vertex = rank[documents[d].vertex];
    Vertex& vertex = vertices[documents[d].vertex];
    if (vertex.document == kNoVertex ||
        std::tie(documents[d].raw_hash, documents[d].id) <
            std::tie(documents[vertex.document].raw_hash,
                     documents[vertex.document].id)) {
      vertex.document = d;
    }
  }
}

void BeginVertices(const Pipeline& pipeline, Collection* collection) {
  collection->slots = pipeline.slots();
  if (pipeline.sampler &&
      (!pipeline.keep_symbols || pipeline.keep_signatures)) {
    collection->sample_size = pipeline.sampler->size();
    collection->sample_begins.assign(1, 0);
  }
}

void EndVertices(const Pipeline& pipeline, uint32_t threads,
                 Collection* collection) {
  RankVertices(threads, collection);
  if (pipeline.keep_symbols) RankSymbols(threads, collection);
}

uint64_t TotalSize(const io::InputFiles& files) {
  uint64_t total = 0;
  for (const io::InputFile& file : files.files) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file.path, error);
    if (error) return 0;  // standard input, or not there any more
    total += size;
  }
  return total;
}

}  // namespace

absl::StatusOr<Pipeline> MakePipeline(const RunOptions& run, uint32_t slots) {
  LITANY_ASSIGN_OR_RETURN(text::Folder folder, text::Folder::Create(run.fold));
  LITANY_ASSIGN_OR_RETURN(sketch::MinHasher hasher,
                          sketch::MinHasher::Create(slots));
  return Pipeline{.folder = std::move(folder),
                  .shingler = text::Shingler(
                      run.fold.shingle, text::HashSeeds(run.seed, run.secret)),
                  .hasher = hasher,
                  .simhasher = std::nullopt,
                  .bands = {},
                  .sampler = std::nullopt};
}

absl::StatusOr<Collection> ReadCollection(const io::InputFiles& files,
                                          const InputOptions& options,
                                          const Pipeline& pipeline,
                                          uint32_t threads, const Hooks& hooks,
                                          uint64_t most_bytes) {
  Collection collection;
  collection.files = files;
  BeginVertices(pipeline, &collection);
  io::RecordReader reader(collection.files.files, options);
  std::vector<std::unique_ptr<Worker>> workers;
  for (uint32_t i = 0; i < threads; ++i) {
    workers.push_back(std::make_unique<Worker>(collection.files, options));
  }
  Builder builder(&collection, pipeline);
  const uint64_t total = TotalSize(files);
  absl::Status status;
  base::RunOrdered<Batch>(
      threads, size_t{threads} * 3,
      [&](Batch* batch) {
        if (reader.bytes_unpacked() >= most_bytes) return false;
        const bool more = reader.Next(io::kBatchBytes, &batch->records);
        batch->bytes_read = reader.bytes_read();
        return more;
      },
      [&](uint32_t thread, Batch* batch) {
        Process(pipeline, workers[thread].get(), batch);
      },
      [&](Batch* batch) {
        if (options.on_error == OnError::kFail && !batch->rejects.empty()) {
          status =
              absl::DataLossError(RejectText(files, batch->rejects.front()));
          return false;
        }
        builder.Take(batch);
        builder.Forecast(batch->bytes_read, total);
        hooks.Report(
            {"read", collection.documents.size(), batch->bytes_read, total});
        if (hooks.IsCancelled()) status = absl::CancelledError("interrupted");
        return status.ok();
      });
  if (!status.ok()) return status;
  collection.bytes_read = reader.bytes_read();
  collection.bytes_unpacked = reader.bytes_unpacked();
  SettleIds(&collection);
  EndVertices(pipeline, threads, &collection);
  return collection;
}

void OrderById(Collection* collection) {
  collection->by_id =
      base::OrderOfTexts(collection->documents.size(), [&](uint32_t document) {
        return std::string_view(collection->documents[document].id);
      });
}

void FoldCollection(const Pipeline& pipeline, uint32_t threads,
                    Collection* collection) {
  BeginVertices(pipeline, collection);
  std::vector<FoldWorker> workers(threads);
  VertexBuilder vertices(collection, pipeline.keep_symbols);
  // What text of Han comes to.
  if (pipeline.keep_symbols) {
    collection->symbols.reserve(collection->texts.size() / 3);
  }
  struct Part {
    Batch batch;
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  const auto count = static_cast<uint32_t>(collection->documents.size());
  uint32_t next = 0;
  base::RunOrdered<Part>(
      threads, size_t{threads} * 3,
      [&](Part* part) {
        part->begin = next;
        uint64_t bytes = 0;
        while (next < count && bytes < io::kBatchBytes) {
          bytes += collection->documents[next++].bytes;
        }
        part->end = next;
        return part->begin < part->end;
      },
      [&](uint32_t thread, Part* part) {
        ClearDocuments(&part->batch);
        for (uint32_t d = part->begin; d < part->end; ++d) {
          ParsedDocument result;
          collection->documents[d].raw_hash =
              base::HashBytes128(collection->Text(d));
          FoldText(pipeline, collection->MatchedText(d), &workers[thread],
                   &part->batch, &result);
          part->batch.documents.push_back(std::move(result));
        }
      },
      [&](Part* part) {
        vertices.Begin(&part->batch);
        for (uint32_t d = part->begin; d < part->end; ++d) {
          collection->documents[d].vertex =
              vertices.Take(part->batch.documents[d - part->begin]);
        }
        return true;
      });
  EndVertices(pipeline, threads, collection);
}

}  // namespace litany::engine
