#include "engine/template_tables.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/session.h"
#include "templates/masker.h"

namespace litany::engine {
namespace {

std::vector<PatternPart> PatternOf(const templates::Pattern& pattern) {
  std::vector<PatternPart> parts;
  for (const templates::PatternPart& from : pattern.parts) {
    PatternPart part;
    part.text = from.text;
    part.gap = from.gap;
    if (from.gap != 0) {
      part.type = templates::GapTypeName(from.type);
      part.examples = from.examples;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

// Why nothing was stripped; empty if something could be.
std::string WhyNothing(templates::Verdict verdict) {
  switch (verdict) {
    case templates::Verdict::kTooFewPages:
      return "too-few-pages";
    case templates::Verdict::kAlike:
      return "pages-alike";
    case templates::Verdict::kUnknownSource:
      return "no-templates";
    default:
      return "";
  }
}

}  // namespace

std::vector<RepeatRecord> MakeTemplateRepeats(const Collection& collection,
                                              const FoundTemplates& found,
                                              bool with_text) {
  std::vector<RepeatRecord> repeats(found.templates.size());
  std::vector<uint32_t> documents;
  for (size_t i = 0; i < found.places.size();) {
    const uint32_t of = found.places[i].of;
    documents.clear();
    size_t end = i;
    for (; end < found.places.size() && found.places[end].of == of; ++end) {
      if (documents.empty() || documents.back() != found.places[end].document) {
        documents.push_back(found.places[end].document);
      }
    }
    const SourceTemplate& made = found.templates[of];
    RepeatRecord& record = repeats[of];
    record.repeat = made.id;
    record.kind = RepeatKind::kTemplate;
    record.source = collection.sources[made.source];
    record.documents = documents.size();
    record.sources = record.source == "-" ? 0 : 1;
    record.count = end - i;
    record.length = made.made.length;
    record.first = FirstOf(collection, documents);
    if (with_text) record.pattern = PatternOf(made.made.pattern);
    record.scores = {{"counted_pages", {found.counted[made.source], 1}},
                     {"share", {record.documents, 0}}};
    i = end;
  }
  // The share of the source's pages that hold it.
  std::vector<uint64_t> pages(collection.sources.size(), 0);
  for (const DocumentRow& row : collection.documents) ++pages[row.source];
  for (size_t t = 0; t < repeats.size(); ++t) {
    repeats[t].scores.back().value.denominator =
        pages[found.templates[t].source];
  }
  return repeats;
}

void FillTemplateOccurrence(const Collection& collection,
                            const FoundTemplates& found,
                            const RepeatRecord& repeat,
                            const TemplatePlace& place, bool with_text,
                            OccurrenceRecord* record) {
  FillOccurrence(collection, place.document, place.span, with_text, record);
  record->repeat = repeat.repeat;
  record->kind = RepeatKind::kTemplate;
  record->similarity = {1, 1};
  record->relation = Relation::kSame;
  record->first = repeat.first && repeat.first->witness.id == record->id;
  record->gaps.resize(with_text ? place.gaps_end - place.gaps_begin : 0);
  const std::string_view text = collection.Text(place.document);
  for (size_t i = 0; i < record->gaps.size(); ++i) {
    const GapPlace& gap = found.gaps[place.gaps_begin + i];
    record->gaps[i].gap = gap.gap;
    record->gaps[i].begin = gap.span.char_begin;
    record->gaps[i].end = gap.span.char_end;
    record->gaps[i].text = gap.span.In(text);
  }
}

OccurrenceRecord MakeTemplateOccurrence(const Collection& collection,
                                        const FoundTemplates& found,
                                        const RepeatRecord& repeat,
                                        const TemplatePlace& place,
                                        bool with_text) {
  OccurrenceRecord record;
  FillTemplateOccurrence(collection, found, repeat, place, with_text, &record);
  return record;
}

std::vector<SourceRecord> MakeSources(
    const Collection& collection, const FoundTemplates& found,
    std::span<const DocumentRecord> documents) {
  std::vector<SourceRecord> sources(collection.sources.size());
  for (size_t s = 0; s < sources.size(); ++s) {
    sources[s].source = collection.sources[s];
    sources[s].counted = found.counted[s];
  }
  for (const SourceTemplate& made : found.templates) {
    ++sources[made.source].templates;
  }
  for (size_t d = 0; d < documents.size(); ++d) {
    SourceRecord& source = sources[collection.documents[d].source];
    const CauseChars& chars = documents[d].chars;
    ++source.pages;
    source.chars.template_chars += chars.template_chars;
    source.chars.copy += chars.copy;
    source.chars.passage += chars.passage;
    source.chars.phrase += chars.phrase;
    source.chars.own += chars.own;
    source.all_template += documents[d].reason == Reason::kAllTemplate ? 1 : 0;
    source.reason = WhyNothing(found.verdicts[d]);
  }
  std::sort(sources.begin(), sources.end(),
            [](const SourceRecord& a, const SourceRecord& b) {
              return a.source < b.source;
            });
  return sources;
}

}  // namespace litany::engine
