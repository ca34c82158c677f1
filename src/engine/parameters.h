// Options as they stand in summary.json and run.json.
#ifndef LITANY_ENGINE_PARAMETERS_H_
#define LITANY_ENGINE_PARAMETERS_H_

#include <string>

#include "absl/status/status.h"
#include "litany/options.h"
#include "report/json_writer.h"

namespace litany::engine {

// InvalidArgument if a document that may be read may be too large to fold.
absl::Status CheckInputOptions(const InputOptions& input);

// InvalidArgument unless options.contained is one that can be.
absl::Status CheckContained(const DedupOptions& options);

// InvalidArgument unless options.simhash is one that can be.
absl::Status CheckSimHash(const DedupOptions& options);

// "longest", "source:a,b", "score:max", ...: as --keep takes it.
std::string KeepText(const KeepPolicy& keep);

// Members of an open object: every option that can change a table.
void WriteParameters(const RunOptions& run, const DedupOptions& options,
                     report::JsonWriter* json);

// The same without what all commands share.
void WriteCopyParameters(const DedupOptions& options, report::JsonWriter* json);
void WritePassageParameters(const PassageOptions& options,
                            report::JsonWriter* json);
void WritePhraseParameters(const PhraseOptions& options,
                           report::JsonWriter* json);
void WriteTemplateParameters(const TemplateOptions& options,
                             report::JsonWriter* json);
// What all commands share: seed, fold, input.
void WriteRunParameters(const RunOptions& run, report::JsonWriter* json);

// An object: how the input was read, for a command that reads it again.
void WriteInputOptions(const InputOptions& input, report::JsonWriter* json);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_PARAMETERS_H_
