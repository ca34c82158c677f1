#include "engine/passage_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/thread_pool.h"
#include "engine/passage_scores.h"
#include "engine/session.h"

namespace litany::engine {
namespace {

using passage::Occurrence;
using passage::Passage;

// A vertex of the collection or of the reference.
struct Home {
  const Collection& collection;
  uint32_t vertex = 0;
  bool is_reference = false;

  uint32_t document() const { return collection.vertices[vertex].document; }
  const DocumentRow& row() const { return collection.documents[document()]; }
};

// What is known of a passage from the document that holds its medoid.
struct MedoidOriginal {
  OriginalSpan span;
  Punctuation opening;
  Punctuation closing;
  // Marks that some occurrence shares.
  uint32_t opening_count = 0;
  uint32_t closing_count = 0;
  // By occurrence and edit: the medoid's text there.
  std::vector<std::vector<std::string_view>> was;
  std::string_view text;  // widened
  std::string id;
};

// An occurrence in one document.
struct Row {
  uint32_t passage = 0;
  uint32_t occurrence = 0;
  uint32_t document = 0;
  OriginalSpan span;
  Punctuation opening;
  Punctuation closing;
  uint32_t opening_count = 0;
  uint32_t closing_count = 0;
  std::vector<Edit> edits;
};

class TableMaker {
 public:
  TableMaker(const Collection& collection, const Collection* reference,
             const text::Folder& folder, const std::vector<Passage>& passages,
             bool with_text, uint32_t threads)
      : collection_(collection),
        reference_(reference),
        folder_(folder),
        passages_(passages),
        with_text_(with_text),
        threads_(threads),
        foldings_(std::max(1u, threads)),
        document_ranks_(RanksById(collection)) {}

  PassageTables Make() {
    ReadMedoids();
    ReadDocuments();
    WidenSpans();
    MakeRecords();
    MakeReuse();
    for (auto* spans : {&tables_.covered, &tables_.covered_later}) {
      for (std::vector<OriginalSpan>& of_document : *spans) {
        UnionSpans(&of_document);
      }
    }
    return std::move(tables_);
  }

 private:
  static constexpr text::SymbolRange kNoSymbols = {
      std::numeric_limits<size_t>::max(), 0};

  Home HomeOf(uint32_t text) const {
    const auto own = static_cast<uint32_t>(collection_.vertices.size());
    if (text < own) return {collection_, text, false};
    return {*reference_, text - own, true};
  }

  // The spans of the symbols in `wanted` are those that may be asked for.
  const text::FoldedText& Fold(uint32_t thread, std::string_view text,
                               text::SymbolRange wanted) {
    text::Folding& folding = foldings_[thread];
    folder_.FoldWithSpansOf(text, wanted, &folding.scratch, &folding.folded);
    return folding.folded;
  }

  // Widens `range` to an occurrence and the symbols beside it, up to which the
  // marks around it are looked for.
  static void TakeIn(const Occurrence& occurrence, text::SymbolRange* range) {
    const size_t begin = occurrence.begin - std::min(occurrence.begin, 1u);
    range->begin = std::min(range->begin, begin);
    range->end = std::max<size_t>(range->end, size_t{occurrence.end} + 1);
  }

  // --- The medoids' side ----------------------------------------------------

  void ReadMedoids() {
    medoids_.resize(passages_.size());
    // Passages come by medoid, so those of one text stand together.
    std::vector<size_t> begins;
    for (size_t p = 0; p < passages_.size(); ++p) {
      if (p == 0 ||
          passages_[p].medoid().text != passages_[p - 1].medoid().text) {
        begins.push_back(p);
      }
    }
    const size_t groups = begins.size();
    begins.push_back(passages_.size());
    base::ParallelFor(threads_, groups, [&](uint32_t thread, size_t group) {
      const Home home = HomeOf(passages_[begins[group]].medoid().text);
      const std::string_view text = home.collection.Text(home.document());
      text::SymbolRange wanted = kNoSymbols;
      for (size_t p = begins[group]; p < begins[group + 1]; ++p) {
        TakeIn(passages_[p].medoid(), &wanted);
      }
      const text::FoldedText& folded =
          Fold(thread, home.collection.MatchedText(home.document()), wanted);
      for (size_t p = begins[group]; p < begins[group + 1]; ++p) {
        ReadMedoid(text, folded, passages_[p], &medoids_[p]);
      }
    });
  }

