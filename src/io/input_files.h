// From the arguments of a command to the list of files to read.
#ifndef LITANY_IO_INPUT_FILES_H_
#define LITANY_IO_INPUT_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "litany/options.h"

namespace litany::io {

enum class Codec { kPlain, kGzip, kZstd };

struct InputFile {
  // To open; "-" is standard input.
  std::string path;
  // How ids, rejects and mirrored output name it: relative to the folder that
  // was given, or the file's own name; valid UTF-8; "-" for standard input.
  std::string name;
  InputFormat format = InputFormat::kJsonl;  // never kAuto
  Codec codec = Codec::kPlain;
  // Of a text file: each line is a record, not the whole file.
  bool text_lines = false;

  // Whether all of it is one record.
  bool IsOneRecord() const {
    return format == InputFormat::kText && !text_lines;
  }
};

struct InputFiles {
  // In the order of the arguments; a folder's files in byte order of path.
  std::vector<InputFile> files;
  uint64_t skipped_hidden = 0;
  uint64_t skipped_links = 0;
  uint64_t skipped_unknown = 0;  // an extension that no reader knows
};

// Lists what `inputs` name: files, folders (recursive; hidden files, links and
// unknown extensions are skipped and counted) and "-".  A file named outright
// that has an unknown extension is InvalidArgument unless `options.format` says
// how to read it; one that does not exist is NotFound.  With TextRecords::kLine
// the ending .log is known, too, and standard input is text where `format` is
// kAuto.  Of `options` only these two count.
absl::StatusOr<InputFiles> ListInputs(const std::vector<std::string>& inputs,
                                      const InputOptions& options);

}  // namespace litany::io

#endif  // LITANY_IO_INPUT_FILES_H_
