// Options of the four kinds, as the command of a kind and `find` have them.
#ifndef LITANY_CLI_KIND_OPTIONS_H_
#define LITANY_CLI_KIND_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "cli/option_table.h"
#include "litany/options.h"

namespace litany::cli {

// What was said of the rule for pairs.
struct CopyRuleFlags {
  std::optional<double> threshold;
  std::optional<double> containment;
  std::optional<double> min_jaccard;
  std::optional<double> recall;
  bool strict = false;
  bool simhash = false;
  std::optional<uint32_t> hamming;
  std::optional<uint32_t> simhash_bits;
};

// Group "What is a copy": what makes a pair, and --recall.
void AddCopyRule(OptionTable* table, CopyRuleFlags* rule);
// After parsing: a threshold by itself means near pairs and no others.
absl::Status ApplyCopyRule(const CopyRuleFlags& flags, DedupOptions* dedup);
// "similarity 0.5 or more, ...".
std::string CopyRuleText(const DedupOptions& dedup);
void AddKeepOption(OptionTable* table, RunOptions* run, DedupOptions* dedup);

// Group "What is a passage": --min-length and --max-gap.
void AddPassageRule(OptionTable* table, PassageOptions* passages);
// Group "Between which documents": --between-sources-only and --window.
void AddPassagePairRule(OptionTable* table, PassageOptions* passages);
void AddNetworkOption(OptionTable* table, PassageOptions* passages);

// --min-documents and --min-sources.
void AddPhraseBounds(OptionTable* table, PhraseOptions* phrases);
// --top and --formulas.
void AddPhraseTop(OptionTable* table, PhraseOptions* phrases);

}  // namespace litany::cli

#endif  // LITANY_CLI_KIND_OPTIONS_H_
