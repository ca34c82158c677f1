// `litany templates`: from inputs to the tables of a run directory.
#ifndef LITANY_ENGINE_TEMPLATES_RUN_H_
#define LITANY_ENGINE_TEMPLATES_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/hooks.h"
#include "engine/session.h"
#include "litany/options.h"

namespace litany::engine {

struct TemplatesReport : RunReport {
  uint64_t templates = 0;
  uint64_t occurrences = 0;
  uint64_t holding = 0;       // documents that hold one
  uint64_t all_template = 0;  // documents that are nothing else
  uint64_t template_chars = 0;
  uint64_t chars = 0;  // of all documents
  uint64_t sources = 0;
  uint64_t too_few_pages = 0;  // sources
  uint64_t pages_alike = 0;    // sources
  uint64_t unknown = 0;        // sources without a template of --apply
};

// Runs it.  InvalidArgument for options and inputs that cannot be; what went
// wrong with files otherwise; Cancelled if a hook asked for it.
absl::StatusOr<TemplatesReport> RunTemplates(const RunOptions& options,
                                             const TemplateOptions& asked,
                                             const Hooks& hooks);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_TEMPLATES_RUN_H_
