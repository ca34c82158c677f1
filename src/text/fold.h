// Folding: the text as the matcher sees it.
//
//   text -> tags found -> NFC where it matters -> one look-up per code point
//        -> symbols, each with the flag whether a token starts there
//
// Invariants
//   (1) fold(fold(x)) = fold(x), for the folded text of folded_text.h.
//   (2) Spans lie on code-point boundaries, do not go backwards, and cover
//       only bytes that made the symbol.
//   (3) With and without spans the symbols are the same.
//
// Almost all text takes one pass.  Text that holds combining marks which may
// join or change places goes through ICU's NFC first, and is folded again
// until nothing changes, since dropping what stood between two marks can
// bring them together.
//
// Thread safety: immutable; scratch is the caller's.
// Tested by tests/text/fold_test.cc, fold_prop_test.cc.
#ifndef LITANY_TEXT_FOLD_H_
#define LITANY_TEXT_FOLD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "litany/options.h"
#include "text/fold_table.h"
#include "text/folded_text.h"
#include "text/markup.h"

namespace litany::text {

// What Fold takes: ICU counts bytes in 31 bits, and compatibility forms may
// make eleven bytes of one (U+FDFA).
inline constexpr uint64_t kMostFoldBytes = uint64_t{128} << 20;

// The symbols [begin, end) of a folded text.
struct SymbolRange {
  size_t begin = 0;
  size_t end = 0;
};

// Buffers of one thread.
struct FoldScratch {
  std::vector<TagSpan> tags;
  std::string normalised;
  std::vector<SourceSpan> origins;
  FoldedText round;
  std::string round_text;
};

class Folder {
 public:
  // InvalidArgument if options.shingle is not in 1..32.
  static absl::StatusOr<Folder> Create(const FoldOptions& options);

  // Overwrites *out.  `text` must be valid UTF-8 of at most kMostFoldBytes.
  void Fold(std::string_view text, bool with_spans, FoldScratch* scratch,
            FoldedText* out) const;

  // As Fold with spans, of which only those of the symbols in `wanted` are
  // good: the fold of the others takes a third of the time.
  void FoldWithSpansOf(std::string_view text, SymbolRange wanted,
                       FoldScratch* scratch, FoldedText* out) const;

  // Replaces *gaps by those of `text`, in order, as the spans of Fold have
  // them: a tenth of the work.  False, and *gaps is of no use, if the text
  // takes more than one pass.
  bool FindGaps(std::string_view text, FoldScratch* scratch,
                std::vector<Gap>* gaps) const;

  // The symbols of a text that is folded already; the inverse of
  // AppendFoldedUtf8.
  void FoldFolded(std::string_view folded, FoldScratch* scratch,
                  FoldedText* out) const;

  const FoldOptions& options() const { return options_; }
  // Folders that agree in it, in unit, markup and shingle fold alike.
  uint64_t table_digest() const { return table_.digest(); }

 private:
  Folder(const FoldOptions& options, FoldTable table)
      : options_(options), table_(std::move(table)) {}

  // One pass over `text` without its tags; returns whether it met a symbol
  // that depends on its neighbours.  Spans are made of the symbols in `wanted`.
  bool FoldOnce(std::string_view text, Markup markup, SymbolRange wanted,
                FoldScratch* scratch, FoldedText* out) const;

  // The rest of Fold, for text whose symbols depend on their neighbours.
  void FoldToTheEnd(std::string_view text, bool with_spans,
                    FoldScratch* scratch, FoldedText* out) const;

  FoldOptions options_;
  FoldTable table_;
};

// What one thread folds a text after another with.
struct Folding {
  FoldScratch scratch;
  FoldedText folded;
};

}  // namespace litany::text

#endif  // LITANY_TEXT_FOLD_H_
