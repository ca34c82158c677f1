// `litany synth`: made-up collections with gold beside them.
#ifndef LITANY_ENGINE_SYNTHESISE_H_
#define LITANY_ENGINE_SYNTHESISE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "synth/synth.h"
#include "synth/synth_writer.h"

namespace litany::engine {

// OUT.jsonl[.gz|.zst] -> OUT.gold.tsv, or another `ending`.
std::string GoldPathFor(const std::string& output,
                        std::string_view ending = ".gold.tsv");
inline constexpr std::string_view kSitesGold = ".gold.jsonl";

// Writes the documents to `output` ("-": standard output, without gold).
// InvalidArgument if a file is in the way and `force` is false.
absl::StatusOr<synth::SynthCounts> Synthesise(
    const synth::SynthOptions& options, const std::string& output, bool force);

// The same of sites; their gold is OUT.gold.jsonl.
absl::StatusOr<synth::SitesCounts> SynthesiseSites(
    const synth::SitesOptions& options, const std::string& output, bool force);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_SYNTHESISE_H_
