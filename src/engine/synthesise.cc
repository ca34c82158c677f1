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

namespace {

// The files of a collection; no gold where it goes to standard output.
struct Outputs {
  std::unique_ptr<base::ByteSink> documents;
  std::unique_ptr<base::ByteSink> gold;
};

absl::StatusOr<Outputs> OpenOutputs(const std::string& output,
                                    const std::string& gold_path, bool force) {
  const bool to_stdout = output == "-";
  if (!to_stdout && !force) {
    for (const std::string& path : {output, gold_path}) {
      std::error_code error;
      if (std::filesystem::exists(path, error)) {
        return absl::InvalidArgumentError(
            absl::StrCat(path, " exists; name another file, or give --force"));
      }
    }
  }
  Outputs outputs;
  LITANY_ASSIGN_OR_RETURN(outputs.documents, io::OpenCompressed(output));
  if (!to_stdout) {
    LITANY_ASSIGN_OR_RETURN(outputs.gold, base::OpenForWrite(gold_path));
  }
  return outputs;
}

absl::Status CloseOutputs(Outputs* outputs) {
  LITANY_RETURN_IF_ERROR(outputs->documents->Close());
  return outputs->gold == nullptr ? absl::OkStatus() : outputs->gold->Close();
}

}  // namespace

std::string GoldPathFor(const std::string& output, std::string_view ending) {
  std::string stem = output;
  for (const std::string_view known : {".gz", ".zst", ".jsonl", ".ndjson"}) {
    if (stem.size() > known.size() &&
        std::string_view(stem).substr(stem.size() - known.size()) == known) {
      stem.resize(stem.size() - known.size());
    }
  }
  return stem + std::string(ending);
}

absl::StatusOr<synth::SynthCounts> Synthesise(
    const synth::SynthOptions& options, const std::string& output, bool force) {
  LITANY_ASSIGN_OR_RETURN(Outputs outputs,
                          OpenOutputs(output, GoldPathFor(output), force));
  LITANY_ASSIGN_OR_RETURN(
      const synth::SynthCounts counts,
      synth::WriteSynth(options, outputs.documents.get(), outputs.gold.get()));
  LITANY_RETURN_IF_ERROR(CloseOutputs(&outputs));
  return counts;
}

absl::StatusOr<synth::SitesCounts> SynthesiseSites(
    const synth::SitesOptions& options, const std::string& output, bool force) {
  LITANY_ASSIGN_OR_RETURN(
      Outputs outputs,
      OpenOutputs(output, GoldPathFor(output, kSitesGold), force));
  LITANY_ASSIGN_OR_RETURN(
      const synth::SitesCounts counts,
      synth::WriteSites(options, outputs.documents.get(), outputs.gold.get()));
  LITANY_RETURN_IF_ERROR(CloseOutputs(&outputs));
  return counts;
}

}  // namespace litany::engine