  static void ReadMedoid(std::string_view text, const text::FoldedText& folded,
                         const Passage& passage, MedoidOriginal* medoid) {
    const uint32_t begin = passage.medoid().begin;
    const uint32_t end = passage.medoid().end;
    medoid->span = SpanOf(folded, begin, end);
    medoid->opening = OpeningMarks(text, folded, begin);
    medoid->closing = ClosingMarks(text, folded, end);
    medoid->was.resize(passage.occurrences.size());
    for (size_t o = 0; o < passage.occurrences.size(); ++o) {
      for (const passage::SymbolEdit& edit :
           passage.occurrences[o].alignment.edits) {
        medoid->was[o].push_back(
            SpanOf(folded, begin + edit.begin_a, begin + edit.end_a).In(text));
      }
    }
  }

  // --- The documents' side --------------------------------------------------

  void ReadDocuments() {
    const size_t vertices = collection_.vertices.size();
    // Occurrences by vertex.
    std::vector<std::vector<std::pair<uint32_t, uint32_t>>> of_vertex(vertices);
    for (uint32_t p = 0; p < passages_.size(); ++p) {
      const std::vector<Occurrence>& occurrences = passages_[p].occurrences;
      for (uint32_t o = 0; o < occurrences.size(); ++o) {
        if (occurrences[o].text >= vertices) continue;
        of_vertex[occurrences[o].text].emplace_back(p, o);
      }
    }
    const size_t documents = collection_.documents.size();
    std::vector<std::vector<Row>> rows(documents);
    base::ParallelFor(threads_, documents, [&](uint32_t thread, size_t d) {
      const DocumentRow& document = collection_.documents[d];
      if (document.vertex == kNoVertex) return;
      if (of_vertex[document.vertex].empty()) return;
      const std::string_view text = collection_.Text(static_cast<uint32_t>(d));
      text::SymbolRange wanted = kNoSymbols;
      for (const auto& [p, o] : of_vertex[document.vertex]) {
        TakeIn(passages_[p].occurrences[o], &wanted);
      }
      const text::FoldedText& folded = Fold(
          thread, collection_.MatchedText(static_cast<uint32_t>(d)), wanted);
      for (const auto& [p, o] : of_vertex[document.vertex]) {
        rows[d].push_back(ReadRow(text, folded, p, o));
        rows[d].back().document = static_cast<uint32_t>(d);
      }
    });
    size_t count = 0;
    for (const std::vector<Row>& some : rows) count += some.size();
    rows_.reserve(count);
    for (std::vector<Row>& some : rows) {
      std::move(some.begin(), some.end(), std::back_inserter(rows_));
    }
  }

  Row ReadRow(std::string_view text, const text::FoldedText& folded, uint32_t p,
              uint32_t o) const {
    const Occurrence& occurrence = passages_[p].occurrences[o];
    const MedoidOriginal& medoid = medoids_[p];
    Row row;
    row.passage = p;
    row.occurrence = o;
    row.span = SpanOf(folded, occurrence.begin, occurrence.end);
    row.opening = OpeningMarks(text, folded, occurrence.begin);
    row.closing = ClosingMarks(text, folded, occurrence.end);
    row.opening_count = CommonMarks(row.opening, medoid.opening);
    row.closing_count = CommonMarks(row.closing, medoid.closing);
    for (size_t e = 0; e < occurrence.alignment.edits.size(); ++e) {
      const passage::SymbolEdit& edit = occurrence.alignment.edits[e];
      OriginalSpan span = SpanOf(folded, occurrence.begin + edit.begin_b,
                                 occurrence.begin + edit.end_b);
      // What is dropped at the very beginning stands at the beginning.
      if (span.char_begin < row.span.char_begin) {
        span = {row.span.begin, std::max(span.end, row.span.begin),
                row.span.char_begin,
                std::max(span.char_end, row.span.char_begin)};
      }
      row.edits.push_back({span.char_begin, span.char_end,
                           std::string(medoid.was[o][e]),
                           std::string(span.In(text))});
    }
    return row;
  }

