#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/utf8.h"
#include "simd/fold-inl.h"
#include "simd/kernels.h"

namespace litany::text {
namespace {

const icu::Normalizer2& Nfc() {
  static const icu::Normalizer2& nfc = []() -> const icu::Normalizer2& {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFCInstance(error);
    LITANY_CHECK(U_SUCCESS(error) && instance != nullptr);
    return *instance;
  }();
  return nfc;
}

icu::StringPiece Piece(std::string_view text) {
  LITANY_CHECK(text.size() <= std::numeric_limits<int32_t>::max());
  return {text.data(), static_cast<int32_t>(text.size())};
}

// ICU puts each mark into its place by walking back over the marks before it,
// which is quadratic in the length of a run (measured: 80 kB of two marks in
// turn take 2.4 s).  Longer runs than this are therefore put in order before
// ICU sees them; no language has such runs.
constexpr size_t kLongestUnorderedRun = 64;

// Whether the canonical form of `c` begins with a mark that may be reordered.
// For code points that decompose (U+0F73) its own class would not tell.
bool IsReordered(UChar32 c) {
  return c >= 0x300 &&
         u_getIntPropertyValue(c, UCHAR_LEAD_CANONICAL_COMBINING_CLASS) != 0;
}

// The end of the run of marks at `at`; sets *count to their number.
const unsigned char* EndOfMarks(const unsigned char* at,
                                const unsigned char* end, size_t* count) {
  *count = 0;
  while (at < end) {
    const unsigned char* next = at;
    if (!IsReordered(static_cast<UChar32>(simd::NextCodePoint(&next)))) break;
    at = next;
    ++*count;
  }
  return at;
}

bool HasLongRun(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = p + text.size();
  while (p < end) {
    size_t marks = 0;
    p = EndOfMarks(p, end, &marks);
    if (marks > kLongestUnorderedRun) return true;
    if (p < end) simd::NextCodePoint(&p);
  }
  return false;
}

// Appends the canonical decomposition of the marks of `run`, in canonical
// order.
void AppendOrderedMarks(std::string_view run, std::string* out) {
  std::vector<UChar32> marks;
  const auto* p = reinterpret_cast<const unsigned char*>(run.data());
  const auto* end = p + run.size();
  icu::UnicodeString form;
  while (p < end) {
    const auto c = static_cast<UChar32>(simd::NextCodePoint(&p));
    if (!Nfc().getDecomposition(c, form)) {
      marks.push_back(c);
      continue;
    }
    for (int32_t i = 0; i < form.length(); i = form.moveIndex32(i, 1)) {
      marks.push_back(form.char32At(i));
    }
  }
  std::stable_sort(marks.begin(), marks.end(), [](UChar32 a, UChar32 b) {
    return u_getCombiningClass(a) < u_getCombiningClass(b);
  });
  for (const UChar32 mark : marks) {
    AppendUtf8(static_cast<uint32_t>(mark), out);
  }
}

// Copies `text` with its long runs of marks in canonical order.  With
// `origins`, sets (*origins)[i] to the bytes that byte i came from.
void OrderLongRuns(std::string_view text, std::string* out,
                   std::vector<SourceSpan>* origins) {
  const auto* base = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = base + text.size();
  const unsigned char* p = base;
  while (p < end) {
    const auto begin = static_cast<uint32_t>(p - base);
    size_t marks = 0;
    p = EndOfMarks(p, end, &marks);
    if (marks <= kLongestUnorderedRun) {
      if (p < end) simd::NextCodePoint(&p);
      const auto stop = static_cast<uint32_t>(p - base);
      out->append(text.substr(begin, stop - begin));
      for (uint32_t i = begin; origins != nullptr && i < stop; ++i) {
        origins->push_back({i, i + 1, 0, 0});
      }
      continue;
    }
    const auto stop = static_cast<uint32_t>(p - base);
    AppendOrderedMarks(text.substr(begin, stop - begin), out);
    if (origins != nullptr) origins->resize(out->size(), {begin, stop, 0, 0});
  }
}

// Of text without long runs of marks.
bool IsNfc(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const bool is_normal = Nfc().isNormalizedUTF8(Piece(text), error) != 0;
  LITANY_CHECK(U_SUCCESS(error));
  return is_normal;
}

// By its first byte; 0 if it is none.
uint32_t CodePointBytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0xc0) return byte < 0x80 ? 1 : 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// Sets char_begin and char_end of spans whose bytes ascend, for spans that
// came through another text.
void CountChars(std::string_view text, std::vector<SourceSpan>* spans) {
  uint32_t at = 0;
  uint32_t chars = 0;
  const auto advance = [&](uint32_t to) {
    if (to < at) {
      // Spans of one code point repeat: step back over it.
      chars -= static_cast<uint32_t>(
          base::CountCodePoints(text.substr(to, at - to)));
    } else {
      chars += static_cast<uint32_t>(
          base::CountCodePoints(text.substr(at, to - at)));
    }
    at = to;
    return chars;
  };
  const SourceSpan* last = nullptr;
  for (SourceSpan& span : *spans) {
    // All symbols of a long run share its span: count it once.
    if (last != nullptr && last->begin == span.begin && last->end == span.end) {
      span = *last;
    } else if (span.begin == at && span.end > at &&
               span.end - at == CodePointBytes(text[at])) {
      // Nearly always: the code point behind the last one.
      span.char_begin = chars++;
      span.char_end = chars;
      at = span.end;
    } else {
      span.char_begin = advance(span.begin);
      span.char_end = advance(span.end);
    }
    last = &span;
  }
}

// Replaces spans over an intermediate text by spans over its source.
void MapThrough(const std::vector<SourceSpan>& origins,
                std::vector<SourceSpan>* spans) {
  SourceSpan last;
  SourceSpan last_mapped;
  for (SourceSpan& span : *spans) {
    // All symbols of a long run share its span: walk over it once.
    if (last.end == 0 || span != last) {
      last = span;
      last_mapped = origins[span.begin];
      for (uint32_t i = span.begin; i < span.end; ++i) {
        last_mapped.begin = std::min(last_mapped.begin, origins[i].begin);
        last_mapped.end = std::max(last_mapped.end, origins[i].end);
      }
    }
    span = last_mapped;
  }
}

// As Normalise, for text without long runs of unordered marks.
void NormaliseOrdered(std::string_view text, std::string* out,
                      std::vector<SourceSpan>* origins) {
  UErrorCode error = U_ZERO_ERROR;
  out->clear();
  icu::StringByteSink<std::string> sink(out);
  icu::Edits edits;
  Nfc().normalizeUTF8(0, Piece(text), sink,
                      origins == nullptr ? nullptr : &edits, error);
  LITANY_CHECK(U_SUCCESS(error));
  if (origins == nullptr) return;
  origins->clear();
  origins->reserve(out->size());
  icu::Edits::Iterator it = edits.getFineIterator();
  while (it.next(error)) {
    const auto source = static_cast<uint32_t>(it.sourceIndex());
    const auto old_length = static_cast<uint32_t>(it.oldLength());
    const auto new_length = static_cast<uint32_t>(it.newLength());
    for (uint32_t i = 0; i < new_length; ++i) {
      if (it.hasChange()) {
        origins->push_back({source, source + old_length, 0, 0});
      } else {
        origins->push_back({source + i, source + i + 1, 0, 0});
      }
    }
  }
  LITANY_CHECK(U_SUCCESS(error) && origins->size() == out->size());
}

// Normalises `text` to NFC.  With `origins`, sets (*origins)[i] to the bytes
// of `text` that byte i of the result came from.
void Normalise(std::string_view text, std::string* out,
               std::vector<SourceSpan>* origins) {
  if (HasLongRun(text)) {
    std::string ordered;
    std::vector<SourceSpan> ordered_origins;
    OrderLongRuns(text, &ordered,
                  origins != nullptr ? &ordered_origins : nullptr);
    NormaliseOrdered(ordered, out, origins);
    if (origins != nullptr) MapThrough(ordered_origins, origins);
    return;
  }
  NormaliseOrdered(text, out, origins);
}

// The origins, byte by byte, of the folded text of `folded`: the span of the
// symbol that the byte belongs to.  A separator takes the empty span after
// the symbol before it.
void OriginsOfFolded(const FoldedText& folded,
                     std::vector<SourceSpan>* origins) {
  origins->clear();
  bool in_word = false;
  for (size_t i = 0; i < folded.symbols.size(); ++i) {
    const uint32_t symbol = folded.symbols[i];
    const bool is_word = (symbol & simd::kWordSymbol) != 0;
    if (in_word && is_word && (symbol & simd::kTokenStart) != 0) {
      const uint32_t end = origins->back().end;
      origins->push_back({end, end, 0, 0});
    }
    std::string bytes;
    AppendUtf8(symbol & simd::kCodePointMask, &bytes);
    origins->insert(origins->end(), bytes.size(), folded.spans[i]);
    in_word = is_word;
  }
}

// Of which symbols spans are made.
constexpr SymbolRange kNone = {0, 0};
constexpr SymbolRange kAll = {0, std::numeric_limits<size_t>::max() / 2};

uint32_t Chars(std::string_view text) {
  return static_cast<uint32_t>(base::CountCodePoints(text));
}

// Takes down where symbols come from.
struct SpanWriter {
  const unsigned char* base;
  SourceSpan* spans = nullptr;
  uint32_t chars = 0;  // code points read

