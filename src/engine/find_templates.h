// The templates of a collection, source by source.
#ifndef LITANY_ENGINE_FIND_TEMPLATES_H_
#define LITANY_ENGINE_FIND_TEMPLATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/collection.h"
#include "engine/hooks.h"
#include "engine/original_spans.h"
#include "litany/options.h"
#include "templates/source_templates.h"

namespace litany::engine {

struct GapPlace {
  uint32_t gap = 0;
  OriginalSpan span;
};

struct TemplatePlace {
  uint32_t of = 0;  // into FoundTemplates::templates
  uint32_t document = 0;
  OriginalSpan span;
  uint32_t gaps_begin = 0;  // into FoundTemplates::gaps
  uint32_t gaps_end = 0;
};

struct SourceTemplate {
  uint32_t source = 0;  // into Collection::sources
  std::string id;
  templates::Template made;
};

struct FoundTemplates {
  std::vector<SourceTemplate> templates;  // by id
  std::vector<TemplatePlace> places;      // by (template, document's id, begin)
  std::vector<GapPlace> gaps;
  std::vector<templates::Verdict> verdicts;  // by document
  std::vector<uint32_t> counted;             // by source: pages
  // By document: what templates cover.
  std::vector<std::vector<OriginalSpan>> covered;
};

// With TextRecords::kLine each document is a message, and so one block.
TemplateOptions ResolveTemplates(const TemplateOptions& asked,
                                 const InputOptions& input);

// `collection` has its texts.  With options.apply_path, only templates of that
// file (template_store.h), whose errors it passes on.  ResourceExhausted if
// there are more than 2^32 lines of one source, or places.
absl::StatusOr<FoundTemplates> FindTemplates(const Collection& collection,
                                             const TemplateOptions& options,
                                             uint32_t threads,
                                             const Hooks& hooks);

// Blots out what templates cover, and pages that are nothing else, for
// FoldCollection.
void MaskTemplates(const FoundTemplates& found, uint32_t threads,
                   Collection* collection);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_FIND_TEMPLATES_H_
