#include "engine/report_run.h"

#include <memory>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "engine/report_blocks.h"
#include "engine/report_texts.h"
#include "engine/run_json.h"
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
  LITANY_RETURN_IF_ERROR(ReadRunOptions(run).status());
  LITANY_ASSIGN_OR_RETURN(const std::string summary,
                          base::ReadWholeFile(run + "/summary.json"));
  hooks.Report({"tables", 0, 0, 0});
  LITANY_ASSIGN_OR_RETURN(const ReportRows rows,
                          ReadReportRows(run, options.limits));
  if (hooks.IsCancelled()) return absl::CancelledError("interrupted");
  LITANY_ASSIGN_OR_RETURN(
      const ReportTexts texts,
      ReadReportTexts(run, options.inputs, options.threads, rows, hooks));
  ReportOutcome outcome;
  outcome.path = options.output.empty() ? run + "/report.html" : options.output;
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