  const Occurrence& OccurrenceOf(const Row& row) const {
    return passages_[row.passage].occurrences[row.occurrence];
  }

  // Whether the row is that of the document that the medoid was read from.
  bool IsMedoidRow(const Row& row) const {
    if (row.occurrence != 0) return false;
    const Home home = HomeOf(passages_[row.passage].medoid().text);
    return !home.is_reference && home.document() == row.document;
  }

  // The medoid takes in the marks that any other occurrence shares with it.
  void WidenSpans() {
    for (const Row& row : rows_) {
      if (IsMedoidRow(row)) continue;
      MedoidOriginal& medoid = medoids_[row.passage];
      medoid.opening_count = std::max(medoid.opening_count, row.opening_count);
      medoid.closing_count = std::max(medoid.closing_count, row.closing_count);
    }
    for (Row& row : rows_) {
      const MedoidOriginal& medoid = medoids_[row.passage];
      if (IsMedoidRow(row)) {
        row.opening_count = medoid.opening_count;
        row.closing_count = medoid.closing_count;
      }
      Widen(row.opening, row.opening_count, row.closing, row.closing_count,
            &row.span);
    }
    for (uint32_t p = 0; p < passages_.size(); ++p) {
      MedoidOriginal& medoid = medoids_[p];
      Widen(medoid.opening, medoid.opening_count, medoid.closing,
            medoid.closing_count, &medoid.span);
      const Home home = HomeOf(passages_[p].medoid().text);
      medoid.text = medoid.span.In(home.collection.Text(home.document()));
      std::string bytes("passage");
      bytes.push_back('\0');
      bytes += medoid.text;
      medoid.id = base::Hex16(base::HashBytes128(bytes));
    }
  }

  // --- Records --------------------------------------------------------------

  void MakeRecords() {
    const size_t documents = collection_.documents.size();
    tables_.covered.resize(documents);
    tables_.covered_later.resize(documents);
    tables_.taken_from.resize(documents);
    SortRows();
    for (size_t begin = 0; begin < rows_.size();) {
      size_t end = begin + 1;
      while (end < rows_.size() && medoids_[rows_[end].passage].id ==
                                       medoids_[rows_[begin].passage].id) {
        ++end;
      }
      MakeRepeat(std::span(rows_).subspan(begin, end - begin));
      begin = end;
    }
    for (const std::string& from : tables_.taken_from) {
      tables_.documents += from.empty() ? 0u : 1u;
    }
  }

  // By the ids of passage and document, then by place, the longest first.
  // Passages of one text have one id, and are one.
  void SortRows() {
    struct Key {
      std::string_view passage_id;
      uint32_t document_rank;
      uint64_t begin;
      uint64_t shortness;
      bool is_inside;
      uint32_t passage;
      uint32_t occurrence;
      size_t row;
      auto operator<=>(const Key&) const = default;
    };
    std::vector<Key> keys;
    keys.reserve(rows_.size());
    for (const Row& row : rows_) {
      keys.push_back({medoids_[row.passage].id, document_ranks_[row.document],
                      row.span.begin, ~(row.span.end - row.span.begin),
                      OccurrenceOf(row).is_inside(), row.passage,
                      row.occurrence, keys.size()});
    }
    std::sort(keys.begin(), keys.end());
    std::vector<Row> sorted;
    sorted.reserve(rows_.size());
    for (const Key& key : keys) sorted.push_back(std::move(rows_[key.row]));
    rows_ = std::move(sorted);
  }

