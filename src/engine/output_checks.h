// What a run must not write to, checked before anything is made or emptied.
#ifndef LITANY_ENGINE_OUTPUT_CHECKS_H_
#define LITANY_ENGINE_OUTPUT_CHECKS_H_

#include "absl/status/status.h"
#include "io/input_files.h"
#include "litany/options.h"

namespace litany::engine {

// InvalidArgument if
//   - standard input would be read both as input and as reference,
//   - a table of the run, or a file of --write, is a file to be read,
//   - a file of --write is a table of the run,
//   - --write exists and --force is missing, or it is a folder where a file is
//     wanted or the other way round,
//   - --write would need to read a pipe twice.
// `against` is empty without a reference.
absl::Status CheckOutputs(const io::InputFiles& files,
                          const io::InputFiles& against, const RunOptions& run,
                          const std::string& write_path);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_OUTPUT_CHECKS_H_