  void Read() { ++chars; }
  void operator()(size_t i, const unsigned char* from,
                  const unsigned char* to) const {
    spans[i] = {static_cast<uint32_t>(from - base),
                static_cast<uint32_t>(to - base), chars - 1, chars};
  }
};

// How many symbols an entry makes; *seen collects what entries are met.
uint32_t SymbolsOf(const simd::FoldTableView& table, uint32_t entry,
                   uint32_t* seen) {
  uint32_t symbols = 0;
  simd::ForEachEntry(table, entry, seen, [&symbols](uint32_t part) {
    symbols += simd::SymbolsOfEntry(part);
  });
  return symbols;
}

}  // namespace

absl::StatusOr<Folder> Folder::Create(const FoldOptions& options) {
  if (options.shingle < 1 || options.shingle > 32) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--shingle must be 1 to 32 tokens, not ", options.shingle));
  }
  return Folder(options, FoldTable::Create(options));
}

bool Folder::FoldOnce(std::string_view text, Markup markup, SymbolRange wanted,
                      FoldScratch* scratch, FoldedText* out) const {
  // Symbols and spans of before are written over, not cleared: to clear what
  // the next text makes again costs a tenth of its fold.
  FindTags(text, markup, &scratch->tags);
  const simd::FoldTableView view = table_.view();
  const simd::KernelTable& kernels = simd::Kernels();
  simd::FoldState state;
  SpanWriter origin{reinterpret_cast<const unsigned char*>(text.data())};
  size_t count = 0;
  const auto fold_piece = [&](size_t begin, size_t end) {
    const char* p = text.data() + begin;
    const char* stop = text.data() + end;
    while (p < stop) {
      // A code point is at least one byte and at most kFoldSlack symbols;
      // nearly always it makes one.
      const size_t want =
          count + static_cast<size_t>(stop - p) / 2 + 2 * simd::kFoldSlack;
      if (out->symbols.size() < want) out->symbols.resize(want);
      uint32_t* symbols = out->symbols.data() + count;
      size_t room = out->symbols.size() - count;
      if (count >= wanted.end) {
        count += kernels.fold(view, &p, stop, symbols, room, &state);
        continue;
      }
      if (count + simd::kFoldSlack <= wanted.begin) {
        const char* before = p;
        room = std::min(room, wanted.begin - count);
        count += kernels.fold(view, &p, stop, symbols, room, &state);
        origin.chars += Chars({before, static_cast<size_t>(p - before)});
        continue;
      }
      room = std::min(room, wanted.end - count + simd::kFoldSlack);
      out->spans.resize(std::max(out->spans.size(), out->symbols.size()));
      origin.spans = out->spans.data() + count;
      count += simd::FoldScalar(view, &p, stop, symbols, room, &state, &origin);
    }
  };
  size_t at = 0;
  for (const TagSpan& tag : scratch->tags) {
    fold_piece(at, tag.begin);
    state.fresh = 1;  // a tag ends a word
    at = tag.end;
    if (count < wanted.end) {
      origin.chars += Chars(text.substr(tag.begin, at - tag.begin));
    }
  }
  fold_piece(at, text.size());
  out->symbols.resize(count);
  out->spans.resize(wanted.end > 0 ? count : 0);
  return (state.seen & simd::kFoldContext) != 0;
}

