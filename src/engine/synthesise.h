// `litany synth`: made-up collections with gold beside them.
#ifndef LITANY_ENGINE_SYNTHESISE_H_
#define LITANY_ENGINE_SYNTHESISE_H_

#include <string>

#include "absl/status/statusor.h"
#include "synth/synth.h"
#include "synth/synth_writer.h"

namespace litany::engine {

// OUT.jsonl[.gz|.zst] -> OUT.gold.tsv.
std::string GoldPathFor(const std::string& output);

// Writes the documents to `output` ("-": standard output, without gold).
// InvalidArgument if a file is in the way and `force` is false.
absl::StatusOr<synth::SynthCounts> Synthesise(
    const synth::SynthOptions& options, const std::string& output, bool force);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_SYNTHESISE_H_