  Ratio SimilarityOf(const Row& row) const {
    const Occurrence& occurrence = OccurrenceOf(row);
    return {
        2 * uint64_t{occurrence.alignment.matches},
        uint64_t{passages_[row.passage].medoid().size()} + occurrence.size()};
  }

  void MakeRepeat(std::span<Row> rows) {
    const MedoidOriginal& medoid = medoids_[rows[0].passage];
    const Home home = HomeOf(passages_[rows[0].passage].medoid().text);
    std::vector<uint32_t> documents;
    std::vector<ScoredOccurrence> scored;
    std::vector<uint32_t> document_of;  // by record
    const size_t first_record = tables_.occurrences.size();
    const Row* last = nullptr;
    for (Row& row : rows) {
      // From one place on the longest tells it all, but the medoid is kept.
      if (last != nullptr && last->document == row.document &&
          last->span.begin == row.span.begin &&
          (last->span == row.span || !IsMedoidRow(row))) {
        if (!OccurrenceOf(row).is_inside()) {
          tables_.occurrences.back().inside.clear();
        }
        continue;
      }
      last = &row;
      if (documents.empty() || documents.back() != row.document) {
        documents.push_back(row.document);
      }
      tables_.covered[row.document].push_back(row.span);
      scored.push_back({row.document, SimilarityOf(row),
                        row.span.char_end - row.span.char_begin,
                        !home.is_reference && row.document == home.document()});
      const std::string_view text = row.span.In(collection_.Text(row.document));
      OccurrenceRecord record =
          PlainOccurrence(collection_, row.document, row.span, with_text_);
      record.repeat = medoid.id;
      record.kind = RepeatKind::kPassage;
      record.similarity = SimilarityOf(row);
      record.relation = Relation::kNear;
      if (row.edits.empty()) record.relation = Relation::kSame;
      if (text == medoid.text) record.relation = Relation::kIdentical;
      record.edits = std::move(row.edits);
      if (OccurrenceOf(row).is_inside()) {
        record.inside = medoids_[OccurrenceOf(row).inside].id;
      }
      document_of.push_back(row.document);
      tables_.occurrences.push_back(std::move(record));
    }
    const std::span<OccurrenceRecord> records =
        std::span(tables_.occurrences).subspan(first_record);

    RepeatRecord repeat;
    repeat.repeat = medoid.id;
    repeat.kind = RepeatKind::kPassage;
    repeat.documents = documents.size();
    repeat.count = records.size();
    repeat.length = medoid.span.char_end - medoid.span.char_begin;
    repeat.first = FirstOf(collection_, documents);
    repeat.representative = NameOf(home);
    if (with_text_) repeat.text = std::string(medoid.text);
    ScorePassage(collection_, scored, medoid.id, &repeat, &tables_.scripting);

    // Whom the others took it from.
    From from;
    if (home.is_reference) {
      from = {true, home.document()};
    } else if (repeat.first) {
      for (const uint32_t d : documents) {
        if (collection_.documents[d].id == repeat.first->witness.id) {
          from = {false, d};
        }
      }
    } else {
      from = {false, home.document()};
    }
    bool is_first_place = true;
    for (size_t i = 0; i < records.size(); ++i) {
      const uint32_t d = document_of[i];
      OccurrenceRecord& record = records[i];
      record.first = repeat.first && repeat.first->witness.id == record.id;
      if (!record.inside.empty()) continue;  // taken with what is around it
      const OriginalSpan span = {record.begin, record.end, record.char_begin,
                                 record.char_end};
      const bool is_origin = !from.is_reference && from.document == d;
      if (!is_origin || !is_first_place) {
        tables_.covered_later[d].push_back(span);
      }
      if (is_origin) is_first_place = false;
      const std::string name = NameOf(from);
      if (tables_.taken_from[d].empty() ||
          (!is_origin && name < tables_.taken_from[d])) {
        tables_.taken_from[d] = name;
      }
      if (!is_origin) takings_.push_back({d, from, span, repeats_});
    }
    ++repeats_;
    tables_.repeats.push_back(std::move(repeat));
  }

