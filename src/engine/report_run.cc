#include "engine/report_run.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "engine/report_blocks.h"
#include "engine/report_texts.h"
#include "engine/run_directory.h"
#include "engine/run_json.h"
#include "io/input_files.h"
#include "litany/options.h"
#include "report/page_writer.h"

namespace litany::engine {
namespace {

// Counts what goes through it.
class CountingSink : public base::ByteSink {
 public:
  explicit CountingSink(base::ByteSink* to) : to_(to) {}
  absl::Status Write(std::string_view bytes) override {
    count_ += bytes.size();
    return to_->Write(bytes);
  }
  absl::Status Close() override { return to_->Close(); }
  uint64_t count() const { return count_; }

 private:
  base::ByteSink* to_;
  uint64_t count_ = 0;
};

constexpr std::string_view kReportName = "report.html";

// The page must not take the place of a table, or of a file that was read.
absl::Status CheckPagePath(const std::string& path, const std::string& run,
                           const std::vector<std::string>& inputs,
                           const InputOptions& options) {
  namespace fs = std::filesystem;
  if (path == "-") return absl::OkStatus();
  std::error_code error;
  const auto refuse = [&](const std::string& what) {
    return absl::InvalidArgumentError(
        absl::StrCat("--output ", path, " is ", what, "; name another file"));
  };
  if (fs::is_directory(path, error)) return refuse("a folder");
  for (const std::string_view table : RunTables()) {
    if (table == kReportName) continue;
    if (fs::equivalent(path, fs::path(run) / table, error)) {
      return refuse("a table of the run");
    }
  }
  if (std::find(inputs.begin(), inputs.end(), "-") != inputs.end()) {
    return absl::OkStatus();
  }
  const auto files = io::ListInputs(inputs, options);
  if (!files.ok()) return absl::OkStatus();  // gone, so in no danger
  for (const io::InputFile& file : files->files) {
    if (fs::equivalent(path, file.path, error)) {
      return refuse("a file that the run read");
    }
  }
  return absl::OkStatus();
}

std::vector<std::string> NotesOf(const ReportRows& rows,
                                 const ReportTexts& texts) {
  std::vector<std::string> notes;
  switch (texts.state) {
    case TextsState::kShown:
      break;
    case TextsState::kHidden:
      notes.emplace_back(
          "the run was told --no-text, so the page shows no texts");
      break;
    case TextsState::kStandard:
      notes.emplace_back(
          "the run read standard input, which is gone, so the page shows no "
          "texts of documents; name the same documents with --texts INPUT");
      break;
    case TextsState::kGone:
      notes.emplace_back(
          "the input of the run cannot be read any more, so the page shows no "
          "texts of documents; run in the folder where it ran, or name where "
          "the documents are now with --texts INPUT");
      break;
  }
  if (texts.changed > 0) {
    notes.push_back(absl::StrCat(
        texts.changed,
        " documents are not as long as they were in the run; their texts are "
        "not shown"));
  }
  uint64_t in_run = 0;
  for (const uint64_t of_kind : rows.repeats_in_run) in_run += of_kind;
  if (in_run > rows.repeats.size()) {
    notes.push_back(absl::StrCat(
        "the page shows ", rows.repeats.size(), " of ", in_run,
        " repeats, the top ones of each kind; --top N asks for more"));
  }
  return notes;
}

}  // namespace

absl::StatusOr<ReportOutcome> WriteReport(const std::string& run,
                                          const ReportOptions& options,
                                          const Hooks& hooks) {
  LITANY_RETURN_IF_ERROR(CheckFinishedRun(run));
  LITANY_ASSIGN_OR_RETURN(const RunOptions options_of_run, ReadRunOptions(run));
  ReportOutcome outcome;
  outcome.path = options.output.empty() ? absl::StrCat(run, "/report.html")
                                        : options.output;
  LITANY_RETURN_IF_ERROR(CheckPagePath(
      outcome.path, run,
      options.inputs.empty() ? options_of_run.inputs : options.inputs,
      options_of_run.input));
  LITANY_ASSIGN_OR_RETURN(const std::string summary,
                          base::ReadWholeFile(run + "/summary.json"));
  hooks.Report({"tables", 0, 0, 0});
  LITANY_ASSIGN_OR_RETURN(const ReportRows rows,
                          ReadReportRows(run, options.limits));
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  LITANY_ASSIGN_OR_RETURN(
      const ReportTexts texts,
      ReadReportTexts(run, options.inputs, options.threads, rows, hooks));
  hooks.Report({"write", rows.all.documents, 0, 0});
  LITANY_ASSIGN_OR_RETURN(const std::unique_ptr<base::ByteSink> sink,
                          base::OpenForWrite(outcome.path));
  CountingSink counting(sink.get());
  LITANY_RETURN_IF_ERROR(report::WritePage(
      MakeReportPage(summary, options.limits, rows, texts), &counting));
  LITANY_RETURN_IF_ERROR(counting.Close());
  outcome.bytes = counting.count();
  outcome.notes = NotesOf(rows, texts);
  return outcome;
}

}  // namespace litany::engine
