#include "engine/find_templates.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/thread_pool.h"
#include "base/utf8.h"
#include "engine/template_store.h"
#include "templates/known_templates.h"

namespace litany::engine {
namespace {

// Counts code points up to bytes that are asked for in order.
class CharCounter {
 public:
  // `chars`: code points of the text.
  CharCounter(std::string_view text, uint64_t chars)
      : text_(text), all_chars_(chars) {}

  uint64_t At(uint64_t byte) {
    // From the nearer side: furniture is at both ends of a page.
    if (text_.size() - byte < byte - at_) {
      chars_ = all_chars_ - base::CountCodePoints(text_.substr(byte));
    } else {
      chars_ += base::CountCodePoints(text_.substr(at_, byte - at_));
    }
    at_ = byte;
    return chars_;
  }

 private:
  std::string_view text_;
  uint64_t all_chars_;
  uint64_t at_ = 0;
  uint64_t chars_ = 0;  // up to at_
};

// What a template is named by: its constant text, U+0000 for each gap.
std::string IdOf(std::string_view source, const templates::Pattern& pattern) {
  std::string key = "template";
  key.push_back('\0');
  key.append(source);
  key.push_back('\0');
  key += templates::ConstantText(pattern);
  return base::Hex16(base::HashBytes128(key));
}

// Documents by source.
std::vector<std::vector<uint32_t>> PagesBySource(const Collection& collection) {
  std::vector<std::vector<uint32_t>> pages(collection.sources.size());
  for (uint32_t d = 0; d < collection.documents.size(); ++d) {
    pages[collection.documents[d].source].push_back(d);
  }
  return pages;
}

absl::Status CheckSizes(const Collection& collection) {
  for (const DocumentRow& row : collection.documents) {
    if (row.bytes >= ~uint32_t{0}) {
      return absl::ResourceExhaustedError(
          absl::StrCat("document ", row.id, " is larger than 4 GiB"));
    }
  }
  return absl::OkStatus();
}

// Spans in bytes and code points: places of one document come in order.
void Locate(const Collection& collection,
            const templates::SourceTemplates& source,
            const std::vector<uint32_t>& pages, FoundTemplates* found) {
  const auto first_template = static_cast<uint32_t>(found->templates.size());
  std::optional<CharCounter> counter;
  uint32_t page = ~uint32_t{0};
  for (const templates::Place& place : source.places) {
    const uint32_t document = pages[place.page];
    if (place.page != page || !counter) {
      page = place.page;
      counter.emplace(collection.Text(document),
                      collection.documents[document].chars);
    }
    TemplatePlace made;
    made.of = first_template + place.of;
    made.document = document;
    made.gaps_begin = static_cast<uint32_t>(found->gaps.size());
    made.span.begin = place.begin;
    made.span.end = place.end;
    made.span.char_begin = counter->At(place.begin);
    for (uint32_t g = place.gaps_begin; g < place.gaps_end; ++g) {
      const templates::GapSpan& gap = source.gaps[g];
      GapPlace at;
      at.gap = gap.gap;
      at.span.begin = gap.begin;
      at.span.end = gap.end;
      at.span.char_begin = counter->At(gap.begin);
      at.span.char_end = counter->At(gap.end);
      found->gaps.push_back(at);
    }
    made.span.char_end = counter->At(place.end);
    made.gaps_end = static_cast<uint32_t>(found->gaps.size());
    found->covered[document].push_back(made.span);
    found->places.push_back(made);
  }
}

// Places by (template, document's id, begin), from places that stand document
// by document and there by begin: dealt out by template, document after
// document.
void OrderPlaces(const Collection& collection, FoundTemplates* found) {
  const std::vector<TemplatePlace>& places = found->places;
  struct Run {
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  std::vector<Run> runs(collection.documents.size());
  std::vector<uint32_t> next(found->templates.size() + 1, 0);
  for (uint32_t i = 0; i < places.size(); ++i) {
    Run& run = runs[places[i].document];
    if (run.end == 0) run.begin = i;
    run.end = i + 1;
    ++next[places[i].of + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<TemplatePlace> ordered(places.size());
  for (const uint32_t document : collection.by_id) {
    for (uint32_t i = runs[document].begin; i < runs[document].end; ++i) {
      ordered[next[places[i].of]++] = places[i];
    }
  }
  found->places = std::move(ordered);
}

// Templates by id, places by (template, document's id, begin).
void Order(const Collection& collection, FoundTemplates* found) {
  std::vector<uint32_t> order(found->templates.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return found->templates[a].id < found->templates[b].id;
  });
  std::vector<uint32_t> numbers(order.size());
  std::vector<SourceTemplate> templates;
  templates.reserve(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    numbers[order[i]] = i;
    templates.push_back(std::move(found->templates[order[i]]));
  }
  found->templates = std::move(templates);
  for (TemplatePlace& place : found->places) place.of = numbers[place.of];
  OrderPlaces(collection, found);
}

// As many bytes of what the fold ignores, of the same number of code points:
// a blank, U+00A0, U+3000 or U+1F310 (a symbol).
void Blot(std::span<char> text) {
  const auto put = [&](size_t i, std::string_view bytes) {
    bytes.copy(&text[i], bytes.size());
    return i + bytes.size();
  };
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      // Line breaks stay, since formats and marks of clauses hang on them.
      i = put(i, byte == '\n' ? "\n" : " ");
    } else if (byte < 0xe0) {
      i = put(i, "\xc2\xa0");
    } else if (byte < 0xf0) {
      i = put(i, "\xe3\x80\x80");
    } else {
      i = put(i, "\xf0\x9f\x8c\x90");
    }
  }
}

}  // namespace

TemplateOptions ResolveTemplates(const TemplateOptions& asked,
                                 const InputOptions& input) {
  TemplateOptions options = asked;
  if (input.records == TextRecords::kLine) options.whole = true;
  return options;
}

absl::StatusOr<FoundTemplates> FindTemplates(const Collection& collection,
                                             const TemplateOptions& options,
                                             uint32_t threads,
                                             const Hooks& hooks) {
  if (absl::Status status = CheckSizes(collection); !status.ok()) return status;
  const std::vector<std::vector<uint32_t>> pages = PagesBySource(collection);
  std::optional<TemplateStore> store;
  if (!options.apply_path.empty()) {
    LITANY_ASSIGN_OR_RETURN(
        store, ReadTemplateStore(options.apply_path, options.whole));
  }
  std::vector<templates::SourceTemplates> sources(pages.size());
  base::ParallelFor(threads, pages.size(), [&](uint32_t, size_t source) {
    if (hooks.IsCancelled()) return;
    std::vector<std::string_view> texts;
    texts.reserve(pages[source].size());
    for (const uint32_t document : pages[source]) {
      texts.push_back(collection.Text(document));
    }
    if (!store) {
      sources[source] =
          templates::FindTemplates(texts, {.whole = options.whole});
      return;
    }
    const auto known = store->find(collection.sources[source]);
    if (known != store->end()) {
      sources[source] =
          templates::KnownTemplates(known->second, options.whole).Find(texts);
    } else {
      sources[source].counted = static_cast<uint32_t>(texts.size());
      sources[source].verdicts.assign(texts.size(),
                                      templates::Verdict::kUnknownSource);
    }
  });
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");

  FoundTemplates found;
  found.verdicts.resize(collection.documents.size());
  found.covered.resize(collection.documents.size());
  size_t places = 0;
  size_t gaps = 0;
  for (const templates::SourceTemplates& source : sources) {
    places += source.places.size();
    gaps += source.gaps.size();
  }
  found.places.reserve(places);
  found.gaps.reserve(gaps);
  for (uint32_t s = 0; s < sources.size(); ++s) {
    templates::SourceTemplates& source = sources[s];
    found.counted.push_back(source.counted);
    for (size_t p = 0; p < pages[s].size(); ++p) {
      found.verdicts[pages[s][p]] = source.verdicts[p];
    }
    Locate(collection, source, pages[s], &found);
    for (templates::Template& made : source.templates) {
      std::string id = IdOf(collection.sources[s], made.pattern);
      found.templates.push_back({s, std::move(id), std::move(made)});
    }
    source = {};
  }
  if (found.places.size() >= ~uint32_t{0} ||
      found.gaps.size() >= ~uint32_t{0}) {
    return absl::ResourceExhaustedError("more than 4,294,967,295 places");
  }
  Order(collection, &found);
  return found;
}

void MaskTemplates(const FoundTemplates& found, uint32_t threads,
                   Collection* collection) {
  if (found.places.empty()) return;  // the matcher may see everything
  constexpr size_t kDocumentsAPiece = 256;
  collection->matched_texts.resize(collection->texts.size());
  base::ParallelForPieces(
      threads, found.covered.size(), kDocumentsAPiece,
      [&](uint32_t, const base::Piece& piece) {
        for (size_t d = piece.begin; d < piece.end; ++d) {
          const DocumentRow& row = collection->documents[d];
          const auto text = std::span(collection->matched_texts)
                                .subspan(row.text_begin, row.bytes);
          collection->Text(static_cast<uint32_t>(d))
              .copy(text.data(), text.size());
          if (found.verdicts[d] == templates::Verdict::kAllTemplate) {
            Blot(text);
            continue;
          }
          for (const OriginalSpan& span : found.covered[d]) {
            Blot(text.subspan(span.begin, span.end - span.begin));
          }
        }
      });
}

}  // namespace litany::engine
