// Where `--write` puts what it keeps of each input file.
#ifndef LITANY_IO_OUTPUT_PATHS_H_
#define LITANY_IO_OUTPUT_PATHS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "io/input_files.h"

namespace litany::io {

// One path for each of `files`, no two of them in each other's way: `path`
// itself where there is one file and it holds lines; else below the folder
// `path` at the file's name.  Where two names collide, every name gets the
// number of its input in front (1/a.jsonl, 2/a.jsonl).  Standard input is
// named stdin.jsonl or stdin.txt.
std::vector<std::string> OutputPaths(const std::vector<InputFile>& files,
                                     const std::string& path);

// InvalidArgument if one of `outputs` is one of the files to be read.
absl::Status CheckNoOverwrite(const std::vector<InputFile>& files,
                              const std::vector<std::string>& outputs);

}  // namespace litany::io

#endif  // LITANY_IO_OUTPUT_PATHS_H_
