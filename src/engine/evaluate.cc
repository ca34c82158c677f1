#include "engine/evaluate.h"

#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "engine/run_json.h"
#include "eval/evaluation_report.h"
#include "eval/texts.h"
#include "io/input_files.h"

namespace litany::engine {
namespace {

namespace fs = std::filesystem;

absl::Status CheckRun(const std::string& run) {
  std::error_code error;
  if (!fs::is_directory(run, error)) {
    return absl::NotFoundError(absl::StrCat("no run directory ", run));
  }
  if (!fs::exists(fs::path(run) / "summary.json", error)) {
    return absl::FailedPreconditionError(absl::StrCat(
        run,
        " holds no finished run: summary.json, which is written last, "
        "is missing"));
  }
  return absl::OkStatus();
}

// The files that may hold the texts; none if nothing is known of them.
std::vector<io::InputFile> TextFiles(const EvaluateOptions& options) {
  std::vector<std::string> inputs = options.texts;
  if (inputs.empty()) {
    if (eval::GoldHoldsTexts(options.gold)) {
      return {eval::GoldAsInput(options.gold)};
    }
    const auto recorded = ReadRunInputs(options.run + "/run.json");
    if (recorded.ok()) inputs = *recorded;
  }
  if (inputs.empty()) return {};
  auto files = io::ListInputs(inputs, options.input.format);
  return files.ok() ? files->files : std::vector<io::InputFile>();
}

}  // namespace

absl::StatusOr<EvaluateReport> EvaluateRun(const EvaluateOptions& options) {
  LITANY_RETURN_IF_ERROR(CheckRun(options.run));
  LITANY_ASSIGN_OR_RETURN(
      const eval::DocumentsTable run,
      eval::ReadDocumentsTable(options.run + "/documents.jsonl"));
  LITANY_ASSIGN_OR_RETURN(
      const eval::Gold gold,
      eval::ReadGold(options.gold, options.gold_field, options.input));
  LITANY_ASSIGN_OR_RETURN(const eval::Evaluation evaluation,
                          eval::Evaluate(run, gold, options.eval));
  eval::Texts texts;
  if (options.eval.worst > 0) {
    texts = eval::LoadErrorTexts(evaluation, TextFiles(options), options.input);
  }
  return EvaluateReport{eval::RenderEvaluationText(evaluation, texts),
                        eval::RenderEvaluationJson(evaluation, texts)};
}

}  // namespace litany::engine
