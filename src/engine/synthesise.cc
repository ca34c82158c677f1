#include "engine/synthesise.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "io/record_writer.h"

namespace litany::engine {

std::string GoldPathFor(const std::string& output) {
  std::string stem = output;
  for (const std::string_view ending : {".gz", ".zst", ".jsonl", ".ndjson"}) {
    if (stem.size() > ending.size() &&
        std::string_view(stem).substr(stem.size() - ending.size()) == ending) {
      stem.resize(stem.size() - ending.size());
    }
  }
  return stem + ".gold.tsv";
}

absl::StatusOr<synth::SynthCounts> Synthesise(
    const synth::SynthOptions& options, const std::string& output, bool force) {
  const bool to_stdout = output == "-";
  const std::string gold_path = GoldPathFor(output);
  if (!to_stdout && !force) {
    for (const std::string& path : {output, gold_path}) {
      std::error_code error;
      if (std::filesystem::exists(path, error)) {
        return absl::InvalidArgumentError(
            absl::StrCat(path, " exists; name another file, or give --force"));
      }
    }
  }
  LITANY_ASSIGN_OR_RETURN(auto documents, io::OpenCompressed(output));
  std::unique_ptr<base::ByteSink> gold;
  if (!to_stdout) {
    LITANY_ASSIGN_OR_RETURN(gold, base::OpenForWrite(gold_path));
  }
  LITANY_ASSIGN_OR_RETURN(
      const synth::SynthCounts counts,
      synth::WriteSynth(options, documents.get(), gold.get()));
  LITANY_RETURN_IF_ERROR(documents->Close());
  if (gold != nullptr) LITANY_RETURN_IF_ERROR(gold->Close());
  return counts;
}

}  // namespace litany::engine
