#include "io/record_writer.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "io/output_paths.h"
#include "io/record_hash.h"
#include "io/text_cutter.h"

namespace litany::io {
namespace {

// One output file at a time, in the order of the inputs.
class Outputs {
 public:
  Outputs(const std::vector<InputFile>& files, std::vector<std::string> paths)
      : files_(files), paths_(std::move(paths)) {}

  absl::Status Write(size_t file, std::string_view bytes) {
    LITANY_RETURN_IF_ERROR(FinishBefore(file));
    if (sink_ == nullptr) LITANY_RETURN_IF_ERROR(Open());
    return sink_->Write(bytes);
  }

  absl::Status Finish() { return FinishBefore(files_.size()); }

 private:
  // Closes the outputs in front of `file`, and makes the empty ones.
  absl::Status FinishBefore(size_t file) {
    for (; current_ < file; ++current_) {
      const bool holds_lines = !files_[current_].IsOneRecord();
      if (sink_ == nullptr && holds_lines) LITANY_RETURN_IF_ERROR(Open());
      if (sink_ == nullptr) continue;
      LITANY_RETURN_IF_ERROR(sink_->Close());
      sink_ = nullptr;
    }
    return absl::OkStatus();
  }

  absl::Status Open() {
    const std::string& path = paths_[current_];
    const std::string folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) LITANY_RETURN_IF_ERROR(base::MakeFolders(folder));
    LITANY_ASSIGN_OR_RETURN(sink_, OpenCompressed(path));
    return absl::OkStatus();
  }

  const std::vector<InputFile>& files_;
  const std::vector<std::string> paths_;
  size_t current_ = 0;
  std::unique_ptr<base::ByteSink> sink_;
};

}  // namespace

absl::Status WriteRecords(const std::vector<InputFile>& files,
                          const InputOptions& options, const std::string& path,
                          const DecideFate& decide) {
  std::vector<std::string> paths = OutputPaths(files, path);
  LITANY_RETURN_IF_ERROR(CheckNoOverwrite(files, paths));
  Outputs outputs(files, std::move(paths));
  RecordReader reader(files, options);
  TextCutter cutter(files, options);
  RecordBatch batch;
  std::string cut;
  while (reader.Next(kBatchBytes, &batch)) {
    for (const RecordBatch::Entry& entry : batch.entries) {
      std::string_view bytes = batch.RecordBytes(entry);
      LITANY_ASSIGN_OR_RETURN(const RecordFate fate,
                              decide(entry.location, RecordHash(bytes)));
      if (!fate.keep) continue;
      if (!fate.cuts.empty()) {
        LITANY_RETURN_IF_ERROR(cutter.Cut(batch, entry, fate.cuts, &cut));
        bytes = cut;
      }
      LITANY_RETURN_IF_ERROR(outputs.Write(entry.location.file, bytes));
    }
  }
  return outputs.Finish();
}

absl::Status WriteKept(
    const std::vector<InputFile>& files, const InputOptions& options,
    const std::string& path,
    const std::function<absl::StatusOr<bool>(const RecordLocation&,
                                             const base::Hash128&)>& keep) {
  return WriteRecords(
      files, options, path,
      [&keep](const RecordLocation& location,
              const base::Hash128& hash) -> absl::StatusOr<RecordFate> {
        LITANY_ASSIGN_OR_RETURN(const bool kept, keep(location, hash));
        return RecordFate{.keep = kept, .cuts = {}};
      });
}

}  // namespace litany::io
