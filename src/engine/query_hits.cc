#include "engine/query_hits.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "base/utf8_repair.h"
#include "engine/original_spans.h"
#include "simd/kernels.h"

namespace litany::engine {
namespace {

// Code points on either side of a hit.
constexpr size_t kContext = 40;

std::string ContextBefore(std::string_view text, size_t at) {
  const size_t begin = base::BackCodePoints(text, at, kContext);
  return std::string(text.substr(begin, at - begin));
}

std::string ContextAfter(std::string_view text, size_t at) {
  const size_t end = base::ForwardCodePoints(text, at, kContext);
  return std::string(text.substr(at, end - at));
}

// Symbols without their flags, and where tokens start.
void TakeApart(const text::FoldedText& folded, std::vector<uint32_t>* symbols,
               std::vector<uint8_t>* starts) {
  const size_t size = folded.symbols.size();
  symbols->resize(size);
  starts->resize(size);
  for (size_t i = 0; i < size; ++i) {
    (*symbols)[i] = folded.symbols[i] & simd::kCodePointMask;
    (*starts)[i] = (folded.symbols[i] & simd::kTokenStart) != 0 ? 1 : 0;
  }
}

}  // namespace

absl::StatusOr<QuerySet> QuerySet::Create(text::Folder folder,
                                          const QueryOptions& options) {
  QuerySet set(std::move(folder));
  const PassageOptions passages;
  passage::QueryParams params;
  params.similarity = options.similarity;
  params.exact = options.exact;
  params.stretches.dense_length = passages.dense_length;
  params.stretches.letter_length = passages.letter_length;
  params.stretches.max_gap = passages.max_gap;
  text::FoldScratch scratch;
  std::vector<uint32_t> symbols;
  std::vector<uint8_t> starts;
  for (const QueryText& query : options.queries) {
    QueryText repaired;
    base::RepairUtf8(query.name, &repaired.name);
    base::RepairUtf8(query.text, &repaired.text);
    if (repaired.text.size() > text::kMostFoldBytes) {
      return absl::InvalidArgumentError(
          absl::StrCat("the query ", repaired.name, " is larger than ",
                       text::kMostFoldBytes >> 20, " MiB"));
    }
    text::FoldedText folded;
    set.folder_.Fold(repaired.text, /*with_spans=*/true, &scratch, &folded);
    TakeApart(folded, &symbols, &starts);
    auto search = passage::TextQuery::Create(symbols, params);
    if (!search.ok()) {
      return absl::Status(
          search.status().code(),
          absl::StrCat(search.status().message(), " ('", repaired.name, "')"));
    }
    set.queries_.push_back(
        {std::move(repaired), std::move(folded), *std::move(search)});
  }
  return set;
}

const std::vector<DocumentHits>& QueryWorker::Search(std::string_view text) {
  hits_.clear();
  set_.folder().Fold(text, /*with_spans=*/false, &fold_scratch_, &folded_);
  TakeApart(folded_, &symbols_, &starts_);
  const std::vector<QuerySet::Query>& queries = set_.queries();
  found_.resize(queries.size());
  bool is_any = false;
  for (size_t q = 0; q < queries.size(); ++q) {
    queries[q].search.Find(symbols_, starts_, &scratch_, &found_[q]);
    is_any = is_any || !found_[q].empty();
  }
  if (!is_any) return hits_;
  set_.folder().Fold(text, /*with_spans=*/true, &fold_scratch_, &folded_);
  for (size_t q = 0; q < queries.size(); ++q) {
    if (found_[q].empty()) continue;
    DocumentHits of_query;
    of_query.query = static_cast<uint32_t>(q);
    of_query.hits = found_[q].size();
    const size_t whole = queries[q].search.symbols().size();
    for (const passage::QueryHit& hit : found_[q]) {
      if (hit.is_exact() && hit.query_end - hit.query_begin == whole) {
        of_query.is_exact = true;
      }
      if (limit_ == 0 || of_query.rows.size() < limit_) {
        of_query.rows.push_back(MakeRow(text, queries[q], hit));
      }
    }
    hits_.push_back(std::move(of_query));
  }
  return hits_;
}

QueryHitRecord QueryWorker::MakeRow(std::string_view text,
                                    const QuerySet::Query& query,
                                    const passage::QueryHit& hit) const {
  const std::string_view asked = query.text.text;
  OriginalSpan span = SpanOf(folded_, hit.begin, hit.end);
  OriginalSpan part = SpanOf(query.folded, hit.query_begin, hit.query_end);
  // Marks around it belong to the place where both have them.
  const Punctuation opening = OpeningMarks(text, folded_, hit.begin);
  const Punctuation closing = ClosingMarks(text, folded_, hit.end);
  const Punctuation asked_opening =
      OpeningMarks(asked, query.folded, hit.query_begin);
  const Punctuation asked_closing =
      ClosingMarks(asked, query.folded, hit.query_end);
  const uint32_t opened = CommonMarks(opening, asked_opening);
  const uint32_t closed = CommonMarks(closing, asked_closing);
  Widen(opening, opened, closing, closed, &span);
  Widen(asked_opening, static_cast<uint32_t>(asked_opening.points.size()),
        asked_closing, static_cast<uint32_t>(asked_closing.points.size()),
        &part);

  QueryHitRecord row;
  row.query = query.text.name;
  row.begin = span.begin;
  row.end = span.end;
  row.char_begin = span.char_begin;
  row.char_end = span.char_end;
  row.query_begin = part.char_begin;
  row.query_end = part.char_end;
  row.similarity = {
      2 * uint64_t{hit.alignment.matches},
      uint64_t{hit.query_end - hit.query_begin} + hit.end - hit.begin};
  row.text = std::string(span.In(text));
  if (!hit.is_exact()) {
    row.relation = Relation::kNear;
  } else {
    row.relation =
        row.text == part.In(asked) ? Relation::kIdentical : Relation::kSame;
  }
  for (const passage::SymbolEdit& edit : hit.alignment.edits) {
    const OriginalSpan was =
        SpanOf(query.folded, hit.query_begin + edit.begin_a,
               hit.query_begin + edit.end_a);
    const OriginalSpan now =
        SpanOf(folded_, hit.begin + edit.begin_b, hit.begin + edit.end_b);
    row.edits.push_back({now.char_begin, now.char_end,
                         std::string(was.In(asked)),
                         std::string(now.In(text))});
  }
  row.context_before = ContextBefore(text, span.begin);
  row.context_after = ContextAfter(text, span.end);
  return row;
}

}  // namespace litany::engine
