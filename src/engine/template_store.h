// Templates in a file, for later runs: `litany templates --save`, `--apply`.
// The format: docs/formats/templates.md.
#ifndef LITANY_ENGINE_TEMPLATE_STORE_H_
#define LITANY_ENGINE_TEMPLATE_STORE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/collection.h"
#include "engine/find_templates.h"
#include "templates/pattern.h"

namespace litany::engine {

// Patterns by source.
using TemplateStore =
    absl::flat_hash_map<std::string, std::vector<templates::Pattern>>;

// Writes `found`, by (source, constant text).  `whole` as in TemplateOptions.
absl::Status WriteTemplateStore(const Collection& collection,
                                const FoundTemplates& found, bool whole,
                                const std::string& path);

// NotFound and the like if there is no such file; DataLoss, with the line, if
// it is not what WriteTemplateStore writes; FailedPrecondition if its templates
// are of whole documents and `whole` is not set, or the other way round.
absl::StatusOr<TemplateStore> ReadTemplateStore(const std::string& path,
                                                bool whole);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_TEMPLATE_STORE_H_