bool Folder::FindGaps(std::string_view text, FoldScratch* scratch,
                      std::vector<Gap>* gaps) const {
  gaps->clear();
  FindTags(text, options_.markup, &scratch->tags);
  const simd::FoldTableView view = table_.view();
  const auto* const base = reinterpret_cast<const unsigned char*>(text.data());
  uint32_t seen = 0;
  uint32_t symbol = 0;
  const unsigned char* last = base;  // the end of what made a symbol
  const auto scan_piece = [&](size_t begin, size_t end) {
    const unsigned char* p = base + begin;
    const unsigned char* const stop = base + end;
    while (p < stop) {
      const unsigned char* const from = p;
      const uint32_t count = SymbolsOf(view, simd::NextEntry(view, &p), &seen);
      if (count == 0) continue;
      if (from != last) {
        gaps->push_back({symbol, static_cast<uint32_t>(last - base),
                         static_cast<uint32_t>(from - base)});
      }
      last = p;
      symbol += count;
    }
  };
  size_t at = 0;
  for (const TagSpan& tag : scratch->tags) {
    scan_piece(at, tag.begin);
    at = tag.end;
  }
  scan_piece(at, text.size());
  return (seen & simd::kFoldContext) == 0;
}

void Folder::FoldFolded(std::string_view folded, FoldScratch* scratch,
                        FoldedText* out) const {
  FoldOnce(folded, Markup::kKeep, kNone, scratch, out);
}

