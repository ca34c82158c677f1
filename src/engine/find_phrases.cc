#include "engine/find_phrases.h"

#include <algorithm>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "passage/symbol_marks.h"
#include "text/folded_text.h"

namespace litany::engine {
namespace {

// Buffers of one thread.
struct MarkScratch {
  text::Folding folding;
  std::vector<text::Gap> gaps;
};

// Marks of the breaks in a vertex, by the original text of the document that
// names it.
void MarkVertex(const Collection& collection, const text::Folder& folder,
                uint32_t vertex, MarkScratch* scratch,
                std::span<uint8_t> marks) {
  const std::string_view text =
      collection.MatchedText(collection.vertices[vertex].document);
  text::Folding& folding = scratch->folding;
  if (folder.FindGaps(text, &folding.scratch, &scratch->gaps)) {
    const uint64_t begin = collection.symbol_begins[vertex];
    for (size_t i = 0; i < marks.size(); ++i) {
      marks[i] = collection.token_starts[begin + i] != 0 ? passage::kStartsToken
                                                         : uint8_t{0};
    }
    passage::MarkBreaks(text, scratch->gaps, marks);
    return;
  }
  folder.Fold(text, /*with_spans=*/true, &folding.scratch, &folding.folded);
  passage::MarkBreaks(text, folding.folded, marks);
}

// Marks of all symbols.
absl::StatusOr<std::vector<uint8_t>> MarkSymbols(const Collection& collection,
                                                 const text::Folder& folder,
                                                 const PhraseScope& scope,
                                                 uint32_t threads) {
  std::vector<uint8_t> marks(collection.symbols.size());
  std::vector<MarkScratch> scratch(std::max(1u, threads));
  constexpr size_t kVerticesAPiece = 64;
  const size_t vertices = collection.vertices.size();
  base::ParallelForPieces(
      threads, vertices, kVerticesAPiece,
      [&](uint32_t thread, const base::Piece& piece) {
        for (size_t v = piece.begin; v < piece.end; ++v) {
          const uint64_t begin = collection.symbol_begins[v];
          MarkVertex(collection, folder, static_cast<uint32_t>(v),
                     &scratch[thread],
                     std::span(marks).subspan(
                         begin, collection.symbol_begins[v + 1] - begin));
        }
      });
  for (size_t i = 0; i < scope.counted_elsewhere.size(); ++i) {
    if (scope.counted_elsewhere[i] != 0) {
      marks[i] |= passage::kCountedElsewhere;
    }
  }
  LITANY_RETURN_IF_ERROR(
      passage::MarkWords(collection.TextTable(), threads, marks));
  return marks;
}

}  // namespace

absl::StatusOr<passage::Phrases> FindPhrases(const Collection& collection,
                                             const text::Folder& folder,
                                             const PhraseScope& scope,
                                             const PhraseOptions& options,
                                             uint32_t threads,
                                             const Hooks& hooks) {
  hooks.Report({"words", collection.documents.size(), 0, 0});
  LITANY_ASSIGN_OR_RETURN(const std::vector<uint8_t> marks,
                          MarkSymbols(collection, folder, scope, threads));
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  std::vector<uint32_t> sources;
  std::vector<uint8_t> counted;
  for (uint32_t v = 0; v < collection.vertices.size(); ++v) {
    const DocumentRow& row =
        collection.documents[collection.vertices[v].document];
    const bool is_known = collection.sources[row.source] != "-";
    sources.push_back(is_known ? row.source : passage::kNoSource);
    const bool counts =
        scope.representative.empty() || scope.representative[v] == v;
    counted.push_back(counts ? 1 : 0);
  }
  passage::PhraseParams params;
  params.min_documents = options.min_documents;
  params.min_sources = options.min_sources;
  params.min_length = options.min_length;
  params.max_length = options.max_length;
  params.top = options.top;
  params.formulas = options.formulas;
  params.threads = threads;
  hooks.Report({"phrases", collection.documents.size(), 0, 0});
  return passage::FindPhrases({collection.TextTable(), marks, sources, counted},
                              params);
}

}  // namespace litany::engine
