#include "engine/phrase_tables.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/thread_pool.h"
#include "base/utf8.h"
#include "engine/session.h"
#include "passage/phrase_scores.h"
#include "passage/phrase_variants.h"

namespace litany::engine {
namespace {

using passage::kLogUnit;
using passage::Phrase;

// A place by the vertex it is in.
struct PlaceInText {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t repeat = 0;  // a phrase, or behind all phrases a formula
  uint32_t place = 0;   // of that
};

std::vector<std::vector<PlaceInText>> PlacesByVertex(
    const Collection& collection, const passage::Phrases& found) {
  std::vector<std::vector<PlaceInText>> places(collection.vertices.size());
  uint32_t repeat = 0;
  const auto add = [&](const auto& repeats) {
    for (const auto& one : repeats) {
      for (uint32_t i = 0; i < one.places.size(); ++i) {
        const auto& place = one.places[i];
        places[place.text].push_back({place.begin, place.end, repeat, i});
      }
      ++repeat;
    }
  };
  add(found.phrases);
  add(found.formulas);
  return places;
}

// A gap of a formula at one of its places.
struct Filler {
  uint32_t formula = 0;
  uint32_t gap = 0;  // 0 or 1
  std::string_view text;
};

// Constant parts of a formula, as they stand at its first place.
struct Constants {
  std::string_view first;
  std::string_view second;
};

// What the documents' texts say of the repeats.
struct Readings {
  std::vector<std::string> folded;   // by phrase
  std::vector<Constants> constants;  // by formula
  std::vector<Filler> fillers;
};

std::string FoldedPart(const text::FoldedText& folded, uint32_t begin,
                       uint32_t end) {
  text::FoldedText part;
  part.symbols.assign(folded.symbols.begin() + begin,
                      folded.symbols.begin() + end);
  return text::FoldedUtf8(part);
}

// Fills tables->rows, unsorted, and tables->covered.
Readings ReadDocuments(const Collection& collection, const text::Folder& folder,
                       const passage::Phrases& found, uint32_t threads,
                       PhraseTables* tables) {
  const auto phrases = static_cast<uint32_t>(found.phrases.size());
  Readings readings;
  readings.folded.resize(phrases);
  readings.constants.resize(found.formulas.size());
  const auto places = PlacesByVertex(collection, found);
  const size_t documents = collection.documents.size();
  constexpr size_t kDocumentsAPiece = 64;
  const size_t pieces = base::PiecesOf(documents, kDocumentsAPiece);
  std::vector<std::vector<PhraseRow>> rows(pieces);
  std::vector<std::vector<Filler>> fillers(pieces);
  std::vector<text::Folding> foldings(std::max(1u, threads));
  base::ParallelForPieces(
      threads, documents, kDocumentsAPiece,
      [&](uint32_t thread, const base::Piece& piece) {
        text::FoldedText& folded = foldings[thread].folded;
        for (size_t d = piece.begin; d < piece.end; ++d) {
          const auto document = static_cast<uint32_t>(d);
          const uint32_t vertex = collection.documents[d].vertex;
          if (vertex == kNoVertex || places[vertex].empty()) continue;
          const std::string_view text = collection.Text(document);
          folder.Fold(collection.MatchedText(document), /*with_spans=*/true,
                      &foldings[thread].scratch, &folded);
          std::vector<OriginalSpan>& covered = tables->covered[d];
          // One document a vertex tells how its repeats are spelt.
          const bool names = collection.vertices[vertex].document == d;
          for (const PlaceInText& place : places[vertex]) {
            const OriginalSpan span = SpanOf(folded, place.begin, place.end);
            rows[piece.number].push_back({place.repeat, document, span});
            if (place.repeat < phrases) {
              covered.push_back(span);
              if (names && place.place == 0) {
                readings.folded[place.repeat] =
                    FoldedPart(folded, place.begin, place.end);
              }
              continue;
            }
            const uint32_t formula = place.repeat - phrases;
            const passage::FormulaPlace& parts =
                found.formulas[formula].places[place.place];
            const auto part = [&](uint32_t from, uint32_t to) {
              return SpanOf(folded, from, to).In(text);
            };
            // The constant parts are the phrase; what fills the gaps is not.
            covered.push_back(SpanOf(folded, parts.begin, parts.gap_begin));
            covered.push_back(SpanOf(folded, parts.gap_end, parts.second_end));
            fillers[piece.number].push_back(
                {formula, 0, part(parts.gap_begin, parts.gap_end)});
            if (parts.end > parts.second_end) {
              fillers[piece.number].push_back(
                  {formula, 1, part(parts.second_end, parts.end)});
            }
            if (names && place.place == 0) {
              readings.constants[formula] = {
                  part(parts.begin, parts.gap_begin),
                  part(parts.gap_end, parts.second_end)};
            }
          }
          UnionSpans(&covered);
        }
      });
  for (size_t piece = 0; piece < pieces; ++piece) {
    tables->rows.insert(tables->rows.end(), rows[piece].begin(),
                        rows[piece].end());
    readings.fillers.insert(readings.fillers.end(), fillers[piece].begin(),
                            fillers[piece].end());
  }
  return readings;
}

// The three most common fillers of each formula and gap (ties: byte order).
std::vector<std::array<std::vector<std::string>, 2>> ExamplesOf(
    std::vector<Filler> fillers, size_t formulas) {
  std::vector<std::array<std::vector<std::string>, 2>> examples(formulas);
  const auto key = [](const Filler& filler) {
    return std::tie(filler.formula, filler.gap, filler.text);
  };
  std::sort(fillers.begin(), fillers.end(),
            [&](const Filler& a, const Filler& b) { return key(a) < key(b); });
  struct Example {
    size_t count;
    const Filler* filler;
  };
  std::vector<Example> counted;
  for (size_t begin = 0; begin < fillers.size();) {
    size_t end = begin + 1;
    while (end < fillers.size() && key(fillers[end]) == key(fillers[begin])) {
      ++end;
    }
    counted.push_back({end - begin, &fillers[begin]});
    begin = end;
  }
  std::stable_sort(
      counted.begin(), counted.end(),
      [](const Example& a, const Example& b) { return a.count > b.count; });
  constexpr size_t kExamples = 3;
  for (const Example& example : counted) {
    auto& of = examples[example.filler->formula][example.filler->gap];
    if (of.size() < kExamples) of.emplace_back(example.filler->text);
  }
  return examples;
}

void SortRows(const Collection& collection, size_t repeats,
              PhraseTables* tables) {
  const std::vector<uint32_t> rank = RanksById(collection);
  std::sort(tables->rows.begin(), tables->rows.end(),
            [&](const PhraseRow& a, const PhraseRow& b) {
              return std::tuple(a.phrase, rank[a.document], a.span) <
                     std::tuple(b.phrase, rank[b.document], b.span);
            });
  tables->row_begins.assign(repeats + 1, tables->rows.size());
  for (size_t i = tables->rows.size(); i > 0; --i) {
    tables->row_begins[tables->rows[i - 1].phrase] = i - 1;
  }
}

Score LogScore(std::string name, int64_t value) {
  return {std::move(name),
          {static_cast<uint64_t>(std::max<int64_t>(value, 0)),
           static_cast<uint64_t>(kLogUnit)}};
}

Score CountScore(std::string name, uint64_t value) {
  return {std::move(name), {value, 1}};
}

std::vector<Score> MakeScores(const Phrase& phrase, size_t rank) {
  const passage::Sides& sides = phrase.sides;
  return {CountScore("rank", rank),
          LogScore("value", phrase.value),
          CountScore("counted", phrase.count),
          CountScore("counted_documents", phrase.documents),
          CountScore("net_count", phrase.net_count),
          CountScore("net_documents", phrase.net_documents),
          LogScore("left_entropy", sides.left_entropy),
          LogScore("right_entropy", sides.right_entropy),
          LogScore("mutual_information", phrase.mutual_information),
          LogScore("residual_idf", phrase.residual_idf),
          LogScore("source_entropy", phrase.source_entropy),
          {"left_breaks", {sides.left_breaks, std::max(sides.count, 1u)}},
          {"right_breaks", {sides.right_breaks, std::max(sides.count, 1u)}}};
}

std::vector<Score> MakeScores(const passage::Formula& formula, size_t rank) {
  return {CountScore("rank", rank),
          LogScore("value", formula.value),
          CountScore("counted", formula.count),
          CountScore("counted_documents", formula.documents),
          CountScore("fillers", formula.fillers),
          LogScore("mutual_information", formula.mutual_information)};
}

// The day, or what is known of it.
std::string_view DayOf(const DocumentRow& row) {
  return std::string_view(row.date).substr(0, 10);
}

void AddSeries(const Collection& collection, const std::string& repeat,
               std::span<const PhraseRow> rows, PhraseTables* tables) {
  std::map<std::string_view, SeriesRecord> days;
  for (size_t i = 0; i < rows.size(); ++i) {
    const DocumentRow& document = collection.documents[rows[i].document];
    if (document.date.empty()) continue;
    SeriesRecord& day = days[DayOf(document)];
    ++day.count;
    if (i == 0 || rows[i - 1].document != rows[i].document) ++day.documents;
  }
  for (auto& [date, record] : days) {
    record.repeat = repeat;
    record.date = date;
    tables->series.push_back(std::move(record));
  }
}

// Everything of the record that follows from the places.
void FillFromRows(const Collection& collection, std::span<const PhraseRow> rows,
                  RepeatRecord* record) {
  std::vector<uint32_t> documents;
  std::set<uint32_t> sources;
  for (const PhraseRow& row : rows) {
    if (!documents.empty() && documents.back() == row.document) continue;
    documents.push_back(row.document);
    const uint32_t source = collection.documents[row.document].source;
    if (collection.sources[source] != "-") sources.insert(source);
  }
  record->count = rows.size();
  record->documents = documents.size();
  record->sources = sources.size();
  record->first = FirstOf(collection, documents);
}

void AddVariants(const std::vector<Phrase>& phrases, PhraseTables* tables) {
  std::vector<std::span<const uint32_t>> ids;
  ids.reserve(phrases.size());
  for (const Phrase& phrase : phrases) ids.emplace_back(phrase.ids);
  for (const passage::PhraseVariant& variant : passage::FindVariants(ids)) {
    const std::string& a = tables->repeats[variant.a].repeat;
    const std::string& b = tables->repeats[variant.b].repeat;
    const bool holds = variant.kind == passage::VariantKind::kHolds;
    const bool turn = !holds && b < a;
    tables->variants.push_back({turn ? b : a, turn ? a : b,
                                holds ? "contains" : "edits",
                                variant.distance});
  }
  std::sort(tables->variants.begin(), tables->variants.end(),
            [](const VariantRecord& a, const VariantRecord& b) {
              return std::tie(a.repeat, a.other) < std::tie(b.repeat, b.other);
            });
}

}  // namespace

PhraseTables MakePhraseTables(const Collection& collection,
                              const text::Folder& folder,
                              const passage::Phrases& found, bool with_text,
                              uint32_t threads) {
  PhraseTables tables;
  tables.covered.resize(collection.documents.size());
  Readings readings =
      ReadDocuments(collection, folder, found, threads, &tables);
  const size_t phrases = found.phrases.size();
  const size_t formulas = found.formulas.size();
  SortRows(collection, phrases + formulas, &tables);
  const auto rows_of = [&](size_t repeat) {
    return std::span(tables.rows)
        .subspan(tables.row_begins[repeat],
                 tables.row_begins[repeat + 1] - tables.row_begins[repeat]);
  };
  // `text`: with U+0000 for each gap.
  const auto add = [&](const std::string& text, std::vector<Score> scores) {
    RepeatRecord record;
    record.kind = RepeatKind::kPhrase;
    std::string key = "phrase";
    key.push_back('\0');
    key += text;
    record.repeat = base::Hex16(base::HashBytes128(key));
    record.length = base::CountCodePoints(text);
    FillFromRows(collection, rows_of(tables.repeats.size()), &record);
    record.scores = std::move(scores);
    tables.repeats.push_back(std::move(record));
    return &tables.repeats.back();
  };
  for (size_t p = 0; p < phrases; ++p) {
    std::string& text = readings.folded[p];
    RepeatRecord* record = add(text, MakeScores(found.phrases[p], p + 1));
    if (with_text) record->text = std::move(text);
  }
  const auto examples = ExamplesOf(std::move(readings.fillers), formulas);
  for (size_t f = 0; f < formulas; ++f) {
    const Constants& constants = readings.constants[f];
    const bool is_open = found.formulas[f].ends_in_gap;
    std::string text(constants.first);
    text.push_back('\0');
    text += constants.second;
    if (is_open) text.push_back('\0');
    RepeatRecord* record = add(text, MakeScores(found.formulas[f], f + 1));
    record->length -= is_open ? 2 : 1;
    if (!with_text) continue;
    const auto constant = [&](std::string_view part) {
      record->pattern.emplace_back().text = part;
    };
    const auto gap = [&](uint64_t number) {
      PatternPart& part = record->pattern.emplace_back();
      part.gap = number;
      part.type = "words";
      part.examples = examples[f][number - 1];
    };
    constant(constants.first);
    gap(1);
    constant(constants.second);
    if (is_open) gap(2);
  }
  tables.by_id.resize(phrases + formulas);
  std::iota(tables.by_id.begin(), tables.by_id.end(), 0u);
  std::sort(tables.by_id.begin(), tables.by_id.end(),
            [&](uint32_t a, uint32_t b) {
              return tables.repeats[a].repeat < tables.repeats[b].repeat;
            });
  for (const uint32_t p : tables.by_id) {
    AddSeries(collection, tables.repeats[p].repeat, rows_of(p), &tables);
  }
  AddVariants(found.phrases, &tables);
  for (const std::vector<OriginalSpan>& spans : tables.covered) {
    tables.documents += spans.empty() ? 0 : 1;
  }
  return tables;
}

OccurrenceRecord MakePhraseOccurrence(const Collection& collection,
                                      const PhraseTables& tables,
                                      const PhraseRow& row, bool with_text) {
  const RepeatRecord& repeat = tables.repeats[row.phrase];
  OccurrenceRecord record =
      PlainOccurrence(collection, row.document, row.span, with_text);
  record.repeat = repeat.repeat;
  record.kind = RepeatKind::kPhrase;
  record.similarity = {1, 1};
  record.relation = Relation::kSame;
  record.first = repeat.first && repeat.first->witness.id == record.id;
  return record;
}

}  // namespace litany::engine
