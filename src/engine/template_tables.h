// The rows of templates, and what sources consist of.
#ifndef LITANY_ENGINE_TEMPLATE_TABLES_H_
#define LITANY_ENGINE_TEMPLATE_TABLES_H_

#include <span>
#include <vector>

#include "engine/collection.h"
#include "engine/find_templates.h"
#include "litany/records.h"

namespace litany::engine {

// Rows of repeats.jsonl, by id.
std::vector<RepeatRecord> MakeTemplateRepeats(const Collection& collection,
                                              const FoundTemplates& found,
                                              bool with_text);

// The row of occurrences.jsonl; places are in its order.
OccurrenceRecord MakeTemplateOccurrence(const Collection& collection,
                                        const FoundTemplates& found,
                                        const RepeatRecord& repeat,
                                        const TemplatePlace& place,
                                        bool with_text);

// The same into a record that is used again: its texts keep their storage.
void FillTemplateOccurrence(const Collection& collection,
                            const FoundTemplates& found,
                            const RepeatRecord& repeat,
                            const TemplatePlace& place, bool with_text,
                            OccurrenceRecord* record);

// Rows of sources.jsonl, by name.  `documents`: in input order, with their
// chars.
std::vector<SourceRecord> MakeSources(
    const Collection& collection, const FoundTemplates& found,
    std::span<const DocumentRecord> documents);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_TEMPLATE_TABLES_H_