  // --- Who took from whom ---------------------------------------------------

  struct From {
    bool is_reference = false;
    uint32_t document = 0;
    friend auto operator<=>(const From&, const From&) = default;
  };
  struct Taking {
    uint32_t document = 0;
    From from;
    OriginalSpan span;
    uint32_t repeat = 0;
  };

  std::string NameOf(const Home& home) const {
    return home.is_reference ? absl::StrCat("against:", home.row().id)
                             : home.row().id;
  }
  std::string NameOf(const From& from) const {
    return from.is_reference
               ? absl::StrCat("against:",
                              reference_->documents[from.document].id)
               : collection_.documents[from.document].id;
  }

  void MakeReuse() {
    std::sort(takings_.begin(), takings_.end(),
              [&](const Taking& x, const Taking& y) {
                return std::tie(document_ranks_[x.document], x.from, x.repeat,
                                x.span) < std::tie(document_ranks_[y.document],
                                                   y.from, y.repeat, y.span);
              });
    const auto sort_by_from = [&](size_t begin) {
      std::sort(tables_.reuse.begin() + static_cast<ptrdiff_t>(begin),
                tables_.reuse.end(),
                [](const ReuseRecord& x, const ReuseRecord& y) {
                  return x.from < y.from;
                });
    };
    size_t first_of_document = 0;
    for (size_t begin = 0; begin < takings_.size();) {
      size_t end = begin + 1;
      while (end < takings_.size() &&
             takings_[end].document == takings_[begin].document &&
             takings_[end].from == takings_[begin].from) {
        ++end;
      }
      MakeReuseRow(std::span(takings_).subspan(begin, end - begin));
      if (end == takings_.size() ||
          takings_[end].document != takings_[begin].document) {
        sort_by_from(first_of_document);
        first_of_document = tables_.reuse.size();
      }
      begin = end;
    }
  }

  void MakeReuseRow(std::span<const Taking> takings) {
    const Taking& first = takings[0];
    const DocumentRow& document = collection_.documents[first.document];
    const Collection& origin =
        first.from.is_reference ? *reference_ : collection_;
    const DocumentRow& from = origin.documents[first.from.document];
    ReuseRecord record;
    record.id = document.id;
    record.source = collection_.sources[document.source];
    record.date = document.date;
    record.from = NameOf(first.from);
    record.from_source = origin.sources[from.source];
    record.from_date = from.date;
    std::vector<OriginalSpan> spans;
    for (size_t i = 0; i < takings.size(); ++i) {
      spans.push_back(takings[i].span);
      record.passages +=
          i == 0 || takings[i].repeat != takings[i - 1].repeat ? 1u : 0u;
    }
    UnionSpans(&spans);
    record.chars = CharsIn(spans);
    record.share = {record.chars, std::max<uint64_t>(1, document.chars)};
    tables_.reuse.push_back(std::move(record));
  }

  const Collection& collection_;
  const Collection* reference_;
  const text::Folder& folder_;
  const std::vector<Passage>& passages_;
  const bool with_text_;
  const uint32_t threads_;
  std::vector<text::Folding> foldings_;
  std::vector<uint32_t> document_ranks_;  // by id
  std::vector<MedoidOriginal> medoids_;
  std::vector<Row> rows_;
  std::vector<Taking> takings_;
  uint32_t repeats_ = 0;
  PassageTables tables_;
};

}  // namespace

PassageTables MakePassageTables(const Collection& collection,
                                const Collection* reference,
                                const text::Folder& folder,
                                const std::vector<Passage>& passages,
                                bool with_text, uint32_t threads) {
  return TableMaker(collection, reference, folder, passages, with_text, threads)
      .Make();
}

}  // namespace litany::engine