void Folder::Fold(std::string_view text, bool with_spans, FoldScratch* scratch,
                  FoldedText* out) const {
  if (FoldOnce(text, options_.markup, with_spans ? kAll : kNone, scratch,
               out)) {
    FoldToTheEnd(text, with_spans, scratch, out);
  }
}

void Folder::FoldWithSpansOf(std::string_view text, SymbolRange wanted,
                             FoldScratch* scratch, FoldedText* out) const {
  wanted.end = std::max<size_t>(wanted.end, 1);  // none at all is no spans
  if (FoldOnce(text, options_.markup, wanted, scratch, out)) {
    Fold(text, /*with_spans=*/true, scratch, out);
  }
}

void Folder::FoldToTheEnd(std::string_view text, bool with_spans,
                          FoldScratch* scratch, FoldedText* out) const {
  const SymbolRange wanted = with_spans ? kAll : kNone;
  std::vector<SourceSpan>* origins = with_spans ? &scratch->origins : nullptr;
  bool is_mapped = false;  // spans came through another text, without chars
  if (HasLongRun(text) || !IsNfc(text)) {
    // Tags are found in the normalised text: no mark joins "<" or ">" to
    // anything that is still one of them.
    Normalise(text, &scratch->normalised, origins);
    FoldOnce(scratch->normalised, options_.markup, wanted, scratch, out);
    if (with_spans) MapThrough(scratch->origins, &out->spans);
    is_mapped = true;
  }
  // Until it stays: each round can only drop, join or reorder marks.
  for (int round = 0; round < 64; ++round) {
    scratch->round_text.clear();
    AppendFoldedUtf8(*out, &scratch->round_text);
    Normalise(scratch->round_text, &scratch->normalised, origins);
    FoldOnce(scratch->normalised, Markup::kKeep, wanted, scratch,
             &scratch->round);
    if (scratch->round.symbols == out->symbols) break;
    if (with_spans) {
      MapThrough(scratch->origins, &scratch->round.spans);
      OriginsOfFolded(*out, &scratch->origins);
      MapThrough(scratch->origins, &scratch->round.spans);
    }
    std::swap(scratch->round, *out);
    is_mapped = true;
  }
  if (with_spans && is_mapped) CountChars(text, &out->spans);
}

}  // namespace litany::text
